"""Demonstration shops of invented traders, served on the loopback, with the truth about their faults."""
