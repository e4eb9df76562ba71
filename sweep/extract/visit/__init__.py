"""The pages of one visit: which of them is what, what was not read, and what stands on all of them together."""
