"""The right of withdrawal from a distance contract."""
