"""The tables that a plan names: public warnings, register extracts, lists of domains. Kept with the sweep as used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checks.facts import Fact, Found, ShopFacts
from sweep.enrich.keys import host_of
from sweep.enrich.registered import Domains, Registers, read_domains, read_entries
from sweep.enrich.warned import Warnings, read_warnings
from sweep.errors import SweepError
from sweep.workspace import kept_or_beside, writing

FOLDER = "supplied"  # in a sweep's folder
READERS = {"warnings": read_warnings, "registers": read_entries, "domains": read_domains}  # by the plan's key

Named = Mapping[str, Sequence[str]]  # the plan's key and its files


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the tables say; None where the plan names none of a kind."""

    warnings: Warnings | None = None
    registers: Registers | None = None
    domains: Domains | None = None

    def facts(self, facts: ShopFacts, url: str, day: date) -> dict[str, Fact[Any]]:
        """The facts that the tables tell of the shop at `url`, by field of `ShopFacts`. Pure."""
        visited = facts.visited_on
        told: dict[str, Fact[Any]] = {}
        if self.registers is not None:
            told["register_entry"] = self.registers.of(facts, day)
        for name, table in (("public_warnings", self.warnings), ("domain_record", self.domains)):
            if table is None:
                continue
            if not isinstance(visited, Found):
                told[name] = visited
            elif isinstance(table, Warnings):
                told[name] = table.of(facts, host_of(url), visited.evidence)
            else:
                told[name] = table.of(host_of(url), visited.evidence)
        return told


def read_supplied(named: Named, folder: Path) -> Supplied:
    """The tables of a plan, sought in `folder`. Raises SweepError."""
    files = {key: [kept_or_beside(folder, name) for name in names] for key, names in named.items()}
    warnings = [line for path in files["warnings"] for line in read_warnings(path)]
    entries = [line for path in files["registers"] for line in read_entries(path)]
    domains = [line for path in files["domains"] for line in read_domains(path)]
    return Supplied(
        Warnings(warnings) if files["warnings"] else None,
        Registers(entries) if files["registers"] else None,
        Domains(domains) if files["domains"] else None,
    )


def keep(named: Named, beside: Path, sweep: Path) -> None:
    """Lays the tables, byte for byte as they are now, into a sweep's folder. Raises SweepError."""
    names = [name for files in named.values() for name in files]
    bare = [Path(name).name for name in names]
    if twice := next((one for one in bare if bare.count(one) > 1), ""):
        raise SweepError(f"two tables of the plan are called {twice!r}; give one of them another name")
    read_supplied(named, beside)
    for name in names:
        with writing(sweep):
            (sweep / FOLDER).mkdir(parents=True, exist_ok=True)
            (sweep / FOLDER / Path(name).name).write_bytes(kept_or_beside(beside, name).read_bytes())
