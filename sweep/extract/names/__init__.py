"""Names of companies and persons in a text, before it is told whose they are."""
