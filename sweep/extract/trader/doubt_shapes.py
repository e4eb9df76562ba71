"""Shapes that addresses, mail addresses and numbers have in any language, whatever words stand round them.

They say that something stands there, never what it is: enough to call nothing absent, too little to read a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.trader.doubt_places import own
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.apart import AnyOf, OnLines, Round
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import last_before
from sweep.extract.words.text import fold

_TELLING = ("legal_notice", "contact", "about", "home")  # pages that are no long prose

# --- addresses ---

_EDGE = r"(?:^|(?<=[\n,;:|·•*(–—.\-])|(?<=[\n,;:|·•*(–—.\-] ))"
_HOUSE = r"\d{1,4} ?[a-z]?(?:[/–-]\w{1,4}){0,2}(?![\w%€°²]| ?\d)\.?"
_STREET = (
    rf"(?:\w{{1,6}}\. ?)?[{UP}][\w.'’]{{1,24}}(?: [\w.'’]{{1,20}}){{0,3}}? {_HOUSE}"
    r"(?: (?:bus|bte|bt\.?|m\.) ?\w{1,4})?"
)
_LETTER = r"(?:[^\W\d]|['’.\-])"
_TOWN = rf"(?:[A-Z]{{1,2}}[ -])?(?:\d{{3,6}} )?[{UP}]{_LETTER}{{2,24}}(?: [{UP}(]{_LETTER}{{1,24}}){{0,2}}"
_CODE = re.compile(r"(?<!\d)\d{4,6}(?!\d)")
_BETWEEN = r" ?[,|·•*–—\n-] ?"
# "Storgatan 4, Lund", "Mlžná 12 * Brno 602 00"; and "2000 Antwerpen, Kaai 4 bus 12", "Iași, bd. Unirii 4".
_STREET_TOWN = re.compile(
    rf"{_EDGE}{_STREET}{_BETWEEN}{_TOWN}(?: \d{{3}} ?\d{{2,3}}| (?!19|20)\d{{4}})?"
    r"(?= ?(?:$|[\n,;|·•*()–—-]|\.(?:$|\s)))"
)
_TOWN_STREET = OnLines(r"\d", rf"{_EDGE}{_TOWN}, ?{_STREET}(?![\w%€])")
# "7 rue de la brumotte", alone in its line: a French street all in small letters.
_SMALL_STREET = OnLines(
    r"\d",
    r"(?<![^\n])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|chemin|route|impasse|all[ée]e|quai)"
    r"(?: [a-zà-ÿ'’-]{1,20}){1,5}(?![^\n])",
)
# What no street begins with, nor ends with before its number: parts of laws and texts, days, versions.
_NO_STREET = frozenset(
    "art article artikel articolo articulo artigo artykul articolul clanek clen clanok clanak cikk straipsnis pants "
    "paragraf paragraph section sektion kapitel chapter capitulo capitol kapitola odstavec absatz abs alinea satz "
    "version verzia verze teil part parte partie point punkt punto ponto nr no num numero nummer tel telefon fax phone "
    "iso windows page pagina seite januar januari january janvier februar february fevrier marz march mars april avril "
    "mai may maj juni juin june juli juillet july august aout september septembre oktober october octobre november "
    "novembre dezember december decembre stand copyright level mobil mob άρθρο αρθρο чл член ust hrb fn "
    "lid boek book buch kniha law loi lov laki zakon ustawa μερος παραγραφος ал ledd lug luku momentti "
    # what goods have: sizes and models
    "taille pointure size maat talla taglia tamanho rozmiar velikost velkost meret marime marimea размер номер μεγεθος "
    "μεγεθοσ dydis izmers suurus koko storlek storrelse stard velicina daqs meid grosse groesse modell model modele "
    "modelo modello typ type set pack packung teile stuck".split()
)
# Words for a place that need no house number, each beside a proper name.
_PLACES = AnyOf(
    rf"(?<![\w.])(?:[Ss]at|[Cc]om\.|[Jj]ud\.|[Mm]un\.|[Ss]tr\.|[Bb]d\.|[Bb]ul\.|[Şș]os\.|Loc\.|Fraz\.|Podere|Contrada|"
    rf"gm\.|woj\.|pow\.|okr\.|ж\. ?к\.|"
    rf"Località|[Сс]\.|[Гг]р\.|[Оо]бщ\.|[Уу]л\.|[Бб]ул\.|Triq|Sqaq|Misraħ|Bóthar|Sráid|Λεωφ\.?|Λεωφόρος|Οδός) ?"
    rf"(?:[a-zà-ÿċġħż]{{1,4}}[ ’'-])?[{UP}ÁÉÍÓÚ]\w",
    rf"(?<!\w)[{UP}][\w-]{{2,24}} (?:pag\.|pagasts|nov\.|novads|vald|talu|küla|maakond|tn|mnt|g\.|gatvė|pr\.|km\.|r\.|"
    rf"raj\.|iela|gatve|prospekts|utca|tér|köz|krt\.|körút)(?!\w)",
    rf"(?<!\w)(?:Box|Pb\.?|PB|Postboks|PL|Postfach|Apartado|Apdo\.?|P\.?O\.? ?Box) \d{{1,5}},? ?\n?[{UP}\d]",
    rf"(?<!\w)[{UP}][\w-]{{2,24}} \((?:[a-z.]{{2,9}}:? )?"
    rf"(?:\d{{4}} ?[A-Z]{{2}}|\d{{2}}-\d{{3}}|\d{{5}}|\d{{4}}-\d{{3}})\)",
    rf"(?<!\w)\d{{1,4}},? (?:il-|l-)?(?:Pjazza|Vjal) [{UP}]",
    r"(?<!\w)\d{1,3}ο ?χλμ",
    r"(?<!\w)(?:ev\. ?)?č\. ?(?:p\.|ev\.)? ?\d{1,4},",
    rf"(?<!\w)(?:Level|Suite|Unit|Office|Floor) \d{{1,3}}, [{UP}][\w'’]{{2,20}} [{UP}]",
)
_NUMBER_WORD = Sieve(
    r"(?<!\w)(?:calle|avenida|rue|avenue|boulevard|via|viale|piazza|rua|street|\w{3,20}(?:straat|strasse|laan|kade))"
    r" ?[^\n,.;]{0,30},? (?:numero(?: civico)?|number|nummer|n\.? ?[ºo°]) ?[a-z\d]"
)


def place_shapes(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Street and town between marks, in either order, and words for a place beside a proper name."""
    if finds.page.role not in _TELLING:
        return
    text, taken = finds.doc.text, finds.taken
    for pattern in (_STREET_TOWN, _TOWN_STREET):
        for match in pattern.finditer(text):
            lone = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:] in (":", "(", ".", ";")
            lone = lone and not _CODE.search(match[0])
            if not (lone or _of_a_text(match[0])) and not any(taken[match.start() : match.end()]):
                yield match.span()
    for match in (*_PLACES.finditer(text), *_SMALL_STREET.finditer(text), *_NUMBER_WORD.finditer(finds.doc.flat)):
        if not any(taken[match.start() : match.end()]):
            yield match.span()


def _of_a_text(words: str) -> bool:
    """Whether figures count a part of a text, a day or a version: "Artikel 4, Absatz", "März 5, Montag"."""
    return any(word in _NO_STREET for word in re.findall(r"[^\W\d_]+", fold(words)))


# --- e-mail ---

_SIGN = (
    r"klammeraff\w{1,3}|at[- ](?:sign|zeichen)|arobas\w{0,3}|arroba|chiocciola|apenstaart\w{0,5}|malpa|zavinac\w{0,2}|"
    r"kukac\w{0,2}|snabel-?a|krollalfa|alfakroll|miukumauku|afna|arond|et-merk\w{0,2}|кльомба|маимуна|παπακι|"
    r"at-mark\w{0,2}"
)
_DOT = (
    r"dot|punkt|punto|ponto|kropka|punt|tecka|bodka|pont|punct|точка|τελεια|taskas|punkts|piste|punktum|punktur|pika|"
    r"tocka|tikka|ponc|point"
)
_DOMAIN = rf"[a-z\d][\w-]{{1,40}}(?:\.| (?:{_DOT}) | ?[\[({{](?:{_DOT})[\])}}] ?)[a-z]{{2,8}}(?!\w)"
_SIGNED = Sieve(
    rf"(?<!\w)(?:{_SIGN})(?!\w)[^\n]{{0,30}}?(?<![\w-]){_DOMAIN}"
    rf"|(?<![\w-])[a-z\d][\w-]{{1,40}}\.[a-z]{{2,8}}(?![\w-])[^\n]{{0,50}}?(?<!\w)(?:{_SIGN})(?!\w)"
)
_AT_DOT = Sieve(rf"(?<![\w.])[\w.\-]{{2,30}} at {_DOMAIN.replace('|point', '').replace('punkt|', '')}")
_IN_MARKS = Round(
    r"[\[({<‹«„“\"] ?(?:at|a|@|et|ad|в) ?[\])}>›»”“\"]",
    31,
    r"(?<![\w.\-])[\w.\-]{2,30} ?[\[({<‹«„“\"] ?(?:at|a|@|et|ad|в) ?[\])}>›»”“\"] ?[\w-]{2,40} ?"
    r"(?:\.|[\[({<‹«] ?[^\s\])}>›»]{1,10} ?[\])}>›»]) ?[a-z]{2,8}(?!\w)",
)
# Any short word in marks between a box and a domain: "labas (eta) debesis.example".
_WORD_IN_MARKS = Round(
    r"[\[({<] ?[^\W\d_]{1,5} ?[\])}>] ?[a-z\d]",
    31,
    r"(?<![\w.\-])[\w.\-]{2,30} ?[\[({<] ?(?!(?:ou|of|or|oder|voir|via|see|"
    r"lien|link|le|la|du|z?\.?b\.?|ex)\W)[^\W\d_]{1,5} ?"
    r"[\])}>] ?[a-z\d][\w-]{1,40}\.[a-z]{2,8}(?![\w-])",
)
_WHOLE_IN_MARKS = Sieve(r"\([\w.\-]{2,30} (?:at|bei|chez|bij|presso|en|em|na|ag|u) [\w-]{2,40}\.[a-z]{2,8}\)")
# Small words for the sign say much else: they count behind a label alone.
_LABELLED_AT = Sieve(
    r"(?:mail|mejl|meil|post|courriel|correi?o|postu|pasts|pasta|pastas|netfang|phost|naslov|adres|el\. ?p|"
    r"elettroni\w{1,3}|ηλ\. |поща)\w{0,8}[^\n@]{0,14}?[ :][\w.\-]{2,30} [^\W\d_]{1,12} "
    rf"[\w-]{{2,40}} (?:{_DOT}) [a-z]{{2,8}}(?!\w)"
)
_GOES_ON = re.compile(r" [^\W\d_]")  # "look at home dot com bubbles"


def mail_shapes(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Mail addresses spelled in the words of any language for the sign and the dot."""
    text = finds.doc.text
    for pattern in (_SIGNED, _AT_DOT, _LABELLED_AT):
        for match in pattern.finditer(finds.doc.flat):
            goes_on = pattern is _AT_DOT and _GOES_ON.match(text, match.end())
            if not goes_on and "\n" not in text[match.start() : match.end()]:
                yield match.span()
    for marks in (_IN_MARKS, _WORD_IN_MARKS, _WHOLE_IN_MARKS):
        yield from (match.span() for match in marks.finditer(finds.doc.flat))


# --- numbers ---

_FIGURES = re.compile(
    r"(?<![\w.,/+@-])(?:[A-Z]{1,3}[ -]?)?\d(?:[ .\-/]?\d){4,13}[A-Z]{0,2}(?![\w%€@]|[.,/]\d| ?(?:€|EUR|euro))"
)
_GLUED = Sieve(
    r"(?<!\w)(?:ico?|dic|nip|regon|krs|kvk|siren|siret|rcs|oib|mbs|cvr|cui|eik|еик|p\.?iva|hr[ab]|vat|tva|btw|uid|nif|nipc|cif|"
    r"y|fn|kt|asz|reg)\.?[a-z]?\d{5,12}(?!\w)"
)
_DATED = re.compile(
    r"\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}\d{2,4}|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d|\d{1,5}/(?:19|20)\d\d|"
    r"(?:19|20)\d\d[-/]\d{1,5}"
)
_ANNOUNCED = re.compile(
    r"(?:[:#№]|(?<!\w)(?:n[ro]\.?|n\.?[º°]|num\w{0,4}|nru|vl\.|st\.|reg\.?|uimhir(?: \w{3,12})?|cislo|"
    r"stev\w{0,4}|broj|szam|kod\w{0,2}|kood|kt\.?)) ?$"
)
_OTHERS_FIGURES = re.compile(
    r"(?:iban|bic|konto\w{0,4}|account|compte|cuenta|conto|rachunek\w{0,2}|rekening\w{0,6}|ucet|uctu|szamla\w{0,6}|"
    r"capital\w{0,2}|stammkapital|capitale|autori[sz]\w{3,9}|licen[csz]\w{0,4}|permi[ts]\w{0,3}|agrement|"
    r"genehmigung\w{0,2}|erlaubnis|zulassung\w{0,2}|vergunning\w{0,2}|zezwoleni\w|koncesj\w|polic[ey]\w{0,3}|polizza|polisa|"
    r"isbn|ean|gtin|pixel|tracking|fsc|iso|din|(?:bestell|order|auftrag|commande|pedido|encomenda|ordine|"
    r"zamowien|kunden|customer|client|klant|rechnung|factu|invoice|fattura|sendung|paket|artik|articol|produ)\w{0,10})(?!\w)[^\n]{0,30}$"
)


def figures(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Figures long enough for a register, of which nothing tells that they are something else."""
    doc, taken = finds.doc, finds.taken
    if finds.page.role not in _TELLING:
        return
    calls = sorted((*doc.of("phone_label"), *doc.of("fax_label")), key=lambda w: w.end)
    for match in _FIGURES.finditer(doc.text):
        start, count = match.start(), sum(c.isdigit() for c in match[0])
        if any(taken[start : match.end()]) or _DATED.fullmatch(match[0]) or last_before(calls, start, 25):
            continue
        before = doc.flat[max(0, start - 40) : start]
        if (
            not _OTHERS_FIGURES.search(before)
            and (
                count >= 7
                or _lettered(doc.text, match)
                or _initialled(doc.text, match, count)
                or _ANNOUNCED.search(before)
            )
            and own(finds, start)
        ):
            yield match.span()
    yield from (m.span() for m in _VOLUME.finditer(doc.flat) if own(finds, m.start()))
    yield from (m.span() for m in _GLUED.finditer(doc.flat) if own(finds, m.start()) and not taken[m.end() - 1])


def _lettered(text: str, match: re.Match[str]) -> bool:
    """Whether one or two letters begin a field and its figures: "HE 381942", but not "ISO 14001"."""
    letters = _LETTERS.match(match[0])
    begins = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:] in ("", "\n", "|", "·", "(", ".")
    return begins and letters is not None and not _DATED.fullmatch(match[0], letters.end())


def _initialled(text: str, match: re.Match[str], count: int) -> bool:
    """Whether six figures stand behind capitals alone in their field: "MIBPG 199999"."""
    return count == _SIX and bool(_INITIALS.search(text, max(0, match.start() - 12), match.start()))


_SIX = 6
_INITIALS = re.compile(rf"(?:^|[,;|·(\n] ?)(?!HR|VR|FN|ISO|DIN|EAN|BIC|SWIFT)[{UP}]{{3,6}} ?:? ?$")
_LETTERS = re.compile(r"(?!EN)[A-Z]{1,2}(?![A-Z])[ -]?")
# "inscrita en el R.M. de Sevilla, T. 4193, F. 56, H. SE-7890", "odd. C, vl. 48193"
_VOLUME = Sieve(
    r"(?<!\w)(?:t|tomo)\.? ?\d{1,6},? (?:l\w{0,4}\.? ?\d{1,4},? )?(?:f|folio)\.? ?\d{1,4},? "
    r"(?:s\w{0,6}\.? ?\d{1,3},? )?(?:h|hoja)\.? "
)


# --- names and forms ---

# Forms of which the words or abbreviations are no such thing everywhere, or not written as the readers know them.
_FORM_WORDS = Sieve(
    r"(?<!\w)(?:gmbh|sarl|eurl|sasu|sprl|societe par actions|"
    r"entreprise (?:en )?personne physique|personne physique exercant|e\.?p\.?[ci]\.?c|"
    r"etablissement public|coop\. ?v|s\.s\.(?= agricola)|societa semplice|"
    r"bvba|comm\.? ?v|commv|scomm|limited|ltd|s\.c\.p|c\.b|comunidad de bienes|"
    r"autonom[oa](?= ?(?:$|[,.;|·()]| y )| nif| dni)|"
    r"empresari[oa] individual|empresari[oa] em nome individual|eni|ditta individuale|impresa individuale|"
    r"azienda agricola|societa agricola|cooperativ(?:a|es?)|kooperative|genossenschaft|sole (?:trader|proprietor)|"
    r"eenmanszaak|einzelunternehm\w{2,4}|einzelfirma|entreprise individuelle|jednoosobow\w{1,3} dzialalnosc\w{0,2}|"
    r"spolk\w{1,2} \w{3,12}|vereniging|stichting|asociacion|associazione|associacao|fundacja|fundacion)"
    r"(?! edition|\w)"
)


def form_words(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Words for a form, whatever their case, that were not read as one."""
    read = {form.start for form in finds.doc.forms}
    for match in _FORM_WORDS.finditer(finds.doc.flat):
        if match.start() not in read:
            yield match.span()


# "passée auprès de LES TISANES DE MARTHE", "La web pertenece a MARISOL NIEBLAS".
_LOUD = re.compile(
    r"(?<= )(?:de|à|chez|par|avec|with|by|from|and|between|con|por|di|da|met|van|door|bei|mit|von|durch|z|przez|"
    rf"is|ist|est|es|è|é|jest|a|pela|pelo) (?P<name>[{UP}]{{2,20}}(?:[’'&-][{UP}]{{1,20}}){{0,3}}"
    rf"(?: (?:[{UP}]{{2,20}}|&)){{1,4}})(?=[ ,.;)\n]|$)"
)
_LOUD_COMMON = frozenset(
    "cgv cgu agb avb rgpd gdpr dsgvo tva mwst iva btw vat ttc ht pdf as is not no all any and the or of conditions "
    "generales vente terms sale service services online shop store website reserved rights in keinem fall nicht nie "
    "niet geen non ne pas jamais never must you we iban bic usa uk eu ue cookies faq sav covid iso html css dhl ups "
    "dpd gls".split()
)


def loud_names(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Several words in capitals behind a small word, in a sentence: a name, if they are no words of law."""
    for match in _LOUD.finditer(finds.doc.text):
        if not _LOUD_COMMON & set(fold(match["name"]).split()):
            yield match.span("name")
