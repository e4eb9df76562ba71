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
from sweep.errors import SweepError
from sweep.relisted import Trace, traces
from sweep.relisted_file import FILE, seen_before
from sweep.report.exports import schema, write_exports
from sweep.report.plain import json_line
from sweep.report.relisted_page import write_relisted_page
from sweep.results import PageVisited, SeenBefore, ShopResult, SweepResult
from tests.report.samples import CARDS, Texts, sample, sha, shop, verdicts
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


def _written(sweep: str, exports: Path) -> Trace:
    there = _offer("two.example", gtin=LAMP.gtin)
    (trace,) = traces([FIRST, _visit(1, [there], host="two.example", name="Mirabelline")])
    exports.mkdir(parents=True, exist_ok=True)
    seen = replace(trace, sightings=tuple(replace(one, sweep=sweep) for one in trace.sightings))
    (exports / FILE).write_text(json_line(seen) + "\n", encoding="utf-8")
    return seen


def test_offers_that_were_found_before_are_marked_in_the_table(tmp_path: Path) -> None:
    trace = _written("now", tmp_path / "exports")
    (one,) = trace.sightings
    seen = seen_before(tmp_path / "exports", "now")
    assert seen == {("two.example", one.offer.key): SeenBefore(ALERT.id, "one.example", START.date(), "gtin")}
    assert seen_before(tmp_path / "exports", "another") == {}
    assert seen_before(tmp_path, "now") == {}
    sweep = sample()
    _, made = _visit(1, [one.offer, CUP], host="two.example")
    write_exports(
        SweepResult(sweep.info, (made,), seen_before=seen), tmp_path / "out", languages=("en",), texts=Texts()
    )
    with (tmp_path / "out" / "offers.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [(row["Seen before as"], row["Seen before by"]) for row in csv.DictReader(file)]
    assert told == [(f"{ALERT.id}, one.example, 2026-11-01", "barcode"), ("", "")]


def test_a_list_that_is_none_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"why": 3}\n', encoding="utf-8")
    with pytest.raises(SweepError, match="delete it or write it anew"):
        seen_before(tmp_path, "now")


def test_the_page_tells_what_was_seen_again_and_treats_titles_as_text(tmp_path: Path) -> None:
    there = replace(_offer("two.example", gtin=LAMP.gtin), title="<script>alert(1)</script>")
    found = traces([FIRST, _visit(1, [there], host="two.example", name="Mirabelline")])
    page = write_relisted_page(found, sample().info, tmp_path, languages=("en", "fr"))
    text = page.read_text(encoding="utf-8")
    for told in ("&lt;script&gt;alert(1)", "another shop", "barcode"):
        assert told in text
    assert "autre boutique" in (tmp_path / "fr" / "relisted.html").read_text(encoding="utf-8")
    nothing = write_relisted_page((), sample().info, tmp_path / "b", languages=("en",))
    assert "stood anywhere else" in nothing.read_text(encoding="utf-8")


def test_the_verb_writes_into_the_newest_report_and_seals_it(workspace: Path) -> None:
    assert main(["alerts", "again", "--workspace", str(workspace), "--report"]) == 0
    (page,) = (workspace / "sweeps").glob("*/report/relisted.html")
    folder = page.parent.parent
    assert folder.name == "demo"
    assert (folder / "exports" / FILE).is_file()
    assert 'href="relisted.html"' in (folder / "report" / "index.html").read_text(encoding="utf-8")
    assert main(["verify", str(folder)]) == 0
