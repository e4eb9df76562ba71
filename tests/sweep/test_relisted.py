"""The re-listing watch: first seen, gone, there again; and never gone where nobody could look."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from checks.facts import Absent, Evidence, Fact, Found, Registration, Unknown
from product_alerts.model import Alert, Grade, Match, Offer
from sweep.cli import main
from sweep.commands.alerts_again import sheet
from sweep.relisted import Trace, traces
from sweep.report.exports import schema
from sweep.results import PageVisited, ShopResult
from tests.report.samples import CARDS, sha, shop, verdicts
from tests.sweep.conftest import Swept

START = datetime(2026, 11, 1, tzinfo=UTC)
ALERT = Alert("safety-gate", "SR/00000/26", product="Night lamp")
NUMBER = Registration("be.kbo", "0000.000.097", True)


def _offer(host: str, path: str = "p/lamp", title: str = "Lumivole night lamp moon rabbit", gtin: str = "") -> Offer:
    return Offer(f"https://{host}/{path}", title, brand="Lumivole", gtin=gtin)


LAMP = _offer("one.example", gtin="1412305678942")
CUP = Offer("https://one.example/p/cup", "Zephirelle tea cup")


def _fact(offers: Sequence[Offer]) -> Fact[tuple[Found[Offer], ...]]:
    found = tuple(Found(o, Evidence(o.url, o.title, sha(o.url))) for o in offers)
    return Found(found, found[0].evidence) if found else Absent((Evidence("https://one.example/", "", ""),))


def _visit(
    day: int,
    offers: Sequence[Offer],
    pages: Sequence[tuple[str, int, str]] = (),
    *,
    host: str = "one.example",
    alert: bool = False,
    name: str = "Vesperine SARL",
) -> tuple[str, ShopResult]:
    one = shop(host, "p" * len(CARDS), name=name, offers=_fact(offers), alert_matches=Unknown("not read"))
    if alert:
        match = Match(offers[0], ALERT, Grade.SAME_PRODUCT, 0.99)
        proof = Evidence(offers[0].url, offers[0].title, "")
        one = replace(one, facts=replace(one.facts, alert_matches=Found((Found(match, proof),), proof)))
    visited = tuple(PageVisited(url, "product", status, "", problem) for url, status, problem in pages)
    visit = replace(one.visit, id=f"{host}-{day}", started=START + timedelta(days=day), pages=visited)
    return f"sweep-{day}", replace(one, visit=visit)


FIRST = _visit(0, [LAMP, CUP], alert=True)


def _trace(*visits: tuple[str, ShopResult]) -> Trace:
    (found,) = traces([FIRST, *visits])
    return found


def test_what_stands_there_still_is_seen() -> None:
    trace = _trace(_visit(1, [LAMP, CUP], [(LAMP.url, 200, "")]))
    assert (trace.state, trace.gone, trace.last_seen, trace.why) == ("seen", None, START + timedelta(days=1), ALERT.id)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_no_more_is_gone(status: int) -> None:
    trace = _trace(_visit(1, [CUP], [(LAMP.url, status, "")]))
    assert (trace.state, trace.gone) == ("gone", START + timedelta(days=1))


def test_a_page_that_was_read_and_offers_it_no_more_is_gone() -> None:
    assert _trace(_visit(1, [CUP], [(LAMP.url, 200, "")])).state == "gone"


@pytest.mark.parametrize(
    ("offers", "pages"),
    [
        ([CUP], []),  # its page was not asked for
        ([CUP], [(LAMP.url, 503, "")]),
        ([CUP], [(LAMP.url, 403, "")]),
        ([CUP], [(LAMP.url, 302, "")]),
        ([CUP], [(LAMP.url, 200, "blocked: bot challenge")]),
        ([], [(LAMP.url, 200, "")]),  # nothing was read anywhere: the reader may be at fault
    ],
)
def test_what_was_not_measured_is_never_gone(offers: Sequence[Offer], pages: Sequence[tuple[str, int, str]]) -> None:
    trace = _trace(_visit(1, offers, pages))
    assert (trace.state, trace.gone) == ("not_measured", None)


def test_a_shop_that_could_not_be_read_leaves_everything_open() -> None:
    name, blocked = _visit(1, [CUP])
    facts = replace(blocked.facts, offers=Unknown("blocked"))
    assert _trace((name, replace(blocked, facts=facts))).state == "not_measured"


def test_gone_and_there_again_under_another_address() -> None:
    again = _offer("one.example", "p/new-lamp", "Moon rabbit night light", gtin="1412305678942")
    trace = _trace(_visit(1, [CUP], [(LAMP.url, 404, "")]), _visit(2, [CUP, again]))
    assert (trace.state, trace.gone) == ("again", START + timedelta(days=1))
    assert [(s.by, s.relation, s.offer.url) for s in trace.sightings] == [("gtin", "same_shop", again.url)]


def test_a_sister_that_stood_there_from_the_first_is_no_return() -> None:
    sister = _offer("one.example", "p/lamp-2", "Lumivole night lamp moon rabbit")
    first = _visit(0, [replace(LAMP, gtin=""), sister], alert=True)
    (trace,) = traces([first, _visit(1, [sister, CUP], [(LAMP.url, 404, "")])])
    assert (trace.state, trace.sightings) == ("gone", ())


def test_the_same_thing_elsewhere_is_told_with_whose_shop_it_is() -> None:
    there = _offer("two.example", gtin="1412305678942")
    _, one = FIRST
    name, two = _visit(1, [there], host="two.example")
    proof = Evidence("https://two.example/", "0000.000.097", "")
    number: Found[tuple[Registration, ...]] = Found((NUMBER,), proof)
    owned = [replace(s, facts=replace(s.facts, operator_registrations=number)) for s in (one, two)]
    (trace,) = traces([("sweep-0", owned[0]), (name, owned[1])])
    assert [s.relation for s in trace.elsewhere] == ["same_operator"]
    _, three = _visit(1, [there], host="three.example", name="Mirabelline")
    (trace,) = traces([FIRST, (name, three)])
    assert [(s.relation, s.shop, s.by) for s in trace.elsewhere] == [("other_shop", "three.example", "gtin")]


def test_a_dismissed_finding_is_not_looked_for() -> None:
    _, one = FIRST
    made = replace(one, verdicts=verdicts("https://one.example/", "ppppppppppppr", "x"))
    assert traces([("sweep-0", made)], lambda _shop, verdict: verdict.check == "gpsr.alert_match") == ()
    assert len(traces([("sweep-0", made)])) == 1


def test_a_sheet_has_a_line_for_each_time_a_product_was_seen_again() -> None:
    again = replace(_offer("one.example", "p/new-lamp", "=Moon rabbit", gtin="1412305678942"), brand="")
    gone = _visit(1, [CUP], [(LAMP.url, 404, "")])
    rows = list(csv.DictReader(io.StringIO(sheet(traces([FIRST, gone, _visit(2, [CUP, again])])).lstrip("\ufeff"))))
    (row,) = rows
    assert (row["title"], row["why"], row["state"], row["gone"]) == (LAMP.title, ALERT.id, "again", "2026-11-02")
    assert (row["seen_at"], row["seen_by"], row["whose_shop"]) == ("2026-11-03", "gtin", "same_shop")
    assert row["seen_title"] == "'=Moon rabbit", "no spreadsheet takes it for a formula"
    (unseen,) = csv.DictReader(io.StringIO(sheet(traces([FIRST, gone])).lstrip("\ufeff")))
    assert (unseen["state"], unseen["seen_at"], unseen["seen_words"]) == ("gone", "", "")


def test_the_verb_looks_through_a_workspace(swept: Swept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "relisted.jsonl"
    assert main(["alerts", "again", "--workspace", str(swept.folder), "--all", "-o", str(out)]) == 0
    told = capsys.readouterr().out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert f"{len(lines)} products watched" in told
    validator = Draft202012Validator(schema("relisted"), format_checker=FormatChecker())
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []
    assert not validator.is_valid({**lines[0], "state": "vanished"})
    assert any(line["why"].startswith("safety-gate:") for line in lines)
    assert main(["alerts", "again", "--workspace", str(tmp_path)]) == 1
    assert "no sweep has been run here yet" in capsys.readouterr().err
