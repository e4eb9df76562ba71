"""Sending goods back as the shop's texts tell it: period, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checks.contract_facts import Condition, ReturnPeriod, WithdrawalCondition
from checks.facts import Fact, Found
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.answers import counts_from_notice, sent_after
from sweep.extract.statements.demands import demanded
from sweep.extract.statements.essentials import LAWFUL_DAYS
from sweep.extract.statements.time_to_send import time_to_send
from sweep.extract.statements.topics import TO_WITHDRAW, topic
from sweep.extract.statements.withdrawal import COVERAGE, plausible
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.periods import Period

_ABOUT_RETURNS = ("send_back", "withdraw_right", "withdraw_event", "refund")


# --- until when ---

_NOT_OURS = ("contract.on_trader", "guarantee_any", "trader_right", "faulty")  # a period for something else


def return_period(shop: ShopPages) -> Fact[ReturnPeriod]:
    """The period for sending back; the shortest that counts from the withdrawal, else the shortest of all.

    A short one in words that are not the law's is unclear: it may be for something else.
    """
    found = [
        Found(ReturnPeriod(p.days, _start(told, clause, p), p.unit == "business_day"), told.evidence(clause, p.start))
        for told in texts(shop, *TEXTS)
        for clause in dict.fromkeys(told.clause(h.start) for h in told.of("send_back"))
        if not told.is_menu(clause) and not told.says(clause, *_NOT_OURS) and not _of_vouchers(told, clause)
        for p in of_its_own(told, clause)
        if plausible(p) and _is_for_sending(told, clause, p)
    ]
    found += [f for told in texts(shop, *TEXTS) for f in time_to_send(told)]
    order = ("withdrawal", "receipt", "")
    loose = [] if found else sent_after(texts(shop, *TEXTS), PAID_BACK)
    if found := found or [f for f in loose if f.value.days >= LAWFUL_DAYS]:
        return merged(sorted(found, key=lambda f: (order.index(f.value.start), f.value.days)))
    return unless_hinted(shop.not_found(*COVERAGE), (Found(f.evidence.quote, f.evidence) for f in loose))


# How long a voucher or a card of ten lessons lasts is no period for sending goods back.
_VOUCHER = re.compile(
    r"(?<!\w)(?:bonos?|(?:gift )?vouchers?|gift cards?|gutschein\w*|bons? d'achat|cartes? cadeaux?|tegoedbon\w*|"
    r"cadeau(?:bon|kaart)\w*|buon[oi] (?:acquisto|regalo|sconto)|carnets?|tarjetas? regalo|karnet\w*|"
    r"cheques? (?:regalo|prenda)|kart\w{1,3} podarunkow\w+)(?!\w)"
)
_HEAD = 25  # characters at the beginning of a sentence


def _of_vouchers(told: StatementText, clause: Span) -> bool:
    return _VOUCHER.search(told.flat, clause.start, min(clause.end, clause.start + _HEAD)) is not None


_BRACKETED = re.compile(r"\([^()\n]{0,300}\)")


def of_its_own(told: StatementText, clause: Span) -> tuple[Period, ...]:
    """The periods of a sentence without those of its brackets, where it has others: "30 days (the law says 14)"."""
    every = told.periods_in(clause)
    asides = [m.span() for m in _BRACKETED.finditer(told.flat, clause.start, clause.end)]
    own = tuple(p for p in every if not any(start < p.start < end for start, end in asides))
    return own or every


PAID_BACK = re.compile(
    r"rembours|reimburs|refund|erstatt|ruckzahl|terugbeta|reembols|rimbors|credit|zwrot (?:pieni|srodk|plat)|"
    # money that is given back by other verbs: "returns all payments", "restitue les sommes", "zwróci cenę"
    r"(?<!\w)(?:sommes? (?:vers|pay|recu)|prix (?:paye|d'achat|de vente)|montant|money|payments?(?!\w)|"
    r"(?:devolucion|restituzione|devolucao|restitution) d(?:e|el|ella|elle|egli|ei|es|u|o|a|os|as)(?: l[aeo]s?)? ?"
    r"(?:l')?(?:precio|importe|dinero|pago|prezzo|somm|import|preco|valor|montante|dinheiro|prix|montant)|"
    r"purchase price|kaufpreis|geld(?!ig)|zahlung|(?:aankoop)?bedrag|aankoopprijs|pagos?(?!\w)|importe|dinero|"
    r"cantidades? (?:pag|abon)|precio (?:pag|de compra)|pagament|somm[ae](?!\w)|import[oi](?!\w)|denaro|"
    r"prezzo (?:pag|d'acq)|valor(?:es)? pago|quantia|dinheiro|preco (?:pag|de compra)|zaplacon|uiszczon|kwot|"
    r"pieniadz|srodk|cene(?!\w)|naleznos)"
)


# What the trader does with a return that came ("is processed within 3 days"), and how long a thing takes.
_HANDLED = re.compile(
    r"(?<!\w)(?:elaborat[oaie]|traitee?s?|traitement|process(?:ed|ing)|procesad[oa]s?|processad[oa]s?|bearbeit(?:et|"
    r"ung)|"
    r"verwerkt|verwerking|rozpatrz\w+|duren|dauern|dauert|in anspruch nehmen|(?:may|can|will) take|takes? up to|"
    r"puede tardar|pode demorar|peut prendre|puo richiedere|moze potrwac)(?!\w)"
)
# "Write to us within 7 days for a replacement": what comes that soon is a word, not the goods.
_ASKED = re.compile(
    r"(?<!\w)(?:contact\w*|contatt\w*|kontakt\w*|(?:write to|notify|inform|tell) us|let us know|scriv\w*|escrib\w*|"
    r"avis\w+|informer|segnal\w+|melden|meldt|zglos\w*)(?!\w)"
)


def _is_for_sending(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a period is for sending goods back, not for paying back, nor for fetching a parcel."""
    part = told.part(clause, period.start, period.end)
    if _pays_back(told, clause, period) or _HANDLED.search(told.flat, part.start, part.end):
        return False
    if _ASKED.search(told.flat, part.start, period.start) and not told.says(
        Span(part.start, period.start), "send_back"
    ):
        return False
    if told.says(clause, "withdraw_event"):
        alone = len(told.periods_in(clause)) == 1
        beside = told.says(part, "send_back")
        return (alone or beside) and topic(told, clause, period) in ("send_back", "")
    return topic(told, clause, period) == "send_back" and not _is_delivered(told, clause)


def _pays_back(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a sentence pays money back, unless its words on that stand apart from the period and follow on it.

    "You may return it within 30 days for a full refund"; not "within 5 days of your return, a refund is made".
    """
    if not (PAID_BACK.search(told.flat, clause.start, clause.end) or told.says(clause, "refund")):
        return False
    part = told.part(clause, period.start, period.end)
    sent = any(
        hit.start < period.start or told.says(Span(period.end, hit.start), "receipt")
        for hit in told.within(part, "send_back")
    )
    return not sent or told.says(part, "refund") or bool(PAID_BACK.search(told.flat, clause.start, period.end))


def _is_delivered(told: StatementText, clause: Span) -> bool:
    """Whether a sentence is about delivery: "within 5 days of delivery" only says from when a period counts."""
    reach = -1
    for hit in told.within(clause, "receipt", "delivery"):
        if hit.key == "receipt":
            reach = max(reach, hit.end)
        elif hit.end > reach:
            return True
    return False


def _start(told: StatementText, clause: Span, period: Period) -> Literal["withdrawal", "receipt", ""]:
    if told.says(clause, "withdraw_event") or counts_from_notice(told, period.end):
        return "withdrawal"
    return "receipt" if told.says(clause, "receipt") else ""


# --- conditions ---

_WITH_DUTY: tuple[tuple[Condition, str], ...] = (
    ("unopened", "contract.cond_unopened"),
    ("tags", "contract.cond_tags"),
    ("tried", "contract.cond_tried"),
    ("authorisation", "contract.cond_authorisation"),
    ("reason_asked", "contract.cond_reason"),
)
_ABOVE = 3  # sentences
_STATES = ("contract.cond_unopened", "contract.cond_tags")
_WAYS: tuple[tuple[Condition, str], ...] = (("letter", "contract.cond_letter"), ("phone", "contract.cond_phone"))
_OTHER_WAY = re.compile(r"e-?mail|courriel|mail(?!\w)|formul|online|en ligne|site")


def withdrawal_conditions(shop: ShopPages) -> Fact[tuple[Found[WithdrawalCondition], ...]]:
    """Sentences that set a condition for withdrawing or sending back; wishes and free choices are none."""
    pages = list(texts(shop, *TEXTS))
    found = [f for told in pages for f in _conditions(told)]
    return Found(tuple(found), found[0].evidence) if found else shop.not_found(*COVERAGE)


def _conditions(told: StatementText) -> Iterator[Found[WithdrawalCondition]]:
    for kind, key in _WITH_DUTY:
        for said in clauses([told], key, _is_duty):
            yield Found(WithdrawalCondition(kind, said.value), said.evidence)
    for said in clauses([told], "contract.cond_opened", _bare):
        yield Found(WithdrawalCondition("unopened", said.value), said.evidence)
    for said in clauses([told], "contract.cond_reason", _is_obligation):
        yield Found(WithdrawalCondition("reason", said.value), said.evidence)
    for kind, key in _WAYS:
        for said in clauses([told], key, _is_only_way):
            yield Found(WithdrawalCondition(kind, said.value), said.evidence)
    yield from demanded(told)


def _is_duty(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "guarantee_any", "guarantee_legal") or not told.says(clause, "contract.must"):
        return False
    if _is_denied(told, clause):
        return False
    return told.says(clause, *_ABOUT_RETURNS) or _goes_on(told, clause) or _is_taken(told, clause)


# "Only sealed games are accepted", on the page on withdrawal: taken back is meant.
_TAKEN = re.compile(
    r"(?<!\w)(?:accept\w*|acceptons|reprenons|repris\w*|nehmen wir|angenommen|komen in aanmerking|aanvaard\w*|"
    r"aanvaarden|"
    r"acepta\w*|admit\w*|accett\w*|riprend\w*|aceita\w*|aceitamos|przyjmujemy|przyjmowane)(?!\w)"
)


def _is_taken(told: StatementText, clause: Span) -> bool:
    if told.page.role != "withdrawal" or not told.says(clause, "contract.cond_unopened"):
        return False
    other = told.says(clause, "exempt", "delivery", "contract.seal", "contract.complaint")
    return not other and _TAKEN.search(told.flat, clause.start, clause.end) is not None


def _is_denied(told: StatementText, clause: Span) -> bool:
    """Whether a "not" or a wish takes the duty back; "not worn" and "without signs of use" only say of what state."""
    states = told.within(clause, "contract.unused", "contract.cond_unopened")
    denials = told.within(clause, "contract.no")
    return any(not any(state.start <= no.start < state.end for state in states) for no in denials)


def _goes_on(told: StatementText, clause: Span) -> bool:
    """Whether a sentence on the state of goods goes on after one on returns: "Return it ... It must be unopened".

    On the page on withdrawal that one may stand further above.
    """
    if told.says(clause, "delivery", "guarantee_hint") or not told.says(clause, *_STATES):
        return False
    before = told.beside(clause, _ABOVE if told.page.role == "withdrawal" else 1, 0)[:-1]
    return any(told.says(c, "send_back", "withdraw_right") and not told.is_menu(c) for c in before)


def _bare(told: StatementText, clause: Span) -> bool:
    """A refusal of what was opened that names no goods of a legal exception: files, cosmetics, sealed goods.

    Nor points back to them: "Sealed brushes are excepted. Such opened items we cannot take back."
    """
    opened = told.within(clause, "contract.cond_opened")
    named = [h for h in told.within(clause, "exempt") if not any(h.end == o.end for o in opened)]
    if named or told.says(clause, "guarantee_any", "guarantee_legal"):
        return False
    above = told.beside(clause, 2, 0)[:-1] if told.says(clause, "contract.such") else ()
    return not any(told.says(c, "exempt", "contract.seal") for c in above)


def _is_obligation(told: StatementText, clause: Span) -> bool:
    about = told.says(clause, *_ABOUT_RETURNS) and not told.says(clause, "guarantee_any", "guarantee_legal")
    other = told.says(clause, "contract.no", "faulty", "contract.complaint")
    return about and told.says(clause, "contract.obliged") and not other


def _is_only_way(told: StatementText, clause: Span) -> bool:
    """Whether withdrawing is allowed in this one way only."""
    if not told.says(clause, *TO_WITHDRAW) or told.says(clause, "contract.no", "consent", "proviso"):
        return False
    other = _OTHER_WAY.search(told.flat, clause.start, clause.end)
    return told.says(clause, "contract.only") and other is None
