"""The right of withdrawal as the shop's texts tell it: the right, its period, its denial, the form, the refund."""

from __future__ import annotations

from checks.facts import Evidence, Fact, Found, Period, Unknown
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.statements.ended import ended
from sweep.extract.statements.giving_up import from_message, given_up, is_answered
from sweep.extract.statements.granted import (
    has_proviso,
    is_beside_the_right,
    is_conditional,
    is_granted,
    is_overridden,
    is_reserved,
    only_for_faults,
    says_besides_faults,
)
from sweep.extract.statements.meant import is_for_others, is_row_of_columns
from sweep.extract.statements.questions import withdrawal_told
from sweep.extract.statements.topics import TOPICS, topic
from sweep.extract.statements.withdrawal_hints import LONGEST, NEAR, SENTENCE, TITLE_WORDS, is_lawful, right_hints
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words import periods

SOLD = ("product", "basket", "checkout")
COVERAGE = ("withdrawal", "terms", "delivery")
_LINE_WORDS = 25  # below a title


def withdrawal_right(shop: ShopPages) -> Fact[str]:
    """A sentence that grants the right; a heading or a link to a page about it is none."""
    pages = list(texts(shop, *TEXTS, *SOLD))
    found = clauses(pages, "withdraw_right", _grants_with_period) + clauses(pages, "withdraw_right", _grants)
    found += clauses(pages, "withdraw_free", _gives_freely)
    if found:
        return merged(found)
    if (essential := essentials.withdrawal_right(shop)) is not None:
        return essential
    return unless_hinted(shop.not_found(*COVERAGE), right_hints(pages, COVERAGE))


def _grants(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "consent", "trader_right") or _is_another(told, clause):
        return False
    if _refusing(told, _before_exceptions(told, clause)):
        return False
    if told.words(clause) >= SENTENCE or told.periods_in(clause):
        return True
    return told.says(clause, "withdraw_grants") and told.quote(clause).endswith((".", "!"))


def _is_another(told: StatementText, clause: Span) -> bool:
    """Excepted or waived, or the right to withdraw from something else: a credit, an insurance, changed terms."""
    other = says_beside(told, clause, "statements", "withdrawal")
    return other or _excepted(told, clause) or told.says(clause, "withdraw_waived")


def _refusing(told: StatementText, span: Span) -> bool:
    """Whether words refuse the right, other than those of an exception from what is granted: "except for ..."."""
    but = told.within(span, "excepting")
    refusals = told.within(span, "withdraw_not", "denial")
    return any(not any(b.start < hit.end and hit.start < b.end for b in but) for hit in refusals)


def _before_exceptions(told: StatementText, clause: Span) -> Span:
    """A clause up to its "..., except for tailored goods", if the right and its period stand before that.

    So does one up to "..., cut cloth is not taken back".
    """
    marks = [hit.start for hit in told.within(clause, "excepting")]
    marks += [told.part(clause, hit.start).start for hit in told.within(clause, "denial")[:1]]
    head = Span(clause.start, min(marks)) if marks else clause
    return head if told.says(head, "withdraw_right") and told.periods_in(head) else clause


def _excepted(told: StatementText, clause: Span) -> bool:
    """ "For tickets there is no right of withdrawal": whatever period such a sentence names, it grants nothing."""
    head = _before_exceptions(told, clause)
    return any(hit.end <= head.end for hit in told.within(head, "withdraw_none")) and told.says(clause, "exempt")


def _grants_with_period(told: StatementText, clause: Span) -> bool:
    # longer, where the trader says nothing of the right; or the end of the period until which something else is due
    other = told.says(clause, "extension", "contract.complaint")
    return not other and _grants(told, clause) and bool(_withdrawal_periods(told, clause))


def _gives_freely(told: StatementText, clause: Span) -> bool:
    return _grants(told, clause) and bool(_free_periods(told, clause))


def _free_periods(told: StatementText, clause: Span) -> list[Found[Period]]:
    """ "You may return it within 14 days without giving a reason": the right itself, if it lasts as long as by law.

    Another period may be a favour of the shop, and a sentence that speaks of no goods ends a subscription.
    """
    if not told.says(clause, "withdraw_free") or not told.says(clause, "send_back", "receipt"):
        return []
    by_law = [p for p in told.periods_in(clause) if p.days == essentials.LAWFUL_DAYS]
    return [as_fact(told, clause, p) for p in by_law if topic(told, clause, p) != "refund"]


def withdrawal_period(shop: ShopPages) -> Fact[Period]:
    """The period of withdrawal; the longest, where several are named. Unknown where words leave it open."""
    found: list[Found[Period]] = []
    doubt: Evidence | None = None
    for told in texts(shop, *TEXTS, *SOLD):
        for clause in _clauses_on_the_right(told):
            if told.says(clause, "consent", "extension", "trader_right", "reported") or _is_list_of_links(told, clause):
                continue
            another = _is_another(told, clause) or is_beside_the_right(told, clause)
            stated = [] if another else _withdrawal_periods(told, clause)
            if told.says(clause, "in_store"):  # a short period is that of the shop's counter
                stated = [f for f in stated if f.value.days >= essentials.LAWFUL_DAYS]
            found += stated
            if not stated and told.periods_in(clause):
                doubt = doubt or told.evidence(clause, told.within(clause, "withdraw_right", "withdraw_free")[0].start)
    if found := found or list(withdrawal_told(texts(shop, *TEXTS))):
        return merged(sorted(found, key=lambda f: -f.value.days))
    if doubt is not None:
        return Unknown("not parsed", f"a period stands beside the right of withdrawal, but not clearly: {doubt.url}")
    if (essential := essentials.withdrawal_period(shop)) is not None:
        return essential
    if short := list(ended(texts(shop, *TEXTS))):
        return merged(sorted(short, key=lambda f: -f.value.days))
    return unless_hinted(shop.not_found(*COVERAGE), given_up(texts(shop, *TEXTS)))


def _clauses_on_the_right(told: StatementText) -> list[Span]:
    """Each once: those with its name, and those that grant it without asking for a reason."""
    named = dict.fromkeys(told.clause(hit.start) for hit in told.of("withdraw_right"))
    free = dict.fromkeys(told.clause(hit.start) for hit in told.of("withdraw_free"))
    return [*named, *(clause for clause in free if clause not in named and _gives_freely(told, clause))]


def _withdrawal_periods(told: StatementText, clause: Span) -> list[Found[Period]]:
    every = told.periods_in(clause)
    stated = [p for p in every if topic(told, clause, p) == "withdraw_right"]
    stated = [p for p in stated if p.days >= essentials.LAWFUL_DAYS or not _is_of_a_message(told, clause, p)]
    if not stated and len(every) == 1 and is_lawful(every[0]) and _names_its_right(told, clause):
        stated = [every[0]]
    if stated or every:
        return [as_fact(told, clause, p) for p in stated if plausible(p)] or _free_periods(told, clause)
    return _below_heading(told, clause)


def _is_of_a_message(told: StatementText, clause: Span, period: periods.Period) -> bool:
    return from_message(told, clause, period) or is_answered(told, clause, period)


def _names_its_right(told: StatementText, clause: Span) -> bool:
    """ "We take goods back for 30 days (right of withdrawal)", or "for 14 days from receipt under your right"."""
    by_law = all(p.days == essentials.LAWFUL_DAYS for p in told.periods_in(clause))
    if by_law and told.says(clause, "send_back") and _counts_from_receipt(told, clause):
        return True
    rights = told.within(clause, "withdraw_right")
    return any(told.flat[hit.start - 1] == "(" and told.flat[hit.end : hit.end + 1] == ")" for hit in rights)


def _below_heading(told: StatementText, heading: Span) -> list[Found[Period]]:
    """ "Right of withdrawal" as a heading and "14 days ..." as the line below it; never the label of a link.

    Further into the line a period counts only beside words on a change of mind, and if it is as long as the law asks:
    a shorter one may be for something else.
    """
    below = told.below(heading, TITLE_WORDS)
    if below is None:
        return []
    minds = told.says(below, "withdraw_hint") or _counts_from_receipt(told, below)
    long = told.words(below) > (2 if minds else 1) * _LINE_WORDS
    if long or told.says(below, *TOPICS[1:], "delivery", "guarantee_legal"):
        return []
    both = Span(heading.start, below.end)
    return [
        as_fact(told, both, p)
        for p in told.periods_in(below)[:1]
        if plausible(p) and (p.start <= below.start + 3 or (minds and p.days >= essentials.LAWFUL_DAYS))
    ]


def _counts_from_receipt(told: StatementText, line: Span) -> bool:
    """ "14 days from the day of receipt", and not of anything that came broken."""
    first = next(iter(told.periods_in(line)), None)
    if first is None or told.says(line, "faulty", "contract.complaint"):
        return False
    return any(0 <= hit.start - first.end <= NEAR for hit in told.within(line, "receipt"))


def _is_list_of_links(told: StatementText, clause: Span) -> bool:
    words = told.text[clause.start : clause.end].strip()
    return words not in told.page.headings and told.is_menu(clause)


def plausible(period: periods.Period) -> bool:
    return period.unit != "hour" and 0 < period.days <= LONGEST


def as_fact(told: StatementText, clause: Span, period: periods.Period) -> Found[Period]:
    value = Period(period.days, "business" if period.unit == "business_day" else "calendar")
    return Found(value, told.evidence(clause, period.start))


def withdrawal_denial(shop: ShopPages) -> Fact[str]:
    """A sentence that refuses the right or the refund for goods in general or on sale, without a legal exception.

    One that refuses it for something else, or for what only a reader can tell, is unclear.
    """
    pages = list(texts(shop, *TEXTS))
    found = clauses(pages, "denial", _refuses_goods)
    hints = [] if found else clauses(pages, "denial", _refuses) + clauses(pages, "send_back", only_for_faults)
    return merged(found) if found else unless_hinted(shop.not_found(*COVERAGE), hints)


def _refuses_goods(told: StatementText, clause: Span) -> bool:
    scoped = says_besides_faults(told, clause, "denial_scope") and not told.says(clause, "denial_other", "in_store")
    if not scoped or not _refuses(told, clause):
        return False
    kept = is_granted(told, clause, "denial_scope") or is_overridden(told, clause)
    if kept or is_reserved(told, clause) or is_row_of_columns(told, clause):
        return False
    return not _below_exception(told, clause) and not is_for_others(told, clause)


def _below_exception(told: StatementText, clause: Span) -> bool:
    """Whether one of the two lines before it names what the law excepts: "Gift cards", and below "... not refunded"."""
    above = told.beside(clause, 2, 0)[:-1]
    return any(told.says(c, "exempt") for c in above if told.words(c) <= TITLE_WORDS)


def _refuses(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "exempt", "unaffected", "delivery", "not_excluded", "from_private"):
        return False
    if is_conditional(told, clause):
        return False
    # who pays for a return is said of it, not that there is none
    other = is_reported(told, clause, "denial") or told.says(clause, "contract.return_fee")
    return not other and not has_proviso(told, clause)
