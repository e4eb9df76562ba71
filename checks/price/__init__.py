"""The price and what comes on top of it."""
