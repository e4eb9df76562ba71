"""What a shop demands before it accepts a withdrawal, in words of its own: a reason that it finds good, a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.contract_facts import WithdrawalCondition
from checks.facts import Found
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.meant import is_for_others
from sweep.extract.statements.topics import TO_WITHDRAW
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve

_ABOUT_RETURNS = ("send_back", *TO_WITHDRAW)
_OF_FAULTS = ("guarantee_any", "guarantee_legal", "faulty", "consent", "trader_right", "in_store")
# "Without a valid reason": only a reason that is weighed is one that must be given.
_NO_GOOD_REASON = Sieve(
    r"(?<!\w)(?:sans (?:un |une |aucun |aucune )?(?:motif|raison|justification|explication)s? "
    r"(?:valable|legitime|serieu|recevable|justifie)\w*|"
    r"zonder (?:een )?(?:geldige|goede|gegronde|duidelijke) reden|"
    r"ohne (?:einen |eine )?(?:triftig|gultig|gut|wichtig|nachvollziehbar|berechtigt|anerkannt)\w* (?:grund|grunde|"
    r"begrundung)|"
    r"without (?:a |any )?(?:good|valid|proper|genuine|legitimate) reasons?|"
    r"sin (?:una? |ningun |ninguna )?(?:causa|motivo|razon) (?:justificad|valid|de peso)\w*|"
    r"senza (?:un |una )?(?:(?:valid|giustificat|buon|seri)\w* (?:motivo|ragione)|"
    r"(?:motivo|ragione|motivazione) (?:valid|giustificat|seri)\w*)|"
    r"sem (?:um |uma )?(?:motivo|razao|justificacao) (?:valid|justificad|atendive|aceitave)\w*|"
    r"bez (?:podania )?(?:wazn|uzasadnion|istotn|konkretn)\w* (?:powodu|przyczyny))(?!\w)"
)
_REFUSED = re.compile(
    r"(?<!\w)(?:(?:nous |on |sera |seront |est |sont )(?:le |les |la )?(?:refus|rejet)\w+|"
    r"(?:n'|ne )\w*[^.;\n]{0,25}(?:accept|repr|rembours)\w*|"
    r"(?:nemen|aanvaarden|accepteren)(?: wij| we)?[^.;\n]{0,20} (?:niets?|geen)|niet (?:aanvaard|geaccepteerd)|"
    r"sturen (?:wij|we)[^.;\n]{0,30} terug|"
    r"(?:wordt|worden|weigeren|wijzen)[^.;\n]{0,25} (?:geweigerd|afgewezen|wij|we|af)|"
    r"(?:erkennen|akzeptieren|nehmen|bearbeiten)(?!\w)[^.;\n]{0,30} nicht|lehnen(?!\w)[^.;\n]{0,30} ab|"
    r"nicht (?:anerkannt|akzeptiert|angenommen|bearbeitet)|abgelehnt|zuruckgewiesen|"
    r"(?:will|shall|can) (?:refuse|reject|decline)|(?:be|is|are) (?:refused|rejected|declined)|"
    r"(?:don't|do not|won't|will not|cannot|can't) (?:accept|take)|not (?:be )?(?:accepted|taken back)|"
    r"no (?:la |lo |las |los |se )?(?:acept|admit|tramit)\w*|(?:rechaz|deneg)\w+|"
    r"(?:viene|vengono|verra|sara|saranno) (?:respint|rifiutat)\w+|non (?:lo |la |li |si )?accett\w+|"
    r"nao (?:a |o |as |os |se |sera |e )?aceit\w*|(?:recus|rejeit)a\w*|"
    r"(?:zostanie|bedzie|beda|zostana) (?:odrzucon|odmowion)\w+|nie (?:przyjm|uzna|akceptuj|rozpatr)\w+|"
    r"odrzucamy)(?!\w)"
)
# "No return is refused without a good reason."
_NONE_REFUSED = re.compile(
    r"(?<!\w)(?:no|none|kein\w*|aucune?|geen|ningun\w*|nessun\w*|nenhum\w*|zadn\w+)(?!\w)[^.;\n]{0,60}"
    r"(?:refus|reject|declin|abgelehn|lehnen|geweiger|afgewez|weiger|rechaz|deneg|rifiut|respin|recus|rejeit|odrzuc|odmow)"
    r"|(?:refus|reject|lehnen|weiger|rechaz|deneg|rifiut|respin|recus|rejeit|odrzuc|odmaw)\w*[^.;\n]{0,20}"
    r"(?<!\w)(?:no|kein\w*|aucune?|geen|ningun\w*|nessun\w*|nenhum\w*|zadn\w+)(?!\w)"
)
# Who or what else may refuse or be refused.
_OTHERS = re.compile(
    r"(?<!\w)(?:carriers?|couriers?|post(?:man)?|transporteur\w*|coursier\w*|facteur|koerier\w*|bezorger\w*|"
    r"paketdienst\w*|kurier\w*|spediteur\w*|mensajer\w+|transportista\w*|corriere|trasportatore|transportadora|"
    r"kurier\w*|orders?|commandes?|bestellung\w*|bestelling\w*|pedidos?|ordin[ei]|zamowieni\w*|reviews?|avis|"
    r"bewertung\w*|beoordeling\w*|opinion\w*|recension\w*|opini\w*)(?!\w)"
)
# A refusal that is refused ("we never reject"), and what is granted beyond the period of the law.
_NEVER = re.compile(r"(?<!\w)(?:jamais|never|nooit|nie(?= \w+ wir)|niemals|nunca|mai|nigdy)(?!\w)")
_LATER = Sieve(
    r"(?<!\w)(?:passe (?:ce|les?|la)|au-dela|apres (?:les |le |ces |ce )?(?:14|quatorze|delai)|ensuite|"
    r"geste commercial|"
    r"na afloop|daarna|na (?:die |deze |de )?(?:14|veertien)|coulance|nach ablauf|danach|kulanz\w*|"
    r"nach (?:den |diesen )?(?:14|vierzehn)|after (?:that|this|the|those|these|14|fourteen)|afterwards|goodwill|beyond|"
    r"pasad\w+|transcurrid\w+|despues de|trascors\w+|decors\w+|dopo (?:i |questo|tale)|oltre|passad\w+|decorrid\w+|"
    r"depois d\w+|po uplywie|po tym|po 14|potem|pozniej)(?!\w)"
)
_NONE_NEEDED = re.compile(
    r"(?<!\w)(?:no|not|keinen?|nicht|geen|niet|aucune?|pas|rien|ningun\w?|nessun\w?|non|nenhum\w?|nao|nie|"
    r"zadn\w+)(?!\w)"
    r"[^.;\n]{0,30}(?<!\w)(?:reasons?|grunde?|begrund\w+|reden(?:en)?|motifs?|raisons?|justifi\w+|motiv[oi]|"
    r"motivazion[ei]|"
    r"razon|razao|przyczyn\w*|powod\w*|uzasadni\w*)(?!\w)"
)


def demanded(told: StatementText) -> Iterator[Found[WithdrawalCondition]]:
    """Sentences that refuse a withdrawal without a good reason, or one that comes by e-mail and not by letter."""
    for match in _NO_GOOD_REASON.finditer(told.flat):
        clause = told.clause(match.start())
        if _is_refused(told, clause, match.end()) and _is_of_returns(told, clause, match.start()):
            yield Found(WithdrawalCondition("reason", told.quote(clause)), told.evidence(clause))
    for clause in dict.fromkeys(told.clause(match.start()) for match in _NO_E_MAIL.finditer(told.flat)):
        if (
            _SENT.search(told.flat, clause.start, clause.end) is None
            and (letter := _by_letter(told, clause)) is not None
        ):
            whole = Span(min(letter.start, clause.start), clause.end)
            yield Found(WithdrawalCondition("letter", told.quote(whole)), told.evidence(whole))


def _is_refused(told: StatementText, clause: Span, start: int) -> bool:
    if _REFUSED.search(told.flat, start, clause.end) is None:
        return False
    if _NONE_REFUSED.search(told.flat, clause.start, clause.end) is not None:
        return False
    if not told.says(clause, *_ABOUT_RETURNS) and _OTHERS.search(told.flat, clause.start, clause.end) is not None:
        return False
    near = told.beside(clause, 1, 0)
    later = any(_LATER.search(told.flat[c.start : c.end]) is not None for c in near)
    return not later and _NEVER.search(told.flat, clause.start, clause.end) is None


def _is_of_returns(told: StatementText, clause: Span, start: int) -> bool:
    """Whether it is a return that is refused: named in the sentence, or in the one to which it goes on.

    Not where a sentence beside it, or the sentence itself before that, says that no reason is needed: then something
    else is refused.
    """
    if told.says(Span(clause.start, start), "withdraw_free"):
        return False
    around = [c for c in told.beside(clause, 1, 1) if c != clause]
    if any(_NONE_NEEDED.search(told.flat, c.start, c.end) is not None for c in around):
        return False
    if _is_on_withdrawal(told, clause):
        return True
    above = told.beside(clause, 1, 0)[0]
    goes_on = above != clause and not told.flat[clause.start : start].strip(' -"')
    return goes_on and not told.says(above, "withdraw_free") and _is_on_withdrawal(told, above)


def _is_on_withdrawal(told: StatementText, clause: Span) -> bool:
    """Whether a sentence is on withdrawing or sending back, and on nothing faulty; it is the shop's to consumers."""
    if not told.says(clause, *_ABOUT_RETURNS) or told.says(clause, *_OF_FAULTS, "contract.complaint"):
        return False
    return not (is_reported(told, clause) or to_traders(told, clause) or is_for_others(told, clause))


_MAIL = (
    r"(?:e-?mail\w{0,2}|mails?|mailtjes?|courriels?|correos? electronicos?|mejl\w{0,3}|maili|maila|mailem|"
    r"wiadomosci e-?mail\w{0,3})"
)
_NO_E_MAIL = Sieve(
    rf"(?<!\w){_MAIL}(?!\w)(?:,? \w{{1,12}}){{0,4}} (?:n'|(?:ne|pas|niet|geen|nicht|not|no|non|nao|nie|don't|"
    r"aren't|cannot)(?!\w))"
    r"(?! (?:obligatoire|pflicht|verplicht|mandatory|obligatori))"
    r"|(?<!\w)(?:not?|don't|nor|pas|aucun|ni|niet|geen|nicht|kein\w?|non|nao|nie)(?!\w)"
    r"(?! (?:only|seulement|uniquement|alleen|nur|solo|apenas|so|tylko)(?!\w))"
    rf"(?: [\w']{{1,16}}){{0,4}} {_MAIL}(?!\w)"
)
# What the shop sends, or writes on no paper.
_SENT = re.compile(
    r"(?<!\w)(?:we (?:\w+ )?send|versenden wir|(?:ver)?schicken wir|wir (?:ver)?(?:senden|schicken)|"
    r"nous (?:n'|ne )?envoyons|"
    r"(?:wij|we) (?:ver)?sturen|(?:sturen|versturen) (?:wij|we)|enviamos|inviamo|mandiamo|mandamos|wysylamy|"
    r"newsletter\w*|(?:marketing|reclame|werbe|promo)\w*[ -]?e?-?mails?)(?!\w)"
)
# Another way beside the letter, or the letter as an example.
_OTHER_WAY = re.compile(
    rf"(?<!\w)(?:{_MAIL}|formul\w*|online|en ligne|en linea|whatsapp|fax|z\. ?b\.|e\.g\.|zum beispiel|for example|"
    r"par exemple|bijv\w*|por ejemplo|p\. ?ej|ad esempio|por exemplo|np\.|na przyklad)"
)
_PAUSE = re.compile(r"[,;:()]")
_POST = Sieve(
    r"(?<!\w)(?:per (?:post|brief|briefpost)|postweg|by (?:post|letter)|par (?:la poste|courrier(?! elect)|lettre)|"
    r"(?:via|met) de post|per post|por (?:correo(?! electr)|carta|correio(?! electr))|per (?:posta|lettera)|"
    r"(?:listownie|listem|poczta)(?! elektr))(?!\w)"
)


def _by_letter(told: StatementText, clause: Span) -> Span | None:
    """The sentence by which a withdrawal must come by letter, if one that refuses e-mails is it or stands behind it.

    "Registered letters only, e-mails do not count": a letter that one may choose is named without refusing another.
    """
    for near in reversed(told.beside(clause, 1, 0)):
        if (letter := _letter_in(told, near)) is None or told.is_menu(near):
            continue
        head, others = _piece(told, near, letter), _without_refusals(told, near)
        bound = told.says(near, *TO_WITHDRAW) and told.says(head, "contract.only", "contract.must", "contract.obliged")
        denied = any(h.start in others for h in told.within(head, "contract.no"))
        chosen = any(match.start() in others for match in _OTHER_WAY.finditer(told.flat, near.start, near.end))
        return near if bound and not denied and not chosen and _is_on_withdrawal(told, near) else None
    return None


def _piece(told: StatementText, clause: Span, offset: int) -> Span:
    """What stands round a place of a sentence between commas and brackets: "only if you send a letter" is one piece."""
    start = max((m.end() for m in _PAUSE.finditer(told.flat, clause.start, offset)), default=clause.start)
    end = _PAUSE.search(told.flat, offset, clause.end)
    return Span(start, end.start() if end else clause.end)


def _without_refusals(told: StatementText, clause: Span) -> frozenset[int]:
    """The places of a sentence that lie in no words refusing e-mails."""
    refusals = [m.span() for m in _NO_E_MAIL.finditer(told.flat[clause.start : clause.end])]
    inside = {clause.start + at for start, end in refusals for at in range(start, end)}
    return frozenset(at for at in range(clause.start, clause.end) if at not in inside)


def _letter_in(told: StatementText, clause: Span) -> int | None:
    """Where a sentence names a letter."""
    if hits := told.within(clause, "contract.cond_letter"):
        return hits[0].start
    match = _POST.search(told.flat[clause.start : clause.end])
    return clause.start + match.start() if match else None
