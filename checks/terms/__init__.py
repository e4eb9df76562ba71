"""Pre-contractual information and terms."""
