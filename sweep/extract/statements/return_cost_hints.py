"""What may tell who pays for sending goods back, in words of any kind: then the shop is not silent on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from checks.facts import Found
from sweep.extract.pages.sought import stands
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.answers import PARCEL, behind
from sweep.extract.visit.stated import clauses
from sweep.extract.visit.touched import quoted, touches, touching
from sweep.extract.words.currencies import AMOUNT
from sweep.extract.words.needles import Sieve


def hints(pages: Sequence[StatementText]) -> Iterator[Found[str]]:
    """The sentences that may say who pays for a return."""
    yield from clauses(pages, "contract.return_fee")
    yield from clauses(pages, "send_back", _perhaps_costs)
    yield from clauses(pages, "contract.return_hint", _no_refund)
    for told in pages:
        yield from chain(_paying_nearby(told), _answering(told), _fetched(told), _unexplained(told))


def _perhaps_costs(told: StatementText, clause: Span) -> bool:
    """A sentence on returns with an amount, or with words on who pays."""
    paying = told.says(clause, "contract.on_consumer", "contract.on_trader")
    return paying or AMOUNT.search(told.flat, clause.start, clause.end) is not None


# Words on paying; in a sentence near one on sending back they may say who pays for it: "The postage is on you."
_PAYS = Sieve(
    r"(?<!\w)(?:ruck\w{0,7}porto|(?:das|dem|des|kein|zzgl|plus) porto|postage|stamps?|"
    r"brief\w{0,6}marken?|frankier\w*|unfrei\w*|franko|kosten\w*|"
    r"(?:be)?zahl(?:en|t|st)|auf (?:eigene|ihre|deine|eure) (?:rechnung|kappe)|(?:ihre|deine|eure) sache|"
    r"geht auf (?:sie|dich|euch|uns)|umsonst|on the house|you(?:'ll)? pay|you have to pay|"
    r"your own (?:cost|expense|pocket)|"
    r"costs? you|at no cost|on you|on us|nothing to pay|free of charge|yours to pay|frais|a (?:votre|ta) charge|"
    r"vous payez|gratuit\w*|gastos|portes?|a (?:su|tu) cargo|usted paga|spese|a (?:suo|tuo|vostro) carico|custos?|"
    r"por sua conta|paga|betaalt|op eigen kosten|gratis|znacz\w+|koszt\w*|na (?:swoj|wlasny|twoj) rachunek|placi\w*|"
    r"oplac\w*)(?!\w)"
)
# What is paid back, what the goods have lost in value, what faults cost, what goes to the consumer.
_OTHER_COSTS = re.compile(
    r"rembours|reimburs|refund|erstatt|ruckzahl|zahl\w*[^.;\n]{0,200}zuruck|terugbeta|reembols|rimbors|"
    r"zwr[oa]c\w* (?:pan|ci|cal|wszyst|pieni|zaplac|kwot)|zwrot\w* (?:pieni|srodk|plat|cen|kwot)|"
    r"wert(?:verlust|minderung|ersatz)|diminish|deprecia|waardevermindering|svaluta|desvalori|zmniejsz|valeur|"
    r"reparatur|repair"
)
# How a thing travels back: who pays for it is told beside, in words of any kind. Not "a third party, not the carrier".
_CARRIED = Sieve(
    r"(?<!\w)(?:etiquet\w+|etichett\w+|etiket\w*|(?:retour)?label|affranch?\w+|timbre|la poste|correos|ctt|postnl|"
    r"poste italiane|correio|mensajer\w+|(?<!dal )corriere|coursier|retirada|recogida|recolha|ritiro|enlevement|"
    r"ophal\w+|terugreis|terugweg|abholung|paketmarke|courier|collection)(?!\w)"
)
_TAKEN_OFF = re.compile(
    r"dedui|dedu[cz]|descont|abat(?:e|id|im)|rest(?:amos|an|ado)|detra|tratten|togli|aftrekk|inhoud|abzieh|abgezogen|"
    r"einbehalt|deduct"
)
_OTHER_TOPICS = (
    *("refund", "guarantee_any", "delivery_lead", "tax_excluded", "contract.complaint"),
    *("contract.pay_card", "contract.pay_transfer", "contract.pay_cash"),
)
_MONEY = Sieve(  # what was paid for the goods
    r"(?<!\w)(?:betrag\w*|geld\w*|zahlungen|kaufpreis\w*|money|payments?|(?:full|purchase) (?:amount|price)|montants?|"
    r"sommes?|argent|bedrag\w*|importe|dinero|pagos|cantidad|importo|somm[ae]|denaro|soldi|pagamenti|dinheiro|valor|"
    r"(?:be)?zahlt haben|you (?:have )?paid|avez (?:paye|regle|verse)|betaald he(?:bt|eft)|ha pagado|ha pagato|"
    r"avete pagato|pagou|zaplacil\w*|"
    r"montante|pagamentos|kwot\w+|srodk\w+|pieniad\w+|pieniedzy|platnosc\w*)(?!\w)"
)
_NOT = re.compile(
    r"(?<!\w)(?:not|no|can't|cannot|never|nicht|kein\w{0,2}|niet|geen|n'est|ne|pas|non|nao|nie|sin|sem|senza|bez)(?!\w)"
)
_NEARBY = 2  # sentences
_RIGHT = ("withdraw_right", "withdraw_event", "withdraw_free")
_ABOUT = ("send_back", "withdraw_event", "withdraw_right", "refund")


def _paying_nearby(told: StatementText) -> Iterator[Found[str]]:
    """Sentences on paying near one on sending goods back, or anywhere on a page about withdrawal.

    "Send it back within 14 days. The carrier costs about 7 €": they need no word for the way back.
    """
    backs = [c for c in dict.fromkeys(told.clause(h.start) for h in told.of(*_ABOUT)) if not told.is_menu(c)]
    near = dict.fromkeys(c for back in backs for c in told.beside(back, _NEARBY, _NEARBY))
    rights = [c for c in dict.fromkeys(told.clause(h.start) for h in told.of("withdraw_right")) if not told.is_menu(c)]
    behind = {c for right in rights for c in told.beside(right, 0, 2 * _NEARBY)} | near.keys()
    alone = told.page.role == "withdrawal"
    places = [h.start for h in told.of("contract.on_consumer")] + [m.start() for m in _CARRIED.finditer(told.flat)]
    if alone:
        places += [m.start() for m in AMOUNT.finditer(told.flat)]
    said = [c for c in map(told.clause, places) if alone or c in behind]
    said += [c for c in behind if AMOUNT.search(told.flat, c.start, c.end)]
    said += [c for c in near if _PAYS.search(told.flat[c.start : c.end])]
    for clause in dict.fromkeys(said):
        if not told.is_menu(clause) and _own_costs(told, clause):
            yield Found(told.quote(clause), told.evidence(clause))


def _answering(told: StatementText) -> Iterator[Found[str]]:
    """What stands behind a label for the parcel that goes back: "What does a return cost? The postage, 5.49 €"."""
    for clause in dict.fromkeys(behind(told, PARCEL)):
        asked = told.beside(clause, 1, 0)[0]
        paying = _PAYS.search(told.flat[asked.start : clause.end]) is not None
        paying = paying or AMOUNT.search(told.flat, clause.start, clause.end) is not None
        if paying and not told.is_menu(clause) and _own_costs(told, clause):
            yield Found(told.quote(clause), told.evidence(clause))


# "We fetch it for nothing", "use the label that came with it": no word for costs is needed.
_FETCHED = Sieve(
    r"(?<!\w)(?:recog(?:emos|eremos)|recolh(?:emos|eremos)|ritir(?:iamo|eremo)|odbier(?:amy|zemy)|wir holen|holen wir|"
    r"wij halen|halen wij|we halen|we (?:will )?(?:collect|pick)|(?:venons|viendrons) (?:le |la |les )?chercher|"
    r"enlevons|recuperons)(?!\w)[^.;\n]{0,40}"
    r"(?<!\w)(?:gratis|gratuit\w*|free|kostenlos|kostenfrei|bezplatn\w+|za darmo)(?!\w)|"
    r"(?<!\w)(?:beilieg\w+|beigeleg\w+|enclosed|prepaid|pre-paid|jointe?|prepayee?|bijgevoegd\w*|meegestuurd\w*|adjunt\w+|"
    r"prepagad\w+|allegat\w+|prepagat\w+|dolaczon\w+|oplacon\w+)[^.;\n]{0,30}"
    r"(?:label|etikett|etiket|etiquet|etichett|schein|slip|naklejk|etykiet)|retourenlabel"
)


def _fetched(told: StatementText) -> Iterator[Found[str]]:
    """Sentences on a page about withdrawal by which the goods are fetched for nothing, or come with a paid label."""
    if told.page.role != "withdrawal":
        return
    for clause in dict.fromkeys(told.clause(m.start()) for m in _FETCHED.finditer(told.flat)):
        if not told.is_menu(clause) and not told.says(clause, "faulty", "delivery_lead"):
            yield Found(told.quote(clause), told.evidence(clause))


def _unexplained(told: StatementText) -> Iterator[Found[str]]:
    """Sentences on the way back, where returns are told of, that nothing but its price explains.

    "The return leg is yours": nobody can list what people say for paying. But what else they say of the way back, where
    to, within what time, how packed, is told in few words.
    """
    wanted = None if told.page.role == "withdrawal" else _where_returns_are_told(told)
    for clause in touching(told, "back", "stamped"):
        if wanted is not None and clause not in wanted:
            continue
        asked = told.quote(clause).endswith("?")
        whole = Span(clause.start, told.beside(clause, 0, 1)[-1].end) if asked else clause
        if not _is_explained(told, whole) and not (asked and told.says(whole, "withdraw_right")):
            yield quoted(told, whole)


def _is_explained(told: StatementText, clause: Span) -> bool:
    if told.says(clause, "placeholder", "guarantee_any", "contract.complaint"):
        return True
    repaid = stands(told, _MONEY, clause) or _OTHER_COSTS.search(told.flat, clause.start, clause.end)
    if repaid and not _NOT.search(told.flat, clause.start, clause.end):
        return True  # of a refund; "what the post office asks is not refunded" is of the way back
    if touches(told, clause, "paying", "stamped", "bearing") or AMOUNT.search(told.flat, clause.start, clause.end):
        return False
    return bool(told.periods_in(clause)) or told.says(clause, *_RIGHT) or touches(told, clause, "explained")


def _where_returns_are_told(told: StatementText) -> frozenset[Span]:
    backs = [c for c in dict.fromkeys(told.clause(h.start) for h in told.of(*_ABOUT)) if not told.is_menu(c)]
    return frozenset(c for back in backs for c in told.beside(back, _NEARBY, _NEARBY))


def _own_costs(told: StatementText, clause: Span) -> bool:
    if told.says(clause, *_OTHER_TOPICS):
        return False
    if AMOUNT.search(told.flat, clause.start, clause.end) and _TAKEN_OFF.search(told.flat, clause.start, clause.end):
        return True  # "5 € are taken off the refund"
    return _OTHER_COSTS.search(told.flat, clause.start, clause.end) is None


def _no_refund(told: StatementText, clause: Span) -> bool:
    """Not a sentence that pays back what the consumer paid."""
    return not told.says(clause, "refund", "guarantee_any")
