"""The triage of one shop in words: which signals of fraud were seen and what each weighs. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from checks.triage import triage
from checks.verdict import Verdict
from sweep.report.texts import CheckTexts
from sweep.report.views import TriageView
from sweep.report.words import Words


def triage_view(verdicts: Iterable[Verdict], texts: CheckTexts, words: Words) -> TriageView:
    """The signals of fraud that were seen, for the order in which shops are looked at."""
    seen = triage(verdicts)
    signals = tuple(
        (
            s.verdict.check,
            texts.title(s.verdict.check, words.language),
            texts.reason(s.verdict, words.language),
            s.points,
        )
        for s in seen.signals
    )
    return TriageView(seen.points, seen.urgent, signals, len(seen.unseen))
