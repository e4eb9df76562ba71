"""National returns of a joint sweep: what an authority hands in without naming a shop, and many put together."""
