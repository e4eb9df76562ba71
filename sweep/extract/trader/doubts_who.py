"""What looks like the trader's name or number, but could not be read as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from checks.facts import Evidence
from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.names.name_keepers import called, perhaps_kept
from sweep.extract.names.name_lines import FIELD_LABELS
from sweep.extract.names.name_reach import LED_BY_FORM
from sweep.extract.names.name_signs import below_name
from sweep.extract.pages.legal_text import BOLD
from sweep.extract.trader.doubt_places import IDENTITY, machines, own
from sweep.extract.trader.doubt_said import announced, branded, domains
from sweep.extract.trader.doubt_shapes import figures, form_words, loud_names, place_shapes
from sweep.extract.trader.doubts import streets
from sweep.extract.trader.party import Party
from sweep.extract.trader.persons import PERSON, controllers, leaders, presented
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import Mention, is_generic, plausible
from sweep.extract.words.needles import Sieve

# --- names and numbers ---

_SEVERAL = re.compile(
    r"(?:[a-z0-9\-]{2,30}\.[a-z]{2,12} [|–-] )?[^\W\d_a-z][^\n\d:@]{2,60} [^\n\d:@]{1,60}[,–—|·•*-] ?"
)
_ONE = re.compile(rf"[«\"“(]? ?([{UP}][\w&'’-]{{2,30}}) ?[,|·•*–—] ?")  # "« Nebelio, Nebelweg 1, ..."
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|Copyright)[ ,]{{1,2}}(?:©? ?\d{{4}}(?: ?[-–] ?\d{{4}})?[ ,]{{1,2}})?(?:by |par )?"
    rf"(?P<name>[{UP}][\w'’\-]{{1,25}}(?: (?:&|et|und|de|of|van|von) )?(?: ?[{UP}][\w'’\-]{{1,25}}){{1,4}})"
)
_BODY = Sieve(
    rf"(?<!\w)(?:Universit\w{{1,6}}|Hochschule|Mairie|Commune|Ville de|Municipality|Gemeente|Stadt|Ayuntamiento|"
    rf"Comune di|[Aa]ssociation|[Ff]ondation|Foundation|Stiftung|Stichting|Fundaci[óo]n|Fondazione|Funda[çc][ãa]o|"
    rf"Fundacja|Stowarzyszenie|Society|Institut\w{{0,4}}|Mus[ée]e|Museum)"
    rf"(?: loi(?: de)? 1901(?: telle? que)?| sans but lucratif| à but non lucratif)?"
    rf"(?: (?:of|de|du|des|d['’]|la|der|di|do|van))* ?[{UP}][\w'’.\-]+"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:Mme|Mlle|Monsieur|Madame|M\.|Mr\.?|Mrs\.?|Ms\.?|Herrn?|Frau|Sig\.(?:ra)?|Sr\.|Sra\.|Dña\.|Pani?|"
    rf"Dra?\.|Dott(?:\.ssa|\.)) "
    rf"[{UP}][\w'’\-]{{1,25}} [{UP}][\w'’\-]{{1,25}}"
)
_SOLE = Sieve(
    r"(?<!\w)(?:autonom[oa]|empresari[oa] em nome individual|dzialalnosc gospodarcz\w|eenmanszaak|sole trader|"
    r"self-employed|auto-?entrepreneu\w{1,2}|micro-?entrep\w{4,8}|entrepreneu\w{1,2} individuel\w{0,2}|"
    r"einzelunternehm\w{2,5}|performs business activity|"
    r"ditta individuale|appartient a|est la propriete d)"
)
# What is said of a firm that a sentence names.
_SEATED = Sieve(
    r"(?<!\w)(?:e'? di proprieta'? di|societe editrice|dont le siege social|avente sede|cuyo domicilio social|"
    r"cuja sede|ktorego siedziba|dessen sitz|deren sitz|whose registered office|waarvan de zetel)(?!\w)"
)
# A line of some words without a mark at its end; what stands before an address in the line below it.
_LONGEST_NAME = 90
_MAY_BE_NAME = re.compile(
    rf"[{UP}][^\n@:]{{2,88}}[^\W_](?: \([{UP}][\w'’\- ]{{3,50}}\))?;?|[a-z0-9\-]{{3,30}}\.[a-z]{{2,12}}"
)
_SMALL_LINE = re.compile(r"[a-zß-ÿ][\w'’.&-]{1,25}(?: [a-zß-ÿ][\w'’.&-]{1,25}){1,5}")
_NUMBERED = 160  # characters behind a name, within which its number stands
_BEFORE_FACT = re.compile(r"(?:[^\W\d_][^\n:\d]{2,30}:)? ?")
_ALONE = re.compile(rf"[{UP}][\w'’\-]{{1,25}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}}")
_SOON_NAMED = re.compile(rf"(?! au | à [Cc]apital)(?: [a-zà-ÿ'’]{{1,8}}){{0,3}} ?(?:[dl]['’])?[{UP}][\w'’&.\-]{{2,30}}")
_NOT_A_NAME = frozenset(
    "tous droits reserves all rights reserved boutique shop store alle rechte vorbehalten official".split()
)


def names(pages: Sequence[PageFinds], domain: str) -> Iterator[Evidence]:
    """What may be the trader's name: a firm, a body, a person behind ©; the shop's own brand there is no doubt."""
    brand = re.sub(r"[^a-z0-9]", "", domain.split(".", maxsplit=1)[0])
    for finds in pages:
        doc = finds.doc
        spans = [(m.start, m.end) for m in finds.firms]
        if finds.page.role in ("legal_notice", "contact"):
            spans += [m.span() for m in _BODY.finditer(doc.text)]
            spans += [m.span() for m in _TITLED.finditer(doc.text)]
            spans += [(m.start, m.end) for m in finds.names if m.label == "name_label"]
            spans += [*_sole_traders(finds), *_labelled(finds), *leaders(finds), *presented(finds), *domains(finds)]
            spans += [s for s in called(doc) if "ci-apres" in doc.flat[slice(*s)]]
        if finds.page.role in ("terms", "privacy"):
            spans += [*_sole_traders(finds), *controllers(finds), *branded(finds)]
        if finds.page.role == "terms":
            spans += [*called(finds.doc), *perhaps_kept(finds.doc), *announced(finds)]
            spans += [(m.start, m.end) for m in finds.names if m.label == "name_label" and " " in m.name]
        spans += [*_before_addresses(finds), *_above(finds), *_led_by_form(finds), *_of_a_form(finds)]
        spans += _of_no_name(finds) if finds.page.role in IDENTITY else ()
        spans += loud_names(finds) if finds.page.role in ("legal_notice", "terms", "contact") else ()
        spans += [m.span() for m in _SEATED.finditer(doc.flat)]
        yield from (doc.quote(m.start, m.end) for m in credited(finds))
        for match in _COPYRIGHT.finditer(doc.text):
            words = doc.flat[match.start("name") : match.end("name")].split()
            if "".join(re.findall(r"[a-z0-9]", "".join(words))) != brand and not _NOT_A_NAME & set(words):
                spans.append(match.span())
        yield from (doc.quote(start, end) for start, end in spans if own(finds, start))
        if finds.page.role == "privacy":  # who controls the data is, where nobody else is named, who sells
            yield from (doc.quote(m.start, m.end) for m in finds.names if m.label in ("editor", "editor_section"))
    yield from machines(pages, "legalname")


def _before_addresses(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Several words before an address or a number in its line: "Bottega Lunaria di Serena Brumelli, Via ..."."""
    numbers = [n.label if 0 <= n.label < n.start else n.start for n in finds.numbers]
    shapes = (start for start, _ in (*streets(finds), *place_shapes(finds)))
    for start in (*finds.address_starts, *numbers, *shapes):
        begin, _ = _line(finds, start)
        words = finds.doc.text[begin:start]
        named = _SEVERAL.fullmatch(words) or ((one := _ONE.fullmatch(words)) and plausible(one[1]))
        if own(finds, start) and named:
            yield begin, start


def _above(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """The line above an address or a register's number that begins its own line, where it may be a name."""
    doc, text = finds.doc, finds.doc.text
    fields = {word.start for word in doc.of(*FIELD_LABELS)}
    numbers = [n.label if 0 <= n.label < n.start else n.start for n in finds.numbers]
    places = (
        [start for start, _ in (*streets(finds), *place_shapes(finds))] if finds.page.role == "legal_notice" else []
    )
    for start in (*finds.address_starts, *numbers, *places):
        at = doc.line_at(start)
        line, above = doc.lines[at], doc.lines[max(0, below_name(doc, at) - 1)]
        words = text[above.start : min(above.end, above.start + _LONGEST_NAME + 1)]
        led = text[max(0, above.start - 3) : above.start].rstrip().endswith(":")  # "... prowadzony jest przez:"
        named = _MAY_BE_NAME.fullmatch(words) or (led and _SMALL_LINE.fullmatch(words))
        if at == 0 or 0 < above.level < BOLD or above.start in fields or not named:
            continue
        if _BEFORE_FACT.fullmatch(text, line.start, start) and plausible(words) and not is_place_heading(words):
            yield above.start, above.end


def _sole_traders(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Persons near words for a sole trader."""
    text = finds.doc.text
    for match in _SOLE.finditer(finds.doc.flat):
        left, right = max(0, match.start() - 60), min(len(text), match.end() + 60)
        if person := PERSON.search(text, left, right):
            yield min(person.start(), match.start()), max(person.end(), match.end())


def _labelled(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Anything behind "Company:", and persons a few words behind the heading of the trader's section."""
    doc, contact = finds.doc, finds.page.role == "contact"  # where labels stand in forms to be filled in
    for word in doc.of("name_label", "editor"):
        colon = (
            "" if doc.flat[word.end - 1] == ":" else "(?: ?:|\n)" if word.key == "name_label" and not contact else " ?:"
        )
        if value := re.match(colon + r" ?[^\W\d_][\w'’&.\- ]{2,40}", doc.text[word.end : word.end + 50]):
            yield word.start, word.end + value.end()
    for word in doc.of("editor", "editor_section"):
        person = PERSON.search(doc.text, word.end, word.end + 70)
        if person and _ALONE.fullmatch(doc.text[slice(*_line(finds, person.start()))]):
            yield word.start, person.end()


def credited(finds: PageFinds) -> Iterator[Mention]:
    """Who built the site, as firms are named in a register: on a page that names nobody else it may be the trader."""
    for mention in finds.names:
        registered = mention.label == "name_label" and finds.parties.at(mention.start).party is Party.AGENCY
        index = bisect_left(finds.number_starts, mention.end)
        numbered = index < len(finds.number_starts) and finds.number_starts[index] <= mention.end + _NUMBERED
        if registered and numbered and finds.page.role in ("legal_notice", "terms"):
            yield mention


# "sans l'accord de Brume artisanale romande Sàrl"
_SMALL_NAMED = re.compile(rf"(?<=\w )[{UP}][\w'’\-]{{2,25}}(?: [a-zà-ÿ][\w'’\-]{{2,20}}){{1,3}} $")


def _led_by_form(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """A French form that a capital follows soon ("SARL les trois Brumes"), or small words behind one precede."""
    doc = finds.doc
    for form in doc.forms:
        begins = doc.lines[doc.line_at(form.start)].start == form.start
        if form.short not in LED_BY_FORM:
            continue
        if not form.full and (name := _SMALL_NAMED.search(doc.text, max(0, form.start - 90), form.start)):
            yield name.start(), form.end
        if begins and (name := _SOON_NAMED.match(doc.text, form.end, form.end + 50)):
            yield form.start, name.end()


_SMALL_BEFORE = re.compile(r"[a-zß-ÿ][\w'’&-]{1,25}(?: [\w'’&-]{1,25}){0,3} ")


def _of_no_name(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Small letters that begin a line before a form, and no name read there: "nevel en dauw V.O.F."."""
    doc, named = finds.doc, {m.end for m in finds.firms}
    for form in doc.forms:
        begin = doc.lines[doc.line_at(form.start)].start
        if form.full or form.end in named or not _SMALL_BEFORE.fullmatch(doc.text, begin, form.start):
            continue
        if not is_generic(doc.flat[begin : form.start].split()[0]):
            yield begin, form.end


_NAMED_BEFORE = re.compile(r"[^\W\d_][\w'’&-]{2,30} $")


def _of_a_form(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """A word before a form that is written as no reader knows it: "NEBELKAUF GMBH", "with saltmarsh ltd."."""
    for start, end in form_words(finds) if finds.page.role in (*IDENTITY, "privacy", "home") else ():
        if name := _NAMED_BEFORE.search(finds.doc.text, max(0, start - 32), start):
            yield name.start(), end


def _line(finds: PageFinds, offset: int) -> tuple[int, int]:
    line = finds.doc.lines[finds.doc.line_at(offset)]
    return line.start, line.end


_REGISTERED = Sieve(
    r"(?:regist\w+|immatricul\w+|etablie?|identifiee?|eingetragen|inscrit\w?|iscritt\w|inscrita|zarejestrowan\w+|wpisan\w+|ingeschreven|"
    r"matricul\w+|handelsregister|ondernemingsnummer|claraithe|upisan\w?|vpisan\w?|вписан\w?|регистриран\w?|"
    r"εγγεγραμμεν\w{1,2}|rekisteroity|merkitty|bejegyz\w{2,6}|nyilvantart\w{2,6}|zapsan\w{1,2}|zapisan\w{1,2}|"
    r"iregistruot\w{1,2}|inregistrat\w?|skrad\w{1,2})(?= )[^\n]{0,70}?(?:(?:n\.?[o°ºr]?|tomo|hoja|folio|"
    r"num\w{0,5}|nummer|sous|unter|"
    r"under|sob|con il"
    r"|pod|onder|uimhir|numru|nr|номер|αριθμο|szam\w{0,3}|brojem|stevilko|cislem|numeriu?) ?[.:]{0,2} ?){1,3}"
    r"(?:[a-z]{1,2}[ -]?)?(?P<number>[\do][\do .,\-/a-z]{3,20}\d|[\do][\do .\-/]{2,16}[a-z\d])"
)
_NUMBER_VALUE = re.compile(r"[^\d\n%€]{0,30}?(?P<number>[\dOo][\dOo .\-/]{4,20})(?!\s?(?:%|€|eur|jours|tage))")
_VAT_VALUE = re.compile(r"[^\d\n%€]{0,30}?(?P<number>\d[\d .\-/]{2,20}\d)(?!\s?(?:%|€|eur|,\d))")


# A firm being founded has no number yet.
_FOUNDED = Sieve(
    r"(?<!\w)(?:(?:en cours|en attente) d[e'] ?(?:l')?"
    r"(?:immatriculation|inscription|enregistrement|constitution|formation)|"
    r"(?:immatriculation|inscription) (?:\w+ ){0,4}en cours|societe en formation|in oprichting|b\.?v\.? i\.o\.|"
    r"in gr(?:u|ue)ndung|gmbh i\. ?gr?\.|"
    r"(?:eintragung|registernummer|handelsregistereintrag)\w* [^.\n]{0,40}beantragt|"
    r"(?:inschrijving|nummer) (?:[\w-]+ ){0,4}aangevraagd|in formation|being incorporated|"
    r"(?:registration|incorporation|number|cro) (?:is )?pending|"
    r"en (?:constitucion|tramite de (?:inscripcion|constitucion))|en fase de constitucion|"
    r"in (?:corso|fase|attesa) di (?:costituzione|iscrizione)|em (?:constituicao|processo de constituicao)|"
    r"(?:a|por) (?:atribuir|asignar)|w organizacji|w trakcie rejestracji|wniosek o wpis|v zalozeni)(?!\w)"
)


def registrations(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """What may be a registration number: figures behind its label or behind "registered"; or one that was asked for."""
    yield from _numbers(pages, lambda key: key != "number.vat", _NUMBER_VALUE)
    for finds in pages:
        if finds.page.role in IDENTITY:
            founded = (m.span() for m in _FOUNDED.finditer(finds.doc.flat) if own(finds, m.start()))
            yield from (finds.doc.quote(start, end) for start, end in founded)
        for match in _REGISTERED.finditer(finds.doc.flat):
            if own(finds, match.start()) and sum(c.isdigit() for c in match["number"]) >= 4:
                yield finds.doc.quote(match.start(), match.end())
        yield from (finds.doc.quote(start, end) for start, end in figures(finds))
    yield from machines(pages, "taxid", "leicode", "iso6523code")


def vat(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """What may be a VAT number: figures behind its label that are no rate and no price."""
    yield from _numbers(pages, lambda key: key == "number.vat", _VAT_VALUE)
    yield from (finds.doc.quote(start, end) for finds in pages for start, end in figures(finds))
    yield from machines(pages, "vatid")


def _numbers(pages: Sequence[PageFinds], wanted: Callable[[str], bool], shape: re.Pattern[str]) -> Iterator[Evidence]:
    for finds in pages:
        doc = finds.doc
        taken = finds.taken
        for word in doc.under("number."):
            match = shape.match(doc.text, word.end, word.end + 60) if wanted(word.key) else None
            if match is None or sum(c.isdigit() for c in match["number"]) < 4 or taken[match.start("number")]:
                continue
            if own(finds, word.start):
                yield doc.quote(word.start, match.end())
