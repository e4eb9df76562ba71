"""What was captured, kept so that it can be shown years later."""
