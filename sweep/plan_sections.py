"""The sections of a plan: how politely, how much, who knocks, by which way, what is kept."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from anyascii import anyascii
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from checks.card import LANGUAGES
from sweep import __version__
from sweep.errors import SweepError
from sweep.gather.addresses import written_network
from sweep.gather.upstream import parse_upstream


def _user_agent(value: str) -> str:
    if re.search(r"[^\x20-\x7e]", value):
        raise ValueError("use plain ASCII characters only: it is sent in an HTTP header")
    return value


def _contact(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+", value):
        raise ValueError(f"{value!r} is neither an e-mail address nor a web address")
    return value


def _proxy(value: str) -> str:
    if not value:
        return value
    if parse_upstream(value).user:
        raise ValueError("a plan is kept and handed on: name a variable with user:password in `proxy_login` instead")
    return value


def as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _day(value: object) -> object:
    """Only a day as it is written; pydantic alone would take a number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError(f"{value!r} is no day; write it as YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_day)]


def _name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", value):
        raise ValueError("use letters, digits, '.', '-' and '_' only: it becomes the name of a folder")
    return value


FolderName = Annotated[str, AfterValidator(_name)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Pace(Section):
    """How politely: seconds between two requests to one shop, how many shops at the same time."""

    delay_seconds: float = Field(1.0, ge=0, le=60)
    shops_at_once: int = Field(16, ge=1, le=400)
    workers: int = Field(0, ge=0, le=64)  # processes; 0 = one a core
    second_try: bool = True  # failures that may pass are tried once more at the end of the run


class SecondLooks(Section):
    """Pages with countdowns and short stocks are seen again at the end of a run: once in a fresh session, and once
    behind the countdown's own end. Those whose time has not come are taken by the same command later."""

    pages: int = Field(6, ge=0, le=50)  # of one shop; 0 = none
    wait_minutes: float = Field(0, ge=0, le=1440)  # for looks whose time comes within so many minutes


class Pictures(Section):
    """Photos of the products visited, to be compared with those of dangerous-product alerts."""

    number: int = Field(0, ge=0, le=500)  # of one shop; 0 = none
    megabytes: int = Field(10, ge=1, le=200)  # all of one shop's, beside the budget of its pages


_MOST_PRODUCTS = 5000


def _products(value: object) -> object:
    text = str(value).strip()
    if text == "all":
        return text
    if not re.fullmatch(r"\d{1,6}", text) or int(text) > _MOST_PRODUCTS:
        raise ValueError(f"{value!r} is neither a number of products (0 to {_MOST_PRODUCTS}) nor the word all")
    return int(text)


class Budget(Section):
    """How much of one shop."""

    pages: int = Field(40, ge=1, le=5000)
    products: Annotated[int | Literal["all"], BeforeValidator(_products)] = 12
    megabytes: int = Field(40, ge=1, le=2000)
    minutes: float = Field(10, gt=0, le=240)
    request_seconds: float = Field(30, gt=0, le=300)

    def of(self, name: str, whole: int) -> float:
        """A bound as the plan gives it; where all products are wanted and it names none, `whole`."""
        unbounded = self.products == "all" and name not in self.model_fields_set
        return whole if unbounded else float(getattr(self, name))


class Identity(Section):
    """Who knocks: an authority does not hide."""

    user_agent: Annotated[str, AfterValidator(_user_agent)] = ""  # "" = our name, the authority's and the contact
    contact: Annotated[str, AfterValidator(_contact)] = ""

    def sent_as(self, authority: str) -> str:
        """The User-Agent header: as the plan has it, or made of our name, the authority's and the contact."""
        if self.user_agent:
            return self.user_agent
        name = re.sub(r"[^\x20-\x7e]|[()]", " ", anyascii(authority))
        who = f"consumer-protection screening by {' '.join(name.split())}"
        return f"sweepday/{__version__} ({'; '.join(filter(None, (who, self.contact)))})"


def _authority(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError(f"{value!r} is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no address of a time-stamp authority (http:// or https://)")
    if parts.username or parts.password:
        raise ValueError("a plan is kept and handed on: name a variable with user:password in `login` instead")
    return value


class TimestampAuthority(Section):
    """Who stamps the seal (RFC 3161). Only the hash of a manifest is sent there."""

    url: Annotated[str, AfterValidator(_authority)]
    certificates: str = ""  # PEM file with its root and intermediate certificates, beside the plan
    login: str = ""  # the environment variable that holds user:password


def _as_authorities(value: object) -> object:
    values = [value] if isinstance(value, str | dict) else value
    return [{"url": v} if isinstance(v, str) else v for v in values] if isinstance(values, list) else values


class Retention(Section):
    """Days after which `sweepday purge` proposes to delete; None = never."""

    without_findings: int | None = Field(None, ge=0)  # captures of shops of which nothing is suspected
    captures: int | None = Field(None, ge=0)
    cases: int | None = Field(None, ge=0)
    reports: int | None = Field(None, ge=0)  # report and exports


class EvidenceOptions(Section):
    """What is kept beside the archives, who stamps it, and for how long it is kept."""

    sha256sums: bool = True  # a SHA256SUMS file over all captures, for `sha256sum --check`
    timestamps: Annotated[tuple[TimestampAuthority, ...], BeforeValidator(_as_authorities)] = ()
    keep_days: Retention = Retention()


def _written(value: str) -> str:
    if value.strip().lower() not in LANGUAGES:
        raise ValueError(f"there is no report in {value!r}; it exists in {', '.join(LANGUAGES)}")
    return value.strip().lower()


class ReportOptions(Section):
    """How report and exports are written."""

    # The first one lies at the top; () = English and those of the plan's `languages` in which the report exists
    languages: Annotated[tuple[Annotated[str, AfterValidator(_written)], ...], BeforeValidator(as_list)] = ()
    theme: str = Field("", max_length=400)  # a folder beside the plan with theme.css, logo.svg or logo.png
    sample: bool = False  # the list is a random sample: shares carry their confidence interval
    screenshots: bool = True  # those in the archive are copied beside the pages of the shops


class Network(Section):
    """Networks that are refused otherwise (private, loopback) and may be visited; proxies, for all lists or one."""

    allow: Annotated[tuple[Annotated[str, AfterValidator(written_network)], ...], BeforeValidator(as_list)] = ()
    proxy: Annotated[str, AfterValidator(_proxy)] = ""
    proxies: dict[str, Annotated[str, AfterValidator(_proxy)]] = Field(default_factory=dict)  # list -> proxy, "" = none
    proxy_login: str = ""  # the environment variable that holds user:password

    def proxy_of(self, source: str) -> str:
        """The proxy for a target of the list line `source` ("shops.csv:12"), with its login. Raises SweepError."""
        proxy = self.proxies.get(source.rpartition(":")[0], self.proxy)
        if not proxy or not self.proxy_login:
            return proxy
        user, colon, password = os.environ.get(self.proxy_login, "").partition(":")
        if not colon:
            raise SweepError(f"network.proxy_login: the variable {self.proxy_login} does not hold user:password")
        parts = urlsplit(proxy)
        return f"{parts.scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{parts.netloc}"
