"""The texts of report and forms in the reader's language, and how dates, numbers and amounts are written in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from checks.strict_yaml import load_text
from sweep.errors import SweepError
from sweep.paths import languages, template_dir


def report_languages(asked: Sequence[str]) -> tuple[str, ...]:
    """English, then those of `asked` (two-letter codes) in which the report exists: the default of a sweep."""
    return tuple(dict.fromkeys(("en", *(code for code in asked if code in languages()))))


class Words:
    """All texts of one language. `words("index.title", n=3)` fills the placeholders; an unknown key is a KeyError."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def __call__(self, key: str, **params: object) -> str:
        text = self._texts[key]
        return text.format(**params) if params else text

    def get(self, key: str, default: str) -> str:
        return self._texts.get(key, default)

    def count(self, key: str, n: int, **params: object) -> str:
        """The text under `key` for `n` things: its `one` or its `other` form, with {n} written for the reader."""
        singular = n == 1 or (n == 0 and self("format.zero_is_singular") == "yes")
        return self(f"{key}.{'one' if singular else 'other'}", n=self.number(n), **params)

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", self("format.thousands"))

    def percent(self, part: int, whole: int) -> str:
        """A share, rounded to whole percent; "" where there is no denominator."""
        return self("format.percent", n=f"{100 * part / whole:.0f}") if whole else ""

    def share(self, part: int, whole: int) -> str:
        """Part, denominator and percent in one go: "3 of 12 (25%)"."""
        if not whole:
            return self("format.no_denominator")
        return self("format.share", part=self.number(part), whole=self.number(whole), percent=self.percent(part, whole))

    def day(self, day: date) -> str:
        return self("format.day", day=day.day, month=self(f"months.{day.month}"), year=day.year)

    def moment(self, moment: datetime) -> str:
        """Day and minute, with the zone's name ("UTC")."""
        return f"{self.day(moment.date())}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()

    def money(self, amount: Decimal | None, currency: str) -> str:
        """An amount with its ISO 4217 code, in the order and with the decimal mark of the language."""
        if amount is None:
            return ""
        figure = f"{amount:,f}" if amount.as_tuple().exponent != 0 else f"{amount:,.0f}"
        figure = figure.replace(",", "\0").replace(".", self("format.decimal")).replace("\0", self("format.thousands"))
        return self("format.money", amount=figure, currency=currency).strip()

    def country(self, code: str) -> str:
        return self.get(f"countries.{code}", code) if code else self("none")

    def language_name(self, code: str) -> str:
        return self.get(f"languages.{code}", code)


def flat(data: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Texts by dotted key."""
    texts: dict[str, str] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        texts |= flat(value, f"{name}.") if isinstance(value, dict) else {name: str(value)}
    return texts


@cache
def words(language: str) -> Words:
    """The texts of `language`. Raises SweepError where templates/words has no such file."""
    if language not in languages():
        raise SweepError(f"no texts in {language!r}: the report exists in {', '.join(languages())}")
    name = f"{language}.yaml"
    return Words(language, flat(load_text((template_dir() / "words" / name).read_text(encoding="utf-8"), name)))
