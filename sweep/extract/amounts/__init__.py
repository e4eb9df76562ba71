"""The amounts on a page, and what each of them is."""
