"""Target lists: CSV, XLSX or ODS with an address column and any further columns, which are kept."""

from __future__ import annotations

import csv
import io
import ipaddress
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from python_calamine import CalamineError, CalamineWorkbook

from sweep.countries import country_code
from sweep.errors import SweepError
from sweep.evidence.containers import suffix_of
from sweep.evidence.reading import read_capture
from sweep.targets import Funnel, Target

MAX_FILE = 100_000_000  # bytes of one list
_TITLES = 10  # rows of a sheet among which its header is looked for

_URL_HEADERS = (
    "url", "website", "web site", "site", "site web", "webshop", "shop", "domain", "domaine", "domein", "adresse",
    "adresse web", "address", "web address", "lien", "link", "boutique", "homepage", "host",
)  # fmt: skip
_COUNTRY_HEADERS = ("country", "pays", "land", "country code")
_SECTOR_HEADERS = ("sector", "secteur", "sektor", "branche", "category", "categorie")
_COMPLAINT_HEADERS = ("complaints", "complaint count", "plaintes", "klachten", "beschwerden", "signalements")
_CAPTURE_HEADERS = ("capture", "warc", "wacz")
_NOTE_HEADERS = ("note", "notes", "comment", "remark", "remarque", "commentaire", "opmerking", "bemerkung")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that is no target, and why."""

    source: str  # "shops.csv:12"
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class TargetList:
    """Distinct targets in the order of the lists, what was rejected, and how often a shop stood there again."""

    targets: tuple[Target, ...]
    rejected: tuple[Rejected, ...]
    duplicates: tuple[Rejected, ...]
    funnel: Funnel


def read_lists(paths: Iterable[Path]) -> TargetList:
    """All lists as one. Raises SweepError for a file that cannot be read and for lists without any target."""
    targets: dict[str, Target] = {}
    rejected: list[Rejected] = []
    duplicates: list[Rejected] = []
    listed = valid = 0
    names = []
    for path in paths:
        names.append(path.name)
        for item in _read_list(path):
            listed += 1
            if isinstance(item, Rejected):
                rejected.append(item)
                continue
            valid += 1
            first = targets.setdefault(item.key, item)
            if first is not item:
                duplicates.append(Rejected(item.source, item.url, f"the same shop as {first.source}"))
    if not targets:
        found = f"{listed} lines, none of them an address" if listed else "no line"
        raise SweepError(
            f"{', '.join(names)}: no shop to sweep ({found}); one address a line, in a column called url"
            + "".join(f"\n{r.source}: {r.value[:80]!r}: {r.reason}" for r in rejected[:5])
        )
    funnel = Funnel(listed=listed, valid=valid, distinct=len(targets))
    return TargetList(tuple(targets.values()), tuple(rejected), tuple(duplicates), funnel)


def _read_list(path: Path) -> Iterator[Target | Rejected]:
    rows = [(number, [cell.strip() for cell in row]) for number, row in read_rows(path)]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        return
    titles, header, column = _header(rows)
    for number, row in rows[titles + 1 :] if header else rows:
        yield _target(f"{path.name}:{number}", row, column, header, path.parent)


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file or workbook with the number of their line. Raises SweepError."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise SweepError(f"{path.name}: larger than {MAX_FILE // 1_000_000} MB; split the list")
        suffix = path.suffix.lower()
        if suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
            yield from _sheet_rows(path)
        elif suffix in (".csv", ".tsv", ".txt", ""):
            yield from _csv_rows(path)
        else:
            raise SweepError(f"{path.name}: not a list this tool reads; save it as CSV, XLSX or ODS")
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror or error}") from None


def _sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        data = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, IndexError, ValueError) as error:
        raise SweepError(f"{path.name}: not a readable workbook: {error}") from None
    for number, row in enumerate(data, start=1):
        yield number, [_cell(value) for value in row]


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = _decode(path.read_bytes())
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count) if any(d in first for d in ";,\t") else ","
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if reader.line_num > before + 1:
                _refuse_open_mark(path.name, lines, before, reader.line_num, delimiter)
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise SweepError(f"{path.name}:{reader.line_num}: not readable as CSV: {error}") from None


def _refuse_open_mark(name: str, lines: list[str], before: int, end: int, delimiter: str) -> None:
    """A cell of several lines has its closing mark; without it the lines below were swallowed, shops and all."""
    try:
        list(csv.reader(lines[before:end], delimiter=delimiter, strict=True))
    except csv.Error:
        raise SweepError(
            f"{name}:{before + 1}: a quotation mark is opened here, and its cell goes on to line {end}; "
            "take it away, or close it where the cell ends"
        ) from None


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").replace("\x00", "")
    try:
        return data.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\x00", "")


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, list[str], int]:
    """How many rows of titles go before the header, its names ([] where there is none), the address column's index."""
    for titles, (_, row) in enumerate(rows[:_TITLES]):
        names = [_plain(name) for name in row]
        if named := [names.index(wanted) for wanted in _URL_HEADERS if wanted in names]:
            # A column called "shop" may hold names, and the one behind it, "address of the site", the addresses.
            alike = [column for column, name in enumerate(names) if not set(name.split()).isdisjoint(_URL_HEADERS)]
            held = _address_columns([cells for _, cells in rows[titles + 1 :]])
            return titles, row, next((column for column in (*named, *alike) if column in held), named[0])
        if any(not isinstance(site(cell), str) for cell in row):
            break
    first = rows[0][1]
    column = next(iter(_address_columns([row for _, row in rows])), 0)
    is_header = len(first) > column and isinstance(site(first[column]), str) and len(rows) > 1
    return 0, (first if is_header else []), column


def _address_columns(rows: list[list[str]]) -> list[int]:
    """The columns that hold addresses, those with most of them first."""
    held = Counter(i for row in rows for i, cell in enumerate(row) if not isinstance(site(cell), str))
    return [column for column, _ in held.most_common()]


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Site:
    """An address taken apart: `url` as it will be visited, `key` for folders and rows."""

    url: str
    key: str


_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


def site(value: str) -> Site | str:
    """The site that `value` names, or why it names none."""
    text = value.strip().strip("<>\"'")
    if not text:
        return "no address in this line"
    if re.search(r"[\s\x00-\x1f\\]", text):
        return "an address has no blanks or backslashes"
    if "@" in text:
        return "an e-mail address or an address with a password is no shop"
    has_scheme = "://" in text
    try:
        parts = urlsplit(text if has_scheme else f"https://{text}")
        port, host = parts.port, (parts.hostname or "").rstrip(".").lower()
    except ValueError as error:
        return f"not an address: {error}"
    if parts.scheme not in ("http", "https"):
        return f"{parts.scheme}: only http and https can be visited"
    name = _host_name(host)
    if not name:
        return f"{(host or text)[:60]!r} is no host name"
    shown = f"[{name}]" if ":" in name else name
    netloc = f"{shown}:{port}" if port else shown
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    url = (f"{parts.scheme}://" if has_scheme else "") + netloc + (path or ("/" if has_scheme else ""))
    key = (f"ip6-{name}".replace(":", "-") if ":" in name else name.removeprefix("www.")) + (f"_{port}" if port else "")
    return Site(url, key)


def _host_name(host: str) -> str:
    """The host in ASCII, or "" where it is none."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return ascii_host if _HOST.fullmatch(ascii_host) else ""


def _target(source: str, row: list[str], column: int, header: list[str], folder: Path) -> Target | Rejected:
    value = row[column] if column < len(row) else ""
    named = {header[i] if i < len(header) else f"column {i + 1}": cell for i, cell in enumerate(row) if i != column}
    capture = _take(named, _CAPTURE_HEADERS)
    if suffix_of(Path(value)) and "://" not in value:
        if not (folder / value).is_file():
            return Rejected(source, value, "there is no such archive beside the list")
        capture, value = value, _archived(folder / value)
    found = site(value)
    if isinstance(found, str):
        return Rejected(source, value or " ".join(row)[:80], found)
    # A path that is whole comes from a sweep that has begun: its file may be gone once it was taken over.
    if capture and not Path(capture).is_absolute() and not (folder / capture).is_file():
        return Rejected(source, value, f"there is no file {capture[:200]!r} beside the list")
    complaints, country = _take(named, _COMPLAINT_HEADERS), _take(named, _COUNTRY_HEADERS)
    # Another country's law would make false findings: what cannot be read is never guessed.
    if country and not country_code(country):
        return Rejected(source, value, f"{country[:60]!r} is no country of the single market (two letters, such as FR)")
    return Target(
        key=found.key,
        url=found.url,
        country=country_code(country),
        sector=_take(named, _SECTOR_HEADERS),
        complaints=int(complaints) if complaints.isdecimal() and len(complaints) < 10 else None,
        note=_take(named, _NOTE_HEADERS),
        columns=tuple((name, cell) for name, cell in named.items() if cell),
        source=source,
        capture=str((folder / capture).resolve()) if capture else "",
    )


def _archived(path: Path) -> str:
    """The address that an archive is about; what cannot be read is none, and the line is left out with the reason."""
    try:
        return read_capture(path).url
    except SweepError as error:
        return str(error)


def _take(named: dict[str, str], names: tuple[str, ...]) -> str:
    """Removes and returns the first column of one of these names."""
    for name in list(named):
        if _plain(name) in names:
            return named.pop(name)
    return ""
