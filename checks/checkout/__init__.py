"""The order: its last step and what stands on it."""
