"""A period for sending back, behind which nothing is taken back any more: "you have 7 days, after that it is too late".

With these words a shop ends the right of who has changed one's mind, whatever it calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.facts import Found, Period
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.meant import is_for_others, is_row_of_columns
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve
from sweep.extract.words.periods import Period as Stated

_ENDED = Sieve(
    r"(?<!\w)(?:"
    r"(?:passe (?:ce delai|ces \w+ jours)|ensuite|apres (?:ca|cela)|au-dela)[^.;\n]{0,40}(?<!\w)(?:trop tard|"
    r"plus (?:possible|"
    r"accept\w+|repris|rembours\w+|de retour)|n(?:e |')(?:reprenons|acceptons|pouvons|"
    r"pourrons)[^.;\n]{0,12} (?:plus|pas))|"
    r"(?:daarna|voorbij|verstreken|later)[^.;\n]{0,40}(?<!\w)(?:niet meer|te laat|geen retour\w*)|"
    r"(?:danach|spater|nach ablauf|anschließend)[^.;\n]{0,40}(?<!\w)(?:nicht mehr|nichts mehr|zu spat|"
    r"keine (?:ruckgabe|"
    r"rucknahme|retoure)\w*)|"
    r"after (?:that|this|those)[^.;\n]{0,40}(?<!\w)(?:it's yours|too late|no longer|no (?:returns|refunds)|"
    r"can't|cannot|"
    r"won't|don't)|"
    r"(?:pasad\w|transcurrid\w|despues|a partir de ahi)[^.;\n]{0,40}(?<!\w)(?:ya no|no (?:podemos|podremos|se|acept\w+|"
    r"admit\w+)|tarde)|"
    r"(?:dopo|oltre|trascors\w|passat\w)[^.;\n]{0,40}(?<!\w)(?:non (?:\w+ ){0,2}(?:piu|accett\w+|possibile)|tardi)|"
    r"(?:depois|passad\w|apos|findo)[^.;\n]{0,40}(?<!\w)(?:ja nao|nao (?:aceit\w+|podemos|e possivel)|tarde)|"
    r"(?:potem|po tym (?:terminie|czasie)|pozniej)[^.;\n]{0,40}(?<!\w)(?:nie (?:przyjm\w+|mozna|mozemy|"
    r"uzna\w+)|za pozno)"
    r")(?!\w)"
)
_ARRIVED = re.compile(
    r"(?<!\w)(?:recep\w+|recu\w?|livraison|arriv\w+|ontvang\w+|levering|binnen is|bezorg\w+|erhalt\w*|empfang|"
    r"lieferung|"
    r"ankunft|receipt|receiv\w+|deliver\w+|recib\w+|llega\w*|entrega|ricev\w+|ricezione|consegna|receb\w+|"
    r"rececao|chega\w*|"
    r"otrzyma\w+|odbioru|dostaw\w+|odebrania)(?!\w)"
)
_SENT = re.compile(
    r"(?<!\w)(?:renvoy\w+|retourn\w+|rendre|terug\w*|retour\w*|zuruck\w*|(?:send|bring) [^.;\n]{0,20}back|return\w*|"
    r"devol\w+|devuel\w+|restitu\w+|rimand\w+|rend\w+|rispedi\w+|ode[sz]l\w+|odda\w+|zwro\w+|zwrac\w+)(?!\w)"
)
# For what else goods go back, or other things are asked for.
_OTHER = Sieve(
    r"(?<!\w)(?:casse\w*|abime\w*|endommag\w*|defect\w*|defekt\w*|damag\w*|broken|faulty|wrong|beschadig\w*|kapot\w*|"
    r"kaputt\w*|mangel\w*|verkeerd\w*|falsch\w*|rot[oa]s?|danad\w+|equivocad\w+|rott[oaie]|guast\w+|difett\w+|"
    r"sbagliat\w+|"
    r"danific\w+|avariad\w+|partid\w+|defeit\w*|uszkodz\w+|wadliw\w+|pomyl\w+|echang\w+|exchang\w+|swap\w*|umtausch\w*|"
    r"umzutauschen|tauschen|ruil\w*|omruil\w*|cambi\w+(?! (?:idea|de (?:idea|opinion|parecer))(?!\w))|troc\w+|"
    r"wymian\w+|wymieni\w+|loyer|location|louer|"
    r"huur\w*|miet\w*|"
    r"gemietet\w*|rent\w*|hire|loan\w*|pret\w*|alquil\w+|noleggi\w+|alug\w+|wypozycz\w+|consigne\w*|pfand\w*|"
    r"deposit\w*|"
    r"pieces? d'origine|altteil\w*|etiquet\w*|label\w*|etikett\w*|etichett\w*|etykiet\w*|colis retour|bewertung\w*|"
    r"review\w*|recensi\w*|opini\w*|resena\w*|extra|free|gratuit\w*|gratis|kostenlos\w*|kostenfrei\w*|"
    r"darmow\w+|bezplatn\w+|zusatzlich\w*|freiwillig\w*|kulanz\w*|coulance)(?!\w)"
)
_NEITHER = (
    "faulty",
    "contract.complaint",
    "guarantee_any",
    "trader_right",
    "in_store",
    "extension",
    "reported",
    "exempt",
)
_LONGEST = 13  # days: what ends later may be the law's own end


def ended(pages: Iterable[StatementText]) -> Iterator[Found[Period]]:
    """Short periods from the receipt on, behind which the shop says that it takes nothing back."""
    for told in pages:
        for clause in dict.fromkeys(told.clause(match.start()) for match in _ENDED.finditer(told.flat)):
            both = told.beside(clause, 1, 0)
            days = {p.days for near in both for p in told.periods_in(near)}
            for near in both if len(days) == 1 else ():
                first = next(iter(told.periods_in(near)), None)
                if first is not None and _is_for_a_change_of_mind(told, near, first):
                    whole = Span(near.start, clause.end)
                    yield Found(Period(first.days, "calendar"), told.evidence(whole, first.start))


def _is_for_a_change_of_mind(told: StatementText, clause: Span, period: Stated) -> bool:
    """Whether a consumer has a period from the receipt on for sending back, and not what is broken or exchanged."""
    if told.page.role != "withdrawal" or period.unit not in ("day", "week") or period.days > _LONGEST:
        return False
    words = told.flat[clause.start : clause.end]
    if _ARRIVED.search(words) is None or _SENT.search(words) is None:
        return False
    above = told.beside(clause, 2, 0)
    around = told.beside(clause, 1, 1)
    if any(_OTHER.search(told.flat[c.start : c.end]) is not None for c in (*above, *around)):
        return False
    other = any(told.says(c, *_NEITHER) or to_traders(told, c) for c in above)
    return not (other or is_for_others(told, clause) or is_row_of_columns(told, clause) or is_reported(told, clause))
