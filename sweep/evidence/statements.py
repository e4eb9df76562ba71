"""Whether every statement of a case stands in the record it names: offline, from the folder alone.

A statement is an object of a JSON file with `url`, `quote`, `sha256` and `record_id`. Its quotation must be in the page
that the record holds; without a quotation the page is one of those read, and only has to be there as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sweep.capture import Response
from sweep.errors import SweepError
from sweep.evidence.containers import suffix_of
from sweep.evidence.reading import read_capture
from sweep.evidence.verify_seal import Checked
from sweep.extract.page import parse_page
from sweep.report.plain import clean

_FIELDS = {"url", "quote", "sha256", "record_id"}
_LARGEST = 50_000_000  # bytes of a JSON file


@dataclass(frozen=True, slots=True)
class _Held:
    """A record of the folder: the file it lies in, and what was received."""

    file: str
    response: Response


def check_statements(folder: Path) -> Iterator[Checked]:
    """What is wrong with the statements of the JSON files at the top of a folder, and how many are right."""
    files = [path for path in sorted(folder.glob("*.json")) if path.stat().st_size <= _LARGEST]
    told = {path: list(_statements(path)) for path in files}
    if not any(told.values()):
        return
    records = _records(folder)
    for path, statements in told.items():
        right: Counter[str] = Counter()
        for statement in statements:
            problem = _problem(statement, records)
            if problem:
                yield Checked(path.name, "problem", f"{_named(statement)}: {problem}")
            else:
                right["quotations" if statement["quote"] else "pages read"] += 1
                yield Checked(path.name, "ok", "")
        if right:
            counted = " and ".join(f"{n} {what}" for what, n in right.items())
            yield Checked(path.name, "proved", f"{counted} stand in the archived records they name")


def _statements(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError):
        return  # told by the digests
    waiting: list[Any] = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            texts = {name: value.get(name) for name in _FIELDS}
            if all(isinstance(text, str) for text in texts.values()) and texts["record_id"]:
                yield texts  # type: ignore[misc]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _records(folder: Path) -> Mapping[str, _Held]:
    found: dict[str, _Held] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and suffix_of(p)):
        try:
            capture = read_capture(path)
        except SweepError:
            continue  # told by the digests; its records are missing below
        name = path.relative_to(folder).as_posix()
        found |= {response.record_id: _Held(name, response) for response in capture.responses}
    return found


def _problem(statement: Mapping[str, str], records: Mapping[str, _Held]) -> str:
    held = records.get(statement["record_id"])
    if held is None:
        return f"record {statement['record_id']} is in no archive of this folder"
    if held.response.sha256 != statement["sha256"]:
        return f"what record {statement['record_id']} in {held.file} holds is not what the statement rests on"
    if statement["quote"] and not any(statement["quote"] in text for text in _texts(held.response)):
        return f"the quotation is not in record {statement['record_id']} of {held.file}"
    return ""


@lru_cache(maxsize=8)
def _texts(response: Response) -> tuple[str, ...]:
    """A page's text and source, as they are and as a file can hold them."""
    page = parse_page(response)
    return tuple(
        form
        for text in (page.text, page.html)
        for form in (text, clean(text), text.encode("utf-8", "replace").decode("utf-8"))
    )


def _named(statement: Mapping[str, str]) -> str:
    quote = " ".join(statement["quote"].split())
    return f"“{quote[:60]}{'…' if len(quote) > 60 else ''}”" if quote else f"page read {statement['url'][:100]}"
