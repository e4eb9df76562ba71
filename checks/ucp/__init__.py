"""Unfair commercial practices: claims that the black list and the general rules speak of."""
