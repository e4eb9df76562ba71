"""The legal guarantee of conformity."""
