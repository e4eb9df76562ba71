"""What the shop takes out of the right of withdrawal: in sentences, and in lists below "cannot be returned:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checks.contract_facts import WithdrawalExclusion
from checks.facts import Fact, Found
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.answers import behind
from sweep.extract.statements.granted import has_proviso, is_conditional, is_granted, is_overridden, is_reserved
from sweep.extract.statements.meant import is_for_others, is_row_of_columns
from sweep.extract.statements.withdrawal import COVERAGE
from sweep.extract.visit.stated import TEXTS, texts, to_traders
from sweep.extract.words.needles import Sieve

_ITEMS, _ITEM_WORDS = 8, 12  # of a list
_NEAR = 16  # characters between the words for one kind of goods
_NOT_REFUSED = ("extension", "consent", "guarantee_any", "trader_right", "unaffected", "not_excluded", "from_private")
_OF_ELSE = ("delivery", "denial_other", "in_store")  # another refusal than that of the right
_RESERVES = ("condition", *_OF_ELSE)

_KINDS: tuple[tuple[Literal["electronics", "sale", "worn"], str], ...] = (
    ("electronics", "contract.excl_electronics"),
    ("sale", "contract.excl_sale"),
    ("worn", "contract.excl_worn"),
)


def withdrawal_exclusions(shop: ShopPages) -> Fact[tuple[Found[WithdrawalExclusion], ...]]:
    """Sentences that take goods out of the right of withdrawal, with their kind."""
    found = [f for told in texts(shop, *TEXTS) for f in (*_exclusions(told), *_listed(told), *_headed(told))]
    return Found(tuple(found), found[0].evidence) if found else shop.not_found(*COVERAGE)


def _exclusions(told: StatementText) -> Iterator[Found[WithdrawalExclusion]]:
    hits = (*told.of("withdraw_not"), *told.of("denial"))
    for clause in dict.fromkeys(told.clause(h.start) for h in hits):
        if told.is_menu(clause) or not _excludes(told, clause):
            continue
        kind = _exclusion_kind(told, clause)
        if kind:
            yield Found(WithdrawalExclusion(kind, told.quote(clause)), told.evidence(clause))


def _excludes(told: StatementText, clause: Span) -> bool:
    if told.says(clause, *_NOT_REFUSED) or is_reported(told, clause, "denial", "withdraw_not"):
        return False
    return told.says(clause, "denial") or (told.says(clause, "withdraw_not") and told.says(clause, "withdraw_right"))


def _exclusion_kind(told: StatementText, clause: Span) -> Literal["legal", "sale", "electronics", "worn", ""]:
    if told.says(clause, "contract.seal"):
        return "legal" if told.says(clause, "withdraw_right") else ""
    kind = next((name for name, key in _KINDS if told.says(clause, key)), None)
    if kind in ("sale", "electronics") and _is_kept(told, clause, f"contract.excl_{kind}"):
        return ""
    if kind == "sale" and _are_excepted_anyway(told, clause):
        return "legal"
    # "use the form (not for gift cards)" excludes a way to declare the withdrawal, and no goods
    legal = told.says(clause, "exempt") and told.says(clause, "withdraw_right") and not told.says(clause, "form_word")
    return kind or ("legal" if legal else "")


_AND = re.compile(r"(?<!\w)(?:und|oder|sowie|and|or|et|ou|y|o|e|en|of|i|oraz|lub|for|wegen|pour|por|per|om|ze)(?!\w)")
_EVEN = re.compile(
    r", (?:auch|selbst|even|meme|aussi|ook|zelfs|incluso|aunque|anche|pure|mesmo|tambem|nawet|takze)(?!\w)"
)


# "On sale or not", "estén o no rebajados", "Sale hin oder her": the price makes no difference.
_OR_NOT = (
    r"(?:or not|ou (?:non|pas|nao)|oder nicht|hin oder her|of niet|o no|czy nie|lub nie|or (?:full|regular)[ -]price)"
)
_OR_NOT_BEHIND = re.compile(rf"[^,.;\n]{{0,12}}(?<!\w){_OR_NOT}(?= ?(?:[,.;:!)]|$))", re.MULTILINE)
_OR_NOT_BEFORE = re.compile(rf"(?<!\w){_OR_NOT}(?!\w)[^,.;\n]{{0,16}}$")


def _is_whatever_price(told: StatementText, sale: Hit) -> bool:
    before = told.flat[max(0, sale.start - 32) : sale.start]
    return bool(_OR_NOT_BEHIND.match(told.flat, sale.end) or _OR_NOT_BEFORE.search(before))


def _are_excepted_anyway(told: StatementText, clause: Span) -> bool:
    """ "Personalised items in the sale": goods that the law excepts, whatever they cost; "A and B" are two kinds."""
    excepted = told.within(clause, "exempt")[:_ITEMS]
    return bool(excepted) and all(
        _is_whatever_price(told, sale)
        or any(_is_one_kind(told, *sorted((sale, goods), key=lambda h: h.start)) for goods in excepted)
        for sale in told.within(clause, "contract.excl_sale")[:_ITEMS]
    )


def _is_one_kind(told: StatementText, first: Hit, second: Hit) -> bool:
    between = told.flat[first.end : second.start]
    even = _EVEN.match(between)
    apart = "," in between and not even
    return len(between) <= (2 * _NEAR if even else _NEAR) and not apart and _AND.search(between) is None


def _is_kept(told: StatementText, clause: Span, goods: str) -> bool:
    """Whether the right stays for such goods: under a condition, for consumers, or by another part of the text."""
    reserved = is_conditional(told, clause) or has_proviso(told, clause)
    reserved = reserved or told.says(clause, *_OF_ELSE) or to_traders(told, clause)
    kept = is_granted(told, clause, goods) or is_overridden(told, clause) or is_reserved(told, clause)
    return reserved or kept or is_for_others(told, clause) or is_row_of_columns(told, clause)


def _listed(told: StatementText) -> Iterator[Found[WithdrawalExclusion]]:
    """Goods on sale and electronics as items of a list below words that refuse returns."""
    for lead in dict.fromkeys(told.clause(h.start) for h in told.of("denial", "withdraw_not", "contract.excl_title")):
        if not _leads(told, lead):
            continue
        for item in _items(told, lead):
            kind = "" if is_for_others(told, lead) else _exclusion_kind(told, item)
            if kind in ("sale", "electronics") and not told.says(item, "exempt", "contract.no"):
                listed = Span(lead.start, item.end)
                yield Found(WithdrawalExclusion(kind, told.quote(item)), told.evidence(listed, item.start))


# "Exceptions", "Can anything not be sent back?": a heading or a label on the page about withdrawal.
_EXCEPTED = Sieve(
    r"(?<!\w)(?:exceptions?|exclusions?|exclus|uitzonderingen|uitzondering|uitgesloten|ausnahmen?|ausgenommen|"
    r"ausgeschlossen|"
    r"excepciones|excepcion|excluidos|eccezion[ei]|esclusion[ei]|esclusi|excecao|excecoes|exclusoes|wyjatki|wyjatek|"
    r"wylaczenia|"
    r"(?:can(?:not|'t)|may not|what (?:can't|cannot)) (?:be |i )?(?:sent|return\w*|send)(?: back)?|"
    r"not be (?:sent back|returned)|"
    r"ne (?:peut|peuvent|se)[^\n]{0,30} (?:pas|plus)|que no (?:se )?(?:pueda|puede|puedo)[^\n]{0,12} devolver|"
    r"non si (?:puo|possono) (?:restituire|rendere)|non posso (?:restituire|rendere)|nao (?:se )?(?:pode|podem|"
    r"posso)[^\n]{0,8}devolver|"
    r"nicht (?:zuruckgeben|zuruckschicken|widerrufen)|niet (?:terug|retour\w*)|nie mozna (?:zwrocic|oddac))(?!\w)"
)
_OF_PRICES = Sieve(
    r"(?<!\w)(?:code\w*|coupons?(?! de tissu)|gutscheincode|newsletter|kortingscode|rabattcode|codigo\w*|codice|"
    r"kod\w*|livraison|"
    r"liefer\w*|"
    r"levering|deliver\w*|entrega\w*|envio\w*|consegna|spedizion\w*|dostaw\w*|port|portes)(?!\w)"
)


def _headed(told: StatementText) -> Iterator[Found[WithdrawalExclusion]]:
    """Goods on sale below a heading, or behind a label, that tells of exceptions on the page about withdrawal."""
    if told.page.role != "withdrawal":
        return
    for clause in dict.fromkeys(behind(told, _EXCEPTED)):
        if told.says(clause, "contract.no", "exempt", *_RESERVES, *_NOT_REFUSED) or to_traders(told, clause):
            continue
        if told.periods_in(clause) or told.words(clause) > _ITEM_WORDS or _is_kept(told, clause, "contract.excl_sale"):
            continue
        near = told.beside(clause, 1, 0)
        priced = any(_OF_PRICES.search(told.flat[c.start : c.end]) is not None for c in near)
        if not priced and told.says(clause, "contract.excl_sale"):
            yield Found(WithdrawalExclusion("sale", told.quote(clause)), told.evidence(clause))


def _leads(told: StatementText, clause: Span) -> bool:
    """Whether a list of what is refused may follow: "These cannot be returned:", or a title that says as much."""
    if told.says(clause, *_RESERVES, *_NOT_REFUSED):
        return False
    words = told.quote(clause)
    if told.says(clause, "contract.excl_title"):
        return words.endswith(":") or words in told.page.headings
    return words.endswith(":") and _excludes(told, clause)


def _items(told: StatementText, lead: Span) -> Iterator[Span]:
    """The short lines below a lead, up to the next title or longer text."""
    for item in told.beside(lead, 0, _ITEMS)[1:]:
        words = told.quote(item)
        if words in told.page.headings or words.endswith(":") or told.words(item) > _ITEM_WORDS:
            return
        yield item
