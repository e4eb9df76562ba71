"""The network: one bounded, polite request at a time."""
