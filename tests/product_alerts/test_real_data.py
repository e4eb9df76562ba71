"""Real feeds come in without loss, and real shop offers raise no false alarm."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path

from product_alerts.feeds import rapex_csv, safety_gate_json, safety_gate_xml
from product_alerts.feeds.base import Change, Problem, Report
from product_alerts.gtin import split_codes
from product_alerts.match import Matcher
from product_alerts.model import Alert, AlertStatus, Offer
from product_alerts.store import AlertStore
from product_alerts.update import import_file
from tests.shared import shared

_CSV = ("alerts", "safety-gate-rapex-2009-2012", "full.original.csv")
_SAMPLES = ("alerts", "safety-gate-samples-2025-2026")


@cache
def _read(path: Path) -> tuple[tuple[Alert, ...], tuple[Problem, ...]]:
    items = tuple(rapex_csv.parse(path.read_bytes()))
    return tuple(i for i in items if isinstance(i, Alert)), tuple(i for i in items if isinstance(i, Problem))


def test_every_historic_row_comes_in_without_loss() -> None:
    path = shared(*_CSV)
    alerts, problems = _read(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert len(alerts) == len(rows) == 5983
    assert len({a.id for a in alerts}) == 5983
    for row, alert in zip(rows, alerts, strict=True):
        assert alert.published is not None
        assert alert.published.isocalendar()[:2] == (int(row["report_year"]), int(row["report_week"]))
        assert alert.category == row["descript_category"].strip()
        assert bool(dict(alert.extra)["type / number of model"]) == bool(row["descript_type"].strip())
    # A number the spreadsheet mangled is reported with what was published; nothing else is out of the ordinary.
    assert {p.field for p in problems} <= {"refnr", "descript_type", "reactingcountry", "danger_short"}
    assert not any("‚Ä" in a.description or "√" in a.description for a in alerts)


def test_the_historic_rows_agree_with_their_normalised_form() -> None:
    lines = shared("alerts", "safety-gate-rapex-2009-2012", "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    alerts, _ = _read(shared(*_CSV))
    known = [json.loads(line) for line in lines]
    same_product = sum(a.product == (k["product"] or "").strip() for a, k in zip(alerts, known, strict=True))
    assert same_product >= 0.97 * len(alerts)
    labelled = [(a, k) for a, k in zip(alerts, known, strict=True) if k["barcodes_in_text"]]
    valid = [(a, code) for a, k in labelled for text in k["barcodes_in_text"] for code in split_codes(text)[0]]
    assert sum(code.code in a.gtins for a, code in valid) >= 0.97 * len(valid)


def test_todays_formats_come_in_without_loss(tmp_path: Path) -> None:
    week = list(safety_gate_xml.parse(shared(*_SAMPLES, "weekly_report_excerpt.xml").read_bytes()))
    assert [type(i) for i in week] == [Change, Change, Alert, Problem]
    assert {i.status for i in week if isinstance(i, Change)} == {AlertStatus.WITHDRAWN, AlertStatus.CORRECTED}
    listed = list(safety_gate_xml.parse_list(shared(*_SAMPLES, "weekly_list_excerpt.xml").read_bytes()))
    assert [i.name for i in listed if isinstance(i, Report)] == ["Report-2026-38", "Report-2026-37"]
    (alert,) = safety_gate_json.parse(shared(*_SAMPLES, "notification_10119096.json").read_bytes())
    assert isinstance(alert, Alert)
    assert (alert.brands, alert.models) == ((), ("101W",))
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        done = import_file(shared(*_CSV), store, datetime(2026, 11, 21, tzinfo=UTC))
        assert (done.new, store.count()) == (5983, 5983)


def test_published_barcodes_are_as_often_valid_as_known() -> None:
    known = json.loads(shared(*_SAMPLES, "identifiers_2026_sample.json").read_text(encoding="utf-8"))
    codes = [code for alert in known for code in alert.get("barcode", [])]
    assert sum(bool(split_codes(code)[0]) for code in codes) / len(codes) > 0.93


_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)


def shop_offers() -> list[Offer]:
    """The labelled product pages as offers, with the page's own title where no person read one."""
    lines = shared("product_pages", "labels.jsonl").read_text(encoding="utf-8").splitlines()
    offers = []
    for label in map(json.loads, lines):
        html = gzip.decompress(shared("product_pages", label["file"]).read_bytes()).decode("utf-8", "replace")
        found = _TITLE.search(html)
        title = label.get("read", {}).get("title") or (unescape(found[1]).strip() if found else "")
        first = {name: (label.get(name) or [""])[0] for name in ("brand", "gtin", "mpn", "sku")}
        offers.append(Offer(url=label["url"], title=title, **first))
    return offers


def test_real_offers_raise_no_false_alarm() -> None:
    """71 shop offers, and 2,000 of a public collection, against 5,983 alerts: none is one of them."""
    from tests.bench.alerts import public_offers

    matcher = Matcher(_read(shared(*_CSV))[0])
    assert matcher.matches(shop_offers()) == ()
    matches = matcher.matches([offer for offer, _, _ in public_offers("valid")])
    for match in matches:
        assert {r.feature for r in match.reasons if r.agrees} - {"brand_agrees", "same_noun", "same_kind"}
    assert len(matches) <= 2
