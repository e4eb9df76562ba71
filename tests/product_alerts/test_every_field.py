"""Every field of every real record is in its alert, or in a problem that names the record: word by word."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape

import pytest

from product_alerts.codec import to_json
from product_alerts.countries import countries
from product_alerts.feeds import FEEDS, feed_of
from product_alerts.feeds.base import Problem
from product_alerts.feeds.json_rows import flat
from product_alerts.feeds.mojibake import is_garbled, repair
from product_alerts.model import Alert
from product_alerts.risks import risks
from product_alerts.text import is_placeholder, tidy, tokens
from tests.shared import shared

Row = Mapping[str, str]


def csv_rows(raw: bytes) -> Iterator[Row]:
    text = raw.decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(repair(text) if is_garbled(text) else text, newline=""))


def json_lines(raw: bytes) -> Iterator[Row]:
    yield from (flat(json.loads(line)) for line in raw.decode().splitlines() if line.strip())


def json_list(raw: bytes) -> Iterator[Row]:
    data = json.loads(raw)
    rows = data["results"] if isinstance(data, dict) and "results" in data else data
    yield from (flat(row) for row in (rows if isinstance(rows, list) else [rows]))


def xml_notices(raw: bytes) -> Iterator[Row]:
    for notice in re.findall(r"<notifications.*?</notifications>", raw.decode(), re.DOTALL):
        found = re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^<>]*?)(?:\]\]>)?</\1>", notice)
        yield {f"{name} {at}": value for at, (name, value) in enumerate(found)}


@dataclass(frozen=True)
class Sample:
    """A file of real records: how its rows are read by other means than the feed's, and what is left out on purpose."""

    path: str
    feed: str
    rows: Callable[[bytes], Iterator[Row]]
    records: int
    least_fields: int
    left_out: str = "$^"  # the names of the website's own keys, and of what is the same in every record


SAMPLES = (
    Sample("safety-gate-rapex-2009-2012/full.original.csv", "rapex-csv", csv_rows, 5_983, 65_000, "^report_"),
    Sample("safety-gate-motor-2006-2025/motor_vehicle_alerts.csv", "safety-gate-table", csv_rows, 3_037, 40_000),
    Sample("safety-gate-samples-2025-2026/weekly_xml_16_records.jsonl", "safety-gate-table", json_lines, 16, 200),
    Sample("safety-gate-samples-2025-2026/identifiers_2026_sample.json", "safety-gate-table", json_list, 124, 350),
    Sample("safety-gate-samples-2025-2026/recallradar_sample_24.json", "safety-gate-table", json_list, 24, 300),
    Sample("safety-gate-samples-2025-2026/weekly_report_excerpt.xml", "safety-gate-xml", xml_notices, 1, 15),
    Sample(
        "safety-gate-samples-2025-2026/notification_10119096.json",
        "safety-gate-json",
        json_list,
        1,
        30,
        r"(?:^|\.)(?:id|key|propertyKey|orderIndex|euCountry|eeaCountry)$|language|notificationType\.name|photos\.|"
        r"entryIntoForceDateKnown",
    ),
    Sample("cpsc-2023-2026/recalls.jsonl", "cpsc-export", json_lines, 902, 12_000),
    Sample("cpsc-api-samples/recall_10220.json", "cpsc", json_list, 1, 20),
    Sample("health-canada-opendata-samples/HCRSAMOpenData_4rows.json", "health-canada", json_list, 4, 35),
    Sample("rappelconso-samples/v2_gtin_trie_nonfood_3.json", "rappelconso", json_list, 3, 60, r"^id$"),
    Sample("uk-opss-samples/content_api_2609-0229.json", "uk-opss", json_list, 1, 15),
)


_GLUED = re.compile(r"Type of economic operator|Category of measure|Date of entry")


def unglued(text: str) -> str:
    """The labels of measures apart from the word before them."""
    return _GLUED.sub(r" \g<0>", text)


class Known:
    """What an alert and the problems of its record say, as text and, where that is not enough, word by word."""

    def __init__(self, alert: Alert | None, problems: list[Problem]) -> None:
        said = flat(json.loads(to_json(alert))).values() if alert else ()
        self.text = "\n".join([*said, *(f"{p.field} {p.value} {p.record}" for p in problems)])

    @cached_property
    def words(self) -> set[str]:
        words = set(tokens(f"{unglued(self.text)}\n{as_iso(self.text)}"))
        return words | {spelling for w in words if w.isdigit() for spelling in (w.lstrip("0"), w.zfill(2))}


_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
_MONTHS = "january february march april may june july august september october november december".split()


def as_iso(text: str) -> str:
    """Days as the model keeps them, so that "03/10/2026" and "October 03, 2026" are found as 2026-10-03."""

    def iso(found: re.Match[str]) -> str:
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found[3] else found[0][:10]

    text = _DATE.sub(iso, text)
    month = re.fullmatch(r"([A-Z][a-z]+) (\d\d), (\d{4})", text.strip())
    return f"{month[3]}-{_MONTHS.index(month[1].lower()) + 1:02}-{month[2]}" if month else text


def lost(value: str, alert: Alert, known: Known) -> list[str]:
    """The words of a published value that are neither in the alert nor in a problem, nor said there otherwise."""
    if tidy(value) in known.text:
        return []
    plain = unglued(unescape(re.sub(r"<[^<>]*>", " ", value)))
    spellings = (
        [word for word in tokens(text) if not {word, word.lstrip("0")} & known.words] for text in (plain, as_iso(plain))
    )
    missing = min(spellings, key=len)
    if not missing or all(is_placeholder(line.strip(" .")) for line in re.split(r"[\n,;]", plain)):
        return []
    if _plain(plain) == _plain(alert.number):
        return []
    codes, others = countries(plain)
    if codes and not others and set(codes) <= set(alert.countries):
        return []
    named, unnamed = risks(plain)
    if named and not unnamed and set(named) <= set(alert.risks):
        return []
    return [word for word in missing if word.zfill(14) not in alert.gtins and not _label(word)]


# Words of labels that the fields of the model stand for, and of what says that there is no limit.
_LABELS = frozenset(
    """type of economic operator to whom the measure s were ordered taking notified category date entry into force
    compulsory voluntary and or www https http true false non concerne tous les lots risk
    summary product hazard corrective action information additional psd notification number by brand batches barcode
    country origin description all""".split()
)


def _label(word: str) -> bool:
    return word in _LABELS or is_placeholder(word)


@pytest.mark.parametrize("sample", SAMPLES, ids=[s.path.rpartition("/")[2] for s in SAMPLES])
def test_every_field_of_every_real_record_is_taken_or_reported(sample: Sample) -> None:
    raw = shared("alerts", *sample.path.split("/")).read_bytes()
    assert feed_of(raw) is FEEDS[sample.feed]
    items = list(FEEDS[sample.feed].parse(raw))
    alerts = [item for item in items if isinstance(item, Alert)]
    problems: dict[str, list[Problem]] = defaultdict(list)
    for item in items:
        if isinstance(item, Problem):
            problems[item.record].append(item)
    rows, at, fields, missing = list(sample.rows(raw)), 0, 0, []
    for line, row in enumerate(rows, start=1):
        alert = alerts[at] if at < len(alerts) and _is(alerts[at], row) else None
        at += alert is not None
        places = (alert.number if alert else "", f"line {line}", f"record {line}", *row.values())
        known = Known(alert, [p for place in dict.fromkeys(places) for p in problems.get(place, ())])
        if alert is None:
            assert known.text, f"row {line} gave no alert and no problem"
            continue
        told = {name: value for name, value in row.items() if value and not re.search(sample.left_out, name)}
        fields += len(told)
        missing += [(alert.number, name, left) for name, value in told.items() for left in lost(value, alert, known)]
    assert missing == []
    assert len(rows) == sample.records
    assert fields >= sample.least_fields
    assert at == len(alerts)


def _is(alert: Alert, row: Row) -> bool:
    """Whether a row is the one that an alert was made of: numbers as published, or written anew where mangled."""
    mangled = "refnr" in row
    return mangled or any(_plain(alert.number) in _plain(value) for value in row.values())


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def test_a_dropped_field_would_be_seen() -> None:
    alert = Alert("x", "1", date(2026, 11, 20), description="a red kettle")
    known = Known(alert, [])
    assert lost("a red kettle", alert, known) == []
    assert lost("20/11/2026", alert, known) == []
    assert lost("a blue kettle", alert, known) == ["blue"]
    assert lost("Kesselin", alert, known) == ["kesselin"]


def test_the_rows_are_read_by_other_means() -> None:
    assert list(csv_rows(b"a,b\n1,2\n")) == [{"a": "1", "b": "2"}]
    assert list(json_list(b'{"results": [{"a": [1, 2]}]}')) == [{"a": "1\n2"}]
