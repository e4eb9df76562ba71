"""General product safety."""
