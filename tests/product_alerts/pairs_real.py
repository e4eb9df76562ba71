"""Offers of our own beside published notices, judged by a person (`pairs_real_*.txt`), in a tuned and a held-out part.

The notices themselves are development data and do not ship: the files name them by their ids.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from product_alerts.feeds import feed_of
from product_alerts.match import Matcher
from product_alerts.model import Alert, Grade, Offer
from tests.shared import shared

NOTICES = (
    "safety-gate-rapex-2009-2012/full.original.csv",
    "safety-gate-samples-2025-2026/weekly_report_excerpt.xml",
    "safety-gate-samples-2025-2026/notification_10119096.json",
    "safety-gate-samples-2025-2026/weekly_xml_16_records.jsonl",
    "safety-gate-motor-2006-2025/motor_vehicle_alerts.csv",
    "cpsc-2023-2026/recalls.jsonl",
    "cpsc-api-samples/recall_10220.json",
    "health-canada-opendata-samples/HCRSAMOpenData_4rows.json",
    "rappelconso-samples/v2_gtin_trie_nonfood_3.json",
    "uk-opss-samples/content_api_2609-0229.json",
)
_HELD_OUT = ("pairs_real_3", "pairs_real_5", "pairs_real_6", "pairs_real_7", "pairs_real_8")
_FIRST_KEPT = ("pairs_real_7", "pairs_real_8")
_SIGNS = {"+": True, "~": True, "-": False}


@dataclass(frozen=True)
class Pair:
    """`provable` is False where words agree and only the pictures could decide."""

    notice: str
    same: bool
    provable: bool
    language: str
    kind: str
    offer: Offer
    held_out: bool  # whether its file was written after the matcher was tuned on earlier ones
    first: str | None = None  # what the matcher said when it met the offer for the first time, where that was kept


@cache
def notices() -> tuple[Alert, ...]:
    """Every notice of the development data, each once. Skips the test where the data is not there."""
    found: dict[str, Alert] = {}
    for name in NOTICES:
        raw = shared("alerts", *name.split("/")).read_bytes()
        feed = feed_of(raw)
        assert feed is not None, name
        for item in feed.parse(raw):
            if isinstance(item, Alert):
                found.setdefault(item.id, item)
    return tuple(found.values())


@cache
def load() -> tuple[Pair, ...]:
    """Every judged pair, in the order of the files."""
    files = sorted(Path(__file__).parent.glob("pairs_real_*.txt"))
    return tuple(pair for file in files for pair in _read(file))


def _read(file: Path) -> Iterator[Pair]:
    notice = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            notice = line[1:].strip()
        elif line[:1] in _SIGNS:
            yield _pair(notice, line, file.stem)
        else:
            assert not line or line.startswith("#"), line


def _pair(notice: str, line: str, lot: str) -> Pair:
    head, title, fields = (part.strip() for part in line.split("|"))
    sign, language, kind = head.split()
    stated = dict(field.strip().split("=", 1) for field in fields.split(";") if field.strip())
    right = "same_product" if sign == "+" else "none"
    first = stated.pop("first", right) if lot in _FIRST_KEPT and sign != "~" else None
    stated.setdefault("url", f"https://shop.example/{zlib.crc32(f'{notice}{title}'.encode())}")
    return Pair(
        notice, _SIGNS[sign], sign == "+", language, kind, Offer(title=title, **stated), lot in _HELD_OUT, first
    )


def judge(matcher: Matcher, pairs: Sequence[Pair]) -> list[str]:
    """What the matcher says of each pair, "none" for silence; every offer is its own shop and meets every notice."""
    said = []
    for pair in pairs:
        matches = [m for m in matcher.matches([pair.offer]) if m.alert.id == pair.notice]
        said.append(matches[0].grade.value if matches else "none")
    return said


GRADES = tuple(grade.value for grade in Grade)
