"""The pages of one visit, by role, and what may be said of a thing that was on none of them."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts import Absent, Unknown
from sweep.capture import Capture
from sweep.extract.page import Page

ROLES = (
    "home",
    "legal_notice",
    "terms",
    "privacy",
    "withdrawal",
    "delivery",
    "guarantee",
    "mediation",
    "contact",
    "about",
    "listing",
    "product",
    "basket",
    "checkout",
    "other",
)


@dataclass(frozen=True)
class ShopPages:
    """Readable pages with their roles. `gaps` are what a role lacks: role -> why it could not be read."""

    capture: Capture
    pages: tuple[Page, ...]
    gaps: dict[str, Unknown]
    country: str = ""  # ISO 3166-1 alpha-2 of the consumers the sweep protects
    languages: tuple[str, ...] = ()  # ISO 639-1, of the pages, the most frequent first

    def of(self, *roles: str) -> tuple[Page, ...]:
        """The readable pages of these roles, in the order of `roles`; all pages when none is named."""
        if not roles:
            return self.pages
        return tuple(page for role in roles for page in self.pages if page.role == role)

    def not_found(self, *roles: str) -> Absent | Unknown:
        """What to answer for a thing that belongs on pages of `roles` and was on none of those read.

        Absent only with coverage: every role was read, or the home page was read and leads to no such page.
        """
        for role in roles:
            if role in self.gaps:
                return self.gaps[role]
        read = self.of("home", *roles)
        if not read:
            return Unknown("not fetched", "no page of this shop could be read")
        return Absent(tuple(page.evidence() for page in dict.fromkeys(read)))
