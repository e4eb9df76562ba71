"""The historic weekly RAPEX notifications as a CSV file (report_year, report_week, refnr, ...)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from product_alerts.feeds import fields, mojibake
from product_alerts.feeds.base import MAX_BYTES, MAX_RECORDS, FeedError, Item, Record
from product_alerts.gtin import normalise
from product_alerts.model import Alert, Measure, MeasureKind
from product_alerts.text import is_placeholder, tidy

NAME = "rapex-csv"
SOURCE = "rapex"
TITLE = "RAPEX, historic weekly notifications (CSV)"
LICENCE = "Commission reuse notice (Decision 2011/833/EU)"
CREDIT = "European Commission, RAPEX weekly notifications"
RANK = 1
FEWEST, MOST = 1, 60_000
COLUMNS = (
    "report_year report_week refnr country country_code danger_short measures reactingcountry descript_category "
    "countryoforigin descript_product descript_type descript_descr descript_brand"
).split()
_NUMBER = re.compile(r"(?:A\d{1,2}|INFO)/\d{3,5}/\d{2}")


def recognises(raw: bytes) -> bool:
    return b"refnr" in raw[:2_000] and b"descript_" in raw[:2_000]


def parse(raw: bytes) -> Iterator[Item]:
    """Every row as an alert. Numbers mangled by a spreadsheet are replaced by year, week and place in the week."""
    text = _decode(raw)
    garbled = mojibake.is_garbled(text)
    rows = _rows(mojibake.repair(text) if garbled else text)
    head = next(rows, None)
    titles = [tidy(cell) for cell in head] if head else []
    if not {"report_year", "report_week", "refnr", "descript_product"} <= set(titles):
        raise FeedError("not a RAPEX file: its first line must name report_year, report_week, refnr, descript_product")
    places: Counter[tuple[str, str]] = Counter()
    for line, row in enumerate(rows, start=2):
        if line > MAX_RECORDS:
            raise FeedError(f"more than {MAX_RECORDS} rows")
        if any(row):
            yield from _row(titles, row, line, places)


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedError(f"not UTF-8 (byte {error.start}): save the file as UTF-8 and import it again") from None


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise FeedError(f"broken CSV, perhaps cut off: {error}") from None


def _row(titles: list[str], row: list[str], line: int, places: Counter[tuple[str, str]]) -> Iterator[Item]:
    values = dict(zip(titles, row, strict=False))
    values.update({f"column {at + 1}": cell for at, cell in enumerate(row) if at >= len(titles)})
    week = (values.get("report_year", ""), values.get("report_week", ""))
    places[week] += 1
    record = Record(values, f"line {line}")
    if len(row) < len(titles):
        record.problem("row", f"{len(row)} of {len(titles)} columns", "columns missing")
    published = _friday(record)
    if published is None:
        yield from record.problems
        return
    yield _alert(record, published, _number(record, published, places[week]))
    yield from record.problems


def _friday(record: Record) -> date | None:
    """The Friday of the week, the day on which the reports came out."""
    year, week = record.take("report_year"), record.take("report_week")
    try:
        return date.fromisocalendar(int(year), int(week), 5)
    except (ValueError, OverflowError):
        record.problem("report_week", f"{year} {week}"[:50], "not a week: the row cannot be kept")
        return None


def _number(record: Record, published: date, place: int) -> str:
    published_as = record.take("refnr")
    year, week, _ = published.isocalendar()
    if _NUMBER.fullmatch(published_as):
        record.name = published_as
    else:
        record.name = f"{year}-W{week:02}/{place:03}"
        record.problem("refnr", published_as[:50], f"mangled by a spreadsheet: replaced by {record.name}")
    return record.name


_CODE_LABEL = re.compile(r"(?:bar\s*-?\s*code|ean|gtin|upc)", re.IGNORECASE)
_CODE = re.compile(r"(?:(?<=EAN)|(?<![\w.-]))\d(?:[ .-]{0,2}\d){7,13}(?![\w])")
_MODEL_LABEL = re.compile(
    r"^(?:\d\)\s*)?(?:model|type|item|article|art|ref|reference|code|style|product|cat|catalogue|no|nr|n|number|series|serie)"
    r"(?:[\s.:/°º#-]+(?:model|type|item|article|code|no|nr|n|number|name|ref|reference|s)\b)*[\s.:°º#-]+",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[,;|\n]|\s-\s|\s+and\s+(?=\d)|(?=\s\d\)\s)|(?=\bbar\s*code|\bEAN\b|\bbatch\b)", re.IGNORECASE)
_NO_MODEL = re.compile(
    r"batch|lot\b|serial|vin\b|chassis|manufactur|date|year|invoice|patent|registration|import|label|size|e\d+\*|"
    r"bar\s*code|\bean\b|exp\b|colou?r|approval|production|all\b",
    re.IGNORECASE,
)
_MODEL_WORDS = 3


def _codes(record: Record, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Barcodes of running text: digits behind "barcode" or "EAN", and 12-14 digits that pass their check digit."""
    valid, others = [], []
    label = _CODE_LABEL.search(text)
    for found in _CODE.finditer(text):
        code = normalise(re.sub(r"\D", "", found[0]))
        labelled = label is not None and found.start() > label.start()
        if code and (labelled or not code.short):
            valid.append(code.code)
        elif labelled and len(re.sub(r"\D", "", found[0])) >= 12:
            others.append(tidy(found[0]))
            record.problem("descript_type", found[0], "not a valid GTIN: kept among the other codes")
    return tuple(dict.fromkeys(valid)), tuple(dict.fromkeys(others))


def _models(text: str) -> tuple[str, ...]:
    """What the free text states as model: short pieces without label; batches, dates and vehicle series are none."""
    models = []
    for raw in _PIECES.split(text):
        piece = _MODEL_LABEL.sub("", raw.strip(" .:-"))
        piece = _CODE.sub("", piece).strip(" .:-\"'“”()") if not _NO_MODEL.search(raw) else ""
        if piece and len(piece.split()) <= _MODEL_WORDS and not is_placeholder(piece):
            models.append(piece)
    return tuple(dict.fromkeys(models))


_QUOTED = re.compile(r"[\"“”]([^\"“”]{2,80})[\"“”]")


def _alert(record: Record, published: date, number: str) -> Alert:
    kind, description = record.take("descript_type"), record.take("descript_descr")
    product = record.take("descript_product")
    notifier, also = record.take("country"), re.sub(r"<[^<>]{0,20}>", " ", record.take("reactingcountry"))
    gtins, others = _codes(record, f"{kind} | {description}")
    quoted = _QUOTED.search(product)
    alert = Alert(
        source=SOURCE,
        number=number,
        published=published,
        category=record.take("descript_category"),
        product=fields.one(product),
        name=quoted[1].strip() if quoted else "",
        brands=fields.split_list(record.take("descript_brand")),
        models=_models(kind),
        gtins=gtins,
        other_codes=others,
        risks=fields.listed_risks(
            record, "danger_short", re.sub(r"^Type of risk:\s*", "", record.take("danger_short"))
        ),
        measures=_measures(record.take("measures")),
        description=fields.one(description),
        notifying_country=notifier,
        countries=fields.listed_countries(record, "reactingcountry", ", ".join(filter(None, (notifier, also)))),
        origin_country=fields.one(record.take("countryoforigin")),
        extra=(("type / number of model", kind), *record.keep("country_code"), *record.rest()),
    )
    _report_garbled(record, alert)
    return alert


def _measures(text: str) -> tuple[Measure, ...]:
    """The measures of a sentence each; who had to act is said in words ("ordered by the authorities")."""
    said = (one.strip(" .") for one in re.split(r"(?<=[a-z)])\.\s+|;\s*|\n", text))
    return tuple(Measure(one, _kind(one)) for one in said if one)


def _kind(text: str) -> MeasureKind:
    words = text.lower()
    return "voluntary" if "voluntary" in words else "ordered" if "ordered" in words or "by the" in words else ""


def _report_garbled(record: Record, alert: Alert) -> None:
    for name, text in (("descript_product", alert.product), ("descript_descr", alert.description)):
        if mojibake.looks_garbled(text):
            record.problem(name, text[:200], "wrong character set: could not be repaired")
