"""What a case consists of. Every field of the forms is here: filled, or empty and named in `to_complete`.

Fields follow the inventory of Commission Decision 2007/76/EC, annex, chapters 1 and 3, and articles 11 to 13 and 26
of Regulation (EU) 2017/2394. The names are those of `case.json` and of the Word templates.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from checks.facts import Evidence
from sweep.cooperation.routes import Route
from sweep.workspace import SweepFolder


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with the proof it rests on; `value` is "" where it was not found, `note` then says why."""

    value: str
    proof: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class EarlierArchive:
    """The archive of an earlier visit on which a finding rests too: an observed price, for example."""

    sweep: SweepFolder
    archive: str  # path inside that sweep's folder
    sha256: str

    @property
    def name(self) -> str:
        """Where it lies in the folder of a case."""
        return f"evidence/earlier/{self.sweep.path.name}/{Path(self.archive).name}"


@dataclass(frozen=True, slots=True)
class Trader:
    """The trader as the shop's own pages name it, and where the shop is reached."""

    name: Entry
    legal_form: Entry
    address: Entry
    country: Entry  # ISO 3166-1 alpha-2
    directors: Entry
    emails: tuple[str, ...]
    phones: tuple[str, ...]  # E.164
    registrations: tuple[str, ...]
    vat: Entry
    websites: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    host: Entry


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """One suspected infringement, or a point a person has to look at first."""

    number: int
    check: str
    title: str
    kind: str  # "suspected infringement" or "to be reviewed", in the language of the case
    outcome: str  # "fail" or "review"
    severity: str
    reason: str
    legal_basis: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    remedy: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """What only an official can know: empty in a draft. One field a line of the forms."""

    single_liaison_office: str = ""
    competent_official: str = ""
    other_names: str = ""
    parent_company: str = ""
    business_type: str = ""
    payment_accounts: str = ""
    coicop: str = ""
    consumers_harmed: str = ""
    financial_detriment: str = ""
    information_requested: str = ""
    measures_requested: str = ""
    purpose: str = ""
    national_steps: str = ""
    timetable: str = ""
    confidentiality: str = ""
    translation: str = ""
    accompany_officials: str = ""


OFFICIAL = tuple(field.name for field in fields(Official))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the case's folder. `sha256` is "" where the file is made with the case (see its SHA256SUMS)."""

    file: str
    what: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of article 26: other states are told of a reasonable suspicion. Empty texts are the official's."""

    description: str
    products: tuple[str, ...]
    member_states: tuple[str, ...]
    traders: tuple[str, ...]
    legal_basis: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    infringement_types: tuple[str, ...]
    infringement_status: str
    authorities: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    proceedings: str = ""
    measures_taken: str = ""
    duration: str = ""
    consumers_harmed: str = ""
    financial_detriment: str = ""
    confidentiality: str = ""
    recipients: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case, in one language. `alert` is None where no act of the CPC annex is in question."""

    reference: str
    created: date
    language: str
    authority: str
    contact: str
    route: Route
    way: str  # the route in words, with its time limit
    request_type: str  # "" where no request to another state can be made
    consumers_location: str
    member_states: tuple[str, ...]
    trader: Trader
    medium: str
    products: tuple[str, ...]
    infringement_types: tuple[str, ...]
    infringement_status: str
    summary: str
    findings: tuple[CaseFinding, ...]
    legal_basis: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    without_cpc_basis: tuple[str, ...]  # titles of the findings that have another channel
    proposed_measures: tuple[str, ...]
    alert: Alert | None
    attachments: tuple[Attachment, ...]
    official: Official
    to_complete: tuple[str, ...]
    visit_started: str
    visit_finished: str
    archive: str
    archive_sha256: str
    tool_version: str
    rules_version: str
    law_day: date
