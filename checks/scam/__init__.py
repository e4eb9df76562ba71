"""Signs of a fraudulent shop: for the order in which shops are looked at, never a breach alone."""
