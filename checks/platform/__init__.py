"""Duties of platforms under the Digital Services Act and the product safety regulation."""
