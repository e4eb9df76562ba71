"""How long a purchase may be given up after its receipt, in words that are not the law's: "called off for a week"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.facts import Found
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve
from sweep.extract.words.periods import Period

# To undo a purchase, in the eight languages that are read; the thing undone is named, or it is one's mind that changes.
_UNDONE = Sieve(
    r"(?<!\w)(?:annul\w+ (?:la |votre |l'|cette |le )?(?:vente|commande|achat|contrat)|"
    r"(?:vente|commande|achat|contrat) (?:est |sera |peut etre )?annule\w*|chang\w+ d'avis|revenir sur (?:votre|l'|"
    r"son) ?achat|"
    r"renonc\w+ a (?:l'|votre |cet )?(?:achat|commande)|rendre l'achat|"
    r"van (?:de|uw|je|die) (?:koop|aankoop|bestelling) af(?:zien)?|af van (?:de|uw|je) (?:koop|aankoop|bestelling)|"
    r"(?:koop|aankoop|bestelling|overeenkomst) (?:nog |weer |kosteloos )?(?:te )?(?:annuleren|ongedaan|ontbinden|"
    r"terugdraaien)|"
    r"(?:annuleer|annuleert|ontbind|ontbindt) u? ?(?:de|uw|je) (?:koop|aankoop|bestelling)|"
    r"van gedachten (?:te )?verander\w*|"
    r"(?:vom|von dem|von ihrem|von deinem) (?:kauf|vertrag|kaufvertrag) (?:wieder )?zuruck\w*|"
    r"(?:kauf|bestellung|vertrag) (?:noch |wieder |kostenlos |kostenfrei )?(?:ruckgangig|stornier\w*|aufheben|losen)|"
    r"(?:es sich|sich's|es dir) (?:noch )?anders (?:zu )?uberleg\w*|"
    r"cancel(?:led)? (?:the |your |an? |this )?(?:order|purchase|sale|contract)|(?:order|purchase|sale) (?:may|"
    r"can) be cancel\w+|"
    r"you (?:can|may|could) cancel|chang\w+ your mind|call (?:the|your|this) (?:sale|purchase|order|whole thing) off|"
    r"call off (?:the|your) (?:sale|purchase|order)|undo (?:the|your) (?:sale|purchase|order)|time (?:to|"
    r"for) cancel\w*|"
    r"(?:anular|cancelar|deshacer|revocar) (?:la|su|tu|el|una) (?:compra|pedido|contrato)|arrepent\w+|echarse atras|"
    r"cambiar de (?:idea|opinion|parecer)|renunciar a (?:la|su) compra|"
    r"annulla(?:re|to)? (?:l'|il |la |il suo |il tuo )?(?:acquisto|ordine|vendita|contratto)|ripensarci|"
    r"cambiare idea|cambiato idea|rinunciare all'acquisto|disdire l'acquisto|tornare sui (?:suoi|tuoi|vostri) passi|"
    r"(?:anular|cancelar|desfazer) (?:a|o|esta|este) (?:compra|encomenda|negocio|contrato)|desistir da compra|"
    r"mudar de ideias?|voltar atras|renunciar a compra|"
    r"(?:zrezygnowac|rezygnowac|wycofac sie|rezygnujesz) z (?:zakupu|umowy|zamowienia)|"
    r"anulowac (?:zakup|zamowienie|umowe|transakcje)|rozmyslic sie|zmienic zdanie|rezygnacj\w+ z zakupu)(?!\w)"
)
# From when it counts: that the goods have come.
_ARRIVED = Sieve(
    r"(?<!\w)(?:reception|livraison|l'avoir recue?|avoir recu|arrivee du colis|ontvangst|levering|bezorging|aankomst|"
    r"nach erhalt|ab erhalt|erhalt der|lieferung|zustellung|ankunft|empfang|"
    r"receipt|receiv\w+|deliver(?:y|ed)|(?:parcel|goods|order|it|item) (?:arriv\w+|reach\w+|comes?)|arrival|"
    r"recepcion|recibir\w*|recibes?|entrega|llegada|llegue|ricevimento|ricezione|ricevut\w+|consegna|arrivo|"
    r"rececao|receber|recebe|recebida|chegada|chegar|otrzymania|odebrania|odbioru|dostawy|doreczenia|"
    r"dostarczenia)(?!\w)"
)
_NEITHER = (
    *("contract.complaint", "guarantee_any", "faulty", "trader_right", "in_store", "withdraw_not", "denial"),
    *("reported", "extension", "consent"),
)
# "cannot be cancelled", "no longer": a refusal from some day on; broken goods; courses, rooms and other dates.
_OTHER = Sieve(
    r"(?<!\w)(?:ne (?:peut|peuvent|pouvez|sera)|plus (?:possible|etre)|niet (?:meer|langer)|niet worden|nicht mehr|"
    r"nicht (?:moglich|storniert)|cannot|can not|can't|no longer|may not|ya no|no (?:se )?(?:puede|podra|podran|"
    r"admit)\w*|"
    r"non (?:si )?(?:puo|e piu|possono|e possibile)|nao (?:e|pode|podem|se)|nie (?:mozna|mozesz|jest)|"
    r"casse\w*|endommag\w*|defect\w*|defekt\w*|damag\w*|broken|beschadig\w*|kapot|mangel\w*|roto|rota|danad\w+|"
    r"rott[oaie]|guast\w+|danific\w+|avariad\w+|uszkodz\w+|wadliw\w+|reserv\w*|buchung\w*|booking\w*|cours|kurs\w*|"
    r"atelier|workshop|rendez-vous|termin (?:wizyty|kursu)|abonn\w*|subscription\w*|suscripcion\w*|"
    r"echang\w+|exchang\w+|umtausch\w*|tauschen|ruilen|omruil\w*|cambi(?:o|ar|arlo|are|arlo) (?:de talla|taglia|"
    r"il prodotto)|"
    r"troc\w+|wymian\w+|wymieni\w*)(?!\w)"
)
# What came is a message, not the goods: "after receipt of our confirmation".
_PAPER = Sieve(
    r"(?<!\w)(?:confirm\w*|bestatig\w*|auftragsbestatig\w*|bestellbestatig\w*|bevestig\w*|orderbevestig\w*|conferm\w*|"
    r"potwierdz\w*|e-?mails?|courriel|mail|factu\w+|fattur\w+|rechnung\w*|invoice\w*|voucher\w*|tickets?|"
    r"billets?)(?!\w)"
)
_NEAR = 60  # characters behind a period in which it is told from when it counts


def given_up(pages: Iterable[StatementText]) -> Iterator[Found[str]]:
    """Sentences by which a purchase may be given up for some days from its receipt on.

    None is read as the period of withdrawal: it may be one that the shop grants under conditions told elsewhere.
    """
    for told in pages:
        for clause in dict.fromkeys(told.clause(match.start()) for match in _UNDONE.finditer(told.flat)):
            every = told.periods_in(clause)
            if len(every) != 1 or every[0].unit == "hour" or not _is_for_consumers(told, clause):
                continue
            if _from_receipt(told, clause, every[0]):
                yield Found(told.quote(clause, every[0].start), told.evidence(clause, every[0].start))


def _is_for_consumers(told: StatementText, clause: Span) -> bool:
    if told.is_menu(clause) or told.says(clause, *_NEITHER) or to_traders(told, clause):
        return False
    above = told.beside(clause, 1, 0)
    return all(_OTHER.search(told.flat[c.start : c.end]) is None for c in above)


def _from_receipt(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a period counts from when the goods came: told right behind it, or before it in the same part."""
    part = told.part(clause, period.start, period.end)
    behind = told.flat[period.end : min(period.end + _NEAR, clause.end)]
    near = (behind, told.flat[part.start : period.start])
    return any(_ARRIVED.search(w) is not None for w in near) and all(_PAPER.search(w) is None for w in near)


def from_message(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a period counts from a message ("of our confirmation"): until then an order may be taken back."""
    return _PAPER.search(told.flat[period.end : min(period.end + _NEAR, clause.end)]) is not None


# "Withdrawals by telephone are confirmed within 1 day."
_ANSWERED = Sieve(
    r"(?<!\w)(?:(?:is|are|be) (?:confirmed|answered|processed|acknowledged)|(?:est|sont|sera) (?:confirme|traite)e?s?|"
    r"(?:recoit|recoivent) une reponse|(?:wordt|worden) [^.;\n]{0,20}(?:bevestigd|beantwoord|verwerkt)|"
    r"(?:wird|werden) [^.;\n]{0,30}(?:bestatigt|beantwortet|bearbeitet)|se (?:confirma|responde|contesta|tramita)n?|"
    r"(?:e|viene|vengono|sono) (?:confermat|evas|elaborat)\w|(?:e|sera|sao) (?:confirmad|respondid|tratad)[oa]s?|"
    r"(?:jest|zostaje|zostanie|beda|bedzie) (?:potwierdzan|potwierdzon|rozpatrzon|rozpatrywan)\w)(?!\w)"
)


def is_answered(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a sentence says within what time the shop answers."""
    return _ANSWERED.search(told.flat[clause.start : min(period.end + _NEAR, clause.end)]) is not None
