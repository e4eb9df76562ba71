"""Consumer reviews."""
