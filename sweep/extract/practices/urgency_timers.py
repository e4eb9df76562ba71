"""Countdowns of a page: the elements that show one, its end from markup, text or the page's own script, and the words
round it that tell what ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Literal

from checks.urgency import TimeLimit, Topic
from sweep.extract.data.json_text import without_halves
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.reading import Reading, reading
from sweep.extract.pages.statement_text import statement_text
from sweep.extract.practices.urgency_scripts import Clockwork, clockworks, moment_of
from sweep.extract.practices.urgency_words import subject_of, time_left, topic_of
from sweep.extract.words.text import fold

_MARKS = re.compile(
    r"count-?_?down|(?<![a-z])timers?(?![a-z])|deadline|compte-?_?a-?_?rebours|aftel|cuenta-?_?(?:atras|regresiva)|"
    r"conto-?_?alla|odliczan|time-?left|flash-?(?:sale|timer)-?time",
    re.IGNORECASE,
)
_GATE = Mention(
    "countdown", "count-down", "count_down", "timer", "deadline", "rebours", "aftel", "cuenta", "conto-alla", "odlicz",
    "timeleft", "time-left",
)  # fmt: skip
_END_NAME = re.compile(
    r"end|until|expir|deadline|finish|due|final|target|count-?down|date|time|to(?:-date)?$", re.IGNORECASE
)
_STRICT_END = re.compile(r"end(?!er)|until|expir|deadline|finish|due|count-?down", re.IGNORECASE)
_BEGINNING = re.compile(r"start|begin|from|creat|publish|updat|modif|server|current|now", re.IGNORECASE)
_LEFT_NAME = re.compile(r"second|remain|left|duration|minutes|length", re.IGNORECASE)
_NO_TIMER = re.compile(r"carousel|slider|slick|swiper|video|player|animat|transition|autoplay|toast", re.IGNORECASE)
_BANNER = re.compile(
    r"banner|announce|top-?_?bar|promo-?_?bar|notification|pop-?up|modal|sticky|header|footer|ticker", re.IGNORECASE
)
_INSIDE, _ABOVE = 60, 7  # elements looked at inside a timer, and round it
_MOST = 12  # timers of a page
_WORDS = re.compile(r"[^\W\d_]{2,}")
_BLOCK = 300  # characters of the words round a timer
_BIDS = 3  # words on bids that make a page an auction
_FEW = 8  # letters that say what ends


@dataclass(frozen=True, slots=True)
class Place:
    """Where a limit stands: the words round it, exact, of what they speak, and whether that is beside the product."""

    words: str
    subject: str
    topic: Topic
    where: Literal["product", "banner"]
    element: int


def countdowns(page: Page) -> tuple[TimeLimit, ...]:
    """Every countdown of the page, each once, whose end, length or making can be told."""
    if not _may_have(page):
        return ()
    view = reading(page)
    timers = tuple(_timers(page, view))
    works = clockworks(page) if timers else ()
    found = {limit.subject: limit for element in timers for limit in _limit(page, view, element, works)}
    return tuple(found.values())[:_MOST]


def _may_have(page: Page) -> bool:
    return _GATE.on(page) or bool(statement_text(page).of("urgency.ends"))


def _timers(page: Page, view: Reading) -> Iterator[int]:
    """Elements marked as a timer, the outermost of each; and those whose words say that something ends in a while."""
    taken_to = -1
    marked = []
    told = _told(view.body.attributes)
    for i in _named(view.body.attributes, frozenset(name for name, mark in told.items() if mark == "timer")):
        if i < taken_to or view.tags[i] in ("script", "style", "body", "html", "template", "video"):
            continue
        if _is_timer(view.body.attributes[i], told):
            taken_to = view.body.stops[i]
            marked.append(i)
    yield from marked[: 4 * _MOST]
    for hit in statement_text(page).of("urgency.ends")[: 4 * _MOST]:
        element = view.element_at(hit.start)
        if not any(i <= element < view.body.stops[i] or element <= i < view.body.stops[element] for i in marked):
            yield element


def _told(elements: Sequence[dict[str, str | None]]) -> dict[str, str]:
    """What the names of classes and attributes of a page's elements say, as far as they say anything (`_mark`)."""
    names: set[str | None] = set().union(*elements)
    for naming in _NAMING & names:
        names.update([attributes[naming] for attributes in elements if naming in attributes])
    return {name: mark for name in names if name is not None and (mark := _mark(name))}


def _named(elements: Sequence[dict[str, str | None]], names: frozenset[str]) -> list[int]:
    """The elements with one of `names` as an attribute or the value of one."""
    if not names:
        return []
    return [i for i, a in enumerate(elements) if not (names.isdisjoint(a) and names.isdisjoint(a.values()))]


def _is_timer(attributes: dict[str, str | None], told: dict[str, str]) -> bool:
    """Whether class, id or the name of a data attribute calls an element a timer, and none calls it something else."""
    marks = {told.get(v if k in _NAMING else k) for k, v in attributes.items() if v is not None}
    return marks - {None} == {"timer"}


_NAMING = frozenset({"class", "id", "data-role", "data-component", "x-data"})


@lru_cache(maxsize=20_000)
def _mark(name: str) -> Literal["timer", "other", ""]:
    """What the names of classes and attributes say; they are the same on all pages of a shop."""
    if _NO_TIMER.search(name):
        return "other"
    return "timer" if _MARKS.search(name) else ""


def _limit(page: Page, view: Reading, element: int, works: tuple[Clockwork, ...]) -> Iterator[TimeLimit]:
    place = place_of(page, view, element)
    if place is None:
        return
    topic = "auction" if place.topic == "unknown" and _is_auction(page) else place.topic
    common: dict[str, Any] = {
        "subject": place.subject, "text": place.words, "topic": topic, "where": place.where,
    }  # fmt: skip
    stated = _attribute(page, view, element)
    work = _work(view, element, works)
    code = work.code if work is not None else ""
    if stated is not None:
        mark, ends, zoned, left = stated
        yield TimeLimit("countdown", ends=ends, zoned=zoned, left=left, mark=mark, **common)
        return
    if work is not None and work.kind == "fixed":
        yield TimeLimit("countdown", ends=work.ends, zoned=work.zoned, code=code, **common)
    elif work is not None and work.kind == "midnight":
        yield TimeLimit("today", made="session", code=code, **common)
    elif work is not None and work.kind == "session":
        yield TimeLimit("countdown", left=work.left, made="session", code=code, **common)
    elif (shown := _shown(view, element, place)) is not None and shown.seconds:
        overwritten = page.tree.css_first("script[src]") is not None
        yield TimeLimit("countdown", left=shown.seconds, step=shown.step, overwritten=overwritten, **common)
    elif work is not None:
        yield TimeLimit("countdown", left=work.left, code=code, **common)


def _is_auction(page: Page) -> bool:
    """Whether the page speaks of bids again and again: what ends there without another word is the bidding."""
    return len(statement_text(page).of("urgency.label_auction")) >= _BIDS


def _shown(view: Reading, element: int, place: Place) -> Any:
    own = fold(" ".join(view.words(element).split()))
    return time_left(own, short=_is_bare(own)) or time_left(fold(" ".join(place.words.split())))


def _is_bare(words: str) -> bool:
    """Whether an element holds hardly more than figures, so that "14:33" are minutes and seconds, not a time of day."""
    return len("".join(_WORDS.findall(words))) <= _FEW


def place_of(page: Page, view: Reading, element: int) -> Place | None:
    """The smallest surroundings of an element that say in words what ends; None where nothing near it does."""
    languages = statement_text(page).languages
    chain = view.ancestors(element, _ABOVE)
    for one in chain:
        words = view.words(one)
        if len(words) > _BLOCK:
            break
        subject = subject_of(words)
        if len(subject) < _FEW:
            continue
        topic = topic_of(words, languages)
        if topic != "unknown" or one == chain[-1]:
            return Place(words, subject, topic, _where(page, view, element), one)
    # Nothing near it tells of what it speaks: the nearest words at all, or the marks of the element itself.
    near = next((w for one in chain if len(w := view.words(one)) <= _BLOCK and len(subject_of(w)) >= 2), "")
    subject = subject_of(near) or view.own_marks(element)[:80]
    return Place(near, subject, "unknown", _where(page, view, element), element) if subject else None


def _where(page: Page, view: Reading, element: int) -> Literal["product", "banner"]:
    if page.role != "product":
        return "banner"
    for one in view.ancestors(element):
        if view.tags[one] in ("header", "nav", "footer", "aside") or _BANNER.search(view.own_marks(one)):
            return "banner"
    return "product"


# --- markup


def _attribute(page: Page, view: Reading, element: int) -> tuple[str, int | None, bool, int | None] | None:
    """The end or the seconds left that the markup of a timer states: quote, end, whether its zone was told, seconds."""
    for one in list(view.inside(element))[:_INSIDE] + view.ancestors(element, 3)[1:]:
        attributes = view.body.attributes[one] or {}
        for name, value in attributes.items():
            if (
                not value
                or len(value) > 2_000
                or not (name.startswith(("data-", "datetime", ":", "x-")) or "-" in name)
            ):
                continue
            found = _stated(name, value, one in view.inside(element))
            if found is not None:
                return (_quoted(page, name, value), *found)
    return None


def _stated(name: str, value: str, inside: bool) -> tuple[int | None, bool, int | None] | None:
    if value.lstrip().startswith("{"):
        return _in_json(value)
    if _BEGINNING.search(name):
        return None
    if (_END_NAME if inside else _STRICT_END).search(name):
        moment = moment_of(value)
        if moment is not None:
            return moment[0], moment[1], None
    if _LEFT_NAME.search(name) and value.strip().isdigit():
        seconds = int(value) * (60 if "minute" in name else 1)
        return (None, True, seconds) if 0 < seconds <= 400 * 86_400 else None
    if _MARKS.search(name) and (left := time_left(fold(value), short=True)):
        return None, True, left.seconds
    return None


def _in_json(value: str) -> tuple[int | None, bool, int | None] | None:
    """The same from an attribute that holds an object, as page builders write it: {"due_date": "2026-11-30 23:59"}."""
    try:
        data = json.loads(without_halves(value))
    except ValueError:
        return None
    for key, inner in data.items() if isinstance(data, dict) else ():
        found = _stated(str(key), str(inner), False) if isinstance(inner, str | int) else None
        if found is not None:
            return found
    return None


def _quoted(page: Page, name: str, value: str) -> str:
    """The attribute as it stands in the source, as far as it can be found there."""
    for written in (value, escape(value), escape(value, quote=False), value.replace('"', "&quot;")):
        for whole in (f'{name}="{written}"', f"{name}='{written}'", written):
            if whole in page.html:
                return whole[:600]
    return ""


# --- scripts


def _work(view: Reading, element: int, works: tuple[Clockwork, ...]) -> Clockwork | None:
    """The clockwork that drives a timer: of a script that names one of its elements, else of the only one there is."""
    driving = [w for w in works if w.kind != "random"]
    inside = list(view.inside(element))[:_INSIDE] + view.ancestors(element, 3)[1:]
    names = {n for one in inside for n in _own_names(view.body.attributes[one] or {})}
    own = [w for w in driving if any(_names_it(w.script, name) for name in names)]
    return min(own, key=lambda w: (_RANK[w.kind], w.place), default=None)


_RANK = {"fixed": 0, "session": 1, "left": 2, "midnight": 3}


def _own_names(attributes: dict[str, str | None]) -> Iterator[str]:
    if name := attributes.get("id"):
        yield name
    for word in (attributes.get("class") or "").split():
        if len(word) >= 4 and not word.startswith(("col-", "text-", "row", "flex", "grid", "container", "page", "btn")):
            yield word
    yield from (name for name in attributes if name.startswith("data-") and len(name) > 8)


def _names_it(script: str, name: str) -> bool:
    """Whether a script takes an element by this id, class or attribute."""
    return name in script and re.search(rf"[\"'`#.\[]{re.escape(name)}(?![\w-])", script) is not None
