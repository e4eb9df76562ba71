"""A plan: what to sweep, for whom, how politely. Read from `plan.yaml` with every mistake named at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from product_alerts import prints
from sweep import watchlists
from sweep.countries import country_code
from sweep.enrich.supplied import READERS
from sweep.errors import SweepError, told
from sweep.gather.limits import Limits
from sweep.plan_file import Document, Mistake, near_miss, read_document
from sweep.plan_model import validated
from sweep.plan_sections import (
    Budget,
    Day,
    EvidenceOptions,
    FolderName,
    Identity,
    Network,
    Pace,
    Pictures,
    ReportOptions,
    SecondLooks,
    Section,
    TimestampAuthority,
    as_list,
)

__all__ = ["Plan", "TimestampAuthority", "chosen_checks", "load_plan"]


def _country(value: str) -> str:
    if code := country_code(value):
        return code
    raise ValueError(f"{value!r} is no country of the single market (two letters, such as FR)")


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value.strip().lower()):
        raise ValueError(f"{value!r} is no language code (two letters, such as fr)")
    return value.strip().lower()


FIRST_DAY = date(2014, 6, 13)  # Directive 2011/83/EU applies from here on
LAST_DAY = date(2039, 12, 31)  # the last law on a card that has been adopted begins well before

Country = Annotated[str, AfterValidator(_country)]
Words = Annotated[tuple[str, ...], BeforeValidator(as_list)]


class Plan(Section):
    """A whole plan, as `plan.yaml` gives it."""

    name: FolderName
    day: Day | None = None  # the law of this day; None = the day of the run
    authority: str = Field(min_length=1)
    country: Country
    languages: Annotated[
        tuple[Annotated[str, AfterValidator(_language)], ...], BeforeValidator(as_list), Field(min_length=1)
    ] = ("en",)
    sector: str = ""
    lists: Annotated[Words, Field(min_length=1)]
    checks: Annotated[Words, Field(min_length=1)] = ("all",)
    watchlists: Words = ("all",)  # of the house by id, "all", "none", and files beside the plan
    warnings: Words = ()  # tables beside the plan: who warns of which shops,
    registers: Words = ()  # extracts of registers,
    domains: Words = ()  # and when domains were registered
    questionnaire: str = Field("", max_length=400)  # an authority's own, beside the plan; "" = the default one
    pace: Pace = Pace()
    budget: Budget = Budget()
    second_looks: SecondLooks = SecondLooks()
    pictures: Pictures = Pictures()
    seed: str = Field("", max_length=200)  # of the lot that draws each shop's products
    identity: Identity = Identity()
    robots: Literal["respect", "override"] = "respect"
    basket: Literal["look", "add"] = "look"
    browser: Literal["auto", "never", "always"] = "auto"
    vantage: str = Field("", max_length=80)  # where the sweep looks from, in words
    evidence: EvidenceOptions = EvidenceOptions()
    report: ReportOptions = ReportOptions()
    network: Network = Network()

    @property
    def user_agent(self) -> str:
        """What every request says of who asks."""
        return self.identity.sent_as(self.authority)

    @property
    def tables(self) -> dict[str, tuple[str, ...]]:
        """The supplied tables by their key."""
        return {"warnings": self.warnings, "registers": self.registers, "domains": self.domains}

    def limits(self, source: str = "") -> Limits:
        """The bounds of one shop's visit; `source` is the line of its list. Raises SweepError for a login not set."""
        return Limits(
            pages=int(self.budget.of("pages", 5_000)),
            products=5_000 if self.budget.products == "all" else self.budget.products,
            all_products=self.budget.products == "all",
            seed=self.seed,
            total_bytes=int(self.budget.of("megabytes", 2_000) * 1_000_000),
            total_seconds=self.budget.of("minutes", 240) * 60,
            request_seconds=self.budget.request_seconds,
            delay=self.pace.delay_seconds,
            user_agent=self.user_agent,
            contact=self.identity.contact,
            languages=self.languages,
            country=self.country,
            robots=self.robots,
            basket=self.basket,
            pictures=self.pictures.number,
            picture_bytes=self.pictures.megabytes * 1_000_000,
            allow_networks=self.network.allow,
            proxy=self.network.proxy_of(source),
            vantage=self.vantage,
            browser=self.browser,
        )


def load_plan(path: Path, *, known_checks: tuple[str, ...] = (), lists_beside: bool = True) -> Plan:
    """The plan in `path`. Raises SweepError with one line per mistake ("plan.yaml:12:5: ..."), all at once.

    `known_checks` are the ids of the catalogue; `checks:` may name them, a group ("identity"), or "all".
    With `lists_beside` the lists must lie where the plan says, seen from its folder.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        there = sorted(p.name for p in path.parent.glob("*.yaml"))
        other = f"plans there: {', '.join(there)}" if there else "`sweepday new DIR` makes a folder with one"
        raise SweepError(f"{path}: there is no such plan; {other}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {told(error)}") from None
    document = read_document(text)
    plan = validated(document, Plan)
    if lists_beside:
        document.mistakes.extend(_lists(document, path.parent))
        document.mistakes.extend(_certificates(plan, document, path.parent))
        document.mistakes.extend(_questionnaire(plan, document, path.parent))
        document.mistakes.extend(_tables(document, path.parent))
        document.mistakes.extend(_theme(plan, document, path.parent))
        document.mistakes.extend(_day(plan, document))
    document.mistakes.extend(_checks(document, known_checks))
    document.mistakes.extend(_watchlists(document, path.parent if lists_beside else None))
    document.mistakes.extend(_proxies(document, plan))
    if plan is not None and plan.pictures.number and (lacking := prints.missing()):
        document.mistakes.append(Mistake(*document.place(("pictures",)), f"pictures: {lacking}"))
    if document.mistakes or plan is None:
        raise SweepError(document.said(path.name))
    return plan


def _named(document: Document, key: str) -> list[tuple[int, str]]:
    """Index and word of each entry of a list (or of a single word) of the plan, as written."""
    data = document.data if isinstance(document.data, dict) else {}
    values = as_list(data.get(key) or [])
    return [(i, v) for i, v in enumerate(values) if isinstance(v, str)] if isinstance(values, list) else []


def _lists(document: Document, folder: Path) -> list[Mistake]:
    return [
        Mistake(*document.place(("lists", index)), f"lists: there is no file {folder / name}")
        for index, name in _named(document, "lists")
        if not (folder / name).is_file()
    ]


def _questionnaire(plan: Plan | None, document: Document, folder: Path) -> list[Mistake]:
    if plan is None or not plan.questionnaire or (folder / plan.questionnaire).is_file():
        return []
    return [
        Mistake(*document.place(("questionnaire",)), f"questionnaire: there is no file {folder / plan.questionnaire}")
    ]


def _day(plan: Plan | None, document: Document) -> list[Mistake]:
    """A slip in the year: by the law of such a day next to nothing could be judged. Sweeps that are there stay so."""
    if plan is None or plan.day is None or FIRST_DAY <= plan.day <= LAST_DAY:
        return []
    known = f"the rules know the law from {FIRST_DAY} to {LAST_DAY}; is the year right?"
    return [Mistake(*document.place(("day",)), f"day: {plan.day}: {known}")]


def _theme(plan: Plan | None, document: Document, folder: Path) -> list[Mistake]:
    if plan is None or not plan.report.theme or (folder / plan.report.theme).is_dir():
        return []
    return [
        Mistake(*document.place(("report", "theme")), f"report.theme: there is no folder {folder / plan.report.theme}")
    ]


def _certificates(plan: Plan | None, document: Document, folder: Path) -> list[Mistake]:
    authorities = plan.evidence.timestamps if plan else ()
    return [
        Mistake(
            *document.place(("evidence", "timestamps", index, "certificates")),
            f"evidence.timestamps: there is no file {folder / authority.certificates}",
        )
        for index, authority in enumerate(authorities)
        if authority.certificates and not (folder / authority.certificates).is_file()
    ]


def _checks(document: Document, known: tuple[str, ...]) -> list[Mistake]:
    words = ("all", *dict.fromkeys(check.split(".")[0] for check in known), *known)
    return [
        Mistake(*document.place(("checks", index)), f"checks: there is no check {word!r}{near_miss(word, words)}")
        for index, word in _named(document, "checks")
        if known and word not in words
    ]


def _watchlists(document: Document, folder: Path | None) -> list[Mistake]:
    """Words that name no list, and own lists that cannot be read; files are looked for where a folder is given."""
    found = []
    for index, word in _named(document, "watchlists"):
        place = document.place(("watchlists", index))
        if not watchlists.is_file(word):
            if word not in watchlists.known():
                hint = near_miss(word, watchlists.known()) or f"; there are {', '.join(watchlists.known())}, and files"
                found.append(Mistake(*place, f"watchlists: there is no list {word!r}{hint}"))
        elif folder is not None:
            found += [Mistake(*place, f"watchlists: {line}") for line in _unreadable(folder / word)]
    return found


def _tables(document: Document, folder: Path) -> list[Mistake]:
    """What is wrong with the tables that the plan names."""
    return [
        Mistake(*document.place((key, index)), f"{key}: {line}")
        for key, read in READERS.items()
        for index, name in _named(document, key)
        for line in _unreadable(folder / name, read)
    ]


def _unreadable(path: Path, read: Callable[[Path], object] = watchlists.read_list) -> list[str]:
    try:
        read(path)
    except SweepError as error:
        return str(error).splitlines()
    return []


def _proxies(document: Document, plan: Plan | None) -> list[Mistake]:
    lists = tuple(Path(name).name for name in plan.lists) if plan is not None else ()
    unknown = [name for name in plan.network.proxies if name not in lists] if plan is not None else []
    return [
        Mistake(
            *document.place(("network", "proxies", name)), f"network.proxies: no list {name!r}{near_miss(name, lists)}"
        )
        for name in unknown
    ]


def chosen_checks(plan: Plan, known: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that the plan asks for, in the catalogue's order."""
    if "all" in plan.checks:
        return known
    return tuple(c for c in known if c in plan.checks or c.split(".")[0] in plan.checks)
