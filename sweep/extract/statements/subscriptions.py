"""Subscriptions: that one is sold, a free trial that becomes paid, and the element with which one is ended."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from checks.facts import Fact, Found, Unknown
from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.pages.places import attribute_quote
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.meant import is_for_others
from sweep.extract.visit.stated import clauses, merged, texts, unless_hinted
from sweep.extract.words.currencies import AMOUNT
from sweep.extract.words.labels import known, tidy
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

_SOLD = ("product", "listing", "basket", "checkout", "home", "other", "terms")
_LONGEST = 60  # characters of a label
_ENDS = re.compile(
    r"kundigungs|kundigen(?!\w)|gekundigt|(?<!\w)(?:vertrag|abo|abonnement)\w{0,2} (?:hier )?(?:beenden|stoppen)|"
    r"(?<!\w)(?:beenden|mettre fin|"
    r"stopper|arreter|resili(?:er|ation)|se desabonner|aussteigen|schluss machen|ausstieg|abmelden|abbestellen|"
    r"quitter|en finir|cesser|annuler|opzeggen|stoppen|stopzetten|cancel|unsubscribe|end|stop|quit|"
    r"cancelar|anular|dar(?:se|me)? de baja|terminar|disdire|disdici|disdetta|annullare|interrompere|recedere|"
    r"rescindir|desistir|rezygnuj\w*|zrezygnuj|wypowiedz\w*|zakoncz\w*|anuluj)(?!\w)"
)
_BELOW = 4  # clauses below a title in which its price stands
_RECURRING = re.compile(
    r"(?:/\s?|par |pro |per |al |por |a |ogni |na |za |im |je |chaque |elke |cada |jeden |jedes |every |each |"
    r"tous les |todos os |kazdego )(?:mois|monat|maand|month|mes|mese|"
    r"miesiaca?|mc|jahr|an|jaar|year|ano|anno|rok)(?!\w)|mensuel|monatlich|maandelijks|monthly|mensual|mensile|mensal|"
    r"miesieczn"
)


def subscription_offer(shop: ShopPages) -> Fact[str]:
    """A sentence or line that offers a subscription at a price for each month or year.

    One that others sell, that staff get, or of which a post tells, leaves it open.
    """
    pages = list(texts(shop, *_SOLD))
    found = clauses(pages, "contract.subscription", _is_offered)
    found = found or [f for told in texts(shop, "product") for f in _titled(told)]
    if found:
        return merged(found)
    nothing = shop.not_found("product", "home", "terms")
    return unless_hinted(nothing, clauses(pages, "contract.subscription", _has_recurring_price))


# Who else sells subscriptions, what staff are given, and that the shop sells none.
_OF_OTHERS = Sieve(
    r"(?<!\w)(?:hersteller\w*|verlag\w*|zeitschriften?handel|kiosk\w*|drittanbieter\w*|mobilfunk\w*|jobticket\w*|"
    r"deutschlandticket\w*|gehalt\w*|andere(?:n|r|swo)?|anderswo|fabricants?|editeurs?|marchand de journaux|kiosques?|"
    r"operateurs?|transports?|navigo|mutuelle|salaire|salaries|ailleurs|d'autres|"
    r"einmalig\w*|von selbst|ohne verlangerung|nicht verlangert|en une fois|payee? une fois|sans reconduction|"
    r"prend fin|"
    r"(?:ohne|kein) abo\w*|abo-?frei|sans abonnement|(?:pas|aucun) d?'?\s?abonnement|"
    r"(?:verkaufen|bieten|fuhren|brauchen|gibt es)(?: \w+){0,4} (?:nicht|kein\w*)|"
    r"ne (?:vend|propos|fourni)\w+ (?:pas|plus)|"
    r"n'est (?:pas|plus) (?:vendu|propose)\w*)(?!\w)"
)


_RUNS = re.compile(
    r"(?<!\w)(?:lauft|verlangert sich|se renouvelle|est reconduit|loopt door|wordt verlengd|runs (?:on|until)|"
    r"renews)(?!\w)"
)


def _is_priced(told: StatementText, clause: Span) -> bool:
    """Whether a sentence has a price for each month, or tells how one whose price stands before it goes on."""
    if _has_recurring_price(told, clause):
        return True
    before = told.beside(clause, 1, 0)[0]
    if before == clause or "\n" in told.text[before.start : before.end] or told.says(clause, "contract.no"):
        return False
    return _RUNS.search(told.flat, clause.start, clause.end) is not None and _has_recurring_price(told, before)


def _is_offered(told: StatementText, clause: Span) -> bool:
    if not _is_priced(told, clause) or is_for_others(told, clause):
        return False
    if is_reported(told, clause, "contract.subscription"):
        return False
    return _OF_OTHERS.search(told.flat[clause.start : clause.end]) is None


def _titled(told: StatementText) -> list[Found[str]]:
    """The first recurring price in the lines below a title that names a subscription: "14,90 € par mois"."""
    named = next((c for c in _title_lines(told) if told.says(c, "contract.subscription")), None)
    if named is None:
        return []
    below = (c for c in told.beside(named, 0, _BELOW) if c != named and _has_recurring_price(told, c))
    return [Found(told.quote(c), told.evidence(c)) for c in below][:1]


def _title_lines(told: StatementText) -> list[Span]:
    titles = {tidy(heading) for heading in told.page.headings[:1]}
    clauses_of = dict.fromkeys(told.clause(hit.start) for hit in told.of("contract.subscription"))
    return [c for c in clauses_of if tidy(told.text[c.start : c.end]) in titles]


def _has_recurring_price(told: StatementText, clause: Span) -> bool:
    priced = AMOUNT.search(told.flat, clause.start, clause.end) and _RECURRING.search(
        told.flat, clause.start, clause.end
    )
    return bool(priced) and not told.says(clause, "contract.pay_later", "delivery_free", "tax_excluded")


def free_trial(shop: ShopPages) -> Fact[str]:
    """A sentence on a free trial with a recurring price in it or in the one behind it."""
    found = clauses(texts(shop, *_SOLD), "contract.free_trial", _becomes_paid)
    return merged(found) if found else shop.not_found("product", "home", "terms")


def _becomes_paid(told: StatementText, clause: Span) -> bool:
    return any(_has_recurring_price(told, c) for c in told.beside(clause, 0, 2))


def cancel_function(shop: ShopPages) -> Fact[str]:
    """The label of a clickable element with which a subscription is ended, on any page read."""
    found = [f for page in shop.pages for f in _cancels(page, shop.languages)]
    if found:
        return merged(found)
    nothing = shop.not_found("home", "terms", "contact")
    perhaps = next((link.text for page in shop.pages for link in page.links if _may_end(link.text)), "")
    return Unknown("unclear", f"a link may lead to it: {perhaps}") if perhaps else nothing


@lru_cache(maxsize=20_000)
def _may_end(label: str) -> bool:
    """Whether a label of other words speaks of ending a contract: none that is known, and no silence."""
    return 3 < len(label) <= _LONGEST and bool(_ENDS.search(fold(label)))


def _cancels(page: Page, languages: tuple[str, ...]) -> list[Found[str]]:
    labels = _labels(known((page.language, *languages)))
    return [
        Found(" ".join(link.text.split()), page.evidence(attribute_quote(page, link)))
        for link in page.links
        if link.kind in ("a", "button") and 3 < len(link.text) <= _LONGEST and _is_among(link.text, labels)
    ]


@lru_cache(maxsize=20_000)
def _is_among(text: str, labels: frozenset[str]) -> bool:
    """Most labels stand on all pages of their shop."""
    return tidy(text) in labels


@cache
def _labels(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tidy(p) for code in languages for p in lexicon(code)["contract"].get("label_cancel", ()))
