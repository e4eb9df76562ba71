"""What stands below a heading or behind a label: "My money?" and then "Sixty days after we have looked at it"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from checks.contract_facts import ReturnPeriod
from checks.facts import Found, Period
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.questions import answered
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import clean

_WITHDRAWN = ("withdraw_right", "withdraw_hint", "withdraw_event", "withdraw_free")
_LABEL = 60  # characters of a line in which its label stands
_NUMBER = 12  # of a line before its label: "Art. 5. ", "- "
_TITLE_WORDS = 9
_MONEY = Sieve(
    r"(?<!\w)(?:remboursements?|(?:mon|votre|ton|l')\s?argent|quand (?:suis-je|serai-je|serez-vous|est-on) rembours\w+|"
    r"terugbetaling\w*|(?:uw|mijn|je|het) geld(?: terug)?|(?:ruck)?erstattung\w*|ruckzahlung\w*|"
    r"(?:ihr|mein|dein|das|ihres) geld(?:es)?(?: zuruck)?|refunds?|reimbursement|(?:my|your|the) money(?: back)?|"
    r"reembolsos?|(?:su|mi|tu|el) dinero|cuando me (?:devuelven|devolveis|reembolsan)|devolucion del? (?:dinero|"
    r"importe)|"
    r"rimbors[oi]|(?:il|i) (?:suo |tuo |mio |suoi |tuoi |miei )?(?:denaro|soldi)|(?:o|meu) (?:seu |meu )?dinheiro|"
    r"devolucao do (?:dinheiro|valor)|zwrot (?:platnosci|pieniedzy|srodkow|naleznosci)|(?:twoje |"
    r"moje )?pieniadze)(?!\w)"
)
PARCEL = Sieve(
    r"(?<!\w)(?:(?:le )?retour|renvoi|(?:le )?renvoyer|terugsturen|terugzend\w+|(?:de )?retour|rucksendung|"
    r"zurucksenden|"
    r"zuruckschicken|send(?:ing)? (?:it |them )?back|return(?:ing)? (?:it|the goods|goods|items?)|the parcel|"
    r"devolver(?:lo)?|envio de vuelta|quien paga la devolucion|el paquete|il pacco|la restituzione|restituire|"
    r"rispedire|"
    r"devolver|devolucao|envio de volta|(?:o )?regresso|(?:o )?retorno|el regreso|la vuelta|il ritorno|il reso|"
    r"odeslanie|odsylanie|zwrot (?:towaru|rzeczy|przesylki))(?!\w)"
)
# Money that goes back, in other verbs than those of the law.
_PAID_BACK = Sieve(
    r"(?<!\w)(?:recredit\w+|(?:somme|montant|prix) [^.;\n]{0,30}(?:revers|rend|restitu|vire)\w*|"
    r"(?:remboursement|terugbetaling|(?:ruck)?erstattung|ruckzahlung|refund|reembolso|rimborso|zwrot pieniedzy) "
    r"(?:intervient|a lieu|arrive|est effectue|est fait|gebeurt|volgt|vindt|erfolgt|veranlassen|leisten|is made|"
    r"follows|"
    r"takes place|arrives|se hace|se efectua|se realiza|llega|avviene|arriva|e feito|ocorre|chega|nastepuje|nastapi)|"
    r"(?:stort|storten|boekt|boeken|betaalt|betalen) [^.;\n]{0,50}(?<!\w)terug|"
    r"teruggestort|terugstorten|teruggeboekt|(?:zahlen|uberweisen|erhalten sie) [^.;\n]{0,60}geld [^.;\n]{0,30}zuruck|"
    r"(?:zuruckgezahlt|zuruckuberwiesen|ruckuberwiesen)|money [^.;\n]{0,30}back|pay (?:you|it|everything) back|"
    r"(?:reintegr|abonar)\w+ [^.;\n]{0,30}(?:importe|dinero|cantidad)|(?:dinero|importe) [^.;\n]{0,30}(?:vuelve|"
    r"devuelv\w+)|"
    r"riaccredit\w+|(?:denaro|importo|somma) [^.;\n]{0,30}(?:torna|restituit\w)|restitu\w+ [^.;\n]{0,20}(?:somma|"
    r"denaro|importo)|"
    r"estorn\w+|(?:dinheiro|valor) [^.;\n]{0,30}(?:volta|devolvid\w)|devolvemos (?:o|todo o) (?:dinheiro|valor)|"
    r"(?:oddajemy|zwracamy|przelewamy) [^.;\n]{0,30}(?:pieniadze|srodki|kwote|cene)|"
    r"(?:pieniadze|srodki|kwote) [^.;\n]{0,40}(?:oddajemy|zwracamy|przelewamy|odsylamy|wroca))(?!\w)"
)
# When the consumer has said that the purchase is given up.
_SAID_SO = re.compile(
    r"^(?: \w+){0,3}? (?:(?:votre|cette|l'|cet)\s?(?:annonce|message|courriel|avis|declaration|retractation|decision)|"
    r"(?:uw|dat|dit|deze|die|de|het) (?:bericht|melding|mededeling|verklaring|herroeping|kennisgeving)|"
    r"(?:der|ihrer|dieser|ihrem|dem) (?:erklarung|mitteilung|meldung|nachricht|widerruf\w*)|"
    r"(?:(?:your|that|the) )?(?:cancel\w+|notice|message|e-?mail|decision|withdraw\w+)|telling us|"
    r"(?:su|tu|del|al) (?:aviso|mensaje|comunicacion|desistimiento|notificacion|decision)|"
    r"(?:al|dal|del|dalla|alla|della) (?:suo |sua |tuo |tua )?(?:recesso|comunicazione|dichiarazione|messaggio|avviso)|"
    r"(?:a|do|da|ao|o) (?:seu |sua )?(?:mensagem|aviso|comunicacao|resolucao|declaracao|notificacao|retratacao)|"
    r"(?:tej |twojej |tego |zlozenia )?(?:wiadomosci|oswiadczenia|odstapienia|zawiadomienia))(?!\w)"
)
_SENT = Sieve(
    r"(?<!\w)(?:rapport\w+|ramen\w+|renvoy\w+|retourn\w+|repart\w+|terug\w*|zuruck\w*|ruck\w+|back|return\w*|post\w*|"
    r"salir|sale|enviar|mandar|devolver|devuelv\w+|sped\w+|rispe\w+|restitu\w+|rimand\w+|ripart\w+|voltar|devolv\w+|"
    r"ode[sz]\w+|ods[yz]\w+|odda\w+)(?!\w)"
)
# The trader fetches the goods, sends a label or an answer.
_OURS = Sieve(
    r"(?<!\w)(?:we|nous (?:vous )?\w+ons|wij|wir|\w+[aei]mos|\w+iamo|\w+(?:amy|emy|imy)|"
    r"collect\w*|pick\w* up|fetch\w*|enlev\w+|cherch\w+|ophal\w+|haalt|abhol\w*|abgeholt|recog\w+|ritir\w+|recolh\w+|"
    r"odbier\w+|odbior\w*|kurier\w*|courier|transporteur|spediteur|labels?|etiket\w*|etiquet\w*|etichett\w*|etykiet\w*|"
    r"retourschein\w*|answer\w*|repl\w+|repon\w+|antwort\w*|antwoord\w*|respon\w+|rispo\w+|odpowie\w+)(?!\w)"
)
# A time in which to ask for it, a refusal, a rule that lasts, a consumer who pays.
_ASKED = Sieve(
    r"(?<!\w)(?:demand\w+|sollicit\w+|solicit\w+|chied\w+|richied\w+|peca|pedir|pede|pedido|popros\w*|wniosk\w+|"
    r"vraag\w*|"
    r"aanvra\w+|verlang\w*|beantrag\w*|anforder\w*|ask\w*|request\w*|claim\w*|not|no|never|cannot|pas|aucun\w*|jamais|"
    r"ne|niet|geen|nooit|nicht|kein\w*|nunca|ningun\w*|non|nessun\w*|mai|nao|nenhum\w*|nie|zadn\w+|"
    r"reste|restent|valable\w*|geldig|gultig|valid|valido|wazn\w|de klant betaalt|der kunde zahlt|le client|"
    r"the customer pays|si|if|when|quand|lorsque|wenn|falls|als|indien|wanneer|cuando|quando|se|jesli|jezeli|gdy|"
    r"only if)(?!\w)"
)
# "For 100 days you can send back any pan": a time of the consumer's.
_YOURS = Sieve(
    r"(?<!\w)(?:you (?:can|may|have)|vous (?:pouvez|avez|disposez)|sie (?:konnen|haben|durfen)|(?:konnen|haben) sie|"
    r"u (?:kunt|hebt|mag)|(?:kunt|hebt|mag) u|puede\w*|tiene\w*|puo|puoi|ha|hai|pode\w*|tem|tens|mozesz|mozna|"
    r"masz)(?!\w)"
)
_LASTS = re.compile(
    r"(?<!\w)(?:for|during|pendant|durant|durante|gedurende|wahrend|per|przez|por|au-dela d[eu]|beyond|more than|"
    r"mehr als|"
    r"uber|oltre|mas de|mais de|meer dan|powyzej) $"
)
# Other money, and other times than the trader's: a fault, a gift, a bank, goods that never came, a date of asking.
_OTHER = Sieve(
    r"(?<!\w)(?:banks?|banques?|bancos?|banca|banche|banku|banken|releve|extracto|estratto|kontoauszug|wyciag\w*|"
    r"indisponib\w+|non livr\w+|niet geleverd|nicht geliefert|not delivered|no entreg\w+|non consegn\w+|"
    r"nao entreg\w+|nie dostarcz\w+|retard\w*|gift|cadeau\w*|geschenk\w*|regalo|podarunk\w+|rupture|uitverkocht|"
    r"ausverkauft|nicht lieferbar|out of stock|agotad\w+|esaurit\w+|esgotad\w+|"
    r"niedostepn\w+|caution|consigne|statiegeld|waarborg|pfand|kaution|deposit|fianza|cauzione|caucao|kaucj\w+|"
    r"defect\w*|defekt\w*|mangel\w*|mangelhaft\w*|casse\w*|kapot\w*|faulty|roto|rota|rott\w|difettos\w|avariad\w|"
    r"wadliw\w+|"
    r"reklamacj\w+|reclamation\w*|reclamo|reclami|beschwerde\w*|klacht\w*|complaint\w*|reparation\w*|reparatur\w*|"
    r"repair\w*|"
    r"annulons|annuleren wij|stornieren wir|we cancel|annulliamo|cancelamos|anulamos|odwolamy|echange\w*|exchange\w*|"
    r"umtausch\w*|cambio|cambi|troca\w*|wymian\w*|bon|voucher|gutschein\w*|vale|buono|saldo|avoir)(?!\w)"
)
_OTHER_KEYS = ("guarantee_any", "faulty", "trader_right", "reported", "denial", "contract.complaint", "withdraw_not")


def refunds_told(pages: Iterable[StatementText], money: re.Pattern[str]) -> list[Found[Period]]:
    """Within which time money goes back after a withdrawal: behind a label for that, or in verbs of its own.

    So do the answers to questions with words of `money`.
    """
    found = []
    for told in pages:
        asked = (answer for _, answer in answered(told, (m.start() for m in money.finditer(told.flat))))
        for clause in dict.fromkeys((*behind(told, _MONEY), *_clauses(told, _PAID_BACK), *asked)):
            (period, *more) = told.periods_in(clause) or (None,)
            if period is None or more or period.unit == "hour" or not _is_of_withdrawal(told, clause):
                continue
            words = told.flat[clause.start : clause.end]
            if _ASKED.search(words) is not None or _YOURS.search(words) is not None:
                continue
            if _LASTS.search(told.flat, clause.start, period.start) is not None:
                continue
            unit: Literal["calendar", "business"] = "business" if period.unit == "business_day" else "calendar"
            found.append(Found(Period(period.days, unit), told.evidence(clause, period.start)))
    return found


def sent_after(pages: Iterable[StatementText], money: re.Pattern[str]) -> list[Found[ReturnPeriod]]:
    """Until when goods are sent back, counted from when the consumer withdrew, behind a label or in other verbs.

    A sentence with words of `money` tells of that.
    """
    found = []
    for told in pages:
        labelled = set(behind(told, PARCEL))
        starts = (p.start for p in told.periods if p.unit != "hour" and counts_from_notice(told, p.end))
        for clause in dict.fromkeys(map(told.clause, starts)):
            (period, *more) = told.periods_in(clause)
            part = told.part(clause, period.start, period.end)
            sent = clause in labelled or _SENT.search(told.flat[part.start : part.end]) is not None
            paid = money.search(told.flat, clause.start, clause.end) is not None or _is_paid(told, clause)
            ours = _OURS.search(told.flat[clause.start : clause.end]) is not None
            if not more and sent and not paid and not ours and _is_of_withdrawal(told, clause):
                business = period.unit == "business_day"
                value = ReturnPeriod(period.days, "withdrawal", business)
                found.append(Found(value, told.evidence(clause, period.start)))
    return found


def counts_from_notice(told: StatementText, end: int) -> bool:
    """Whether a period that ends at `end` counts from when the consumer said to give up the purchase."""
    return _SAID_SO.search(told.flat[end : end + 50]) is not None


def _is_paid(told: StatementText, clause: Span) -> bool:
    words = told.flat[clause.start : clause.end]
    return told.says(clause, "refund") or any(p.search(words) is not None for p in (_MONEY, _PAID_BACK))


def behind(told: StatementText, labels: Sieve) -> Iterator[Span]:
    """The first sentence below a line that is such a label, or behind one with which a line begins."""
    for match in labels.finditer(told.flat):
        nearest = max(0, match.start() - _LABEL)
        start = told.flat.rfind("\n", nearest, match.start()) + 1
        if not start and nearest:
            continue
        end = told.flat.find("\n", match.end())
        line = Span(start, len(told.flat) if end < 0 else end)
        clause = told.clause(match.start())
        more = told.words(Span(match.end(), clause.end)) > 1
        if (
            match.start() - start <= _NUMBER
            and _ends_label(told, match.end(), line)
            and (more or clause.end < line.end)
        ):
            yield clause if more else next(iter(told.beside(clause, 0, 1)[1:]), clause)
        elif told.words(line) <= _TITLE_WORDS and not told.periods_in(line):
            words = told.text[line.start : line.end].strip()
            if words in told.page.headings or words[-1] in ":?" or len(words) <= len(match[0]) + 2:
                yield from told.beside(told.clause(line.end - 1), 0, 1)[1:]


def _ends_label(told: StatementText, end: int, line: Span) -> bool:
    """Whether a label with which a line begins ends there: at a sign, or with the cell of a table."""
    if told.flat[end : end + 2].strip()[:1] in (":", ".", "?"):
        return True
    return told.text[line.start : end].strip() in _cells(told.page)


_CELLS: PerPage[frozenset[str]] = PerPage()


def _cells(page: Page) -> frozenset[str]:
    """The texts of the cells of tables and lists in which labels stand, short ones, read once."""
    if page not in _CELLS:
        told = (clean(cell.text()) for cell in page.tree.css("th, td:first-child, dt"))
        _CELLS[page] = frozenset(words for words in told if len(words) <= _LABEL)
    return _CELLS[page]


def _clauses(told: StatementText, words: Sieve) -> Iterator[Span]:
    yield from dict.fromkeys(told.clause(match.start()) for match in words.finditer(told.flat))


def _is_of_withdrawal(told: StatementText, clause: Span) -> bool:
    """Whether a sentence stands on a page about withdrawing, is the shop's to consumers, and of nothing else."""
    if told.page.role != "withdrawal" and not any(told.of(key) for key in _WITHDRAWN):
        return False
    if told.is_menu(clause) or told.says(clause, *_OTHER_KEYS) or to_traders(told, clause):
        return False
    near = (clause, *told.beside(clause, 1, 0)[:-1])
    return all(_OTHER.search(told.flat[c.start : c.end]) is None for c in near)
