"""Environmental claims."""
