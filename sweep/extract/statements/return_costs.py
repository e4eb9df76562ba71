"""Who pays for sending goods back after withdrawal, as the shop's texts tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checks.contract_facts import ReturnCosts
from checks.facts import Fact, Found
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.statements.return_cost_hints import hints
from sweep.extract.statements.withdrawal import COVERAGE
from sweep.extract.visit.stated import TEXTS, merged, texts, unless_hinted
from sweep.extract.words.currencies import AMOUNT

_FAR = re.compile(r"(?<!\w)(?:chin[ae]|chiny|chinach|hong ?kong|shenzhen|guangdong|zhejiang|shanghai)(?!\w)")


def return_costs(shop: ShopPages) -> Fact[ReturnCosts]:
    """The sentences that say who pays for sending goods back after withdrawal.

    "Free from Portugal; from elsewhere you pay" is both, and both sentences are kept.
    """
    pages = list(texts(shop, *TEXTS))
    said = [one for told in pages for one in _costs(told)]
    said.sort(key=lambda one: (not one.found.value.far, one.found.value.payer))
    if len({one.found.value.payer for one in said}) > 1:
        said = [one for one in said if one.found.value.payer != "trader" or not _is_aside(one)]
    first = {one.found.value.payer: one.found for one in reversed(said)}
    if len(first) > 1:
        best = merged([*(first[payer] for payer in sorted(first)), *(one.found for one in said)])
        return Found(ReturnCosts("both"), best.evidence, best.more)
    if said:
        return merged([one.found for one in said])
    if (essential := essentials.return_costs(shop)) is not None:
        return essential
    return unless_hinted(shop.not_found(*COVERAGE), hints(pages))


class _Said(NamedTuple):
    """What a sentence says of the payer."""

    told: StatementText
    clause: Span
    found: Found[ReturnCosts]


def _costs(told: StatementText) -> Iterator[_Said]:
    for clause in dict.fromkeys(told.clause(h.start) for h in told.of("contract.return_fee", "contract.returns_free")):
        fee = told.within(clause, "contract.return_fee", "contract.returns_free")[0]
        payer = "" if told.quote(clause).endswith("?") else _payer(told, clause)
        if payer and not told.is_menu(clause) and not told.says(clause, "placeholder"):
            far = bool(_FAR.search(told.flat, clause.start, clause.end))
            yield _Said(told, clause, Found(ReturnCosts(payer, far), told.evidence(clause, fee.start)))
    for clause in dict.fromkeys(told.clause(h.start) for h in told.of("send_back")):
        if _TO_CONSUMER.search(told.flat, clause.start, clause.end) or told.quote(clause).endswith("?"):
            continue
        if told.says(clause, "contract.return_fee", "guarantee_any"):
            continue
        if any(not _is_traders(told, h) for h in told.within(clause, "contract.on_consumer")):
            far = bool(_FAR.search(told.flat, clause.start, clause.end))
            yield _Said(told, clause, Found(ReturnCosts("consumer", far), told.evidence(clause)))


# Goods that are not taken back, and go to the consumer again at the consumer's cost.
_TO_CONSUMER = re.compile(
    r"(?<!\w)vous (?:etre|sera|seront) (?:retourn|renvoy)|(?:retourne|renvoye)e?s? au client(?!\w)|"
    r"(?:returned|sent back|shipped back) to (?:you|the (?:customer|buyer|sender))(?!\w)|"
    r"devuelt[oa]s? al (?:cliente|remitente)|(?:rispedit|restituit)[oaie] al (?:cliente|mittente)|"
    r"devolvid[oa]s? ao (?:cliente|remetente)|"
    r"an (?:sie|den kunden) zuruck|naar (?:u|jou|de klant) terug|odeslan\w+ do (?:klienta|kupujacego|nadawcy)"
)


_NOT = re.compile(r"(?<!\w)(?:nicht|not|no|niet|non|nao|nie|pas) $")
# "The costs of return we do not bear": the "not" stands behind, and not in a condition.
_NOT_BEHIND = re.compile(
    r" (?:(?!als |indien |wenn |falls |wanneer |die |das |dat |dass )[^.,;\n ]+ ){0,5}(?:nicht|niet)"
    r"(?! nur| alleen)(?!\w)"
)
_NOT_REACH = 6  # characters


def _is_denied(told: StatementText, hit: Hit) -> bool:
    return _NOT.search(told.flat, max(0, hit.start - _NOT_REACH), hit.start) is not None


def _is_unpaid(told: StatementText, hit: Hit) -> bool:
    return _is_denied(told, hit) or _NOT_BEHIND.match(told.flat, hit.end) is not None


# What shops must take back without pay when they sell the like: no return of what was bought.
_WASTE = re.compile(
    r"(?<!\w)(?:altgerat|altbatterie|alte (?:gerat|batterie)|(?:anciens?|vieux) (?:appareil|equipement)|"
    r"(?:appareil|equipement)s? usage|old (?:appliance|device|batter)|oude (?:toestel|apparat|apparaat|batterij)|"
    r"(?:aparatos?|electrodomesticos?) (?:usad|viej|antigu)|(?:apparecch\w+|elettrodomestic\w) (?:usat|vecch)|"
    r"zuzyt\w+ sprzet|(?:equipamentos?|aparelhos?) (?:usad|antig|velh))"
)


def _payer(told: StatementText, clause: Span) -> Literal["consumer", "trader", "both", ""]:
    named = told.within(clause, "contract.on_consumer")
    trader = [*told.within(clause, "contract.on_trader", "contract.returns_free")]
    unpaid = [h for h in trader if h.key == "contract.on_trader" and _is_unpaid(told, h)]
    trader = [h for h in trader if h not in unpaid] + [h for h in named if _is_traders(told, h)]
    on_consumer = unpaid + [h for h in named if not any(_holds(t, h) for t in trader)]
    if on_consumer:
        if any(_is_denied(told, h) for h in on_consumer if h not in unpaid) or says_beside(
            told, clause, "contract", "delivery"
        ):
            return ""
        return "both" if any(_apart(told, clause, h) for h in trader) else "consumer"
    if trader:
        other = told.says(clause, *_FAULTS) or _WASTE.search(told.flat, clause.start, clause.end)
        return "" if other else "trader"  # not of faulty goods, which is another right, nor of old appliances
    return "consumer" if AMOUNT.search(told.flat, clause.start, clause.end) else ""


_TRADER = (
    r"(?:vend(?:eu(?:r|se)|itor[ei]|itrice|edora?)|boutique|magasin|negozio|ditta|tienda|loja|verkoper|winkel|webshop|"
    r"webwinkel|verkaufer\w*|handler\w*|shop|sprzedawc\w+|sprzedajac\w+|sklep\w*|seller|trader|store|merchant|retailer|"
    r"ondernemer)"
)
# "The seller bears", "a cargo de la tienda": the words that often stand for the consumer's part, said of the trader.
_OF_TRADER = re.compile(
    r"[ ']{0,2}(?:(?:exclusive|exclusivo|esclusivo|la|le|el|il|lo|l'|o|los|the|de|du|del|della|dello|dell'|do|da|des|"
    r"van|vom|von|by|of|por|pelo|pela|dal|dalla|za) ?){0,3}" + rf"{_TRADER}(?!\w)"
)
_TRADER_DOES = re.compile(
    rf"(?<!\w){_TRADER} (?:(?:will|shall|must|is|devra|doit|sera|est|debera|debe|es|dovra|deve|moet|zal|muss|wird) )?$"
)
_CONSUMER = re.compile(
    r"(?<!\w)(?:(?:votre|vos|vous|ta|tes|ses|you|yours?|own|uw|jouw?|je|eigen|ihr\w{0,2}|sie|dein\w{0,2}|du|sus?|tus?|"
    r"usted|suo|tu[oae]|vostr\w|su[ae]|seu|teu|voce|twoj)(?!\w)|client|klient|custom|buyer|consum|konsum|kunde|kaufer|"
    r"verbrauch|bestell|klant|koper|compra|usuari|acquir|acheteu|acquere|kupuj|nabyw|zamawia|swoj|wlasn|propri)"
)
_SUBJECT = 40  # characters before a verb


def _is_traders(told: StatementText, hit: Hit) -> bool:
    """Whether words on who pays that name no consumer have the trader as their subject or object."""
    if _CONSUMER.search(told.flat, hit.start, hit.end):
        return False
    if _OF_TRADER.match(told.flat, hit.end):
        return True
    subject = _TRADER_DOES.search(told.flat, max(0, hit.start - _SUBJECT), hit.start)
    return subject is not None and _CONSUMER.match(told.flat, hit.end + 1) is None


def _holds(trader: Hit, consumer: Hit) -> bool:
    """Whether words on the trader hold those on the consumer; "without costs but for those of return" is longer."""
    longer = consumer.start == trader.start and consumer.end > trader.end
    return trader.start <= consumer.start < trader.end and not longer


_FAULTS = ("guarantee_hint", "guarantee_legal", "faulty")
_JUST_BEFORE = 2  # sentences in which it may stand that goods are faulty
_LABEL = re.compile(r"label|etiquet|etichet|etikett|aufkleber|etykiet|(?<!\w)bon (?:de|d')")


def _is_aside(said: _Said) -> bool:
    """Whether a sentence on the trader's paying says nothing on a change of mind, where another says that you pay.

    It is about goods that came broken or wrong, as it or one just before it tells; or promises a label and no more.
    """
    told, clause, _ = said
    freely = told.within(clause, "contract.return_fee", "contract.returns_free")
    promised = all(_LABEL.search(told.flat, h.start, h.end) for h in freely)
    if promised or _IN_THAT_CASE.match(told.flat, clause.start, clause.end):
        return True
    near = told.beside(clause, _JUST_BEFORE, 0)[:-1]
    return any(told.says(c, "faulty") for c in near if not told.says(c, "contract.on_consumer"))


# "You pay, unless it is broken. In that case we do": the trader pays for faults, as everywhere.
_IN_THAT_CASE = re.compile(
    r"\W{0,3}(?:in (?:that|this|such|these|those|diesem|diesen|dat|deze|dit|die|questo|tal|quel|questi) "
    r"(?:a )?(?:cases?|fall|fallen|geval\w*|casi?)|dans ce(?:s|tte)? (?:cas|situation)|"
    r"en (?:ce|tal|este|ese|estos) casos?|"
    r"nes[st]es? casos?|em tal caso|w (?:takim|tym|takich|tych) (?:przypadku|przypadkach|wypadku)|dann )"
)
# What follows sets the trader's part of a sentence under a condition: "you pay, unless we offer to".
_UNLESS = re.compile(
    r"(?<!\w)(?:unless|except|sauf|hormis|excepte|salvo|excepto|a menos que|a meno che|tranne|eccetto|exceto|"
    r"tenzij|behalve|es sei denn|ausser|soweit|sofern|chyba|if|si|wenn|falls|als|indien|jesli|jezeli|se)(?!\w)"
)


def _apart(told: StatementText, clause: Span, trader: Hit) -> bool:
    """Whether the trader pays in a part of its own of a sentence: "returns within Spain are free, others you pay"."""
    part = told.part(clause, trader.start, trader.end)
    of_returns = trader.key == "contract.returns_free" or told.says(part, "contract.return_fee")
    if not of_returns or told.says(part, "contract.on_consumer") or told.says(clause, *_FAULTS):
        return False
    return _UNLESS.search(told.flat, clause.start, trader.start) is None
