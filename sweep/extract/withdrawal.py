"""The right of withdrawal as the shop's texts tell it: the right, its period, its denial, the form, the refund."""

from __future__ import annotations

from checks.facts import Evidence, Fact, Found, Period, Unknown
from sweep.extract import periods
from sweep.extract.shop_pages import ShopPages
from sweep.extract.stated import TEXTS, clauses, merged, texts
from sweep.extract.statement_text import Hit, Span, StatementText

SOLD = ("product", "basket", "checkout")
COVERAGE = ("withdrawal", "terms", "delivery")
_TOPICS = ("withdraw_right", "withdraw_event", "refund", "send_back")
_LONGEST = 400  # days; longer ones are no period of withdrawal or refund
_TITLE_WORDS = 8
_SENTENCE = 8  # words; less, without a period, is a heading ("Article 9 - Right of withdrawal")


def withdrawal_right(shop: ShopPages) -> Fact[str]:
    """A sentence that grants the right; a heading or a link to a page about it is none."""
    pages = list(texts(shop, *TEXTS, *SOLD))
    found = clauses(pages, "withdraw_right", _grants_with_period) + clauses(pages, "withdraw_right", _grants)
    return merged(found) if found else shop.not_found(*COVERAGE)


def _grants(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "withdraw_not", "consent", "denial", "trader_right"):
        return False
    return told.words(clause) >= _SENTENCE or bool(told.periods_in(clause))


def _grants_with_period(told: StatementText, clause: Span) -> bool:
    return _grants(told, clause) and bool(_withdrawal_periods(told, clause))


def withdrawal_period(shop: ShopPages) -> Fact[Period]:
    """The period of withdrawal; the longest, where several are named. Unknown where words leave it open."""
    found: list[Found[Period]] = []
    doubt: Evidence | None = None
    for told in texts(shop, *TEXTS, *SOLD):
        for hit in told.of("withdraw_right"):
            clause = told.clause(hit.start)
            if told.says(clause, "consent", "extension", "trader_right") or _is_list_of_links(told, clause):
                continue
            stated = _withdrawal_periods(told, clause)
            found += stated
            if not stated and told.periods_in(clause):
                doubt = doubt or told.evidence(clause, hit.start)
    if found:
        return merged(sorted(found, key=lambda f: -f.value.days))
    if doubt is not None:
        return Unknown("not parsed", f"a period stands beside the right of withdrawal, but not clearly: {doubt.url}")
    return shop.not_found(*COVERAGE)


def _withdrawal_periods(told: StatementText, clause: Span) -> list[Found[Period]]:
    stated = [p for p in told.periods_in(clause) if _topic(told, clause, p) == "withdraw_right"]
    if stated or told.periods_in(clause):
        return [_period(told, clause, p) for p in stated if _plausible(p)]
    return _below_heading(told, clause)


def _below_heading(told: StatementText, heading: Span) -> list[Found[Period]]:
    """ "Right of withdrawal" as a heading and "14 days ..." as the line below it; never the label of a link."""
    index = told.clause_index(heading.start) + 1
    if told.words(heading) > _TITLE_WORDS or index >= len(told.clauses):
        return []
    below = told.clauses[index]
    if told.words(below) > 25 or told.says(below, *_TOPICS[1:], "delivery", "guarantee_legal"):
        return []
    both = Span(heading.start, below.end)
    return [_period(told, both, p) for p in told.periods_in(below)[:1] if p.start - below.start <= 3 and _plausible(p)]


def _is_list_of_links(told: StatementText, clause: Span) -> bool:
    words = told.text[clause.start : clause.end].strip()
    return words not in told.page.headings and told.is_menu(clause)


def refund_period(shop: ShopPages) -> Fact[Period]:
    """Within which the trader promises to pay back; the shortest, where several are named."""
    found = [
        _period(told, clause, p)
        for told in texts(shop, *TEXTS)
        for clause in dict.fromkeys(told.clause(h.start) for h in told.of("refund"))
        for p in told.periods_in(clause)
        if _topic(told, clause, p) == "refund" and _plausible(p)
    ]
    return merged(sorted(found, key=lambda f: f.value.days)) if found else shop.not_found(*COVERAGE)


def _topic(told: StatementText, clause: Span, period: periods.Period) -> str:
    """What a period is for: the nearest topic before it in the same part of the sentence, else the first after it."""
    near = _clear(told.within(told.part(clause, period.start), *_TOPICS))
    whole = {h.key for h in _clear(told.within(clause, *_TOPICS))}
    if any(h.key == "withdraw_event" for h in near):
        # "within 14 days of your withdrawal" begins with the withdrawal; what is due stands elsewhere
        return "refund" if "refund" in whole and "send_back" not in whole else ""
    if near:
        before = [h for h in near if h.end <= period.start]
        return (before[-1] if before else near[0]).key
    return next(iter(whole)) if len(whole) == 1 else ("refund" if whole == {"refund", "withdraw_event"} else "")


def _clear(hits: tuple[Hit, ...]) -> list[Hit]:
    """Without the hits that lie inside a longer one of another key."""
    return [h for h in hits if not any(o is not h and o.start <= h.start and h.end <= o.end for o in hits)]


def _plausible(period: periods.Period) -> bool:
    return period.unit != "hour" and 0 < period.days <= _LONGEST


def _period(told: StatementText, clause: Span, period: periods.Period) -> Found[Period]:
    value = Period(period.days, "business" if period.unit == "business_day" else "calendar")
    return Found(value, told.evidence(clause, period.start))


def withdrawal_denial(shop: ShopPages) -> Fact[str]:
    """A sentence that refuses the right or the refund, without a condition or a legal exception beside it."""
    found = clauses(texts(shop, *TEXTS), "denial", _refuses)
    return merged(found) if found else shop.not_found(*COVERAGE)


def _refuses(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "exempt", "condition", "unaffected", "delivery"):
        return False
    # "no return will be accepted without the slip": what follows "without" is a condition
    end = max(hit.end for hit in told.within(clause, "denial"))
    return not told.says(Span(end, clause.end), "proviso")


def model_form(shop: ShopPages) -> Fact[str]:
    """The sentence that only the model withdrawal form has (Directive 2011/83/EU, annex I B)."""
    found = clauses(texts(shop, *TEXTS), "model_form")
    return merged(found) if found else shop.not_found(*COVERAGE)
