"""Targets: the lines of an authority's lists, and how many of them became measured shops."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One shop to sweep. `key` names its folder and rows: the host (and port) in a form safe for file names."""

    key: str
    url: str
    country: str = ""  # ISO 3166-1 alpha-2: whose consumers it is swept for, where the list says so
    sector: str = ""
    complaints: int | None = None
    note: str = ""
    columns: tuple[tuple[str, str], ...] = ()  # every further column of the list, kept as it stands
    source: str = ""  # "shops.csv:12"
    capture: str = ""  # path of an archive that another tool made: it is taken over instead of a visit


@dataclass(frozen=True, slots=True)
class Funnel:
    """From the list to the result. Each number counts the shops that are left."""

    listed: int = 0  # lines with something in them
    valid: int = 0  # lines whose address is one
    distinct: int = 0  # different shops among them
    alive: int = 0  # shops that answered at all
    measured: int = 0  # shops of which at least one check could say pass, review or fail
    tried_again: int = 0  # shops visited a second time at the end of the run, for a failure that may pass
    recovered: int = 0  # shops among those of which the second visit saw more
