"""Rules of single sectors: what must be visible before goods of a kind are bought."""
