"""A form filled in: what is known with its proof, and what is not as a blank that names who must fill it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sweep.cooperation.forms import FormName
from sweep.cooperation.model import Attachment

ConditionState = Literal["met", "not_met", "to_decide"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page said, and where that lies: `file` of the annex, record and SHA-256 of what was received.

    Without a quote the page is one of those on which something was looked for and not found.
    """

    url: str
    role: str
    quote: str
    seen: str  # ISO 8601, UTC; "" where the archive does not tell
    sha256: str
    record_id: str
    file: str  # path in the folder; "" where no archive of the folder holds the record


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a form. `blank` names who must fill it, "" where nothing is missing; `note` says why."""

    name: str
    label: str
    texts: tuple[str, ...] = ()
    blank: str = ""
    note: str = ""
    proof: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    lines: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One finding. `confirmed` is whether a person's decision stands behind it; `standing` says it in words."""

    number: int
    shop: str
    check: str
    title: str
    confirmed: bool
    standing: str
    outcome: str
    severity: str
    reason: str
    law: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    sanctions: tuple[str, ...]
    remedy: str
    statements: tuple[Statement, ...]

    @property
    def quotes(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.quote)

    @property
    def pages_read(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if not s.quote)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something to be true before the form goes out."""

    name: str
    text: str
    state: ConditionState
    state_words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form, in one language."""

    form: FormName
    language: str
    title: str
    reference: str
    created: date
    deadline: date | None
    notes: tuple[str, ...]  # to the official: nobody confirmed it, the language is not the trader's ...
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    points: tuple[Point, ...]
    conditions: tuple[Condition, ...]
    closing: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    shops: tuple[str, ...]
    confirmed: Literal["all", "some", "none"]
    tool_version: str
    rules_version: str
    law_day: date

    @property
    def blanks(self) -> tuple[Item, ...]:
        """What is still open."""
        return tuple(item for section in self.sections for item in section.lines if item.blank)
