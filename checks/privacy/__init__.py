"""Privacy: for the list handed to the data protection authority, no verdict of consumer law."""
