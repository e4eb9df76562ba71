"""What a page's own scripts do for a countdown or a number: a fixed end, a time that begins anew for each visitor,
a number drawn by lot.

Only scripts inside the page are read, as text; nothing is run. What is found is quoted as it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

from sweep.extract.page import Page, PerPage
from sweep.extract.pages.elements import elements
from sweep.extract.pages.mentions import Mention, SourcePattern
from sweep.extract.words.needles import Begun

_MOST, _LONGEST = 60, 150_000  # scripts of a page, characters of one
_WORDS = r"new Date|Date\.now|Math\.random|count_?down|timer|deadline|setInterval"
_ABOUT, _ABOUT_IT = SourcePattern(_WORDS), Begun(_WORDS)  # for the source of a page; for one script
_MOMENT = re.compile(r"20\d\d[-/]\d\d[-/]\d\d|1(?<!\w1)[6-9]\d{8}")  # a date, or seconds since 1970
_NUMBERS = r"[\d_]{1,14}(?:\s?\*\s?[\d_]{1,10}){0,5}"
# Each begins with a letter of its own: a search for them skips all else.
_NOW = r"(?:new Date\(\)\.(?:getTime|valueOf)\(\)|Date\.now\(\)|\+\s?new Date(?:\(\))?|new Date\(\)|n(?<!\wn)ow\b)"
_FROM_NOW = re.compile(rf"{_NOW}\s?\+\s?\(?\s?(?P<n>{_NUMBERS})")
_SET = re.compile(r"\.set(?P<unit>Seconds|Minutes|Hours|Date)\(\s?\w+\.get(?P=unit)\(\)\s?\+\s?(?P<n>\d{1,6})")
_STARTED = Begun(rf"\bstart\w*(?:timer|countdown)\w*\(\s?(?P<n>{_NUMBERS})\s?[,)]")
_COUNTER = Begun(
    r"(?P<name>(?:duration|timeleft|time_left|seconds|remaining|countdown|timer|minutes)\w{0,12})"
    rf"\s?[:=]\s?(?P<n>{_NUMBERS})\s?[;,\n}}]"
)
_FALLS = r"(?:\b{0}\s?--|--\s?{0}\b|\b{0}\s?-=\s?1\b|\b{0}\s?=\s?{0}\s?-\s?1\b)"
_MIDNIGHT = re.compile(r"\.setHours\(\s?(?:23\s?,\s?59|24\s?,\s?0?)\s?[,)\d\s]{0,20}")
_FIXED = Begun(
    r"(?:countdown|count_down|end|ends|deadline|target|expir\w{0,6}|finish|until)[\w$]{0,20}"
    r"[\"']?\s?[:=]\s?(?:new Date\(\s?|Date\.parse\(\s?)?(?:[\"'](?P<text>[^\"'<>\n]{8,40})[\"']|"
    r"(?P<epoch>1[6-9]\d{8}(?:\d{3})?)\b)"
)
_LEFT_HAND = re.compile(
    r"count|timer|deadline|end|target|expir|finish|offer|sale|until|promo|flash|limit", re.IGNORECASE
)
_COOKIE_LIFE = re.compile(r"expires|toUTCString|toGMTString|max-age|setTime\(", re.IGNORECASE)
_RANDOM = re.compile(r"Math\.random\(\)")
_LOT = Mention("Math.random")
_STORED = re.compile(r"(?:localStorage|sessionStorage)\s?[.\[]|document\.cookie")
_UNIT = {"Seconds": 1, "Minutes": 60, "Hours": 3_600, "Date": 86_400}
_SHORTEST, _LONGEST_TIME = 30, 32 * 86_400  # seconds
_DATES = (
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
    "%Y/%m/%d", "%b %d, %Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%b %d, %Y", "%B %d, %Y", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What one script does: its kind, the figure (seconds, or the end), and the piece of it that says so.

    "fixed" has `ends`. "session" and "left" have `left`: a round constant, which nobody computed from an end, or a
    figure that the server may have computed. "midnight" begins anew every day, "random" draws a number.
    """

    kind: Literal["fixed", "session", "left", "midnight", "random"]
    code: str
    script: str  # the whole of it, to tell which element it serves
    place: int
    left: int = 0
    ends: int | None = None  # seconds since 1970, as if written in UTC where its zone is not told
    zoned: bool = True


def moment_of(text: str) -> tuple[int, bool] | None:
    """The moment that an attribute or constant names, seconds since 1970, and whether its zone was told; else None."""
    text = text.strip()
    if re.fullmatch(r"1[6-9]\d{8}(?:\d{3})?", text):
        return int(text[:10]), True
    text = re.sub(r"(?<=\d)\s?(?:GMT|UTC|Z)$", "+0000", text)
    for form in _DATES:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - a missing zone is told by the second value
        except ValueError:
            continue
        return round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()), bool(found.tzinfo)
    return None


def scripts(page: Page) -> tuple[str, ...]:
    """The scripts inside the page that may have to do with counting, as they stand there."""
    if page not in _SCRIPTS:
        inside = ((part, i) for part, i in elements(page, "script") if "src" not in part.attributes[i])
        worded = _ABOUT.search(page) is not None
        texts = (
            part.all_text(i)
            for part, i in islice(inside, _MOST)
            if "ld+json" not in (part.attributes[i].get("type") or "")
        )
        _SCRIPTS[page] = tuple(t for t in texts if t and len(t) <= _LONGEST and _counts(t, worded))
    return _SCRIPTS[page]


def _counts(script: str, worded: bool) -> bool:
    return bool(_MOMENT.search(script)) or (worded and bool(_ABOUT_IT.search(script)))


_SCRIPTS: PerPage[tuple[str, ...]] = PerPage()


def clockworks(page: Page) -> tuple[Clockwork, ...]:
    """Every end, and every time that begins anew, in the scripts of the page, in their order."""
    return tuple(found for script in scripts(page) for found in _of_script(script))


def lots(page: Page) -> tuple[Clockwork, ...]:
    """Every place at which a script of the page draws a number by lot."""
    if not _LOT.on(page) or "Math.random" not in page.html:
        return ()
    return tuple(
        Clockwork("random", _statement(script, match), script, match.start())
        for script in scripts(page)
        for match in _RANDOM.finditer(script)
    )


def _of_script(script: str) -> Iterator[Clockwork]:
    if "Date" in script or "now" in script:
        yield from _from_now(script)
    yield from _counted_down(script)
    for match in _MIDNIGHT.finditer(script) if ".setHours" in script else ():
        yield Clockwork("midnight", _statement(script, match), script, match.start())
    for match in _FIXED.finditer(script):
        moment = moment_of(match["text"] or match["epoch"])
        if moment is not None:
            start = _name_start(script, match.start())
            code = script[start : match.end()]
            yield Clockwork("fixed", code, script, start, ends=moment[0], zoned=moment[1])


def _name_start(script: str, place: int) -> int:
    """Where the name begins in which `place` lies, at most 30 characters before."""
    least = max(0, place - 30)
    while place > least and (script[place - 1].isalnum() or script[place - 1] in "_$"):
        place -= 1
    return place


def _from_now(script: str) -> Iterator[Clockwork]:
    """Now and so much: `new Date().getTime() + 15 * 60 * 1000`, `d.setMinutes(d.getMinutes() + 15)`."""
    for match in _FROM_NOW.finditer(script):
        statement = _statement(script, match)
        before = script[max(0, match.start() - 60) : match.start()]
        if _LEFT_HAND.search(before) and not _COOKIE_LIFE.search(statement.replace("toISOString", "")):
            yield from _session(statement, script, match.start(), _product(match["n"]) // 1000)
    for match in _SET.finditer(script):
        statement = _statement(script, match)
        if _LEFT_HAND.search(script[max(0, match.start() - 80) : match.start()]) or "count" in script.lower():
            yield from _session(statement, script, match.start(), int(match["n"]) * _UNIT[match["unit"]])


def _counted_down(script: str) -> Iterator[Clockwork]:
    """A constant that falls by one a second: `var seconds = 900; setInterval(() => seconds--, 1000)`."""
    if not any(word in script for word in ("setInterval", "setTimeout", "requestAnimationFrame")):
        return
    for match in _STARTED.finditer(script):
        yield from _session(_statement(script, match), script, match.start(), _product(match["n"]))
    for match in _COUNTER.finditer(script):
        start = _name_start(script, match.start())
        name = script[start : match.end("name")]
        if re.search(_FALLS.format(re.escape(name)), script):
            seconds = _product(match["n"]) * (60 if "minutes" in name.lower() else 1)
            yield from _session(script[start : match.end()].strip(), script, start, seconds)


def _session(code: str, script: str, place: int, seconds: int) -> Iterator[Clockwork]:
    if _SHORTEST <= seconds <= _LONGEST_TIME:
        stored = bool(_STORED.search(script))
        kind: Literal["session", "left"] = "session" if seconds % 60 == 0 or stored else "left"
        yield Clockwork(kind, code, script, place, left=seconds)


def _product(numbers: str) -> int:
    result = 1
    for factor in numbers.split("*"):
        digits = factor.strip().replace("_", "")
        result *= int(digits) if digits.isdigit() else 0
    return result


def _statement(script: str, match: re.Match[str]) -> str:
    """The statement round a match, at most 200 characters before and behind, as it stands in the script."""
    start = max(script.rfind(mark, max(0, match.start() - 200), match.start()) for mark in ";\n{}") + 1
    ends = [script.find(mark, match.end(), match.end() + 200) for mark in ";\n}"]
    end = min((e for e in ends if e >= 0), default=min(len(script), match.end() + 60))
    return script[max(start, match.start() - 200) : end].strip()
