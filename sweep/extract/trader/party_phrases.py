"""Sentences that say who keeps a site or handles its payments without any of the usual words, over folded text."""

from __future__ import annotations

import re

from sweep.extract.pages.legal_text import LegalText, Line
from sweep.extract.pages.reading import reading
from sweep.extract.trader.party import Party, Passage
from sweep.extract.words.address_words import UP
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word

# "The site lives on servers of ...", "la boutique est stockée chez ...": a site, where it is kept, and with whom.
KEPT = Sieve(
    r"(?<!\w)(?:websites?|sites?|seiten?|shop|webshop|web|sito|pages?|pagin[ae]s?|strona|sklep|winkel|loja|tienda|"
    r"boutique|negozio|laden)(?!\w)[^.;:]{0,40}?(?<!\w)"
    r"(?P<word>(?:server[ns]?|serveurs?|servidor(?:es)?|serwer\w{1,4}|stocke\w{0,2}|gespeichert|stored|alojad\w|"
    r"opgeslagen|ospitat\w|hospedad\w|gehostet|hosted|heberge\w{0,2}) "
    r"(?:chez|par|by|bei|von|at|der|des|van|bij|de|da|do|di|du|dell\w|presso|przez|of|la|with|firmy|u|en)(?!\w))"
)


# "Gehostet wird die Seite von ...": the site behind the verb.
_KEPT_FIRST = Sieve(
    r"(?<!\w)(?P<word>(?:gehostet|gespeichert|gehost) (?:wird|ist|wordt|is) "
    r"(?:(?:die|der|das|diese[rs]?|unsere?|de|het|deze|onze) )?"
    r"(?:[\w-]{0,12}(?:seite|site|shop|laden|winkel)) (?:von|bei|durch|auf|door|bij))(?!\w)"
)
# "Payments are processed by ...", "Zahlungen werden über ... abgewickelt": who handles the money sells nothing.
PAID = Sieve(
    r"(?=[pzb])(?<!\w)(?:payments?|paiements?|zahlung(?:en)?|betaling(?:en)?|pagos?|pagament[oi]s?|platnosc\w{0,2})(?!\w)"
    r"[^.;:\n]{0,50}?(?<!\w)(?P<word>(?:processed|handled|collected|managed|traites?|geres?|encaisses?|securises?|verwerkt|"
    r"afgehandeld|procesados?|gestionados?|tramitados?|gestiti|elaborati|processati|processados?|geridos?|obslugiwane|"
    r"przetwarzane|realizowane) (?:by|par|via|door|por|da|dalla|przez|pelo|pela)|abgewickelt (?:von|durch|uber)|"
    r"via|through|mediante|tramite|a traves de|atraves d[aeo]s?|erfolgen uber|laufen uber|par l'intermediaire de|"
    r"za posrednictwem|"
    r"(?:werden|wird) (?:uber|durch|von)|obsluguje)(?!\w)"
)
# "We use Nebelmeter to count visits. Its provider is ...": in statements on data, who keeps a service that is used.
_SERVED = Sieve(
    r"(?<!\w)(?:wir (?:nutzen|verwenden|benutzen|setzen)|(?:nutzt|verwendet|benutzt|eingebunden|eingebettet|"
    r"verschickt|versendet|versandt|eingesetzt)|(?:nutzen|verwenden|setzen) wir|we (?:also )?use|"
    r"(?:site|shop|store) uses|embedded|nous utilisons|(?:site|boutique) utilise|utilizziamo|usiamo|"
    r"(?:sito|negozio) (?:utilizza|usa)|utilizamos|usamos|(?:sitio|tienda|site|loja) (?:utiliza|usa)|"
    r"(?:wij|we) gebruiken|(?:wij|we) maken gebruik|maakt gebruik|korzystamy|uzywamy|"
    r"(?:strona|sklep) (?:korzysta|uzywa))(?!\w).{0,200}?"
    r"(?<!\w)(?P<word>(?:(?:dienst)?anbieter(?:in)?|betreiber(?:in)?|provider|supplier|operator|fournisseur|prestataire|"
    r"fornitore|gestore|proveedor|prestador|fornecedor|aanbieder|leverancier|dostawca)"
    r"(?! (?:de[rs]|dieser|unsere[rs]|of (?:this|the|our)|d[eu]|cette|di|del|dell[ao]|van|deze|tej|tego)"
    r"(?: \w{1,8})? ?(?:web\w{0,9}|(?:online)?-?shops?|sites?|seiten?|boutique|negozio|sito|tienda|sitio|loja|winkel|"
    r"sklepu|strony)(?!\w))"
    r"(?: \w{2,16}){0,4}?(?: (?:ist|is|est|e|es|jest)(?!\w)| ?:))"
)
_ON_DATA = re.compile(
    r"datenschutz|privacy|donnees (?:a caractere )?personnel|vie privee|privacidad|dati personali|dados pessoais|"
    r"persoonsgegevens|danych osobowych|prywatnosci"
)
_OF_A_TRADE = re.compile(r"makelaar[- ]$")  # "vastgoedmakelaar-bemiddelaar": what the trader is, no mediator
_IN_A_NAME = re.compile(r"\w-$")  # "Nebula-Webdesign": a firm's name, no credit
# "Elektroninę parduotuvę valdo ...": the shop on the web, no place to which goods are sent back.
_ON_THE_WEB = re.compile(r"(?:internet\w{0,7}|elektron\w{0,8}|el\.|online|web|verkko|(?<!\w)e)[ \-‑]$")
_ON_LINE = re.compile(r"s? (?:en ligne|virtuel\w?|sur internet|online)(?!\w)")  # "l'adresse du magasin en ligne"
# "le magasin de Rodez, exploité sous franchise par": who runs it, and the shop on the web with it.
_IS_RUN = re.compile(r"s?(?: [^\s,.;:]{1,20}){0,3},? (?:est |sont )?(?:exploite|gere|tenu)e?s?(?!\w)")
# "hébergé par nos soins": nobody else keeps the site.
_BY_ITSELF = re.compile(
    r"(?: (?:par|by|von|durch|door|da|por|przez))? (?:(?:en )?interne|in[- ]house|intern|in eigen beheer|"
    r"internamente|nos (?:propres )?(?:soins|serveurs)|nous[- ]memes?|"
    r"(?:us )?ourselves|"
    r"uns selbst|onszelf|noi stessi|nosotros mismos|nos (?:proprios|mesmos)|nas samych)(?!\w)"
)
_OPEN_END = re.compile(r"(?::|,|\bpar|\bby|\bvon|\bbei|\bdoor|\bda|\bpor|\best|\bis|\bist)$")
_OPEN_WORD = 6  # characters: the longest of these words, and what may stand before it
# What the trader does, as registers have it: no credit for the site.
_TRADE = re.compile(
    r"(?<!\w)(?:unternehmensgegenstand|gegenstand des unternehmens|tatigkeit\w{0,8}|gewerbe\w{0,12}|berufsbezeichnung|"
    r"branche|business (?:purpose|activity)|objet social|activite|objeto social|actividad|oggetto sociale|attivita|"
    r"przedmiot dzialalnosci)[ :]{1,3}$"
)
_ACTIVITY = re.compile(r"[\s•*–-]{0,4}(?:activite|code (?:naf|ape)|naf|ape|objet social)(?!\w)[^:\n]{0,40}:")
_ACTIVITY_LINE = 240  # characters of such a line
_ON_A_DAY = re.compile(
    r" ?:? ?(?:le |du )?\d{1,2}[./ -](?:\d{1,2}[./ -]|[a-z]{3,9} )\d{2,4}"
)  # "Création le 14/05/2024"
_OF_NAME = re.compile(r" (?:de |du |des |d['’]|[A-ZÀ-Þ])")
_DIRECTS_TOO = re.compile(r"(?:publication|redaction) (?:et|&|/) $")  # "Directeur de publication et webmaster"
_ACCOUNT = re.compile(r"iban|ban[ckq]|kont|cont |cislo uctu")
_REACHED = re.compile(r"(?:e-?mail|tel(?:efon\w{0,2}|efoon|ephone)?|mobil\w{0,2})\.?(?: cislo| c\.)? ?:")
_DAUGHTER = re.compile(r"filiale (?:a \d{2,3} ?% )?d[eu] ")  # in French a firm, in German a shop
# "Lunscoot est un service de mobilité proposé par la société Lunscoot": what the trader sells.
_OFFERED = re.compile(
    r"(?<!\w)est une? (?:service|site|plateforme|application|boutique|enseigne)(?!\w)"
    r"(?![^.;:\n]*(?:paiement|credit|financ|assur|livraison|garantie|avis))[^.;:\n]{0,80} propose$"
)
# "inscrite au greffe du tribunal": where the firm spoken of is entered.
_ENTERED = re.compile(r"(?:inscrit|immatricule|enregistre|depose)\w{0,2} (?:au|aupres du|pres le|par le) $")
_TO_CONTRACT = re.compile(r" (?:au|du|a ce|de ce) contrat| contractue")  # "Partenaires au contrat": its two sides
_LEAD_OF_LABEL = 25  # characters before the words of a label
_LEAD_OF_WAY = 40  # characters of a line before the word for a way to reach somebody
_ASKED = re.compile(r"(?:adressez|contacte[rz]|adresser|ecrivez|ecrire|joindre|joignez)(?!\w)[^.;:]{0,12} notre $")
_SUPERVISED = re.compile(r"(?:authori[sz]ed|regulated|supervised) by [^.;:\n]{0,80}$")
_WITHIN = re.compile(r"\s*(?:#|javascript:)", re.IGNORECASE)
# "L'hébergement du Site, l'édition et la direction ... sont assurées par": who publishes the site keeps it, too.
_PUBLISHED_TOO = Sieve(
    r"(?<!\w)(?:hebergement(?: du site| de ce site)?(?:,| et) (?:de )?l'edition(?!\w)|"
    r"edition(?!\w)(?:(?! par )[^.;\n]){0,60}?(?:,| et) (?:de )?l'hebergement(?!\w))"
    r"(?:(?! par )[^.;\n]){0,90} (?:est|sont) (?:assure|realise|effectue)e?s? par(?!\w)"
)
# How lines begin and labels end.
BULLET = re.compile(
    r"^[\s•●·*–—>\-]{0,6}(?:(?:article|art\.?|§|no?°?) ?)?[\divx]{0,4}(?:\.\d{1,2}){0,2}[.):\s•●\-–]{0,4}"
)
NUMBERED_HEADING = re.compile(
    r"^(?:(?:article|art\.|§|annexe|artikel|articulo|articolo|artigo) ?[\divx]|"
    r"\d{1,2}(?:\.\d{1,2})?[.)] |[ivx]{1,4}[.)] )"
)
PROVIDER = re.compile(r" (?:(?:dieses|des|dieser) \w{3,25} )?ist (?:die |der |das )?(?P<name>[\w\-]{3,30})")
AFTER_LABEL = re.compile(
    r"\s{0,2}(?::|-|–|—|\(|/|$|par\b|by\b|von\b|door\b|da\b|por\b|du\b|de\b|des\b|et\b|und\b|en\b|e\b|y\b|&|of\b|i\b)"
)
PUBLISHER_TOO = re.compile(r"(?<!\w)(?:et|&|/) (?:de )?(?:l')?(?:editeur|editrice|edition)(?!\w)")
PAGE_NUMBER = re.compile(r"^[^\d]{0,24}\d{1,3}$")
CELL = re.compile(rf" (?=[{UP}])")  # a value in the next cell of a table
NEW_SENTENCE = re.compile(r"[.;|·] $")
PARTY_OF = {
    "editor": Party.TRADER,
    "editor_section": Party.TRADER,
    "contact_us": Party.TRADER,
    "host": Party.HOST,
    "host_label": Party.HOST,
    "mediator": Party.MEDIATOR,
    "mediator_known": Party.MEDIATOR,
    "agency": Party.AGENCY,
    "agency_label": Party.AGENCY,
    "payment": Party.PAYMENT,
    "payment_label": Party.PAYMENT,
    "authority": Party.AUTHORITY,
    "returns": Party.RETURNS,
    "served": Party.UNCLEAR,  # hardly ever the trader
}


def cues(doc: LegalText) -> list[Word]:
    """The words that name a party, without those inside a longer one ("Hosting-Anbieter" is no "Anbieter")."""
    kept: list[Word] = []
    # What a sentence says comes before the same words by themselves: "pagamenti gestiti da" is no "gestito da".
    words = [Word("host", *m.span("word")) for kept in (KEPT, _KEPT_FIRST) for m in kept.finditer(doc.flat)]
    words += [Word("payment", *m.span("word")) for m in PAID.finditer(doc.flat)]
    words += _served(doc)
    words += doc.of(*PARTY_OF)
    words += [Word("editor", *m.span()) for m in _PUBLISHED_TOO.finditer(doc.flat)]
    for word in sorted(words, key=lambda w: (w.start, -w.end)):
        if (kept and word.end <= kept[-1].end) or _OF_A_TRADE.search(doc.flat, max(0, word.start - 12), word.start):
            continue
        if word.key == "contact_us" and doc.flat.startswith(" avec ", word.end):
            continue  # "prendre contact avec Nuage"
        if word.key.startswith("host") and _BY_ITSELF.match(doc.flat, word.end):
            continue
        if word.key.startswith("payment") and _TO_CONTRACT.match(doc.flat, word.end):
            continue
        if word.key == "payment" and _OFFERED.search(doc.flat, max(0, word.start - 110), word.start + 7):
            continue
        if word.key == "authority" and _ENTERED.search(doc.flat, max(0, word.start - 40), word.start):
            continue
        if word.key == "returns" and _DAUGHTER.match(doc.flat, word.start):
            continue
        if word.key == "returns" and _ON_THE_WEB.search(doc.flat, max(0, word.start - 16), word.start):
            continue
        if word.key == "returns" and (_ON_LINE.match(doc.flat, word.end) or _IS_RUN.match(doc.flat, word.end)):
            continue
        if word.key.startswith("agency") and _credits_nobody(doc, word):
            continue
        if word.key == "returns" and (_says_trade(doc, word) or _names_a_shop(doc, word)):
            continue
        kept.append(word)
    return kept


def _served(doc: LegalText) -> list[Word]:
    """Words for who keeps a service that the shop uses, on a statement on data or behind the title of one."""
    title = _ON_DATA.search(doc.flat)
    since = 0 if doc.page.role == "privacy" else title.start() if title else len(doc.flat)
    return [Word("served", *m.span("word")) for m in _SERVED.finditer(doc.flat) if m.start() >= since]


def links_at(doc: LegalText) -> dict[int, int]:
    """Where links to other pages begin, and where they end; one within the page may open what stands below it."""
    read = reading(doc.page)
    return dict(read.span(i) for i in read.linked if read.has_words(i) and not _WITHIN.match(read.href(i)))


def _credits_nobody(doc: LegalText, word: Word) -> bool:
    """Whether a word for who built a site is part of a name, says what the trader does, or is followed by a day."""
    if word.key == "agency":
        named = _IN_A_NAME.search(doc.text, max(0, word.start - 2), word.start)
    else:  # the one who directs the site does this work, too
        directs = _DIRECTS_TOO.search(doc.flat, max(0, word.start - 18), word.start)
        named = directs or _ON_A_DAY.match(doc.flat, word.end)
    return bool(named or _TRADE.search(doc.flat, max(0, word.start - 40), word.start))


def _names_a_shop(doc: LegalText, word: Word) -> bool:
    """Whether a word for a shop is part of a name ("Le Magasin des Brumes"): a capital within its line."""
    inside = doc.text[word.start].isupper() and doc.text[max(0, word.start - 1)] == " "
    return inside and word.end < len(doc.flat) and bool(_OF_NAME.match(doc.text, word.end))


def _says_trade(doc: LegalText, word: Word) -> bool:
    """Whether a word stands in a line on what the trader does ("Activité : commerce de détail en magasin")."""
    line = doc.lines[doc.line_at(word.start)]
    return word.start - line.start <= _ACTIVITY_LINE and bool(_ACTIVITY.match(doc.flat, line.start, word.start))


def supervised(flat: str, cue: int) -> int:
    """Where "authorised and regulated by" stands that the sentence before `cue` goes on from, or -1."""
    said = _SUPERVISED.search(flat, max(0, cue - 110), cue)
    return said.start() if said else -1


def leads_back(flat: str, cue: Word, line: Line, current: Passage) -> bool:
    """Whether a way to reach somebody ("service client") is the trader's again, in a passage on another.

    "Par courrier" says how to write to the mediator just spoken of; "adressez-vous à notre service client :" at the
    end of a line says that the trader's own ways follow.
    """
    if current.party is Party.TRADER:
        return False
    asked = _ASKED.search(flat, max(0, cue.start - 40), cue.start) and flat[cue.end : line.end].strip(" ") == ":"
    if asked or current.party is not Party.MEDIATOR:
        return bool(asked) or cue.start - line.start <= _LEAD_OF_WAY
    named = current.cue >= line.start or flat[cue.start : cue.end] == "par courrier"
    return not named and cue.start - line.start <= _LEAD_OF_WAY


def is_account(flat: str, cue: int) -> bool:
    """Whether a word for payment is one for where an account is kept."""
    return bool(_ACCOUNT.match(flat, cue))


def reached_at(flat: str, start: int) -> bool:
    """Whether a line begins with the label of an e-mail address or a telephone number."""
    return bool(_REACHED.match(flat, start))


def is_open(tail: str) -> bool:
    """Whether a line ends with a mark or a word ("by") that something is to follow."""
    return bool(_OPEN_END.search(tail.rstrip()[-_OPEN_WORD:].lower()))


def runs_on(tail: str, length: int) -> bool:
    """Whether a line seems to be broken in the middle of its sentence, as texts from PDF files are."""
    return tail.endswith(",") or (length >= 60 and not tail.endswith((".", "!", "?", ";")))


def lines_below(line: Line, passage: Passage) -> Passage:
    """Of whom the lines below one speak: "licensed by the chamber of Fogham" above a number tells of either."""
    said = passage.party is Party.AUTHORITY and passage.cue - line.start > _LEAD_OF_LABEL
    return Passage(passage.start, Party.UNCLEAR, passage.cue) if said else passage
