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
# To send the goods off, in words in which a shop may also speak of its own parcels.
_TO_SEND = Sieve(
    r"(?<!\w)(?:poster|expedier|envoyer|renvoyer|retourner|remettre|deposer|ramener|"
    r"op de post|te versturen|te sturen|terug ?te (?:sturen|zenden)|terug te bezorgen|"
    r"abzuschicken|abzusenden|absenden|abschicken|verschicken|zuruckzuschicken|zuruckzusenden|zur post|"
    r"auf den weg|bei uns (?:eintreffen|sein|"
    r"ankommen|eingehen)|"
    r"(?<!a )(?<!the )(?<!your )(?:post|ship|send|mail|return|drop (?:it|them))|"
    r"enviar\w*|mandar\w*|devolver\w*|remitir\w*|"
    r"spedir\w*|rispedir\w*|rimandar\w*|inviar\w*|restituir\w*|nadac|nadanie|wyslac|wyslanie|odeslac|odeslanie)(?![\w-])"
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
        return _TO_SEND.search(behind) is not None
    if _OURS.search(before) is not None:
        return False
    return _MUST.search(before) is not None and _TO_SEND.search(before + behind) is not None
