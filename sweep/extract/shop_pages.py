"""The pages of one visit, by role, and what may be said of a thing that was on none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from checks.facts import Absent, Evidence, Unknown
from sweep.capture import Capture
from sweep.extract.page import Page
from sweep.extract.visit.roles import page_key
from sweep.extract.words.labels import LABEL_ROLES

ROLES = (
    "home",
    *LABEL_ROLES,
    "listing",
    "product",
    "basket",
    "checkout",
    "other",
)


@dataclass(frozen=True)
class ShopPages:
    """Readable pages with their roles. `gaps` are what a role lacks: role -> why it could not be read.

    `redirects` lead from the key of an asked address to the key of the final one (`roles.page_key`);
    `templates` are the addresses of pages with nothing but a platform's default text; `problems` say by page key why a
    page that was received could not be read, or not to its end.
    """

    capture: Capture
    pages: tuple[Page, ...]
    gaps: dict[str, Unknown]
    country: str = ""  # ISO 3166-1 alpha-2 of the consumers the sweep protects
    languages: tuple[str, ...] = ()  # ISO 639-1, of the pages, the most frequent first
    redirects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    templates: frozenset[str] = frozenset()
    problems: Mapping[str, Unknown] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, *roles: str) -> tuple[Page, ...]:
        """The readable pages of these roles, each once, in the order of `roles`; all pages when none is named."""
        if not roles:
            return self.pages
        if roles not in self._asked:
            told = (self._by_role.get(role, ()) for role in dict.fromkeys(roles))
            self._asked[roles] = tuple(chain.from_iterable(told))
        return self._asked[roles]

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], tuple[Page, ...]]:
        """What `of` answered: the readers ask for the same roles again and again."""
        return {}

    @cached_property
    def _by_role(self) -> dict[str, list[Page]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            found[page.role].append(page)
        return found

    def coverage(self) -> dict[str, tuple[int, str]]:
        """Role -> how many pages of it were read, and why nothing may be called absent from them ("" where it may)."""
        read = Counter(page.role for page in self.pages)
        return {r: (read[r], self.gaps[r].reason if r in self.gaps else "") for r in ROLES if r != "other"}

    def final_key(self, url: str) -> str:
        """The key of the page that an address leads to."""
        key = page_key(url)
        return self.redirects.get(key, key)

    def page_at(self, url: str) -> Page | None:
        """The readable page that an address leads to."""
        return self._by_key.get(self.final_key(url))

    @cached_property
    def _by_key(self) -> dict[str, Page]:
        """Of pages with the same key the first."""
        return {page_key(page.url): page for page in reversed(self.pages)}

    @cached_property
    def unnamed(self) -> tuple[Page, ...]:
        """The pages of no known kind that most pages link to, and that lead to no goods.

        Texts under a name that tells nothing ("Good to know", "Our agreements"): anything may stand there.
        """
        if not self.of("other"):
            return ()
        keys = {url: self.final_key(url) for url in {link.url for page in self.pages for link in page.links}}
        counts = Counter(chain.from_iterable({keys[link.url] for link in page.links} for page in self.pages))
        goods = {self.final_key(page.url) for page in self.of("product")}
        return tuple(
            page
            for page in self.of("other")
            if 2 * counts[self.final_key(page.url)] > len(self.pages)
            and not any(link.place == "main" and self.final_key(link.url) in goods for link in page.links)
        )

    def problem_at(self, url: str) -> Unknown | None:
        """Why the page received from `url` could not be read, or not to its end; None where it could, or was not."""
        return self.problems.get(page_key(url))

    def not_found(self, *roles: str) -> Absent | Unknown:
        """What to answer for a thing that belongs on pages of `roles` and was on none of those read.

        Absent only with coverage (`coverage.gaps`): every role was read, or no link to a page of that role
        exists and the other informational pages were read in its place.
        """
        for role in roles:
            if role in self.gaps:
                return self.gaps[role]
        instead = LABEL_ROLES if any(not self.of(role) for role in roles) else ()
        read = self.of("home", *roles, *instead)
        if not read:
            return Unknown("not fetched", "no page of this shop could be read")
        return Absent(tuple(self._as_read[page] for page in read))

    @cached_property
    def _as_read(self) -> dict[Page, Evidence]:
        """The proof of each page that it was read."""
        return {page: page.evidence() for page in self.pages}
