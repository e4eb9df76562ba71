"""One finding in words: what the rules found, on which law, where it stands in the archive."""

from __future__ import annotations

from dataclasses import dataclass

from checks import catalogue
from checks.facts import Evidence
from checks.verdict import LawRow, Verdict
from sweep.evidence.prove import command
from sweep.report.words import Words
from sweep.results import EarlierFinding, ShopResult
from sweep.review.items import Item
from sweep.review.quotes import Passage, passages
from sweep.run import Sweep


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside the form."""

    title: str
    question: str
    reason: str
    law: tuple[LawRow, ...]
    remedy: str
    passages: tuple[Passage, ...]
    read: tuple[Evidence, ...]  # pages read without finding the thing
    earlier: EarlierFinding | None
    prove: str  # the command that proves it


def verdict_of(result: ShopResult, item: Item) -> Verdict | None:
    """The verdict that an item stands for; None where the shop has been judged anew without it."""
    return next((v for v in result.verdicts if v.check == item.check), None)


def shown(sweep: Sweep, result: ShopResult, item: Item, words: Words) -> Shown | None:
    """The finding as it stands in the newest judgement; None where it is there no more."""
    verdict = verdict_of(result, item)
    if verdict is None:
        return None
    known, language = catalogue.load().get(item.check), words.language
    remedies = (known.card.remedy if known else None) or {}
    return Shown(
        title=catalogue.title(item.check, language),
        question=known.card.question if known else "",
        reason=catalogue.say(verdict, language),
        law=verdict.law,
        remedy=remedies.get(language, remedies.get("en", "")),
        passages=passages(sweep, result, verdict),
        read=tuple(e for e in verdict.evidence if not e.quote),
        earlier=next((e for e in result.earlier if e.check == item.check), None),
        prove=command(sweep.name, item.shop, item.check),
    )
