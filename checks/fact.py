"""The three states of a fact, Found, Absent and Unknown, and the evidence that a statement rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement was read: the page, its exact words, the SHA-256 (hex) of the page, its WARC record."""

    url: str
    quote: str
    sha256: str
    role: str = "other"
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    value: T
    evidence: Evidence
    more: tuple[Evidence, ...] = ()  # further places that say the same, or the parts of a composed value

    @property
    def proof(self) -> tuple[Evidence, ...]:
        return (self.evidence, *self.more)


@dataclass(frozen=True, slots=True)
class Absent:
    """The pages where the thing belongs were read, and it was on none of them."""

    read: tuple[Evidence, ...]  # one per page read, with an empty quote


@dataclass(frozen=True, slots=True)
class Unknown:
    """We could not look. `kind` is one of UNKNOWN_KINDS (translated for people), `detail` says where and what."""

    kind: str
    detail: str = ""

    @property
    def reason(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else self.kind


UNKNOWN_KINDS = (
    "blocked",  # a bot challenge, a login or consent wall, a geo-block
    "scripts needed",  # the page is empty until a browser runs its scripts
    "unreachable",  # the server did not answer, or not in time
    "not fetched",  # outside the budget, refused by robots.txt, or no page of that role was found
    "not parsed",  # the page could not be read: too large, hostile markup, a PDF, an image
    "unclear",  # something was read, but it may be another's: the host's, a partner's
    "unfilled template",  # the platform's default text stands where the shop's own should be
    "hardly a word",  # a legal page with a title and a menu only, or that says it is being rewritten
    "language",  # the page is in a language this reader does not know
    "closed",  # parked domain, maintenance, shop closed
    "no history",  # needs earlier visits that do not exist
    "establishment unknown",  # whose law applies cannot be told
    "not read",  # no reader for this fact ran
    "fault",  # an error of ours; named in the detail
)

Fact = Found[T] | Absent | Unknown
Known = Found[T] | Absent  # what a check receives: `judge` has already answered for Unknown
