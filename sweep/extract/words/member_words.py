"""Words by which a price is not for all: for members, with a loyalty card or a code. Folded, in all languages read."""

from __future__ import annotations

from sweep.extract.words.needles import Sieve

_WHO = (
    r"members?|membres?|adherent\w{0,2}|abonnes?|(?:club)?mitglied(?:er\w{0,2})?|leden|clubleden|clublid|medlem|socios?|miembros?|"
    r"soci|tesserati|membros?|klubowicz\w{1,3}|czlonk\w{1,3}|medlemmar|medlemmer|jasenille|jasenet|kanta-asiakkaille|"
    r"cleny|clenov|clenum|tagoknak|tagjainknak|torzsvasarloknak|membri|membrii|clanove|clane|членове|μελη|liikmetele|"
    r"nariams|biedriem|membri tal-klabb|bhaill"
)
# In the dative: "Kanta-asiakkaalle 17,50 €" needs no colon.
_TO = (
    r"kanta-asiakka(?:alle|ille)|jasen(?:elle|ille)|tagoknak|tagjainknak|torzsvasarloinknak|torzsvasarloknak|"
    r"(?:pusi)?klientidele|liikmetele|biedriem|nariams|lojaliems klientams"
)
_CARD = (
    r"(?:carte (?:de )?(?:fidelite|club|membre)|kundenkarte|clubkarte|klantenkaart|loyalty card|club ?card|"
    r"tarjeta (?:de )?(?:cliente|fidelidad|club)|(?:carta|tessera) (?:fedelta|soci|club)|"
    r"cartao (?:de )?(?:cliente|fidelizacao|fidelidade|clube)|karta (?:stalego )?klienta|karta lojalnosciowa|"
    r"card de fidelitate|husegkartya\w{0,3}|kliendikaardiga|su kortele|kanta-asiakaskortilla)"
)
# "Prix adhérent", "Clubpreis", "Cena dla klubowiczów", "Medlemspris": a price by name, for those who belong.
_NAMED = (
    r"(?:prix|tarif) (?:club|fidelite|carte|(?:pour |reserve aux? )?(?:les |nos )?"
    r"(?:membres?|adherent\w{0,2}|abonnes?))|"
    r"(?:mitglieder|club|kundenkarten|bonuskarten)-?preis\w{0,2}|preis (?:fur|nur fur) (?:unsere )?(?:club)?mitglieder|"
    r"(?:leden|club|klantenkaart)-?prijs|prijs voor (?:onze )?(?:club)?leden|"
    r"(?:members?(?:'s?|s')?|membership|club|clubcard|loyalty(?: card)?) price|price for (?:our )?members|members pay|"
    r"precio (?:de |para |del )?(?:los |nuestros )?(?:socios?|club|miembros?)(?: (?:del )?club)?|"
    r"prezzo (?:per |riservato (?:ai|agli) )?(?:i |gli |nostri )?(?:soci|socio|club|tesserati|fedelta)|"
    r"preco (?:para |de |do )?(?:os |nossos )?(?:membros?|socios?|clube|clientes? fidelizados?)|"
    r"cena (?:dla |klubow\w+)(?:(?:naszych )?(?:klubowicz\w{1,3}|czlonk\w{1,3}))?|cena z karta(?: \w{1,20}){0,2}|"
    r"medlems-?pris\w{0,2}|klubb?-?pris\w{0,2}|felagaverd|klubbverd|"
    r"(?:jasen|kanta-asiakas|kanis|plussa)-?hinta|"
    r"(?:clenska|klubova) cena|cena pro (?:nase )?cleny|cena pre (?:nasich )?clenov|"
    r"(?:tagi|klub|klubtag\w{0,1}|torzsvasarloi|husegkartyas)-? ?ar|ar tagoknak|"
    r"pret (?:pentru |de )?(?:membri\w{0,2}|club|fidelitate)|"
    r"(?:clanska|klupska|klubska) c(?:ij)?ena|c(?:ij)?ena za (?:nase )?(?:clanove|clane)|"
    r"(?:клубна|членска) цена|цена за членове|τιμη (?:για )?(?:τα )?(?:μελη|μελων)|"
    r"(?:liikme|kliendikaardi|pusikliendi) ?hind|hind liikmetele|(?:nario|lojalumo) kaina|kaina nariams|"
    r"(?:biedra|klienta kartes) cena|cena biedriem|prezz ghall-membri|praghas (?:do )?bhaill"
)
_FOR = (
    r"(?:pour|fur|nur fur|voor|for|only for|para|per|dla|till|til|pro|pre|za|pentru|за|για) "
    r"(?:les |unsere |onze |our |i |os |los )?"
)
_CARRIED = r"(?:avec|mit|met|with|con|com|cu) (?:la |votre |ihrer |der |your |a |je |uw |tu |o |seu )?"
_CODE = Sieve(
    r"^\W{0,3}(?:with|using|avec|mit|met|con|com|z|s|cu|med|su|ar|с|με) "
    r"(?:the |le |dem |de |il |el |o |das )?"
    r"(?:promo |discount |votre |ihrem |your )?"
    r"(?:code|kod\w{0,4}|codul|codice|codigo|coupon|voucher|cupon|kupon\w{0,3}|"
    r"(?:rabatt|aktions|gutschein)-?code|gutschein|(?:kortings|actie)code|код|κωδικο)(?!\w)"
    r"|^\W{0,3}(?:koodilla|koodiga|koddal|kuponnal)(?!\w)"
)
# "Precio Club Brumelin:": the club has a name.
_OF_CLUB = r"(?:precio|prix|prezzo|preco|prijs|preis|pris|cena|pret) club (?:[\w&'-]{2,20} ?){1,2}(?=:)"
_LEADS = Sieve(rf"(?<!\w)(?:{_NAMED}|{_OF_CLUB}|{_TO}|(?:{_WHO}) ?(?=:))(?!\w)\W{{0,4}}$")
_LEADS_FOR = Sieve(rf"(?<!\w)(?:{_FOR}(?:{_WHO})|{_CARRIED}{_CARD})(?!\w)\W{{0,4}}$")
_FOLLOWS = Sieve(rf"^\W{{0,3}}(?:{_NAMED}|{_WHO})(?!\w)")
_FOLLOWS_FOR = Sieve(rf"^\W{{0,3}}(?:{_FOR}(?:{_WHO})|{_CARRIED}{_CARD})(?!\w)")


def for_members(before: str, own: str, after: str, behind: bool) -> bool:
    """Whether folded words at an amount keep it for members: `before` lead to it, `own` follow and are said of it.

    `after` reaches to the next amount, `behind` tells that another amount stands right before `before`: "44,90 € for
    members, 49,90 € for all" keeps the first. Words that do not touch the amount ("members save more") keep nothing.
    """
    if _FOLLOWS_FOR.search(after) or _FOLLOWS.search(own):
        return True
    return bool(_LEADS.search(before) or (not behind and _LEADS_FOR.search(before)))


def with_code(own: str) -> bool:
    """Whether the folded words that follow an amount give it to those with a code only ("44,91 € with code MOON10")."""
    return bool(_CODE.search(own))
