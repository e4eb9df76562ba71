"""Sentences that state something, collected over the pages of a shop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from checks.facts import Absent, Found, Unknown
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.pages.voices import is_reviewers
from sweep.extract.shop_pages import ShopPages

T = TypeVar("T")

# Where terms stand. Not the privacy page: consent can be withdrawn, too, and that is another right.
TEXTS = (
    "withdrawal",
    "terms",
    "delivery",
    "guarantee",
    "mediation",
    "legal_notice",
    "contact",
    "about",
    "home",
    "other",
)
_REVIEWED = ("product", "listing", "home")  # where consumers' words stand beside the shop's
_ON_REVIEWS = "reviews."  # what is said of reviews stands in them: "Verified purchase of 3 May"
_MORE = 4  # further places kept as proof


def texts(shop: ShopPages, *roles: str) -> Iterator[StatementText]:
    """The pages of these roles prepared, role by role; pages with nothing but a platform's default text left out."""
    for page in shop.of(*roles):
        if page.url not in shop.templates:
            yield statement_text(page)


def clauses(
    pages: Iterable[StatementText], key: str, holds: Callable[[StatementText, Span], bool] | None = None
) -> list[Found[str]]:
    """The sentences with a phrase of `key`, each once, where `holds` says yes; the value is the sentence.

    What a consumer writes in a review is none of the shop's statements.
    """
    found = []
    for told in pages:
        seen: set[Span] = set()
        for hit in told.of(key):
            clause = told.clause(hit.start)
            if clause in seen:
                continue
            seen.add(clause)  # also where it holds nothing: a sentence may have thousands of these words
            if told.is_menu(clause) or (holds and not holds(told, clause)):
                continue
            quote = told.quote(clause, hit.start)
            if told.page.role in _REVIEWED and not key.startswith(_ON_REVIEWS) and is_reviewers(told.page, quote):
                continue
            found.append(Found(quote, told.page.evidence(quote)))
    return found


def to_traders(told: StatementText, clause: Span) -> bool:
    """ "Towards businesses it lasts one year": nothing a consumer is told."""
    return told.says(clause, "to_traders") and not told.says(clause, "to_consumers")


def unless_hinted(nothing: Absent | Unknown, hints: Iterable[Found[str]]) -> Absent | Unknown:
    """`nothing`, unless words on these pages speak of the thing in a way that we do not read: then it is unclear.

    A shop is never said to be silent about what it says in words of its own.
    """
    hint = None if isinstance(nothing, Unknown) else next(iter(hints), None)
    if hint is None:
        return nothing
    return Unknown("unclear", f"{hint.evidence.url}: {hint.value}")


def merged(found: list[Found[T]]) -> Found[T]:
    """The first finding, with the others as further proof. Raises IndexError if there is none."""
    more = tuple(dict.fromkeys(f.evidence for f in found[1:] if f.evidence != found[0].evidence))
    return Found(found[0].value, found[0].evidence, more[:_MORE])
