"""Structured data as shops really write it, and where it stands in the source of a page."""
