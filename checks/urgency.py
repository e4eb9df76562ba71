"""What a page says to hurry its reader, look by look: limits in time, short stocks, other buyers. Values only.

Whether such words are false shows only when the page is seen again, so a fact of this family is a look: one page at one
moment in one session, with all that it said, and nothing where it said nothing any more. Moments are whole seconds
since 1970, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

LimitKind = Literal[
    "countdown",  # the time that is left, counted down
    "deadline",  # a day or moment named in words
    "today",  # "only today", "until midnight"
]
Topic = Literal[
    "offer",  # a price, a reduction, an offer
    "dispatch",  # ordered until then, sent today
    "reservation",  # a basket held for some minutes
    "opening",  # a sale or an article to come
    "auction",
    "unknown",
]
Making = Literal[
    "page",  # the server wrote it
    "session",  # the page's own script begins it anew for every visitor
    "random",  # the page's own script draws it by lot
]

DAY, HOUR, MINUTE = 86_400, 3_600, 60
EASTERN, WESTERN = 3 * HOUR, 1 * HOUR  # by how much the Union's clocks are before and behind UTC, at most
APART = 10 * MINUTE  # behind its end a page may still be on its way through a cache


_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit in time as a page states it. `subject` are its words without figures: by them it is known again.

    Either `ends` (as written where its zone is not told: `zoned` is false) or `left` (seconds from the moment at
    which the page was made); neither for "today". `step` is the grain in seconds. `mark` and `code` are the markup and
    script that say so, as they stand in the source.
    """

    kind: LimitKind
    subject: str
    text: str
    topic: Topic = "unknown"
    ends: int | None = None
    zoned: bool = True
    left: int | None = None
    step: int = 1
    made: Making = "page"
    where: Literal["product", "banner"] = "product"
    mark: str = ""
    code: str = ""
    overwritten: bool = False  # figures in the text that a script of another file may replace as soon as it runs

    def __str__(self) -> str:
        return self.text or self.mark or self.code

    def end(self, at: int) -> int:
        """When it ends, seen at `at`; for "today" the first moment at which it is tomorrow everywhere here."""
        if self.ends is not None:
            return self.ends if self.zoned else self.ends + WESTERN
        if self.left is not None:
            return at + self.left
        return (day_number(at + EASTERN) + 1) * DAY + WESTERN


def day_number(at: int) -> int:
    """Days since 1970."""
    return at // DAY


def moment(at: int) -> str:
    """A moment for people: "2026-11-20 10:00 UTC"."""
    day = date.fromordinal(min(max(_EPOCH + day_number(at), 1), date.max.toordinal()))
    hour, minute = divmod(at % DAY // MINUTE, 60)
    return f"{day.isoformat()} {hour:02}:{minute:02} UTC"


@dataclass(frozen=True, slots=True)
class Scarcity:
    """A number that presses: pieces left, people who look or bought. `number` is None where only a script has it."""

    kind: Literal["stock", "viewers", "buyers"]
    subject: str
    text: str
    number: int | None = None
    made: Making = "page"
    code: str = ""

    def __str__(self) -> str:
        return self.text or self.code


@dataclass(frozen=True, slots=True)
class Look:
    """One page seen once. `at` is when it was made, `session` the visit: each has cookies of its own.

    `prices` are those shown for its article ("49.00 EUR") and `priced` the words of the page for them; `reduced` tells
    whether a reduction was announced on them; `extended` are words by which the shop itself announces that it prolongs
    its offer. `fresh` where the answer says that it was made for this visitor and did not come from a cache.
    """

    url: str
    at: int
    session: str
    limits: tuple[TimeLimit, ...] = ()
    scarcities: tuple[Scarcity, ...] = ()
    prices: tuple[str, ...] = ()
    reduced: bool = False
    extended: str = ""
    priced: str = ""
    fresh: bool = False

    def __str__(self) -> str:
        said = ", ".join(map(str, (*self.limits, *self.scarcities)))
        return f"{moment(self.at)}: {said or '-'}"


@dataclass(frozen=True, slots=True)
class Pressure:
    """What one page says to hurry its reader, before it is known when and how it was seen."""

    limits: tuple[TimeLimit, ...] = ()
    scarcities: tuple[Scarcity, ...] = ()
    prices: tuple[str, ...] = ()
    reduced: bool = False
    extended: str = ""
    priced: str = ""


def second_look(look: Look, margin: int = APART) -> int | None:
    """When the page is to be seen again: behind the end of its first limit, or soon where only numbers press."""
    ends = [limit.end(look.at) for limit in look.limits if limit.topic in ("offer", "unknown")]
    coming = [end + margin for end in ends if end > look.at]
    if coming:
        return min(coming)
    return look.at + margin if ends or look.scarcities else None
