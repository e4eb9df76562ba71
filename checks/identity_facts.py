"""Who sells: addresses, telephones, numbers, the page that names them. Values only; `facts` holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. `country` is ISO 3166-1 alpha-2 or "" where the text does not tell."""

    text: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    po_box: bool = False  # nothing but a PO box


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str
    text: str
    premium: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """A company number. `kind` is "fr.siren", "be.kbo", "de.hr", ...; `valid` is None where no check digit exists."""

    kind: str
    number: str
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class LegalNotice:
    """The page that identifies the trader, and how it is reached from the home page."""

    url: str
    clicks: int | None  # from the home page; None where no way to it was seen
    placeholders: tuple[str, ...] = ()  # "[Company name]", "Lorem ipsum", a platform's default text


@dataclass(frozen=True, slots=True)
class Direction:
    """A sign that a shop directs its activities to a country (CJEU C-585/08): which, and the words or code of the page.

    `country` is ISO 3166-1 alpha-2, "" where several countries share the language or currency that is used.
    """

    country: str
    sign: Literal["domain", "language", "locale", "alternate", "currency", "delivery", "choice", "phone"]
    text: str

    def __str__(self) -> str:
        told = f"{self.sign} {self.text}"
        return f"{self.country} ({told})" if self.country else told
