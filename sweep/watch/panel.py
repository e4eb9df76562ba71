"""The panel: which products are watched. Chosen once, before the campaign, by a rule anybody can repeat, then kept.

From lists with one product a line a sample is drawn by seed and strata: within a stratum the products with the lowest
digest of (seed, address) are taken, so that neither the order of the list nor a person decides.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sweep.countries import country_code
from sweep.errors import SweepError
from sweep.gather.urls import normalise
from sweep.lists import read_rows
from sweep.watch.plan import Choice

COLUMNS = ("url", "shop", "country", "group", "variant", "perishable", "note")
_YES = frozenset({"1", "yes", "y", "true", "oui", "x", "ja", "si"})


@dataclass(frozen=True, slots=True)
class Item:
    """A product of the panel. `country` is whose consumers it is watched for ("" = the plan's)."""

    url: str
    shop: str
    country: str = ""
    group: str = ""
    variant: str = ""
    perishable: bool = False
    note: str = ""


def read_items(paths: Iterable[Path]) -> tuple[Item, ...]:
    """The products of lists (CSV, XLSX or ODS) with a column called url, each address once.

    Raises SweepError, with file and line.
    """
    items: dict[str, Item] = {}
    problems: list[str] = []
    for path in paths:
        for line, row in _rows(path):
            item = _item(row)
            if isinstance(item, str):
                problems.append(f"{path.name}:{line}: {item}")
            else:
                items.setdefault(f"{item.url}#{item.variant}", item)
    if problems:
        shown = problems[:20] + ([f"... and {len(problems) - 20} more"] if len(problems) > 20 else [])
        raise SweepError("\n".join(shown))
    if not items:
        raise SweepError("the lists name no product; one address a line, in a column called url")
    return tuple(items.values())


def _rows(path: Path) -> Iterable[tuple[int, Mapping[str, str]]]:
    rows = ((line, [cell.strip() for cell in row]) for line, row in read_rows(path))
    filled = [(line, row) for line, row in rows if any(row)]
    names = [name.lower() for name in filled[0][1]] if filled else []
    if "url" not in names:
        raise SweepError(f"{path.name}:1: no column called url; its first line must name the columns")
    for line, row in filled[1:]:
        yield line, dict(zip(names, row, strict=False))


def _item(row: Mapping[str, str]) -> Item | str:
    """A product, or what is wrong with its line."""
    url = normalise(row.get("url", ""))
    if not url:
        return f"{row.get('url', '')[:80]!r} is no web address"
    country = row.get("country", "")
    code = country_code(country) if country else ""
    if code is None or (country and not code):
        return f"{country[:40]!r} is no country of the single market"
    return Item(
        url,
        row.get("shop", "") or (urlsplit(url).hostname or ""),
        code or "",
        row.get("group", ""),
        row.get("variant", ""),
        row.get("perishable", "").lower() in _YES,
        row.get("note", ""),
    )


def choose(items: Sequence[Item], choice: Choice) -> tuple[Item, ...]:
    """The panel: all items, or a sample of `choice.size`, shared among the strata by their size."""
    unknown = [name for name in choice.strata if name not in COLUMNS]
    if unknown:
        raise SweepError(f"panel: strata: no column {unknown[0]!r}; there are: {', '.join(COLUMNS)}")
    if not choice.size or choice.size >= len(items):
        return tuple(items)
    strata: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        strata.setdefault(tuple(str(getattr(item, name)) for name in choice.strata), []).append(item)
    shares = _shares({key: len(group) for key, group in strata.items()}, choice.size)
    taken = {
        item
        for key, group in strata.items()
        for item in sorted(group, key=lambda i: _rank(choice.seed, i))[: shares[key]]
    }
    return tuple(item for item in items if item in taken)


def _rank(seed: int, item: Item) -> str:
    return hashlib.sha256(f"{seed}\n{item.url}\n{item.variant}".encode()).hexdigest()


def _shares(sizes: Mapping[tuple[str, ...], int], wanted: int) -> dict[tuple[str, ...], int]:
    """How many of each stratum: in proportion, the largest remainders rounded up (ties by name)."""
    whole = sum(sizes.values())
    exact = {key: wanted * size / whole for key, size in sizes.items()}
    shares = {key: int(share) for key, share in exact.items()}
    for key in sorted(exact, key=lambda k: (shares[k] - exact[k], k))[: wanted - sum(shares.values())]:
        shares[key] += 1
    return shares


def panel_csv(items: Iterable[Item]) -> str:
    """The panel as the file that is kept beside its captures."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for i in items:
        writer.writerow([i.url, i.shop, i.country, i.group, i.variant, "yes" if i.perishable else "", i.note])
    return out.getvalue()
