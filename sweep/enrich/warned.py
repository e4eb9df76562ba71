"""Public warnings: a table of who warns of which domain, number or e-mail address, compared strictly.

A name alone never agrees: two firms may bear it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from checks.facts import Absent, Evidence, Fact, Found, ShopFacts
from checks.goods_facts import PublicWarning
from sweep.enrich.keys import NumberKey, domain_of, hosts_above, listed_host, listed_number, numbers_shown
from sweep.enrich.tables import Row, read_table

COLUMNS = ("name", "domain", "kind", "number", "email", "account", "authority", "date", "url")


_PROPERTY = re.compile(r"(?<=\d)-\d{1,4}$")  # of "UA-1234-5", the site that is measured


@dataclass(frozen=True, slots=True)
class Warned:
    """One line of a list of warnings; what it does not tell is "" or None."""

    source: str
    authority: str
    day: date | None
    url: str
    host: str = ""
    number: NumberKey | None = None
    email: str = ""
    account: str = ""  # of a measuring or advertising service, as `sweep.extract.visit.accounts` reads it


def read_warnings(path: Path) -> tuple[Warned, ...]:
    """The lines of the table. Raises SweepError with a line a fault."""
    return read_table(path, COLUMNS, _warned, ("authority",))


def _warned(row: Row) -> Warned:
    told = row.cells
    if not any(told[column] for column in ("name", "domain", "number", "email")):
        raise ValueError("names nobody: give a domain, a number with its kind, or an e-mail address")
    if bool(told["kind"]) != bool(told["number"]):
        raise ValueError('a number needs its kind ("fr.siren"), and a kind its number')
    if told["email"] and (told["email"].count("@") != 1 or any(c.isspace() for c in told["email"])):
        raise ValueError(f"email: {told['email'][:60]!r} is no e-mail address")
    if told["account"] and not told["domain"]:
        raise ValueError("an account is told of a site: give its domain too")
    if told["url"] and not told["url"].startswith(("https://", "http://")):
        raise ValueError(f"url: {told['url'][:60]!r} is no address (https://...)")
    return Warned(
        source=row.source,
        authority=row.needed("authority"),
        day=row.day("date"),
        url=told["url"],
        host=listed_host(told["domain"]) if told["domain"] else "",
        number=listed_number(told["kind"], told["number"]) if told["number"] else None,
        email=told["email"].lower(),
        account=_PROPERTY.sub("", told["account"]),
    )


class Warnings:
    """The lines of all lists, found by what they name."""

    def __init__(self, lines: Sequence[Warned]) -> None:
        self._lines = tuple(lines)
        self._by: dict[object, list[Warned]] = {}
        for line in lines:
            for key in filter(None, (line.host, line.number, line.email)):
                self._by.setdefault(key, []).append(line)

    def accounts(self) -> Iterator[tuple[str, str]]:
        """The accounts that lines give, each with the registrable domain of the site that is warned of."""
        for line in self._lines:
            if line.account:
                yield line.account, domain_of(line.host)

    def of(self, facts: ShopFacts, host: str, home: Evidence) -> Fact[tuple[Found[PublicWarning], ...]]:
        """The warnings of a shop, each line once; Absent from `home`, the first page received, where none names it."""
        found: dict[str, Found[PublicWarning]] = {}
        for key, agreed, proof in _compared(facts, host, home):
            for line in self._by.get(key, ()):
                seen = key if isinstance(key, str) else key[1]
                warning = PublicWarning(line.authority, line.day, line.source, agreed, seen, line.url)
                found.setdefault(line.source, Found(warning, proof))
        warnings = tuple(found.values())
        return Found(warnings, warnings[0].evidence) if warnings else Absent((home,))


def _compared(
    facts: ShopFacts, host: str, home: Evidence
) -> Iterator[tuple[str | NumberKey, Literal["domain", "number", "email"], Evidence]]:
    """What of the shop is compared, with the words of its pages that show it."""
    for name in hosts_above(host):
        yield name, "domain", home
    for key, proof in numbers_shown(facts).items():
        yield key, "number", proof
    emails = facts.operator_emails
    for address in emails.value if isinstance(emails, Found) else ():
        proofs = emails.proof if isinstance(emails, Found) else ()
        yield address.lower(), "email", next((p for p in proofs if address.lower() in p.quote.lower()), proofs[0])
