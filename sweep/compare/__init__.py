"""What became of the findings of an earlier sweep: fixed, partly, persistent, reappeared, new or not measurable."""
