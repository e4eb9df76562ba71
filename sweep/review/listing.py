"""The queue as one person sees it: filtered, sorted, cut into pages, and how far the review has come. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sweep.lists import site
from sweep.review.desk import Seen
from sweep.review.model import CHOICES

PAGE = 50  # findings
MINE = "mine"  # the state of whatever waits for the person who asks
_LONGEST = 200  # characters of a filter


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows; empty fields leave everything."""

    shop: str = ""  # a part of the shop's key, or an address in the shop
    check: str = ""
    state: str = ""
    severity: str = ""
    outcome: str = ""
    group: str = ""
    sort: str = ""

    def query(self) -> dict[str, str]:
        """The filters that are set, for a link."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}


def filters_of(asked: Mapping[str, str]) -> Filters:
    """The filters that an address asks for; unknown names are passed over."""
    return Filters(**{f.name: asked.get(f.name, "")[:_LONGEST] for f in fields(Filters)})


_SORTS: dict[str, Callable[[Seen], Any]] = {
    "shop": lambda s: (s.item.shop, s.item.rank),
    "rule": lambda s: (s.item.check, s.item.rank),
}


def listed(seen: Iterable[Seen], filters: Filters) -> tuple[Seen, ...]:
    """The findings that fit, in the order asked for; they come gravest first."""
    parts = _shop_parts(filters.shop)
    found = [s for s in seen if any(part in s.item.shop.lower() for part in parts) and _fits(s, filters)]
    return tuple(sorted(found, key=_SORTS[filters.sort]) if filters.sort in _SORTS else found)


def _shop_parts(text: str) -> tuple[str, ...]:
    """What to look for in the keys of shops: the text, and the key that it is the address of."""
    text = text.strip()
    named = site(text)
    return (text.lower(),) if isinstance(named, str) else (text.lower(), named.key)


def _fits(seen: Seen, wanted: Filters) -> bool:
    item = seen.item
    return (
        wanted.check in ("", item.check)
        and wanted.severity in ("", item.severity)
        and wanted.outcome in ("", item.outcome)
        and wanted.group in ("", item.check.split(".")[0])
        and (seen.open if wanted.state == MINE else wanted.state in ("", seen.state))
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come, as one person sees it."""

    all: int
    done: int
    waiting: int  # for this person


def progress(seen: Sequence[Seen]) -> Progress:
    """Counts what is decided, and what waits for the person."""
    done = sum(s.state in CHOICES or s.state == "second_reader" for s in seen)
    return Progress(len(seen), done, sum(s.open for s in seen))


def neighbours(found: Sequence[Seen], name: str) -> tuple[int, str, str]:
    """Place in the list (from 1, 0 where it is not in it), and the ids before and behind ("" at the ends)."""
    place = next((i for i, s in enumerate(found) if s.item.id == name), -1)
    if place < 0:
        return 0, "", found[0].item.id if found else ""
    before = found[place - 1].item.id if place else ""
    behind = found[place + 1].item.id if place + 1 < len(found) else ""
    return place + 1, before, behind


def next_open(found: Sequence[Seen], name: str) -> str:
    """The next finding behind `name` that waits for the person, from the top where none does; "" where none is left."""
    place = next((i for i, s in enumerate(found) if s.item.id == name), -1)
    return next((s.item.id for s in (*found[place + 1 :], *found[: max(place, 0)]) if s.open), "")
