"""Postal addresses in a text."""
