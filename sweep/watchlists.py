"""The watchlists that a plan chooses: those of the house by their ids, an authority's own by their files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checks.card import CardError
from checks.watchlist_file import Listed, load_watchlist, standard, standard_screen
from product_alerts.watchlist import Screen
from sweep.errors import SweepError, told
from sweep.workspace import kept_or_beside, write_atomically, writing

FOLDER = "watchlists"  # in a sweep's folder: the authority's own lists, as used
ALL, NONE = "all", "none"


def known() -> tuple[str, ...]:
    """What a plan may name besides files."""
    return (ALL, NONE, *standard())


def is_file(word: str) -> bool:
    """Whether a word of the plan names a file."""
    return word.endswith((".yaml", ".yml"))


def read_list(path: Path) -> Listed:
    """An authority's own list. Raises SweepError with a line a fault ("own.yaml:3:5: ...")."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SweepError(f"{path}: there is no such file; the lists of the house are {', '.join(standard())}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {told(error)}") from None
    try:
        listed = load_watchlist(text, path.name)
    except CardError as error:
        raise SweepError(str(error)) from None
    if listed.watchlist.id in standard():
        raise SweepError(f"{path.name}: the id {listed.watchlist.id!r} is that of a list of the house; take another")
    return listed


def chosen(words: Sequence[str], folder: Path) -> tuple[Listed, ...]:
    """The lists that a plan's words choose, files sought in `folder`. Raises SweepError."""
    if NONE in words:
        return ()
    house = [one for name, one in standard().items() if name in words or ALL in words]
    own = [read_list(kept_or_beside(folder, word)) for word in words if is_file(word)]
    ids = [one.watchlist.id for one in own]
    if twice := next((one for one in ids if ids.count(one) > 1), ""):
        raise SweepError(f"watchlists: two lists have the id {twice!r}")
    return (*house, *own)


def screen_of(words: Sequence[str], sweep: Path) -> Screen:
    """The chosen lists of a sweep's folder, ready for offers. Raises SweepError."""
    lists = chosen(words, sweep / FOLDER)
    if lists == tuple(standard().values()):
        return standard_screen()
    return Screen([listed.watchlist for listed in lists])


def keep(words: Sequence[str], beside: Path, sweep: Path) -> None:
    """Lays an authority's own lists, as they are now, into a sweep's folder. Raises SweepError."""
    chosen(words, beside)
    for word in filter(is_file, words):
        text = kept_or_beside(beside, word).read_text(encoding="utf-8-sig")
        with writing(sweep):
            (sweep / FOLDER).mkdir(parents=True, exist_ok=True)
        write_atomically(sweep / FOLDER / Path(word).name, text)
