"""The errors a user can mend: printed as one line, exit code 1."""

from __future__ import annotations


class SweepError(Exception):
    """Something the user can mend. The message says what is wrong, where, and what to do."""


class CaptureError(SweepError):
    """What was kept of one shop is damaged; the other shops are not concerned."""


def told(error: Exception) -> str:
    """What stood in the way of a file, in words for people."""
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text"
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
