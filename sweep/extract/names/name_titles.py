"""What leads to a firm's name without being part of it: a clause's number, the title of a text, a word for its role."""

from __future__ import annotations

import re
from dataclasses import replace

from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_form_names import ALONE_IN_POLAND
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.name_words import Mention, plausible
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold

# "1.2. Mlhovka s.r.o.", "§ 3 Nebelwaren GmbH": the number of a clause.
_CLAUSE = re.compile(r"(?:§ ?\d{1,2}[a-z]?(?: \(\d\))?|\d{1,2}(?:\.\d{1,2}){1,3}\.?) (?=\S)")
_SECTION = re.compile(r"\d{1,2} (?=\S)")  # the figure of "§ 1 Nebelwaren GmbH", the mark before it cut off
CLAUSE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}) ")  # "1.1. " in "1.1. SIA Migla"
# "2. Hmla s.r.o.": one of several points, where the point before it or behind it stands near; else it may be a name
# ("1. FC Nebelheim GmbH").
_POINT = re.compile(r"(\d{1,2})[.)] (?=\S)")
_POINTS_NEAR = 3000
# Titles of the texts of a shop, as they are written: "Algemene Voorwaarden Nevel BV", "AGB der Nebelwaren GmbH".
_TITLE = re.compile(
    fold(
        r"(?:"
        r"(?:allgemeine[nr]? )?(?:(?:verkaufs|liefer|zahlungs|einkaufs)-? und )?"
        r"(?:geschäfts|verkaufs|liefer|lieferungs|nutzungs|zahlungs|einkaufs|teilnahme|vertrags|miet)bedingungen|agb|"
        r"datenschutz(?:erklärung|hinweise?|bestimmungen)|widerrufsbelehrung|kundeninformationen|"
        r"algemene (?:verkoop|leverings|inkoop|gebruiks)?voorwaarden|(?:verkoop|leverings|gebruiks)voorwaarden|"
        r"privacy ?(?:verklaring|beleid|statement|policy|notice)|"
        r"(?:general )?terms (?:and|&) conditions(?: of (?:sale|use|service|business|trade|supply))?|"
        r"(?:general )?(?:terms|conditions) of (?:sale|use|service|business|trade|supply)|"
        r"cookie policy|legal notice|(?:[\w\-]{2,15} )?(?:licen[cs]e|user|sales) agreement|"
        r"(?:refund|return|returns|shipping|delivery) policy|"
        r"conditions générales(?: (?:de (?:vente|location|service)|d['’](?:utilisation|achat)))?"
        r"(?: et d['’]utilisation)?|"
        r"conditions (?:de vente|d['’]utilisation)|mentions légales|politique de (?:confidentialité|cookies)|cgvu?|cgu|"
        r"(?:términos y )?condiciones(?: generales)? de (?:la )?(?:venta|compra|uso|contratación|utilización)|"
        r"(?:términos y )?condiciones generales|términos y condiciones|aviso legal|política de (?:privacidad|cookies)|"
        r"(?:termini e )?condizioni(?: generali)? (?:di|d['’]) ?(?:vendita|acquisto|uso|utilizzo|contratto|servizio)|"
        r"(?:termini e )?condizioni generali|termini e condizioni|note legali|informativa (?:sulla )?privacy|"
        r"(?:termos e )?condições(?: gerais)? de (?:venda|utilização|uso|compra)|(?:termos e )?condições gerais|"
        r"termos e condições|política de privacidade|"
        r"regulamin(?: (?:sklepu|serwisu|strony|sprzedaży|portalu|platformy|usług))?(?: internetow(?:ego|ej|ych))?|"
        r"polityka prywatności|(?:všeobecné )?obchodn[íé] podm(?:í|ie)nky|reklamačn[íý] (?:řád|poriadok)|"
        r"zásady ochrany osobn(?:í|ý)ch údaj(?:ů|ov)|ochrana osobn(?:í|ý)ch údaj(?:ů|ov)|"
        r"termeni(?:i)? [sșş]i condi[tțţ]ii(?:le)?(?: generale)?(?: de (?:vânzare|utilizare|livrare))?|"
        r"condi[tțţ]ii generale(?: de (?:vânzare|utilizare))?|politica de confiden[tțţ]ialitate|"
        r"általános szerződési feltételek|ászf|adat(?:védelmi|kezelési) (?:tájékoztató|nyilatkozat|szabályzat)|"
        r"(?:opći )?uvjeti (?:poslovanja|korištenja|prodaje|kupnje|kupovine)|opći uvjeti|pravila privatnosti|"
        r"(?:splošni )?pogoji (?:poslovanja|uporabe|nakupa)|splošni pogoji|"
        r"общи условия(?: за (?:ползване|продажба|покупка|доставка))?|политика за (?:поверителност|лични данни)|"
        r"(?:γενικοί )?όροι(?: και προϋποθέσεις)?(?: (?:χρήσης|συναλλαγών|πώλησης|αγορών))?|πολιτική απορρήτου|"
        r"(?:(?:salgs|salg)-? og )?(?:handels|forretnings|leverings|salgs|købs|kjøps)(?:betingelser|vilkår)|"
        r"vilkår og betingelser|(?:privatlivs|persondata|cookie)politik|personvernerklæring|"
        r"allmänna (?:köp)?villkor|köpvillkor|försäljningsvillkor|integritetspolicy|"
        r"(?:yleiset )?(?:tilaus- ja )?(?:toimitus|sopimus|käyttö|myynti)ehdot|tietosuojaseloste|"
        r"(?:üldised )?(?:müügi|kasutus|ostu)tingimused|privaatsuspoliitika|"
        r"(?:lietošanas|pirkuma|pirkšanas|vispārīgie) noteikumi|privātuma politika|"
        r"(?:pirkimo|naudojimosi|parduotuvės) taisyklės|privatumo politika"
        r")"
    )
    + r"(?: ?[-–—|:])? (?=\S)"
)
# "... der Nebelwaren GmbH", "... společnosti Mlhovka": what joins the two. Articles belong to a name in capitals.
_JOINT = re.compile(
    fold(
        r"(?:der|des|dem|von|vom|für|van|voor|of|by|for|pour|par|de|del|della|dello|degli|di|da|do|dos|das|ale|ai|på|"
        r"hos|för|pro|na|за|на|της|του|των|(la|il|lo|los|le|het|the|al)|"
        r"firma|firmy|firmei|firme|společnosti|spoločnosti|spółki|société|società|societății|sociedad|empresa|"
        r"společnost|podnikatele|podnikateľa|društva|tvrtke|podjetja|družbe|фирма|εταιρείας|εταιρίας|company) "
    )
)
_DUTCH = (
    "algemene",
    "privacyv",
    "verkoop",
    "levering",
    "gebruiks",
)  # after these "DE NEVEL" is a name with its article
# "1.1 Vendedor – Neblina, Lda.", "Soggetti e Definizioni – Nebbia S.r.l.": the role or the heading before a dash.
_DASH = re.compile(r" [-–—] ")
_HEADING_WORD = re.compile(
    r"(?:definizioni|definitions?|definitionen|begriffsbestimmungen|definiciones|definicoes|definities|definicje|"
    r"definice|definicie|definicije|definitii|fogalmak|soggetti|parti|partes|parties|parteien|partijen|strony|strany|"
    r"identificazione|identificacion|identificacao|identification|geltungsbereich|premessa|introduction|introduccion)$"
)
_ROLES = ("editor", "editor_section", "name_label", "controller")
_OF = re.compile(r" (?:of|by|de|du|da|do|di|del|van|door|von|vom|durch|par|por|przez|af|av)$")
_DIALLED = re.compile(r"^[\d ./+-]{6,24} ?[-–—|·•] ?(?=\S)")  # a telephone number before a dash
# "на МЪГЛА ТРЕЙД ЕООД" in a heading of capitals.
_SMALL = re.compile(rf"^(?:НА|ЗА|ОТ|ΤΗΣ|ΤΟΥ|DER|DES|FIRMY|SPOLEČNOSTI|SPOLOČNOSTI|FIRMEI) (?=[{UP}0-9])")
# "Šie Migla OÜ e-veikala noteikumi": these terms, in the languages where a firm's name follows at once.
_THESE = re.compile(
    r"^(?:Šie|Šī|Šios|Šis|Käesolevad|Need|Näitä|Nämä|Dessa|Disse|Ovi|Tyto|Tieto|Jelen|Acești|Aceste|Тези|Настоящите) "
)


# "between the Customer and Mist Goods Ltd": the other side of the contract.
_SIDE = (
    r"(?:customer|consumer|client|buyer|purchaser|user|shopper|guest|visitor|cliente|comprador|consumidor|usuario|"
    r"acquirente|consumatore|utente|kunde|kaufer|besteller|verbraucher|nutzer|klant|koper|consument|acheteur|"
    r"consommateur|utilisateur|klient|konsument|kupuj|zakaznik|zakaznik|objednatel|spotrebitel|uzivatel|uzytkownik|"
    r"zamawiaj|vevo|vasarlo|fogyaszto|felhasznalo|megrendelo|ugyfel|cumparator|consumator|utilizator|kupac|kupc|"
    r"potrosac|korisnik|potrosnik|uporabnik|narocnik|клиент|купувач|потребител|πελατ|αγοραστ|καταναλωτ|χρηστ|"
    r"kober|kund|kopare|konsument|ostja|tarbija|klien|asiakas|ostaja|kuluttaja|pirkej|vartotoj|pircej|pateretaj)"
    r"\w{0,9}"
)
_IS_SIDE = re.compile(
    rf"{_SIDE}|you|ihnen|sie|lei|voi|tu|usted(?:es)?|vous|u|jou|jij|wami|panem|pania|panstwem|vami|vy|ty|te|on|dumneavoastra|sina|teie|jus|vie|вие|vas|εσεις|du|vi|ni"
)
_OTHER_SIDE = re.compile(rf"{_SIDE} (?:and|und|e|ed|y|et|en|i|oraz|a|in|og|och|ja|si|es|un|ir|и|και) (?=\S)")
_BETWEEN = re.compile(
    fold(
        r"(?<!\w)(?:between|zwischen|entre|tra|fra|tussen|między|pomiędzy|mezi|medzi|között|între|između|med|между|μεταξύ|"
        r"mellem|mellan|välillä|vahel|starp|tarp)(?!\w)"
    )
)


# "Pour Lunazon Core SARL :", a heading among those of several firms.
_FOR = re.compile(r"^(?:Pour|Für|For|Voor|Per|Para) (?=\S)")
_COLON_BEHIND = re.compile(r"(?:,? [\w.&]{2,12})? ?:")


_SENTENCE_WITHIN = re.compile(
    r"(?:(?<=[a-zß-ÿ]{3})|(?<=[A-ZÀ-Þ]{4}))(?<!Gebr)(?<!Bros)(?<!Prof)(?<!Dipl)(?<!Corp)"
    r"(?<!Buchh)(?<!Verw)(?<!Vertr)\. "
)


def untitled(doc: LegalText, mention: Mention) -> Mention:
    """`mention` without what leads to its name."""
    name = without_lead(doc.text, mention.start, mention.name)
    if name == mention.name or not plausible(name):
        return mention
    return replace(mention, name=name, start=mention.start + mention.name.rindex(name))


def without_lead(text: str, start: int, name: str) -> str:
    """`name`, which stands at `start`, without what leads to it; it may be left with nothing that is a name."""
    rest = _without_number(text, start, name)
    if title := _TITLE.match(fold(rest)):
        rest = _unjoined(rest[title.end() :], title[0])
    if _COLON_BEHIND.match(text, start + len(name)):
        rest = _FOR.sub("", rest, count=1)
    if (side := _OTHER_SIDE.match(fold(rest))) and _BETWEEN.search(fold(text[max(0, start - 60) : start])):
        rest = rest[side.end() :]
    rest = _THESE.sub("", _SMALL.sub("", _DIALLED.sub("", _behind_role(rest), count=1), count=1), count=1)
    return _last_sentence(_behind_dash(rest)) or name


def is_side(word: str) -> bool:
    """Whether a folded word means who buys ("kupujici")."""
    return bool(_IS_SIDE.fullmatch(word))


def is_name(text: str) -> bool:
    """Whether words may be somebody's name, and are no firm's and no side of a contract."""
    return plausible(text) and not find_forms(text, fold(text)) and not any(map(is_side, fold(text).split()))


_ROLE = re.compile(
    r"(?:(?:le|la|the|der|die|il|el|de) |l')?(?:vendeu(?:r|se)|prestataire|exploitante?|editeur|editrice|seller|"
    r"verkaufer(?:in)?|anbieter(?:in)?|venditore|verkoper)"
)


def is_role(name: str) -> bool:
    """Whether a "name" is but the word for who sells: "Le Vendeur, Entreprise individuelle Odile Brouillard"."""
    return bool(_ROLE.fullmatch(fold(name).lstrip("-–— ")))


def _unjoined(name: str, title: str) -> str:
    """`name` without the small words that join it to the title before it; in capitals its article is left to it."""
    for _ in range(3):
        joint = _JOINT.match(fold(name))
        if joint is None:
            break
        article = joint[1] or (joint[0] == "de " and title.startswith(_DUTCH))
        if not (name[: joint.end()].islower() or (name.isupper() and not article)):
            break
        name = name[joint.end() :]
    return name


def _without_number(text: str, start: int, name: str) -> str:
    if clause := _CLAUSE.match(name):
        return name[clause.end() :]
    if text[max(0, start - 2) : start].strip() == "§" and (section := _SECTION.match(name)):
        return name[section.end() :]
    point = _POINT.match(name)
    if point is None or (start and text[start - 1] != "\n"):
        return name
    near = text[max(0, start - _POINTS_NEAR) : start + _POINTS_NEAR]
    listed = any(f"\n{int(point[1]) + step}{mark}" in f"\n{near}" for step in (-1, 1) for mark in ".)")
    return name[point.end() :] if listed else name


def _behind_dash(name: str) -> str:
    """The name behind a dash that a word for the trader or a heading stands before."""
    dash = _DASH.search(name)
    if dash is None:
        return name
    lead = fold(name[: dash.start()])
    words = [w for key, found in find_words(lead).items() if key in _ROLES for w in found]
    is_role = any(w.start == 0 and w.end == len(lead) for w in words)
    return name[dash.end() :] if is_role or _HEADING_WORD.search(lead) else name


def _behind_role(name: str) -> str:
    """ "Propriedade de Neblina, Lda.": without a word for the trader that ends in "of" or "by"."""
    for key in _ROLES[:2]:
        for word in find_words(fold(name)).get(key, ()):
            if word.start == 0 and _OF.search(name, 0, word.end) and name[word.end + 1 : word.end + 2].isupper():
                return name[word.end + 1 :]
    return name


def _last_sentence(name: str) -> str:
    """ "Dimhandel AB. Dimhandel AB": behind a form that is written without a point the sentence ends."""
    for form in find_forms(name, fold(name)):
        if name[form.end : form.end + 2] == ". " and form.start and "." not in name[form.start : form.end]:
            return name[form.end + 2 :]
    return name


_BEGINS_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}(?!\d)")  # "2.2 – Kein verbindliches Angebot"


# "Società Agricola Rugiada": what kind of company it is belongs to the name, and so does the word before it.
_KIND_FIRST = re.compile(r"(?:Agr[ií]cola|Agricole|Cooperativa|Semplice|Sportiva|Civil|An[oóô]nima) ")


def begins_next(text: str, start: int, name: str, gap: str) -> bool:
    """Whether what stands behind a label, at `start`, is no name: the next clause, the label of the next field."""
    if "\n" not in gap:
        return ":" not in gap and bool(_KIND_FIRST.match(name))
    return bool(_BEGINS_CLAUSE.match(name)) or text.startswith((":", " :"), start + len(name))


def behind_sentence(name: str, form: str) -> str:
    """The last sentence of what stands before a form ("SEXTA. Pago. Nieblapago" S.L.); a word cut short ends none."""
    if form == ALONE_IN_POLAND:
        name = name.rpartition(" – ")[2]  # "Sprzedawca – Rosa Mglista prowadząca działalność"
    ends = [m.end() for m in _SENTENCE_WITHIN.finditer(name)]
    return name[ends[-1] :] if ends else name
