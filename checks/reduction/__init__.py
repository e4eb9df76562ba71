"""Announcements of price reductions."""
