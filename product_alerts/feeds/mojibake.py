"""UTF-8 that was once read as MacRoman ("‚Äô" for "’"): repaired where that is certain, reported where it is not."""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\x00-\x7f]+")
_CERTAIN = 0.9  # the share of a file's foreign runs that must come out right before any is touched
_SUSPECT = re.compile(r"[‚√¬Œ∞≈ƒ](?=[^\x00-\x7f])|\ufffd")


def _repaired(run: str) -> str | None:
    try:
        mended = run.encode("mac_roman").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return mended if len(mended) < len(run) else None


def is_garbled(text: str) -> bool:
    """Whether nearly all characters of a whole file beyond ASCII are UTF-8 read as MacRoman.

    Correct text is safe: an accented letter among ASCII letters is never valid UTF-8 when taken as MacRoman bytes.
    """
    runs = _RUN.findall(text)
    return bool(runs) and sum(_repaired(run) is not None for run in runs) >= _CERTAIN * len(runs)


def repair(text: str) -> str:
    """Every garbled run of `text` put right; only for files that `is_garbled`."""
    return _RUN.sub(lambda m: _repaired(m[0]) or m[0], text)


def looks_garbled(text: str) -> bool:
    """Whether something in `text` still looks like a wrong character set."""
    return bool(_SUSPECT.search(text))
