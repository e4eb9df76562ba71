"""Tables that an authority supplies as CSV: strictly, with every fault of a file told by its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from sweep.errors import SweepError
from sweep.lists import read_rows
from sweep.plan_file import near_miss

T = TypeVar("T")
_SHOWN = 20  # faults of one file


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `source` is "warnings.csv:12", `cells` its columns by name, "" where nothing stands."""

    source: str
    cells: Mapping[str, str]

    def needed(self, column: str) -> str:
        """The cell. Raises ValueError where it is empty."""
        if not self.cells[column]:
            raise ValueError(f"{column}: is missing")
        return self.cells[column]

    def day(self, column: str) -> date | None:
        """The cell as a day, None where it is empty. Raises ValueError for anything but YYYY-MM-DD."""
        if not (text := self.cells[column]):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{column}: {text[:40]!r} is no day (YYYY-MM-DD)") from None

    def one_of(self, column: str, words: Mapping[str, T]) -> T:
        """What the cell's word stands for. Raises ValueError with the nearest word."""
        text = self.cells[column].lower()
        if text not in words:
            raise ValueError(f"{column}: {text[:40]!r} is not known{near_miss(text, [w for w in words if w])}")
        return words[text]


def read_table(
    path: Path, columns: tuple[str, ...], made: Callable[[Row], T], needed: tuple[str, ...]
) -> tuple[T, ...]:
    """Every line of the CSV file as `made` of it, which raises ValueError for one that is wrong.

    The first line names `columns` in any order, those `needed` among them. Raises SweepError with a line a fault
    ("warnings.csv:4: ...").
    """
    if path.suffix.lower() not in (".csv", ".tsv"):
        raise SweepError(f"{path.name}: not a CSV file; save it as CSV")
    rows = [(n, [cell.strip() for cell in row]) for n, row in read_rows(path)]
    rows = [(n, row) for n, row in rows if any(row)]
    if not rows:
        raise SweepError(f"{path.name}: empty; its first line names the columns {', '.join(columns)}")
    (first, names), *lines = rows
    header = [name.lower() for name in names]
    if faults := _header_faults(header, columns, needed):
        raise SweepError("\n".join(f"{path.name}:{first}: {fault}" for fault in faults))
    found: list[T] = []
    for number, cells in lines:
        try:
            found.append(made(_row(f"{path.name}:{number}", header, cells, columns)))
        except ValueError as error:
            faults.append(f"{path.name}:{number}: {error}")
    if faults:
        more = [f"{path.name}: {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise SweepError("\n".join(faults[:_SHOWN] + more))
    return tuple(found)


def _row(source: str, header: list[str], cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) > len(header):
        raise ValueError(f"{len(cells)} cells under {len(header)} columns")
    return Row(source, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))


def _header_faults(header: list[str], columns: tuple[str, ...], needed: tuple[str, ...]) -> list[str]:
    unknown = [f"{name[:40]!r}: unknown column{near_miss(name, columns)}" for name in header if name not in columns]
    twice = [f"{name!r}: two columns of this name" for name in columns if header.count(name) > 1]
    return unknown + twice + [f"there is no column {name!r}" for name in needed if name not in header]
