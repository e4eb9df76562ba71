"""What pages say to hurry their readers: countdowns, last days, short stocks, other buyers; with the words themselves.

Nothing here tells whether it is true: that shows when the page is seen again (`checks.reduction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from checks.facts import Absent, Evidence, Fact, Found, Unknown
from checks.urgency import Look, Pressure, TimeLimit
from product_alerts.model import Offer
from sweep.capture import Capture, Response
from sweep.extract.lexicon import pattern
from sweep.extract.offers import page_offers
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.reading import reading
from sweep.extract.pages.statement_text import Hit, Span, StatementText, statement_text
from sweep.extract.practices.urgency_numbers import scarcities
from sweep.extract.practices.urgency_timers import countdowns, place_of
from sweep.extract.practices.urgency_words import deadline, says, subject_of, time_left, topic_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.needles import Haystack
from sweep.gather.blocked import blocked

ROLES = ("product", "listing", "home")
_LINE = 200  # characters: what hurries is short; longer lines are conditions and stories
_SEEN_PRICES = 3
_MOST = 12  # limits of a page


def pressure(page: Page, seen: date) -> Pressure:
    """What one page says to hurry its reader. `seen` is the day on which it was made. Raises nothing on any page."""
    if page.problem or not page.html or page.role not in ROLES:
        return Pressure()
    told = statement_text(page)
    timers = countdowns(page)
    spoken = _spoken(told, seen, {limit.text for limit in timers})
    limits = tuple({(limit.kind, limit.subject): limit for limit in (*timers, *spoken)}.values())[:_MOST]
    numbers = scarcities(page)
    if not limits and not numbers:
        return Pressure(extended=_extended(told), **_prices(page))
    return Pressure(limits, numbers, extended=_extended(told), **_prices(page))


def _prices(page: Page) -> dict[str, Any]:
    return shown_prices(page_offers(page)) if page.role == "product" else {}


def shown_prices(found: Iterable[Found[Offer]]) -> dict[str, Any]:
    """What a product page asks for its article, whether a reduction is announced on it, and the words for it."""
    priced = [o for o in found if o.value.price is not None][:_SEEN_PRICES]
    offers = [o.value for o in priced]
    reduced = any(o.prior_price is not None or o.discount_text or o.discount_percent is not None for o in offers)
    shown = tuple(f"{o.price:f} {o.currency}".strip() for o in offers)
    return {"prices": shown, "reduced": reduced, "priced": priced[0].evidence.quote if priced else ""}


def _extended(told: StatementText) -> str:
    """Words by which the shop announces that it prolongs its offer, where they speak of an offer."""
    for hit in told.of("urgency.extended"):
        clause = told.clause(hit.start)
        words = told.quote(clause, hit.start)
        if len(words) <= _LINE and says(told.flat[clause.start : clause.end], "label_offer", told.languages):
            return words
    return ""


# --- limits in words


def _spoken(told: StatementText, seen: date, taken: set[str]) -> Iterator[TimeLimit]:
    """ "Only today", "until 30 November": sentences and lines that limit an offer in time."""
    done: set[Span] = set()
    for hit in told.of("urgency.today"):
        clause = told.clause(hit.start)
        if clause not in done and (limit := _today(told, clause, hit)) is not None:
            done.add(clause)
            if not any(limit.text in words for words in taken):
                yield limit
    for clause in _with_until(told):
        short = clause.end - clause.start <= _LINE
        if short and clause not in done and _DIGITS.search(told.flat, clause.start, clause.end):
            limit = _until(told, clause, seen)
            if limit is not None and not any(limit.text in words for words in taken):
                yield limit


_DIGITS = re.compile(r"\d")
_UNTIL = frozenset({"label_until"})


@cache
def _untils(languages: tuple[str, ...]) -> Haystack:
    found = [p.pattern for code in languages for key in _UNTIL if (p := pattern("urgency", key, code))]
    return Haystack(dict.fromkeys(_UNTIL, "|".join(found)) if found else {})


def _with_until(told: StatementText) -> Iterator[Span]:
    """The clauses that may say until when something holds, in order."""
    spots, at = _untils(told.languages).spots(told.flat), 0
    while 0 <= (spot := spots.following(_UNTIL, at)) < len(told.flat):
        clause = told.clause(spot)
        yield clause
        at = clause.end


# Another article each day is what such a shop is for.
_DAILY = re.compile(
    r"(?<!\w)(?:chaque jour|tous les jours|jeden tag|taglich|every day|each day|daily|elke dag|dagelijks|cada dia|"
    r"todos (?:los|os) dias|ogni giorno|kazdego dnia|codziennie)(?!\w)"
)


# An hour at which something takes place is no end of an offer: "today only: tasting at 5 pm".
_AT_HOUR = re.compile(
    r"(?<!\w)(?:at|a|um|om|a las?|alle|as|o(?: godz\w*\.?)?) \d{1,2}(?:[:.h]\d\d)? ?"
    r"(?:[ap]\.?m\.?|h|heures?|uhr|uur|horas?|ore)(?!\w)"
)


def _today(told: StatementText, clause: Span, hit: Hit) -> TimeLimit | None:
    place = _placed(told, clause, hit.start)
    if _DAILY.search(told.flat, clause.start, clause.end):
        return None
    if place is None or place.topic != "offer" or time_left(told.flat[clause.start : clause.end]):
        return None
    limit = TimeLimit("today", subject_of(place.text), place.text, "offer", where=place.where)
    return replace(limit, topic="unknown") if _AT_HOUR.search(told.flat, clause.start, clause.end) else limit


def _until(told: StatementText, clause: Span, seen: date) -> TimeLimit | None:
    found = deadline(told.flat[clause.start : clause.end], told.languages, seen)
    if found is None:
        return None
    place = _placed(told, clause, clause.start + found[1])
    if place is None or place.topic != "offer":
        return None
    return TimeLimit("deadline", place.subject, place.text, "offer", found[0], zoned=False, where=place.where)


def _placed(told: StatementText, clause: Span, offset: int) -> TimeLimit | None:
    """A clause as a limit without its end; None for what is too long, a menu, or speaks of something else."""
    words = told.quote(clause, offset)
    if len(words) > _LINE or told.is_menu(clause):
        return None
    view = reading(told.page)
    around = place_of(told.page, view, view.element_at(offset)) if view.owners else None
    topic = own if (own := topic_of(words, told.languages)) != "unknown" else (around.topic if around else own)
    where = around.where if around else "banner"
    return TimeLimit("today", subject_of(words), words, topic, where=where)


# --- looks

_CLOCK = timedelta(minutes=5)  # by which our clock and a server's may differ


def look_of(page: Page, response: Response, session: str) -> Found[Look] | None:
    """A page as it was seen in one answer, with its proof; None where it cannot be read, or not be dated."""
    at = made_at(response)
    if page.problem or page.status != 200 or at is None:
        return None
    return as_look(page.evidence(), round(at.timestamp()), session, pressure(page, at.date()), fresh=is_fresh(response))


def as_look(page: Evidence, at: int, session: str, found: Pressure, *, fresh: bool) -> Found[Look]:
    """What a page said, as a look with its quotes; `page` is the proof that the page was read."""
    look = Look(
        url=page.url, at=at, session=session, limits=found.limits, scarcities=found.scarcities, prices=found.prices,
        reduced=found.reduced, extended=found.extended, priced=found.priced, fresh=fresh,
    )  # fmt: skip
    quotes = [q for limit in found.limits for q in (limit.text, limit.mark, limit.code) if q]
    quotes += [q for number in found.scarcities for q in (number.text, number.code) if q]
    quoted = tuple(replace(page, quote=quote) for quote in dict.fromkeys(quotes))
    return Found(look, quoted[0] if quoted else page, quoted[1:])


def made_at(response: Response) -> datetime | None:
    """When the answer was made, UTC: one out of a cache says how old it is.

    None where the server's clock and ours differ: nobody could tell then what was still running.
    """
    age = response.header("age").strip()
    old = timedelta(seconds=int(age) if age.isdigit() and len(age) < 9 else 0)
    at = response.fetched_at.astimezone(UTC)
    try:
        said = parsedate_to_datetime(response.header("date"))
    except (ValueError, TypeError, IndexError):
        return at - old
    said = said if said.tzinfo else said.replace(tzinfo=UTC)
    return at - old if abs(at - old - said) <= _CLOCK else None


_FOR_ALL = re.compile(r"(?:^|[\s:,_-])hit\b", re.IGNORECASE)


def is_fresh(response: Response) -> bool:
    """Whether the answer itself says that it was made for this visitor, and came out of no cache."""
    if response.header("age").strip() not in ("", "0"):
        return False
    if any(_FOR_ALL.search(response.header(name)) for name in ("x-cache", "cf-cache-status", "x-litespeed-cache")):
        return False
    control = response.header("cache-control").lower()
    return bool(response.header("set-cookie")) or any(w in control for w in ("no-store", "no-cache", "private"))


def read(shop: ShopPages, looks: Sequence[Capture] = ()) -> dict[str, Fact[Any]]:
    """Every look at a page that hurries its reader, under "urgency_looks": this visit's, and those of later `looks`."""
    first = {found.value.url: found for found in _looks(shop)}
    pressing = {url: found for url, found in first.items() if found.value.limits or found.value.scarcities}
    if not pressing:
        return {"urgency_looks": _nothing(shop, first)}
    seen = [*pressing.values()]
    for number, capture in enumerate(looks, 2):
        seen += _seen_again(capture, pressing, str(number))
    seen.sort(key=lambda f: (f.value.url, f.value.at))
    return {"urgency_looks": Found(tuple(seen), seen[0].evidence, tuple(f.evidence for f in seen[1:]))}


def _nothing(shop: ShopPages, seen: Mapping[str, Found[Look]]) -> Absent | Unknown:
    if not seen and shop.of(*ROLES):
        return Unknown("unclear", "the clock of the server and ours differ")
    return shop.not_found("product", "home")


def _looks(shop: ShopPages) -> Iterator[Found[Look]]:
    answers = {r.record_id or r.url: r for r in shop.capture.responses}
    for page in shop.of(*ROLES):
        response = answers.get(page.record_id or page.url)
        if response is not None and (found := look_of(page, response, "1")) is not None:
            yield found


def _seen_again(capture: Capture, pressing: Mapping[str, Found[Look]], session: str) -> Iterator[Found[Look]]:
    """The same pages in a later capture, each in the role it had; walls and faults are no look."""
    for response in capture.responses:
        known = pressing.get(response.url)
        if known is None or response.status != 200:
            continue
        page = parse_page(response)
        page.role = known.evidence.role
        found = look_of(page, response, session) if blocked(page, response.headers) is None else None
        # Without the price that stood there it is another page: a wall that we do not know, an error, a sold-out note.
        if found is not None and (found.value.prices or not known.value.prices):
            yield found
