"""What may tell the right of withdrawal in words that are not read: then the shop is not silent on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checks.facts import Found
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements import essentials
from sweep.extract.statements.topics import topic
from sweep.extract.visit.stated import clauses
from sweep.extract.visit.touched import quoted, touching
from sweep.extract.words.periods import Period

LONGEST = 400  # days; longer ones are no period of withdrawal or refund
TITLE_WORDS = 8
NEAR = 30  # characters
SENTENCE = 8  # words; less, without a period, is a heading ("Article 9 - Right of withdrawal")
_NO_HINT = ("withdraw_not", "consent", "denial", "trader_right", "model_form", "form_hint")


def is_lawful(period: Period) -> bool:
    """Whether a period is long enough for the law."""
    return essentials.LAWFUL_DAYS <= period.days <= LONGEST


def right_hints(pages: Sequence[StatementText], covered: Sequence[str]) -> Iterator[Found[str]]:
    """The sentences that may grant the right; in words of any kind only on pages of the roles `covered`."""
    yield from clauses(pages, "withdraw_hint", _speaks_of_it)
    yield from clauses(pages, "withdraw_right", _speaks_of_it)
    yield from _hinting_headings(pages)
    yield from _taking_back(pages)
    for told in pages:
        if told.page.role in covered:
            yield from _thought_over(told)


def _speaks_of_it(told: StatementText, clause: Span) -> bool:
    """A sentence on withdrawing from a purchase that grants nothing in words we know, and refuses nothing either."""
    whole = told.words(clause) >= SENTENCE or told.quote(clause).endswith((".", "!"))
    return whole and told.words(clause) > 3 and not told.says(clause, *_NO_HINT, "adr")


def _hinting_headings(pages: Iterable[StatementText]) -> list[Found[str]]:
    """ "Right of withdrawal" as a heading, and a period in the line below."""
    found = []
    for told in pages:
        for hit in told.of("withdraw_right", "withdraw_hint"):
            below = told.below(told.clause(hit.start), TITLE_WORDS)
            if below is not None and told.periods_in(below) and not told.is_menu(below):
                found.append(Found(told.quote(below), told.evidence(below)))
    return found


def _taking_back(pages: Iterable[StatementText]) -> list[Found[str]]:
    """Goods taken back for as long as the law lets consumers withdraw: whether that is meant a person must tell."""
    return [
        Found(told.quote(clause), told.evidence(clause, p.start))
        for told in pages
        for clause in dict.fromkeys(_on_returns(told))
        if not told.is_menu(clause) and not told.says(clause, *_NO_HINT, "faulty", "guarantee_any")
        for p in told.periods_in(clause)
        if is_lawful(p) and _may_be_for_returns(told, clause, p)
    ]


def _on_returns(told: StatementText) -> Iterator[Span]:
    yield from (told.clause(hit.start) for hit in told.of("send_back", "withdraw_free", "receipt"))
    for hit in told.of("return_right"):
        yield from told.beside(told.clause(hit.start), 0, 1)


def _may_be_for_returns(told: StatementText, clause: Span, period: Period) -> bool:
    """A period for sending back, one that asks for no reason, or on a page of its own one that begins with receipt."""
    if topic(told, clause, period) == "send_back" or told.says(clause, "withdraw_free"):
        return True
    if any(told.says(c, "return_right") for c in told.beside(clause, 1, 0)):
        return True
    part = told.part(clause, period.start, period.end)
    apart = not told.says(part, "delivery_lead") and not told.says(clause, "refund", "contract.complaint")
    return told.page.role == "withdrawal" and apart and told.says(Span(period.end, period.end + NEAR), "receipt")


# What a period may be besides that for giving up a purchase.
_ANOTHER = (
    *_NO_HINT,
    *("contract.complaint", "guarantee_any", "faulty", "in_store", "reported", "extension", "refund", "delivery_lead"),
)


def _thought_over(told: StatementText) -> Iterator[Found[str]]:
    """Sentences with a period that is long enough, and words on changing one's mind: "Not for you? Two weeks"."""
    for clause in touching(told, "undoing"):
        whole = Span(clause.start, told.beside(clause, 0, 1)[-1].end) if told.quote(clause).endswith("?") else clause
        if any(map(is_lawful, told.periods_in(whole))) and not told.says(whole, *_ANOTHER):
            yield quoted(told, whole)
