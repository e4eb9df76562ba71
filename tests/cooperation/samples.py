"""One shop with findings, made for the tests of a case, and the sweep folder with the archive it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from checks.card import placeholders
from checks.catalogue import load
from checks.facts import Absent, Address, Evidence, Found, ShopFacts
from checks.verdict import Outcome, Verdict
from product_alerts.model import Offer
from sweep.cooperation.case import build_case
from sweep.cooperation.model import Case
from sweep.evidence.archive import ArchiveWriter
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.results import ShopResult, SweepInfo, Visit
from sweep.targets import Funnel, Target
from sweep.workspace import SweepFolder

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> & =HYPERLINK("x")'
INFO = SweepInfo(
    name="toys",
    day=DAY,
    authority="Office A & B <test>",
    country="FR",
    languages=("fr",),
    sector="",
    contact="sweep@authority.example",
    tool_version="0.0",
    rules_version="r",
    funnel=Funnel(),
    finished=True,
)


def seen(quote: str) -> Evidence:
    return Evidence("http://shop.example/a?b=1&c=<2>", quote, "ab" * 32, "legal_notice", "<urn:uuid:1>")


def verdict(check: str, outcome: Outcome = Outcome.FAIL, *evidence: Evidence) -> Verdict:
    """A verdict as `judge` would give it in France: the first message of its card, filled with hostile text."""
    card = load()[check].card
    message, texts = next(iter(card.messages.items()))
    law = tuple(row.row() for row in card.legal_basis if row.country in ("EU", "FR") and row.holds_on(DAY))
    params = tuple((name, HOSTILE) for name in sorted(placeholders(texts["en"])))
    return Verdict(check, outcome, message, params, evidence or (seen(HOSTILE),), law, "FR", DAY, card.severity)


def shop(folder: SweepFolder, *verdicts: Verdict, name: str = HOSTILE, country: str = "DE") -> ShopResult:
    """The result of a visit whose archive lies, closed, in `folder`; the trader is established in `country`."""
    captures = folder.captures("shop.example")
    captures.mkdir(parents=True)
    archive = captures / "20261121T093000Z.warc.gz"
    with ArchiveWriter(archive, software="test", info={}) as writer:
        writer.note("visit", {"url": "http://shop.example/"})
    relative, digest = str(archive.relative_to(folder.path)), file_sha256(archive)
    moment = MOMENT.isoformat()
    close_visit(captures, "shop.example", ClosedVisit("v", moment, moment, relative, digest, 1, "test"))
    absent = Absent((seen(""),))
    offer = Found(Offer(url="http://shop.example/p", title=name), seen(name))
    facts = ShopFacts(
        operator_name=Found(name, seen(name)) if name else absent,
        operator_address=Found(Address("1 <b>Row</b> & Co"), seen("1 <b>Row</b> & Co")),
        operator_vat=absent,
        offers=Found((offer,), offer.evidence),
    )
    if country:
        facts = replace(facts, trader_country=Found(country, seen(country)))
    visit = Visit("v", MOMENT, MOMENT, relative, digest)
    target = Target("shop.example", "http://shop.example/")
    return ShopResult(target, "FR", "measured", "", visit, facts, verdicts)


def case_of(result: ShopResult, language: str = "en", *, reviews: bool = True) -> Case:
    return build_case(INFO, result, language=language, today=DAY, reviews=reviews, ips=["192.0.2.7"])


def folder_in(path: Path) -> SweepFolder:
    return SweepFolder(path / "sweeps" / "toys")
