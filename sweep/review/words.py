"""The texts of the review application, in the languages of the rules."""

from __future__ import annotations

from functools import cache

from checks.strict_yaml import load_text
from sweep.paths import template_dir
from sweep.report.words import Words, flat
from sweep.results import Decided, Reviewed


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file in templates/review/words."""
    return tuple(sorted(path.stem for path in (template_dir() / "review" / "words").glob("*.yaml")))


@cache
def review_words(language: str) -> Words:
    """The texts of `language`, in English where there are none."""
    known = language if language in languages() else "en"
    name = f"{known}.yaml"
    path = template_dir() / "review" / "words" / name
    return Words(known, flat(load_text(path.read_text(encoding="utf-8"), name)))


def decided_text(decided: Decided, language: str) -> str:
    """What the report says of a finding that was reviewed; of a person no name."""
    w = review_words(language)
    state = w(f"states.{decided.state}")
    if decided.on is None:
        return w("report.pending", state=state)
    reason = w.get(f"reasons.{decided.reason}", decided.reason)
    return w("report.decided", state=state, reason=reason, day=w.day(decided.on))


def review_lines(found: Reviewed, language: str) -> tuple[str, ...]:
    """What the report says of the review as a whole: how much is decided, and how far two readers agree."""
    w = review_words(language)
    figures = {name: w.number(getattr(found, name)) for name in ("findings", "confirmed", "dismissed", "unsure")}
    decided = w.number(found.confirmed + found.dismissed + found.unsure)
    lines = [w("report.review", decided=decided, **figures)]
    if found.read_twice:
        lines.append(
            f"{w.count('agreement.pairs', found.read_twice)}. {kappa_text(w, found.kappa, found.low, found.high)}"
        )
    return tuple(lines)


def kappa_text(w: Words, kappa: float | None, low: float | None, high: float | None) -> str:
    """Cohen's kappa with its interval, or why there is none."""
    if kappa is None or low is None or high is None:
        return w("agreement.no_kappa")
    marks = {name: f"{value:.2f}".replace(".", w("format.decimal")) for name, value in (("low", low), ("high", high))}
    return w("agreement.kappa", kappa=f"{kappa:.2f}".replace(".", w("format.decimal")), **marks)
