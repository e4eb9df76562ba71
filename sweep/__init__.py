"""sweepday: everything that touches network, disk, clock or a person."""

__version__ = "0.1.0"
