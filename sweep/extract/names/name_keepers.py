"""Names of those who are said to keep the shop, or to be called the seller from there on, in any language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sweep.extract.names.name_actors import actors
from sweep.extract.names.name_clauses import clauses
from sweep.extract.names.name_lines import is_manager
from sweep.extract.names.name_signs import is_site
from sweep.extract.names.name_titles import without_lead
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.name_words import NAME, Mention, is_generic, plausible, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import first_after
from sweep.extract.words.text import fold
from sweep.extract.words.work_words import is_site_word

# The shop's name stands between the word for its keeper and the keeper.
_KEEPER = Sieve(
    r"(?:provozovatelem|prevadzkovatelom|prodavajicim|predavajucim|vlastnikem|ponudnik|upravljavec|vlasnik)"
    r"(?: [^\s;:]{1,60}(?<![.,])){0,8}? je (?:(?:spolecnost|spolocnost|firma|fyzicka|osoba:?|podnikajici|podnikajuca|"
    r"pan|pani|drustvo|podjetje|obrt) ){0,3}|"
    r"(?:prodavajici|predavajuc|provozovatel|prevadzkovatel|poskytovatel)\w{0,4},? (?:kterym|ktorym|jimz) je "
    r"(?:(?:spolecnost|spolocnost|firma|fyzicka|osoba:?|podnikajici|podnikajuca|pan|pani)(?: |(?<=:)\n{1,2})){0,4}|"
    r"titularidad de este sitio web[^\n]{0,140}? la ostenta ?:? "
)
# "Webbutiken drivs av Dimmans Garn", "Η ιστοσελίδα ανήκει στην επιχείρηση ...": who drives, owns or runs it.
_RUN_BY = Sieve(
    fold(
        r"(?:(?:drivs|ägs|ägs och drivs|drives|ejes|ejes og drives|tillhandahålls) a[vf]|"
        r"ατομική επιχείρηση με (?:την )?επωνυμία|της επιχείρησης με (?:την )?επωνυμία|"
        r"ανήκει (?:αποκλειστικά )?(?:σ\w{1,3}|και διαχειρίζεται)|διαχειρίζεται (?:η|ο|την ιστοσελίδα η)|"
        r"λειτουργεί από τ\w{1,3}|πραγματοποιηθεί από τ\w{1,3}|κυριότητα τ\w{1,3}|"
        r"се управлява от|се администрира от|администриран\w? от|управляван\w? от|е собственост на|"
        r"(?:este )?(?:operat|administrat|deținut|deţinut|gestionat)\w? (?:și administrat\w? )?de(?: către)?|"
        r"(?:proprietatea|proprietate a)|podnikatele|podnikateľa|prevádzkuje|provozuje|prowadzi|"
        r"upravlja|vodi tvrtka|u vlasništvu|v lasti|"
        r"valdo ir administruoja|tvarko ir administruoja|valdo|administruoja|priklauso|"
        r"uztur|pārvalda|nodrošina un uztur|pieder|haldab|omanik on|kuulub|opereerib|ylläpitää|ylläpitäjä on|omistaa|"
        r"üzemeltetője|tulajdonosa|"
        r"(?:web-?site|site|shop|store)(?: [^\s;:]{1,40}){0,2} belongs (?:exclusively )?to)"
        r"(?: ?:)? (?:(?:firma|firmy|фирма|дружество|търговец|εταιρ\w{2,5}|επιχείρησ\w{1,3}|ατομικ\w{1,3}|"
        r"με την επωνυμία|company|με επωνυμία|société|societatea|societății|spoločnosť|společnost|tvrtka|obrt|podjetje|"
        r"podjetja|družba|társaság|az?|în|την?|της?|του|στην?|στον?|η|ο|към) ){0,4}"
    )
)
# Before what somebody is called from there on.
LATER_WORDS = fold(
    r"di seguito|hereinafter|hereafter|ci-après|im folgenden|nachfolgend|nachstehend|hierna|zwan\w{1,2} dalej|dalej|"
    r"dále jen|ďalej len|ďalej aj|en adelante|doravante|a továbbiakban|továbbiakban|denumit\w? în continuare|"
    r"numit\w? în continuare|наричан\w? (?:по-)?долу|наричан\w? за краткост|u daljnjem tekstu|dalje u tekstu|dalje|"
    r"v nadaljevanju|toliau|turpmāk(?: tekstā)?|edaspidi|jäljempänä|nedan|härefter|hädanefter|herefter|"
    r"i det følgende|εφεξής|στο εξής|καλούμεν\w{1,3}"
)
_SELLERS = fold(
    r"venditore|vendeur|seller|anbieter(?:in)?|verkäufer(?:in)?|händler(?:in)?|unternehmer(?:in)?|wir|ich|verkoper|sprzedawca|usługodawca|prodávající|provozovatel|vendedor\w?|"
    r"predávajúci|prevádzkovateľ|poskytovateľ|poskytovatel|operador\w?|fornecedor\w?|prestador\w?|eladó|szolgáltató|"
    r"üzemeltető|vânzător\w{0,2}|търговец\w?|продавач\w?|доставчик\w?|prodavatelj|prodajalec|trgovac|trgovec|ponudnik|"
    r"izvođač|pardavėjas|teikėjas|pārdevējs|sabiedrība|müüja|myyjä|säljaren|säljare|leverantören|sælger|πωλητής|"
    r"εταιρεία|εταιρία|επιχείρηση|δικαιούχο\w?|κατάστημα"
)
# "... von Nora Nebelung (im Folgenden „Anbieter“)": who is called the seller from there on.
_CALLED = Sieve(
    rf"(?:{LATER_WORDS})(?: ?[“\"„«] ?[^\s\n»\"”][^\n»\"”]{{1,40}}[»\"”] ou)?"
    rf"(?: [^\s\n:]{{1,20}}){{0,3}}? ?[–:-]? ?[“\"„«”'’»]{{0,2}} ?"
    r"(?:(?:il|le|the|der|de|el|o|a|η|ο|το|την) )?"
    rf"[“\"„«”»]?(?:{_SELLERS})(?!\w)"
)
# "par Ateliers Lune (« la Société »)", "by Harbour Goods (“we”, “us”)": what stands in the marks, and what before them.
_CALLED_SO = Sieve(
    r"[“\"„«] ?(?:(?:le|la|the) |l')?"
    r"(?:societe|vendeur|editeur|exploitant|entreprise|prestataire|fournisseur|artisan|organisateur|"
    r"seller|company|merchant|nous|we|us) ?[»\"”]"
)
_BRACKET = re.compile(rf"(?:\((?:{LATER_WORDS})?|(?:{LATER_WORDS})) ?(?:(?:le|la|the|l') ?)?$")
_BEFORE_MARKS = 44
# "Nebbia Garni (di seguito: “Nebbia Garni”)": called by the name that stands before it.
_LATER = Sieve(
    rf"(?:{LATER_WORDS})(?: [^\s\n:]{{1,20}}){{0,2}}? ?[:–-]? ?[“\"„«”»](?P<name>[^\W\d_][^\n\"“”„«»]{{2,50}})[“\"”»]"
)
_CALLED_NAME = re.compile(
    r"(?:^|[\n;:] ?|(?<!\w)(?:da|par|auprès de|by|von|durch|door|przez|por|con|mit|met|avec|with|zwischen|between|"
    r"między|pomiędzy|mezi|medzi|između|med|között|între|между|μεταξύ|mellan|mellem|starp|tarp|από τον|από την|του|"
    r"της|τον|η|Οι|Ο|Η|podnikatele|podnikateľa|"
    r"spoločnosti|společnosti|società|societatea|firma|der|des|site|de(?= la soci| l['’]ent)) "
    r"(?:(?:la|le|les) )?(?:société |entreprise )?)"
    rf"(?P<name>{NAME}(?: (?:dite?|alias) {NAME})?)[ ,(“„«\"]{{1,4}}$"
)
# "Nora Nebelung, Nebelgasse 1, 20999 Nebelstadt (im Folgenden: ...": its address or e-mail stands between.
_CALLED_LATER = re.compile(
    r"(?:^|\n|\(\d{1,2}\) |\d[.)] |(?<!\w)(?:by|von|durch|da|par|door|przez|por|zwischen|between|tra|entre|tussen) )"
    rf"(?P<name>{NAME}(?: [-–—] [a-zß-ÿ][\w\-]{{2,20}}(?: [{UP}][\w\-]{{1,25}})?)?),"
    r"(?P<tail>(?:(?![a-zß-ÿ]{2}[.!?] [A-ZÀ-Þ])[^\n;]){4,170})$"
)
_TOLD = re.compile(r"\d|@")
_CALLED_REACH = 260
_NAME_ONLY = re.compile(rf"{NAME}(?= ?(?:$|[,.;(\n])| (?:se|so|s|z|v|na|cu|със|με|και|που|ir|un|ja|och|og) )")
_QUOTED = re.compile(r"[«\"“„]([^\n«»\"“”„]{2,60})[»\"“”]")
_DEFINITION = re.compile(rf" ?[–—:-] ?(?P<name>[{UP}][^\n,;:()–„\"]{{2,60}}), ?")
_BY = re.compile(rf"(?<![\w.]){NAME} v/ ?[{UP}][\w'’\-]{{1,25}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}}")
# "Entre", "sont conclues entre :" at the end of a line; "Et" and "D'autre part" alone in theirs.
_PARTIES = re.compile(r"(?<!\w)entre(?: (?:le |les )?(?:professionnel|soussigne\w{0,2}|parties))? ?:?$")
_OTHER_PARTY = re.compile(r"et ?:?|d'autre part[ ,.:]{0,3}")
_ENDING, _MARK, _PARTY_LINES = 40, 2, 14
_SOLD_BY = Sieve(
    r"(?<!\w)(?:vendue?s?|proposee?s?|offerte?s?|commercialisee?s?|conclue?s?) (?:par|avec|aupres de) "
    r"(?:(?:l'|la |le |notre |societe |prestataire |vendeur |entreprise |boutique )){0,3}"
    r"[«\"“]? ?(?P<name>[^\n,.;:()«»\"“”]{3,60}?) ?[»\"”]?,? \(?ci-apres"
)
_REPRESENTED = re.compile(
    r"(?:represente|rappresentat|represented|vertreten|vertegenwoordigd|representad|reprezentowan|zastoupen|zastupen|"
    r"reprezentat|kepvisel)\w{0,5}(?: [^\s.;:]{1,20}){1,4} $"
)
_LONGEST, _NUMBER_WITHIN = 7, 220  # words of a name; characters behind it
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?;:] ")
_NUMBER_OF_CLAUSE = re.compile(r"§|[\d.]{1,6}[.)]?|[–•*-]")
_DETERMINERS = frozenset(
    fold(
        "den det denna detta denne dette här acest această acesta prezentul prezenta tento tato toto ten ta to "
        "niniejszy nasz nasza naš naša ova ovaj ovu to ta tę a az e ez η ο το την this the our el la il lo"
    ).split()
)
_MARKS_ROUND = "„“”\"«»'(),:"
# What stands between the site and the verb: names, web addresses, "available at".
_BESIDE_SITE = re.compile(rf"[„“”\"«'(]?(?:[{UP}0-9]|https?:|\S{{1,60}}\.[a-z]{{2}})")
_OF_SITE = frozenset(
    fold(
        "online internetowy internetowego internetový internetovy pod adresem działający działająca dostępny dostępna "
        "jest je este er är on se sú sa la adresa na adrese adresu és och og a și si accesibil disponibil"
    ).split()
)
_FIRM_BEFORE = 200  # characters before "owned by" in which a firm stands whose owner is spoken of
_DEFINED_WITHIN = 60


def keepers(doc: LegalText) -> Iterator[Mention]:
    """Who is said to keep the shop: "Provozovatelem obchodu Mlhovka je Mlhana Ranní"."""
    for match in _KEEPER.finditer(doc.flat):
        if "\n" not in doc.text[match.start() : match.end()].rstrip("\n") and (place := _named(doc, match.end())):
            yield Mention(doc.text[slice(*place)], *place, "label", "", "editor")
    yield from {
        m.start: m
        for m in (
            *(*clauses(doc), *_run_by(doc), *_called(doc), *_between(doc), *_sold_by(doc), *_defined(doc)),
            *actors(doc),
        )
    }.values()


def called(doc: LegalText) -> Iterator[tuple[int, int]]:
    """Places where it is said who is called the seller from there on, whether or not a name was read before them."""
    found = [match.span() for match in _CALLED.finditer(doc.flat)]
    for match in _CALLED_SO.finditer(doc.flat):
        left = max(0, match.start() - _BEFORE_MARKS)
        if lead := _BRACKET.search(doc.flat[left : match.start()]):
            found.append((left + lead.start(), match.end()))
    yield from sorted(found)


def perhaps_kept(doc: LegalText) -> Iterator[tuple[int, int]]:
    """Places where somebody is said to keep the shop, or is called by his own name from there on."""
    for match in _RUN_BY.finditer(doc.flat):
        if doc.text[match.end() : match.end() + 2].strip('„“”"«')[:1].isupper():
            yield match.span()
    for match in _LATER.finditer(doc.flat):
        before = doc.flat[max(0, match.start() - 56) : match.start()].rstrip(" (,")
        if before.endswith(match["name"].strip()):
            yield match.start(), match.end()


def kept(found: list[Mention], said: Iterable[Mention]) -> list[Mention]:
    """With those that a sentence says to keep the shop; of a firm among them its form is known."""
    firms = {place: m for m in found if m.how == "form" for place in (m.start, m.end)}
    keepers = [replace(firm, label=m.label) if (firm := firms.get(m.start) or firms.get(m.end)) else m for m in said]
    starts = {m.start for m in keepers}
    return [*(m for m in found if m.start not in starts), *keepers]


def danish(doc: LegalText) -> Iterator[Mention]:
    """ "Tågehuset v/ Anna Tåge": a person and the name under which she trades, with a number near."""
    if " v/" not in doc.text:
        return
    numbers = doc.under("number.")
    for match in _BY.finditer(doc.text):
        if first_after(numbers, match.end(), _NUMBER_WITHIN) and plausible(match[0]):
            yield Mention(match[0], *match.span(), "form", "enkeltmandsvirksomhed")


def _named(doc: LegalText, start: int) -> tuple[int, int] | None:
    """The place of a name that begins at `start`."""
    if quoted := _QUOTED.match(doc.text, start, start + 64):
        return quoted.span(1)
    name = _NAME_ONLY.match(doc.text, start, start + 90)
    if name is None:
        return None
    bare = name[0].split(". ", 1)[0].rstrip(".")
    return start, start + len(bare)


def _run_by(doc: LegalText) -> Iterator[Mention]:
    """Who runs or owns the shop: several words that a number, a seat or a definition follows."""
    told_by = (doc.of("seat"), doc.under("number."))
    defined = [start for start, _ in called(doc)]
    for match in _RUN_BY.finditer(doc.flat):
        place = _named(doc, match.end())
        line = doc.lines[doc.line_at(match.start())].start
        if place is None or _firm_within(doc, max(line, match.start() - _FIRM_BEFORE), match.start()):
            continue
        name = doc.text[slice(*place)]
        speaks_of_site = _is_of_site(doc, doc.text[line : match.start()])
        if " " not in name and not (speaks_of_site and is_site(doc, name)):
            continue
        if not plausible(name) or all(map(is_generic, fold(name).split())):
            continue
        told = speaks_of_site or any(first_after(words, place[1], _NUMBER_WITHIN) for words in told_by)
        index = bisect_left(defined, place[1])
        told = told or (index < len(defined) and defined[index] <= place[1] + _DEFINED_WITHIN)
        if told and (speaks_of_site or not find_forms(name, fold(name))):
            yield Mention(name, *place, "label", "", "editor")


def _is_of_site(doc: LegalText, lead: str) -> bool:
    """Whether the words of a sentence before its verb are but the site: "Site-ul www.ceata.example", "Ceata"."""
    words = _SENTENCE.split(lead)[-1].split()
    while words and (fold(words[0]) in _DETERMINERS or _NUMBER_OF_CLAUSE.fullmatch(words[0])):
        words.pop(0)
    if not words or not (
        is_site_word(fold(words[0].strip(_MARKS_ROUND))) or is_site(doc, words[0].strip(_MARKS_ROUND))
    ):
        return False
    return all(_BESIDE_SITE.match(w) or is_site_word(fold(w)) or fold(w) in _OF_SITE for w in words[1:])


def _defined(doc: LegalText) -> Iterator[Mention]:
    """ "Pardavėjas – Rūko skautija, juridinio asmens kodas ...": whom a word for the trader stands for."""
    fields = (doc.of("seat"), doc.under("number."))
    for word in doc.of("editor", "editor_section"):
        match = _DEFINITION.match(doc.text, word.end, word.end + 76)
        if match is None or not any((f := first_after(w, match.end(), 2)) and f.start >= match.end() for w in fields):
            continue
        name = match["name"]
        if plausible(name) and not find_forms(name, fold(name)) and len(name.split()) <= 6:
            yield Mention(name, *match.span("name"), "label", "", "editor")


def _firm_within(doc: LegalText, start: int, end: int) -> bool:
    index = bisect_left(doc.forms, start, key=lambda f: f.start)
    return index < len(doc.forms) and doc.forms[index].start < end


def _between(doc: LegalText) -> Iterator[Mention]:
    """The name below "Entre :", where the lines end with "Ci-après dénommé « le vendeur »"."""
    for start, _ in called(doc):
        at = doc.line_at(start)
        if start - doc.lines[at].start > _MARK:
            continue
        for above in range(at - 2, max(-1, at - _PARTY_LINES), -1):
            line, below = doc.lines[above], doc.lines[above + 1]
            if _OTHER_PARTY.fullmatch(doc.flat, below.start, below.end):
                break
            name = doc.text[below.start : below.end].rstrip(" ,")
            if _PARTIES.search(doc.flat, max(line.start, line.end - _ENDING), line.end):
                if re.fullmatch(NAME, name) and plausible(name):
                    yield Mention(name, below.start, below.start + len(name), "label", "", "editor")
                break


def _sold_by(doc: LegalText) -> Iterator[Mention]:
    """Who is said to sell, and called something from there on: "vendus par Fil d'ortie (ci-après ...)"."""
    for match in _SOLD_BY.finditer(doc.flat):
        name = doc.text[slice(*match.span("name"))]
        if name[0].isupper() and len(name.split()) <= _LONGEST and plausible(name) and not find_forms(name, fold(name)):
            yield Mention(name, *match.span("name"), "label", "", "editor")


def _acts_for(doc: LegalText, start: int) -> bool:
    """Whether who is named at `start` only acts for the one that is called so ("représentée par Odile Brouillard")."""
    return bool(_REPRESENTED.search(doc.flat, max(0, start - 60), start)) or is_manager(doc, start)


def _called(doc: LegalText) -> Iterator[Mention]:
    """Who is said to be called the seller from there on."""
    for start, _ in called(doc):
        left = max(0, start - 80)
        named = _CALLED_NAME.search(doc.text[left:start])
        if named is None:
            left = max(0, start - _CALLED_REACH)
            named = _CALLED_LATER.search(doc.text[left:start].rstrip(" (,"))
            named = named if named and _TOLD.search(named["tail"]) else None
        name = without_lead(doc.text, left + named.start("name"), trim(named["name"])) if named else ""
        told = named and (" " in name or is_site(doc, name) or "ociété " in named[0])
        if named and told and not _acts_for(doc, left + named.start("name")):
            end = left + named.end("name")
            yield Mention(name, end - len(name), end, "label", "", "editor")
