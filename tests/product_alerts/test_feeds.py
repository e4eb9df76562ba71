"""Every feed on a sample of its own and on a broken one: each field taken, or reported."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from product_alerts.feeds import FEEDS, feed_of, rapex_csv, safety_gate_excel, safety_gate_json, safety_gate_xml
from product_alerts.feeds.base import Change, FeedError, Item, Problem, Report
from product_alerts.model import Alert, AlertStatus, ItemId, Measure

SAMPLES = Path(__file__).parent / "feeds"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def parted(items: Iterable[Item]) -> tuple[list[Alert], list[Change], list[Problem]]:
    everything = list(items)
    return (
        [i for i in everything if isinstance(i, Alert)],
        [i for i in everything if isinstance(i, Change)],
        [i for i in everything if isinstance(i, Problem)],
    )


def said(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(p.field, p.record) for p in problems}


HEADINGS = (
    "Type of alert|Type|Alert number|Alert submitted by|Country of origin|Counterfeit|Risk type|Risk legal provision|"
    "Product|Name|Description|Brand|Category|Type / number of model|OECD Portal category|Risk|Compulsory measures|"
    "Voluntary measures|Products were found and measures were taken also in|Company recall page|URL of Case|Barcode|"
    "Batch number|Company recall code (**)|Production dates (**)|Packaging description"
).split("|")


def workbook(
    rows: list[list[object]], headings: list[str] | None = None, day: object = "File date: 20/11/2026"
) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Alerts")
    sheet.write(0, 0, day)
    for line, row in enumerate([headings or HEADINGS, *rows], start=1):
        for column, cell in enumerate(row):
            sheet.write(line, column, cell)
    book.close()
    return out.getvalue()


def excel_row(**cells: object) -> list[object]:
    known = {title.split(" (")[0].lower(): at for at, title in enumerate(HEADINGS)}
    row: list[object] = [""] * len(HEADINGS)
    for name, cell in cells.items():
        row[known[name.replace("_", " ").replace("type number", "type / number")]] = cell
    return row


# --- weekly XML


def test_a_week() -> None:
    alerts, changes, problems = parted(safety_gate_xml.parse(sample("weekly_report.xml")))
    light, crab = alerts
    assert light.id == "safety-gate:SR/09101/26"
    assert light.published == date(2026, 11, 20)
    assert light.brands == ("Lumora", "Tickolo Trading, Ltd.")
    assert light.models == ("LN-2210", "LN-2211", "LN-2212", "702676", "T34/1332B")
    assert light.gtins == ("01990417362015", "01990417362022")
    assert light.item_ids == (ItemId("aliexpress", "1005990000000001"),)
    assert light.online_trader == "AliExpress, lumora.example"
    assert light.measures == (
        Measure("Withdrawal of the product from the market", "ordered", "Distributor", date(2026, 11, 2)),
        Measure("Recall of the product from end users", "voluntary", "Importer"),
    )
    assert str(light.measures[0]) == (
        "Withdrawal of the product from the market (ordered: Distributor; from 02/11/2026)"
    )
    assert light.risks == ("Electric shock", "Fire")
    assert light.origin_country == ""
    assert len(light.pictures) == 2
    assert (crab.brands, crab.models, crab.gtins) == ((), (), ())
    assert crab.other_codes == ("PB25111401222827",)
    assert ("newElement", "something the authority added") in crab.extra
    assert said(problems) == {("barcode", "OR/09102/26"), ("newElement", "OR/09102/26")}
    assert {c.number: c.status for c in changes} == {
        "SR/09001/26": AlertStatus.WITHDRAWN,
        "SR/09002/26": AlertStatus.CORRECTED,
        "SR/09003/26": AlertStatus.WITHDRAWN,
        "SR/09004/26": AlertStatus.WITHDRAWN,
        "SR/09005/26": AlertStatus.WITHDRAWN,
    }


def test_a_broken_week_keeps_what_is_whole_and_reports_the_rest() -> None:
    alerts, _, problems = parted(safety_gate_xml.parse(sample("weekly_report_broken.xml")))
    assert [a.number for a in alerts] == ["SR/09201/26"]
    assert alerts[0].brands == ("Kesselin", "Rovanto")
    assert said(problems) == {
        ("report_date", "Report-2026-46"),
        ("caseNumber", "order 1"),
        ("brand", "SR/09201/26"),
        ("surprise", "Report-2026-46"),
    }


def test_the_list_of_weeks() -> None:
    items = list(safety_gate_xml.parse_list(sample("weekly_list.xml")))
    reports = [i for i in items if isinstance(i, Report)]
    assert [(r.name, r.published) for r in reports] == [
        ("Report-2026-47", date(2026, 11, 20)),
        ("Report-2026-46", date(2026, 11, 13)),
    ]
    assert all(r.url.endswith(",") for r in reports)
    assert [i.record for i in items if isinstance(i, Problem)] == ["Report-2026-45"]


def test_the_list_is_no_week() -> None:
    with pytest.raises(FeedError, match="list of weekly reports"):
        list(safety_gate_xml.parse(sample("weekly_list.xml")))
    with pytest.raises(FeedError, match="names no report"):
        list(safety_gate_xml.parse_list(sample("weekly_report.xml")))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("has been withdrawn.", AlertStatus.WITHDRAWN),
        ("was temporarily withdrawn pending tests", AlertStatus.WITHDRAWN),
        ("withdrawal of the notification by Malta", AlertStatus.WITHDRAWN),
        ("has been deleted", AlertStatus.WITHDRAWN),
        ("the product has been withdrawn from the market", AlertStatus.CORRECTED),
        ("has not been withdrawn; the photo was changed", AlertStatus.CORRECTED),
        ("the model number has been corrected", AlertStatus.CORRECTED),
    ],
)
def test_addendum_wordings(text: str, status: AlertStatus) -> None:
    raw = sample("weekly_report.xml").decode()
    start, end = raw.index("<![CDATA[") + 9, raw.index("]]></report_addendum>")
    _, changes, _ = parted(
        safety_gate_xml.parse((raw[:start] + f"Notification SR/09001/26: {text}" + raw[end:]).encode())
    )
    assert [c.status for c in changes] == [status]


# --- Excel


def test_the_authorities_sheet() -> None:
    row = excel_row(
        alert_number="SR/09401/26",
        product="Kettle",
        brand="Kesselin, sans marque",
        category="Electrical appliances and equipment",
        type_number_of_model="KW-2140; KW-2141",
        barcode=1990417362015,
        compulsory_measures="Ban",
        voluntary_measures="Recall",
        counterfeit="No",
        alert_submitted_by="Malta",
    )
    alerts, _, problems = parted(safety_gate_excel.parse(workbook([row])))
    assert len(alerts) == 1
    kettle = alerts[0]
    assert kettle.published == date(2026, 11, 20)
    assert (kettle.brands, kettle.models, kettle.gtins) == (("Kesselin",), ("KW-2140", "KW-2141"), ("01990417362015",))
    assert kettle.measures == (Measure("Ban", "ordered"), Measure("Recall", "voluntary"))
    assert ("counterfeit", "No") in kettle.extra
    assert problems == []


def test_a_broken_sheet_keeps_what_is_whole_and_reports_the_rest() -> None:
    rows = [
        excel_row(product="Kettle without a number"),
        [
            *excel_row(alert_number="SR/09402/26", product="Kettle", barcode="1,99042E+12"),
            "a cell beyond the last column",
        ],
    ]
    alerts, _, problems = parted(safety_gate_excel.parse(workbook(rows, [*HEADINGS], day="no day here")))
    assert [a.number for a in alerts] == ["SR/09402/26"]
    assert alerts[0].published is None
    assert {p.field for p in problems} == {"file date", "alert number", "barcode", f"column {len(HEADINGS) + 1}"}


def test_a_day_as_a_real_date_cell() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, datetime(2026, 11, 20), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
    for column, (title, cell) in enumerate([("Alert number", "SR/09403/26"), ("Product", "Kettle")]):
        sheet.write(1, column, title)
        sheet.write(2, column, cell)
    book.close()
    alerts, _, _ = parted(safety_gate_excel.parse(out.getvalue()))
    assert alerts[0].published == date(2026, 11, 20)


def test_another_workbook_is_refused() -> None:
    with pytest.raises(FeedError, match="Alert number and Product"):
        list(safety_gate_excel.parse(workbook([["a", "b"]], ["Name", "Price"])))


# --- JSON


def test_a_notification() -> None:
    alerts, _, problems = parted(safety_gate_json.parse(sample("notification.json")))
    toy = alerts[0]
    assert (toy.number, toy.product, toy.name) == ("SR/09301/26", "Bubble toy", "Zibbelo")
    assert (toy.brands, toy.models, toy.batches) == (("Tickolo",), ("ZB-4410",), ("L-9",))
    assert (toy.gtins, toy.other_codes) == (("01990638274517",), ("12345",))
    assert toy.item_ids == (ItemId("amazon", "B0TESTQ7Z9"),)
    assert toy.measures == (Measure("Product withdrawal from market", "voluntary", "Importer", date(2026, 11, 2)),)
    assert toy.risks == ("Choking", "Damage to hearing")
    assert (toy.notifying_country, toy.recall_url) == ("Hungary", "https://tickolo.example/recall")
    extra = dict(toy.extra)
    assert extra["product.isCounterfeit.name"] == "YES"
    assert toy.countries == ("HU", "MT")
    assert extra["aNewField.deep"] == "1\ntrue\nx"
    assert {p.field for p in problems} == {"barcodes", "uniqueProductIdentifier", "aNewField.deep"}


def test_a_corrected_notification() -> None:
    raw = sample("notification.json").replace(b'"corrigendum":null', b'"corrigendum":"This alert has been withdrawn."')
    assert parted(safety_gate_json.parse(raw))[0][0].status is AlertStatus.WITHDRAWN


def test_a_broken_notification_is_reported() -> None:
    alerts, _, problems = parted(safety_gate_json.parse(sample("notification_broken.json")))
    assert alerts == []
    assert "reference" in {p.field for p in problems}


# --- RAPEX CSV


def test_the_historic_file() -> None:
    alerts, _, problems = parted(rapex_csv.parse(sample("rapex.csv")))
    kettle, puzzle = alerts
    assert (kettle.number, kettle.published) == ("A12/0901/11", date(2011, 4, 8))
    assert kettle.name == "Kesselin’s best"
    assert kettle.description.endswith("made for a café.")
    assert (kettle.models, kettle.gtins, kettle.risks) == (
        ("KW-2140",),
        ("01990417362015",),
        ("Electric shock", "Fire"),
    )
    assert (puzzle.number, puzzle.brands, puzzle.models) == ("2011-W14/002", (), ())
    assert puzzle.description == "Wooden puzzle, “farm”."
    assert said(problems) == {("refnr", "2011-W14/002")}


def test_a_broken_file_keeps_what_is_whole_and_leaves_right_accents_alone() -> None:
    alerts, _, problems = parted(rapex_csv.parse(sample("rapex_broken.csv")))
    assert [a.number for a in alerts] == ["A12/0903/11", "A12/0904/11"]
    assert alerts[1].description == "Café, déjà vu"
    assert {p.field for p in problems} >= {"report_week", "row", "column 15"}


# --- all


def test_formats_are_told_by_their_content() -> None:
    for name, raw in {
        "safety-gate-xml": sample("weekly_report.xml"),
        "safety-gate-json": sample("notification.json"),
        "rapex-csv": sample("rapex.csv"),
        "safety-gate-excel": workbook([]),
    }.items():
        feed = feed_of(raw)
        assert feed is FEEDS[name]
    assert feed_of(b"%PDF-1.7") is None
    assert feed_of(b"") is None
