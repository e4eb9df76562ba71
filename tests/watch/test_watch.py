"""A panel watched over simulated weeks on a real socket: what is observed, what is a gap, what is judged."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from warcio.archiveiterator import ArchiveIterator

from checks.verdict import Outcome
from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence.archive import read_capture
from sweep.evidence.manifest import closed_visits, file_sha256
from sweep.watch.campaign import ProductResult, judge_campaign
from sweep.watch.evidence import ledger_rows
from sweep.watch.series import history_of
from tests.watch.site import FIRST, Market, Tag, at, days, go, lay_out, market, opened


def _results(plan: Path) -> dict[str, ProductResult]:
    watch = opened(plan)
    results = judge_campaign(watch.book, watch.products, country="FR", zone="Europe/Paris")
    return {r.product.url.rsplit("/", 1)[1]: r for r in results}


def _outcome(result: ProductResult, check: str = "reduction.prior_price_true") -> Outcome:
    return next(j.verdict.outcome for j in result.judged if j.verdict.check == check)


def _weeks(plan: Path, shop: Market, campaign: int, number: int, skipped: frozenset[int] = frozenset()) -> None:
    """An honest shop, an inflater, and one whose prior price nobody can check, from day `campaign` on."""
    for n, day in enumerate(days(FIRST, number)):
        on = n >= campaign
        shop.tags["honest"] = Tag("59.00", "99.00") if on else Tag("99.00")
        shop.tags["inflater"] = Tag("59.00", "99.00") if on else Tag("59.00" if n % 7 == 3 else "89.00")
        shop.tags["steady"] = Tag("30.00")
        if n not in skipped:
            assert go(plan, shop, at(day)) is not None


def test_weeks_of_a_campaign_are_judged(tmp_path: Path) -> None:
    with market({"honest": Tag("1"), "inflater": Tag("1"), "steady": Tag("1")}) as shop:
        plan = lay_out(tmp_path, shop)
        _weeks(plan, shop, 32, 36)
    found = _results(plan)
    assert _outcome(found["honest"]) is Outcome.PASS
    assert _outcome(found["inflater"]) is Outcome.FAIL
    assert _outcome(found["steady"]) is Outcome.NOT_APPLICABLE
    proof = next(
        j.verdict for j in found["inflater"].judged if j.verdict.check == "reduction.prior_price_true"
    ).evidence
    assert all(e.sha256 and e.record_id for e in proof)
    assert "59,00 €" in " ".join(e.quote for e in proof)


def test_missed_days_make_a_pass_a_review_and_leave_a_proof_a_proof(tmp_path: Path) -> None:
    with market({"honest": Tag("1"), "inflater": Tag("1"), "steady": Tag("1")}) as shop:
        plan = lay_out(tmp_path, shop)
        _weeks(plan, shop, 32, 36, frozenset({20, 21}))
    found = _results(plan)
    verdict = next(j.verdict for j in found["honest"].judged if j.verdict.check == "reduction.prior_price_true")
    assert verdict.outcome is Outcome.REVIEW
    assert dict(verdict.params)["missing"] == "2026-10-21 – 2026-10-22"
    assert _outcome(found["inflater"]) is Outcome.FAIL
    assert [r.slot[:10] for r in opened(plan).book.rounds("campaign") if r.state == "missed"] == [
        "2026-10-21",
        "2026-10-22",
    ]


def test_an_unchanged_page_costs_a_line_and_its_bytes_are_found(tmp_path: Path) -> None:
    with market({"steady": Tag("30.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        for day in days(FIRST, 4):
            go(plan, shop, at(day))
    watch = opened(plan)
    archives = sorted(watch.captures.glob("*.warc.gz"))
    held = [[r.url for r in read_capture(path).responses if "/steady" in r.url] for path in archives]
    assert [len(urls) for urls in held] == [1, 0, 0, 0]
    history = history_of(watch.book, watch.products[0], ZoneInfo("Europe/Paris"))
    assert len(history.observations) == 4
    assert {o.state.archive for o in history.observations} == {archives[0].name}
    (kept,) = (r for r in read_capture(archives[0]).responses if "/steady" in r.url)
    assert {o.state.sha256 for o in history.observations} == {kept.sha256}
    for path in archives[1:]:
        (row,) = (row for row in _ledger(path) if "/steady" in row["url"])
        assert (row["status"], row["archive"]) == (200, archives[0].name)
        assert b64decode(row["sha256"]).hex() == kept.sha256
    assert all(file_sha256(watch.folder.path / v.archive) == v.sha256 for v in closed_visits(watch.captures))


def _ledger(path: Path) -> list[dict[str, Any]]:
    """All lines of the ledgers in an archive, read as another tool would."""
    rows = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            body = record.content_stream().read()
            if record.rec_type == "metadata" and b'"unchanged"' in body:
                rows += ledger_rows(json.loads(body)["data"])
    return rows


def test_a_round_is_made_once_and_taken_up_where_it_was_cut_off(tmp_path: Path) -> None:
    with market({"a": Tag("10.00"), "b": Tag("20.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        first = go(plan, shop, at(FIRST))
        assert first is not None
        assert (first.seen, first.missed) == (2, 0)
        assert go(plan, shop, at(FIRST, 9)) is None
        assert go(plan, shop, at(FIRST + timedelta(1), 5)) is None
    assert [len(history_of(opened(plan).book, p, ZoneInfo("UTC")).observations) for p in opened(plan).products] == [
        1,
        1,
    ]


def test_what_gives_no_price_is_a_gap_with_its_reason(tmp_path: Path) -> None:
    with market({"a": Tag("10.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        shop.tags["a"].gone = True
        go(plan, shop, at(FIRST))
        shop.tags["a"].gone = False
        go(plan, shop, at(FIRST + timedelta(1)))
    history = history_of(opened(plan).book, opened(plan).products[0], ZoneInfo("Europe/Paris"))
    assert [(day, gap.kind) for day, gap in history.gaps] == [(FIRST, "gone")]
    assert history.new_on == FIRST + timedelta(1)


def test_without_a_network_nothing_is_anybodys_gap_and_the_round_stays_due(tmp_path: Path) -> None:
    with market({"a": Tag("10.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        go(plan, shop, at(FIRST))
    day = FIRST + timedelta(1)
    lost = go(plan, shop, at(day))  # the server is gone
    assert lost is not None
    assert lost.no_network
    watch = opened(plan)
    assert watch.book.gaps(watch.products[0].id) == ()
    assert watch.book.rounds("campaign")[-1].state == "no network"


@pytest.mark.parametrize("error", [86_400.0, -86_400.0, 7_200.0])
def test_a_wrong_clock_moves_no_observation(tmp_path: Path, error: float) -> None:
    with market({"a": Tag("10.00")}) as one, market({"b": Tag("1")}) as two, market({"c": Tag("1")}) as three:
        plan = lay_out(tmp_path, one)
        urls = [shop.server.url(f"/{name}") for shop, name in ((one, "a"), (two, "b"), (three, "c"))]
        (tmp_path / "products.csv").write_text("\n".join(["url", *urls]) + "\n")
        true = at(FIRST + timedelta(3))
        two.now = three.now = true
        result = go(plan, one, true, error=error)
    assert result is not None
    assert result.clock.verdict == "wrong"
    watch = opened(plan)
    for product in watch.products:
        (seen,) = history_of(watch.book, product, ZoneInfo("Europe/Paris")).observations
        assert seen.day == FIRST + timedelta(3)
        assert abs(seen.at - true) < 60
    assert {r.state for r in watch.book.rounds("campaign") if r.started} == {"wrong clock"}


def test_one_server_with_a_wrong_clock_moves_nothing(tmp_path: Path) -> None:
    with market({"a": Tag("10.00")}) as one, market({"b": Tag("1")}) as two, market({"c": Tag("1")}) as three:
        plan = lay_out(tmp_path, one)
        urls = [shop.server.url(f"/{name}") for shop, name in ((one, "a"), (two, "b"), (three, "c"))]
        (tmp_path / "products.csv").write_text("\n".join(["url", *urls]) + "\n")
        true = at(FIRST)
        two.now = three.now = true
        three.shift = -40 * 86_400.0
        result = go(plan, one, true)
    assert result is not None
    assert (result.clock.verdict, result.seen) == ("right", 3)
    watch = opened(plan)
    assert {history_of(watch.book, p, ZoneInfo("Europe/Paris")).observations[0].day for p in watch.products} == {FIRST}


def test_where_nobody_can_tell_the_time_the_page_is_kept_and_the_price_has_no_day(tmp_path: Path) -> None:
    with market({"a": Tag("10.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        shop.shift = -86_400.0
        go(plan, shop, at(FIRST))
    watch = opened(plan)
    (gap,) = watch.book.gaps(watch.products[0].id)
    assert (gap.kind, bool(gap.record_id)) == ("clock", True)


def test_the_panel_never_changes_silently(tmp_path: Path) -> None:
    with market({"a": Tag("10.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        go(plan, shop, at(FIRST))
        (tmp_path / "products.csv").write_text("url\nhttps://other.example/x\n")
        assert [p.url for p in opened(plan).products] == [shop.server.url("/a")]
        panel = tmp_path / "watches/campaign/panel.csv"
        panel.write_text(panel.read_text() + "https://other.example/x,,,,,,\n")
        with pytest.raises(SweepError, match="changed since the watch began"):
            go(plan, shop, at(FIRST + timedelta(1)))
        plan.write_text(plan.read_text().replace("country: FR", "country: BE"))
        with pytest.raises(SweepError, match="country changed"):
            go(plan, shop, at(FIRST + timedelta(1)))


def test_the_pages_open_from_disk_and_hold_hostile_names_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with market({"honest": Tag("1"), "inflater": Tag("1"), "steady": Tag("1")}) as shop:
        plan = lay_out(tmp_path, shop)
        _weeks(plan, shop, 3, 5)
    assert main(["watch", str(plan), "--report"]) == 0
    said = capsys.readouterr().out
    report = tmp_path / "watches/campaign/report"
    assert str(report / "index.html") in said
    index = (report / "index.html").read_text()
    assert "Cruche inflater" in index
    product = next(p for p in (report / "products").glob("*.html") if "Cruche inflater" in p.read_text())
    assert '<svg class="prices"' in product.read_text()
    assert "at most" in product.read_text()
    assert (report / "fr/index.html").is_file()
    table = (report / "observations.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(table) == 1 + 3 * 5


def test_archived_copies_are_observations_of_their_own_date(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from sweep.capture import Response
    from sweep.evidence.archive import ArchiveWriter
    from sweep.watch.imports import admit
    from tests.watch.site import html

    with market({"inflater": Tag("59.00", "99.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        body = html("inflater", Tag("59.00")).encode()
        url = shop.server.url("/inflater")
        then = datetime(2026, 9, 20, 8, tzinfo=UTC)
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        with ArchiveWriter(tmp_path / "other.warc.gz", software="another", info={}) as other:
            other.response(Response(url, 200, "OK", headers, body, then))
            other.response(Response(shop.server.url("/none"), 200, "OK", headers, b"<p>nothing", then))
        go(plan, shop, at(FIRST))
    assert _outcome(_results(plan)["inflater"]) is Outcome.NOT_MEASURABLE
    brought = admit(opened(plan), tmp_path / "other.warc.gz")
    assert (brought.prices, brought.products, brought.left) == (1, 1, 1)
    assert admit(opened(plan), tmp_path / "other.warc.gz").products == 1
    found = _results(plan)["inflater"]
    assert [o.day for o in found.history.observations] == [date(2026, 9, 20), FIRST]
    assert _outcome(found) is Outcome.FAIL
    assert json.dumps(found.history.observations[0].key.vantage).startswith('"archive ')
