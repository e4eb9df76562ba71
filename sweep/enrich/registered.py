"""Extracts of a register and of a domain registry, as an authority with access to them supplies them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from checks.facts import Absent, Evidence, Fact, Found, ShopFacts, Unknown
from checks.goods_facts import DomainRecord, RegisterEntry
from product_alerts.text import tokens
from sweep.enrich.keys import NumberKey, domain_of, listed_host, listed_number, numbers_shown
from sweep.enrich.tables import Row, read_table
from sweep.errors import SweepError
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.text import fold

Status = Literal["active", "struck_off", "unknown"]  # unknown: the register was asked and does not know the number

ENTRY_COLUMNS = ("kind", "number", "name", "status", "date", "register")
DOMAIN_COLUMNS = ("domain", "created", "registrar", "private", "dropped")
_STATUS: Mapping[str, Status] = {"active": "active", "struck_off": "struck_off", "unknown": "unknown"}
_YES: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an extract. `since` is the day from which the status holds, None where it is not told."""

    source: str
    number: NumberKey
    name: str
    status: Status
    since: date | None
    register: str


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The lines of a register's extract. Raises SweepError with a line a fault."""
    return read_table(path, ENTRY_COLUMNS, _entry, ("kind", "number", "name", "status"))


def _entry(row: Row) -> Entry:
    status = row.one_of("status", _STATUS)
    return Entry(
        source=row.source,
        number=listed_number(row.needed("kind"), row.needed("number")),
        name=row.cells["name"] if status == "unknown" else row.needed("name"),
        status=status,
        since=row.day("date"),
        register=row.cells["register"] or row.source.rpartition(":")[0],
    )


class Registers:
    """Several lines of one number are names of the same firm; they must agree on its status."""

    def __init__(self, lines: Sequence[Entry]) -> None:
        self._by: dict[NumberKey, list[Entry]] = {}
        for line in lines:
            firm = self._by.setdefault(line.number, [])
            if firm and firm[0].status != line.status:
                raise SweepError(f"{line.source}: {line.number[1]} is {firm[0].status} in {firm[0].source}")
            firm.append(line)

    def of(self, facts: ShopFacts, day: date) -> Fact[RegisterEntry]:
        """What the extracts say of the shop's number, as it stood on `day`.

        Absent only where a line says that the register does not know the number; a number on no line is Unknown.
        """
        shown = {key: proof for key, proof in numbers_shown(facts).items() if key in self._by}
        if not shown:
            return Unknown("not fetched", "no extract of the plan holds a number that this shop gives")
        key, proof = next(iter(shown.items()))
        firm = self._by[key]
        if firm[0].status == "unknown":
            return Absent((replace(proof, quote=""),))
        return _told(firm, facts, proof, day)


def _told(firm: Sequence[Entry], facts: ShopFacts, proof: Evidence, day: date) -> Fact[RegisterEntry]:
    first = firm[0]
    if first.status == "struck_off" and (first.since is None or first.since <= day):
        return Found(RegisterEntry(first.register, first.name, "struck_off", source=first.source), proof)
    name = facts.operator_name
    if not isinstance(name, Found):
        return Unknown("unclear", f"{first.register} knows the number, but the shop's own name was not read")
    same = next((one for one in firm if same_name(one.name, name.value)), None)
    entry = same or first
    return Found(
        RegisterEntry(entry.register, entry.name, same_name=same is not None, source=entry.source),
        proof,
        (name.evidence,),
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one firm's: without legal forms, all words of the shorter stand in the longer."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and shorter <= longer


def _words(name: str) -> frozenset[str]:
    flat = fold(name)
    for form in find_forms(name, flat):
        flat = flat[: form.start] + " " * (form.end - form.start) + flat[form.end :]
    return frozenset(tokens(flat)) or frozenset(tokens(name))


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of a list of domains."""

    host: str
    record: DomainRecord


def read_domains(path: Path) -> tuple[Registered, ...]:
    """The lines of a list of domains. Raises SweepError with a line a fault."""
    return read_table(path, DOMAIN_COLUMNS, _registered, ("domain", "created"))


def _registered(row: Row) -> Registered:
    host = listed_host(row.needed("domain"))
    if domain_of(host) != host:
        raise ValueError(f"domain: {host} is no registered domain; that is {domain_of(host)}")
    row.needed("created")
    created = row.day("created") or date.max
    private, dropped = row.one_of("private", _YES), row.one_of("dropped", _YES)
    return Registered(host, DomainRecord(created, private, bool(dropped), row.cells["registrar"], row.source))


class Domains:
    """The registrations of all lists by domain."""

    def __init__(self, lines: Sequence[Registered]) -> None:
        self._by: dict[str, DomainRecord] = {}
        for line in lines:
            first = self._by.setdefault(line.host, line.record)
            if first is not line.record:
                raise SweepError(f"{line.record.source}: {line.host} stands in {first.source} already")

    def of(self, host: str, home: Evidence) -> Fact[DomainRecord]:
        """The registration of the shop's domain; `home` is the first page received. Unknown where no line tells."""
        record = self._by.get(domain_of(host)) if host else None
        if record is None:
            return Unknown("not fetched", "the plan's lists of domains do not hold this one")
        return Found(record, home)
