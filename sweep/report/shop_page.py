"""Puts one shop into the words of its page: facts, verdicts, offers and matches, each with its proof. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from checks.facts import (
    Found,
    Unknown,
)
from checks.verdict import Outcome, Verdict
from sweep.evidence.prove import command
from sweep.report.background import Background
from sweep.report.fact_cards import cards, quoted, unknown_reason
from sweep.report.goods_views import match_view, offer_view
from sweep.report.overview import question_order, severity_rank
from sweep.report.proofs import Proofs
from sweep.report.texts import CheckTexts
from sweep.report.timeline import commands, timeline
from sweep.report.triage import triage_view
from sweep.report.views import ShopPage, ShopRow, VerdictView
from sweep.report.words import Words
from sweep.results import Decided, EarlierFinding, PageVisited, ShopResult, SweepInfo
from sweep.review import words as reviewed

_MENDED = (Outcome.FAIL, Outcome.REVIEW)


def _earlier_text(key: str, found: EarlierFinding, words: Words) -> str:
    outcome = words.get(f"was.{found.outcome}", found.outcome)
    return words(f"shop.{key}", sweep=found.sweep, day=words.day(found.day), outcome=outcome)


def gone(shop: ShopResult, texts: CheckTexts, words: Words) -> tuple[tuple[str, str], ...]:
    """(title, text) of what an earlier sweep found and this one does not."""
    now = {v.check: v.outcome for v in shop.verdicts}
    found = []
    for earlier in shop.earlier:
        outcome = now.get(earlier.check, Outcome.NOT_MEASURABLE)
        if outcome not in _MENDED:
            said = words(f"was.{outcome.label}")
            text = f"{_earlier_text('gone', earlier, words)} {words('shop.now', outcome=said)}"
            found.append((texts.title(earlier.check, words.language), text))
    return tuple(found)


def verdict_view(
    verdict: Verdict,
    texts: CheckTexts,
    words: Words,
    earlier: EarlierFinding | None = None,
    decided: Decided | None = None,
    prove: str = "",
) -> VerdictView:
    language = words.language
    return VerdictView(
        check=verdict.check,
        title=texts.title(verdict.check, language),
        question=texts.question(verdict.check),
        outcome=verdict.outcome,
        severity=verdict.severity,
        reason=texts.reason(verdict, language),
        law=verdict.law,
        quotes=quoted(verdict.evidence),
        read=tuple(e for e in verdict.evidence if not e.quote),
        remedy=texts.remedy(verdict.check, language) if verdict.outcome in _MENDED else "",
        earlier=_earlier_text("earlier", earlier, words) if earlier and verdict.outcome in _MENDED else "",
        decided=reviewed.decided_text(decided, language) if decided else "",
        prove=prove,
    )


def grouped(
    shop: ShopResult, sweep: str, texts: CheckTexts, words: Words
) -> tuple[tuple[Outcome, tuple[VerdictView, ...]], ...]:
    """The verdicts under their outcomes, the worst first; within one, by severity and question."""
    key = shop.target.key
    earlier = {found.check: found for found in shop.earlier}
    decided = {found.check: found for found in shop.decided}
    views = sorted(
        (
            verdict_view(
                v,
                texts,
                words,
                earlier.get(v.check),
                decided.get(v.check),
                command(sweep, key, v.check) if v.outcome in _MENDED else "",
            )
            for v in shop.verdicts
        ),
        key=lambda v: (severity_rank(v.severity), question_order(v.question), v.check),
    )
    order = (Outcome.FAIL, Outcome.REVIEW, Outcome.NOT_MEASURABLE, Outcome.PASS, Outcome.NOT_APPLICABLE)
    groups = ((outcome, tuple(v for v in views if v.outcome is outcome)) for outcome in order)
    return tuple((outcome, members) for outcome, members in groups if members)


def anchored(pages: Iterable[PageVisited]) -> tuple[tuple[str, PageVisited], ...]:
    """Each page with an anchor made of its digest, so that a quote can point to it."""
    seen: set[str] = set()
    found = []
    for page in pages:
        anchor = f"p-{page.sha256[:12]}" if page.sha256 and page.sha256 not in seen else ""
        seen.add(page.sha256)
        found.append((anchor, page))
    return tuple(found)


def shop_page(
    shop: ShopResult,
    row: ShopRow,
    info: SweepInfo,
    texts: CheckTexts,
    words: Words,
    told: Background | None = None,
    proofs: Proofs | None = None,
) -> ShopPage:
    """The page of one shop, in the language of `words`; `proofs` is what was gathered of it (`proofs.gather`)."""
    told, proofs = told or Background(), proofs or Proofs()
    offers, matches = shop.facts.offers, shop.facts.alert_matches
    operator, statements = cards(shop.facts, words)
    return ShopPage(
        info=info,
        row=row,
        target=shop.target,
        country=shop.country,
        visit=shop.visit,
        operator=operator,
        statements=statements,
        verdicts=grouped(shop, info.name, texts, words),
        gone=gone(shop, texts, words),
        pages=anchored(shop.visit.pages),
        offers=tuple(offer_view(found, words) for found in offers.value) if isinstance(offers, Found) else (),
        offers_note=unknown_reason(offers, words) if isinstance(offers, Unknown) else "",
        matches=tuple(match_view(found, words) for found in matches.value) if isinstance(matches, Found) else (),
        triage=triage_view(shop.verdicts, texts, words),
        proofs=proofs,
        timeline=timeline(shop, told, proofs, texts, words),
        commands=commands(info.name, shop),
    )
