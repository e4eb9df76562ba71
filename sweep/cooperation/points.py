"""The findings of a form: what was read, on which legal basis, with what remedy, and who confirmed it."""

from __future__ import annotations

from checks.catalogue import load, say, title
from checks.verdict import Verdict
from sweep.cooperation.form import Point
from sweep.cooperation.material import Material, law_words, unique
from sweep.cooperation.routes import annex_acts
from sweep.cooperation.selection import Selected


def points(m: Material) -> tuple[Point, ...]:
    """One point a finding, numbered from 1."""
    return tuple(_point(m, number, one) for number, one in enumerate(m.selected, start=1))


def _point(m: Material, number: int, one: Selected) -> Point:
    verdict, language = one.verdict, m.w.language
    return Point(
        number=number,
        shop=one.shop.target.key,
        check=verdict.check,
        title=title(verdict.check, language),
        confirmed=one.decided is not None,
        standing=_standing(m, one),
        outcome=verdict.outcome.label,
        severity=m.w.of(f"severity.{verdict.severity}"),
        reason=say(verdict, language),
        law=tuple(law_words(m, row) for row in verdict.law),
        cpc_annex=annex_acts(verdict),
        sanctions=unique(row.fine for row in verdict.law if row.fine),
        remedy=_remedy(verdict, language),
        statements=m.statements(verdict.evidence),
    )


def _standing(m: Material, one: Selected) -> str:
    if one.decided is None:
        return m.w("standing.unconfirmed")
    on = one.decided.on
    return m.w("standing.confirmed", by=one.decided.by, day=m.w.day(on) if on else "?")


def _remedy(verdict: Verdict, language: str) -> str:
    known = load().get(verdict.check)
    texts = (known.card.remedy if known else None) or {}
    return texts.get(language, texts.get("en", ""))
