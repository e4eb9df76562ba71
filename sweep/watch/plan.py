"""A watch plan: which products, when, from where. Read with every mistake named at once, as the plan of a sweep is."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sweep.errors import SweepError, told
from sweep.gather.limits import Limits
from sweep.plan import Country, Words
from sweep.plan_file import Mistake, read_document
from sweep.plan_model import validated
from sweep.plan_sections import Day, FolderName, Identity, Network, Pace, Section, as_list


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone (such as Europe/Paris)") from None
    return value


def _time(value: str) -> str:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except ValueError:
        raise ValueError(f"{value!r} is no time of day (such as 06:00)") from None


class Choice(Section):
    """How the panel is drawn from the lists: `size` 0 takes every line."""

    size: int = Field(0, ge=0, le=1_000_000)
    seed: int = 1
    strata: Words = ("shop",)


class WatchPlan(Section):
    """A whole watch plan."""

    name: FolderName
    authority: str = Field(min_length=1)
    country: Country
    languages: Annotated[tuple[str, ...], BeforeValidator(as_list), Field(min_length=1)] = ("en",)
    products: Annotated[Words, Field(min_length=1)]
    panel: Choice = Choice()
    first_day: Day
    days: int = Field(60, ge=1, le=1100)
    times: Annotated[
        tuple[Annotated[str, AfterValidator(_time)], ...], BeforeValidator(as_list), Field(min_length=1)
    ] = ("06:00",)
    zone: Annotated[str, AfterValidator(_zone)]
    vantage: str = ""
    browser: Literal["auto", "never"] = "never"
    second_looks: bool = True  # between the rounds, behind the end of a countdown
    pace: Pace = Pace()
    identity: Identity = Identity()
    robots: Literal["respect", "override"] = "respect"
    network: Network = Network()
    request_seconds: float = Field(30, gt=0, le=300)
    round_minutes: float = Field(300, gt=0, le=1440)

    @model_validator(mode="after")
    def _distinct(self) -> WatchPlan:
        if len(set(self.times)) < len(self.times):
            raise ValueError("times: the same time stands there twice")
        return self

    def limits(self, products: int) -> Limits:
        """The bounds of one round in one shop with that many products on the panel. Raises SweepError for a login."""
        return Limits(
            pages=products * 4 + 10,
            products=products,
            total_bytes=max(40_000_000, products * 5_000_000),
            total_seconds=self.round_minutes * 60,
            request_seconds=self.request_seconds,
            delay=self.pace.delay_seconds,
            user_agent=self.identity.sent_as(self.authority),
            contact=self.identity.contact,
            languages=self.languages,
            robots=self.robots,
            allow_networks=self.network.allow,
            proxy=self.network.proxy_of(""),
            vantage=self.vantage,
            browser=self.browser,
        )


def load_watch_plan(path: Path, *, lists_beside: bool = True) -> WatchPlan:
    """The watch plan in `path`. Raises SweepError with one line a mistake ("watch.yaml:12:5: ..."), all at once."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {told(error)}; `sweepday watch --example` prints a plan") from None
    document = read_document(text)
    plan = validated(document, WatchPlan)
    if plan is not None and lists_beside:
        missing = [(i, name) for i, name in enumerate(plan.products) if not (path.parent / name).is_file()]
        document.mistakes.extend(
            Mistake(*document.place(("products", i)), f"products: there is no file {path.parent / name}")
            for i, name in missing
        )
    if document.mistakes or plan is None:
        raise SweepError(document.said(path.name))
    return plan
