"""A capture becomes facts. Pure: no network, no clock, no disk beyond the lexicon that ships with it."""
