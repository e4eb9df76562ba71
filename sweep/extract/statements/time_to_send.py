"""Until when goods are to be sent back, told to "you": "after you cancelled you have 5 days to post the parcel"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.contract_facts import ReturnPeriod
from checks.facts import Found
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.meant import is_for_others
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve
from sweep.extract.words.periods import Period

_OTHER = ("guarantee_any", "trader_right", "faulty", "contract.complaint", "in_store", "refund", "consent")
# To send back, or to hand over what then can only be the goods.
_TO_RETURN = Sieve(
    r"(?<!\w)(?:renvoyer|retourner|ramener|terug ?te (?:sturen|zenden)|terug te bezorgen|"
    r"zuruckzuschicken|zuruckzusenden|bei uns (?:eintreffen|sein|ankommen|eingehen)|"
    r"(?<!a )(?<!the )(?<!your )return|drop (?:it|them)|devolver\w*|"
    r"rispedir\w*|rimandar\w*|restituir\w*|odeslac|odeslanie)(?![\w-])"
)
# To send off, which much else can be: the goods have to be named.
_TO_SEND = Sieve(
    r"(?<!\w)(?:poster|expedier|envoyer|remettre|deposer|op de post|te versturen|te sturen|"
    r"abzuschicken|abzusenden|absenden|abschicken|verschicken|zur post|auf den weg|"
    r"(?<!a )(?<!the )(?<!your )(?:post|ship|send|mail)|enviar\w*|mandar\w*|remitir\w*|spedir\w*|inviar\w*|"
    r"nadac|nadanie|wyslac|wyslanie)(?![\w-])"
)
_GOODS = re.compile(
    r"(?<![\w-])(?:colis|paquet|biens?|articles?|produits?|marchandise|pakje|pakket\w*|goederen|artikel\w*|"
    r"producten?|waren?|"
    r"paket\w*|sendung|parcel|package|goods|items?|it|them|everything|back|paquete|bien(?:es)?|producto\w*|"
    r"mercancia|caja|"
    r"pacco|beni|bene|prodott\w|merce|pacote|bens|produtos?|artigos?|encomenda|paczk\w+|towar\w*|rzecz\w*|produkt\w*)"
    r"(?!\w)|(?:enviar|mandar|remitir|spedir|inviar)(?:l[aeio]s?|l[oa])(?!\w)"
)
# Who has that time: the consumer.
_YOU_HAVE = re.compile(
    r"(?<!\w)(?:(?:vous|tu) (?:avez|disposez|as|aurez)|(?:heb|hebt|krijg|krijgt) (?:je|u|jij)|(?:je|u) (?:hebt|"
    r"heeft|krijgt)|"
    r"(?:habt|hast|haben) (?:ihr|du|sie)|(?:ihr habt|du hast|sie haben)|you(?:'ve| have)(?: got)?|"
    r"(?:tiene|tienes|tendra|tendras|dispone|dispones)|(?:hai|ha|avete|avra|avrai|dispone)|(?:tem|tens|tera|dispoe)|"
    r"masz|macie|maja panstwo)(?: (?:encore|nog|noch|de|van|uber|another|a further|aun|ancora|ainda|jeszcze)){0,2} ?$"
)
# "Post it back within 5 days", "the goods must reach us within a week".
_MUST = re.compile(
    r"(?<!\w)(?:(?:must|have to|please) (?:post|send|return|ship)|(?:^|[,:;] ?)(?:post|send|ship|return) (?:it|"
    r"them|everything)|"
    r"muss|mussen|doit|doivent|moet|moeten|musst|devi|tienes que|tiene que|tem de|tem que|tens de|musisz|deve|"
    r"devono|debe|deben|devem|musi|musza)(?!\w)[^.;\n]{0,60}$"
)
_NEAR = 70  # characters before and behind a period
_OURS = re.compile(
    r"(?<!\w)(?:we|wij|wir|nous (?:vous|devons)|seller|trader|shop|verkaufer|handler|vendeur|verkoper|"
    r"venditore|vendedor|"
    r"tienda|loja|negozio|sprzedawca|sklep)(?!\w)"
)


def time_to_send(told: StatementText) -> Iterator[Found[ReturnPeriod]]:
    """Periods for sending back that a consumer has from the withdrawal on."""
    for hit in told.of("withdraw_event"):
        clause = told.clause(hit.start)
        if told.is_menu(clause) or told.says(clause, *_OTHER) or _is_for_others(told, clause):
            continue
        for period in told.periods_in(clause):
            if period.start > hit.end and period.unit != "hour" and _is_yours(told, clause, period):
                value = ReturnPeriod(period.days, "withdrawal", period.unit == "business_day")
                yield Found(value, told.evidence(clause, period.start))


def _is_for_others(told: StatementText, clause: Span) -> bool:
    return to_traders(told, clause) or is_for_others(told, clause) or is_reported(told, clause)


def _is_yours(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether it is the consumer who has that time, or whose goods must be there by then."""
    before = told.flat[max(clause.start, period.start - _NEAR) : period.start]
    behind = told.flat[period.end : min(clause.end, period.end + _NEAR)]
    if _YOU_HAVE.search(before.rstrip() + " ") is not None or _YOU_HAVE.search(before) is not None:
        return _sends_goods(before, behind)
    if _OURS.search(before) is not None:
        return False
    return _MUST.search(before) is not None and _sends_goods(before, before + behind)


def _sends_goods(before: str, words: str) -> bool:
    if _TO_RETURN.search(words) is not None:
        return True
    return _TO_SEND.search(words) is not None and _GOODS.search(before + words) is not None
