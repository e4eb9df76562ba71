"""Checking a watch, offline: its archives, its patches and ledgers, and that the database says what they hold.

Three things, one after the other: every archive against its digest, record by record (as for a sweep); every page that
is kept as a patch put together again, and every "unchanged" line traced to the answer that it speaks of; every price
of the database traced to a page that was archived at that moment, with its words on it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sweep.capture import Response
from sweep.errors import CaptureError, SweepError
from sweep.evidence import tree
from sweep.evidence.index import Indexed, index_path, indexed, read_index, scan
from sweep.evidence.manifest import ClosedVisit, closed_visits, file_sha256
from sweep.evidence.messages import split_http
from sweep.evidence.verify_seal import Checked
from sweep.extract.page import parse_page
from sweep.gather.urls import normalise
from sweep.store.prices import Product, SeriesKey, State
from sweep.watch import patches
from sweep.watch.evidence import ledger_rows
from sweep.watch.imports import IMPORTED, responses_of
from sweep.watch.plan import WatchPlan, load_watch_plan
from sweep.watch.reading import PageReading, from_json, proofs, read_product
from sweep.watch.rounds import Place, prices_of
from sweep.watch.watch import Watch


@dataclass
class _Answers:
    """What the archives of a watch hold: every answer by its record, and how often which bytes were given."""

    held: dict[str, _Held] = field(default_factory=dict)  # by record
    times: Counter[str] = field(default_factory=Counter)  # by the body's SHA-256


@dataclass(frozen=True, slots=True)
class _Held:
    """One answer in an archive: whole, or as the patch `note` to another; `answer` where another tool archived it."""

    path: Path
    record: Indexed
    sha256: str
    note: Mapping[str, Any] | None = None
    answer: Response | None = None


def verify_watch(watch: Watch) -> Iterator[Checked]:
    """Everything beyond the digests of the archives (`verify_sweep`) that can be said about a watch's folder."""
    answers = _Answers()
    for visit in _visits(watch):
        yield from _archive(watch, visit, answers)
    yield from _beginning(watch)
    yield from _observations(watch, answers)


def _beginning(watch: Watch) -> Iterator[Checked]:
    """Plan and panel against what the database was told when the watch began."""
    plan, panel = watch.folder.plan, watch.folder.path / "panel.csv"
    try:
        same = load_watch_plan(plan, lists_beside=False) == WatchPlan.model_validate_json(
            watch.book.plan_of(watch.name)
        )
    except (SweepError, ValueError):
        same = False
    kept = panel.is_file() and file_sha256(panel) == watch.book.panel_digest(watch.name)
    for name, good in (("plan.yaml", same), ("panel.csv", kept)):
        yield Checked(name, "ok" if good else "problem", "" if good else "is not the one with which the watch began")


def _visits(watch: Watch) -> list[ClosedVisit]:
    """The rounds and imports whose archives are there, as they were made: a patch refers to an earlier one."""
    found: list[ClosedVisit] = []
    for folder in (watch.captures, watch.folder.captures(IMPORTED)):
        try:
            found += closed_visits(folder)
        except SweepError:
            continue  # told with the manifest
    return [visit for visit in found if (watch.folder.path / visit.archive).is_file()]


def _archive(watch: Watch, visit: ClosedVisit, answers: _Answers) -> Iterator[Checked]:
    path = watch.folder.path / visit.archive
    if path.parent.name == IMPORTED:
        yield from _copies(watch, path, answers)
        return
    records, whole = _records(path, visit)
    if not whole:
        yield Checked(str(index_path(path).relative_to(watch.folder.path)), "problem", "was changed or is missing")
    found = 0
    for record in records:
        try:
            found += _record(path, record, answers)
        except (SweepError, ValueError, KeyError, TypeError, OSError, EOFError, zlib.error) as error:
            yield Checked(f"{visit.archive} {record.id}", "problem", f"{record.url or record.type}: {_reason(error)}")
    if found:
        yield Checked(f"{visit.archive} (pages, patches, ledger lines: {found})", "ok", "")


def _records(path: Path, visit: ClosedVisit) -> tuple[list[Indexed], bool]:
    """The records by the archive's index, and whether that is as it was; by the archive itself where it is not."""
    if not visit.records_root:  # a round that was cut off has no index
        return list(scan(path)), True
    try:
        lines = read_index(index_path(path))
        if tree.root(list(lines)) == visit.records_root:
            return [indexed(line) for line in lines], True
    except (SweepError, ValueError):
        pass
    return list(scan(path)), False


def _copies(watch: Watch, path: Path, answers: _Answers) -> Iterator[Checked]:
    """The pages of the panel in an archive of another tool."""
    found = 0
    wanted = {normalise(product.url) for product in watch.products}
    try:
        for answer in responses_of(path):
            if normalise(answer.url) in wanted:
                record = Indexed("response", answer.record_id, answer.url, "", answer.status, "", "", 0, 0, "")
                found += _enter(answers, _Held(path, record, answer.sha256, answer=answer))
    except SweepError as error:
        yield Checked(str(path.relative_to(watch.folder.path)), "problem", str(error))
    if found:
        yield Checked(f"{path.relative_to(watch.folder.path)} (pages: {found})", "ok", "")


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, SweepError) else f"cannot be read ({error})"


def _record(path: Path, record: Indexed, answers: _Answers) -> int:
    """Takes one record in; how many pages or lines it holds. Raises where it is not what it says it is."""
    if record.type in ("response", "conversion"):
        sha256 = hashlib.sha256(_body(path, record)).hexdigest()
        if record.payload and sha256 != record.payload:
            raise CaptureError("its body is not the one that was received")
        return _enter(answers, _Held(path, record, sha256))
    if record.type != "metadata":
        return 0
    note = json.loads(_block(path, record))
    match note.get("sweepday") if isinstance(note, dict) else None:
        case "patch":
            sha256 = hashlib.sha256(_patched(note["data"], answers)).hexdigest()
            if sha256 != note["data"]["sha256"]:
                raise CaptureError("the patch does not give the page that was received")
            return _enter(answers, _Held(path, record, sha256, note["data"]))
        case "unchanged":
            return _ledger(note["data"], answers)
    return 0


def _enter(answers: _Answers, held: _Held) -> int:
    answers.held[held.record.id] = held
    answers.times[held.sha256] += 1
    return 1


def _block(path: Path, record: Indexed) -> bytes:
    """The content of a record, without the headers of the archive."""
    with path.open("rb") as file:
        file.seek(record.offset)
        raw = file.read(record.length)
    whole = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
    return whole.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")


def _body(path: Path, record: Indexed) -> bytes:
    block = _block(path, record)
    return split_http(block)[1] if record.type == "response" else block


def _patched(data: Mapping[str, Any], answers: _Answers) -> bytes:
    """A page put together from its patch. Raises CaptureError where what it belongs to is not as it was."""
    base = answers.held.get(data["base"])
    if base is None or base.sha256 != data["base_sha256"]:
        raise CaptureError("the earlier answer to which this patch belongs is missing or was changed")
    patch = patches.Patch(data["delta"], data["level"], data["memory"], data["head"])
    return patches.apply(_body(base.path, base.record), patch)


def _ledger(data: Mapping[str, Any], answers: _Answers) -> int:
    """The lines of a ledger, each of which speaks of bytes that lie in an archive of this watch."""
    rows = ledger_rows(data)
    for row in rows:
        sha256 = b64decode(row["sha256"]).hex()
        if sha256 not in answers.times:
            raise CaptureError(f"{row['url']} is said to be unchanged, but no archive holds that page")
        answers.times[sha256] += 1
    return len(rows)


# --- the database against the archives


def _observations(watch: Watch, answers: _Answers) -> Iterator[Checked]:
    """Every price of the database against the page on which it was read."""
    good = 0
    for product in watch.products:
        faults = [*_product(watch, product, answers)]
        good += not faults
        yield from faults
    yield Checked(f"database ({good} products whose prices stand on their pages)", "ok", "")


def _product(watch: Watch, product: Product, answers: _Answers) -> Iterator[Checked]:
    kept: dict[int, Counter[tuple[SeriesKey, int]]] = {}
    for number, key in watch.book.series_of(product.id):
        for price in watch.book.prices(number):
            kept.setdefault(price.state, Counter())[key, price.price] += 1
    states = watch.book.states(kept)
    for number, prices in kept.items():
        state = states.get(number)
        if state is None:
            yield _fault(product, "a price has no page")
            continue
        yield from _state(product, state, prices, answers)


def _fault(product: Product, text: str) -> Checked:
    return Checked(f"database: {product.url}", "problem", text)


def _state(
    product: Product, state: State, prices: Counter[tuple[SeriesKey, int]], answers: _Answers
) -> Iterator[Checked]:
    """A page and the prices that are said to have stood on it."""
    held = answers.held.get(state.record_id)
    if held is None or held.sha256 != state.sha256:
        yield _fault(product, f"the page {state.sha256[:16]} is not in the archives ({state.archive})")
        return
    if max(prices.values()) > answers.times[state.sha256]:
        yield _fault(product, f"the page {state.sha256[:16]} is said to have been seen more often than it was archived")
    try:
        reading = from_json(state.reading, product.url, state.sha256, state.record_id)
        answer = _answer(product, held, answers)
    except (SweepError, ValueError, KeyError, TypeError) as error:
        yield _fault(product, f"what was read on the page {state.sha256[:16]} is damaged ({error})")
        return
    for (key, thousandths), _ in prices.items():
        if (key, thousandths) not in prices_of(product.id, reading, Place(key.country, key.vantage)):
            yield _fault(product, f"{thousandths / 1000:.2f} {key.currency} is not the price read on its page")
    yield from _words(product, reading, answer)


def _answer(product: Product, held: _Held, answers: _Answers) -> Response:
    """The answer as it came."""
    if held.answer is not None:
        return held.answer
    if held.note is not None:
        headers = tuple((str(k), str(v)) for k, v in held.note["headers"])
        body = _patched(held.note, answers)
    else:
        head = split_http(_block(held.path, held.record))[0] if held.record.type == "response" else None
        headers, body = (
            head[1] if head else (("Content-Type", "text/html; charset=utf-8"),),
            _body(held.path, held.record),
        )
    when = datetime.fromisoformat(held.record.date)
    return Response(product.url, 200, "OK", headers, body, when, sha256=held.sha256, record_id=held.record.id)


def _words(product: Product, reading: PageReading, answer: Response) -> Iterator[Checked]:
    """The quotes of a reading on the page, and what today's readers say of it."""
    page = parse_page(answer)
    for proof in proofs(reading.offers):
        if proof.quote and proof.quote not in page.text and proof.quote not in page.html:
            yield _fault(product, f"the words {proof.quote[:80]!r} do not stand on the page {answer.sha256[:16]}")
            return
    anew = read_product(answer)
    if not isinstance(anew, PageReading) or _amounts(anew) != _amounts(reading):
        text = f"the page {answer.sha256[:16]} is read otherwise today than when it was seen"
        yield Checked(f"database: {product.url}", "note", text)


def _amounts(reading: PageReading) -> set[tuple[object, ...]]:
    offers = (o.value for o in reading.offers)
    return {(o.sku or o.variant, o.price, o.currency, o.prior_price, o.discount_percent) for o in offers}
