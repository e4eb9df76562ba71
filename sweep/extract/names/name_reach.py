"""How far a name reaches over a small word that stands in few names: "Nebel auf Rädern", "Mist on Sea Ltd"."""

from __future__ import annotations

import re
from dataclasses import replace

from sweep.extract.names.name_bold import bold_until
from sweep.extract.names.name_lines import ALONE_IN_LINE
from sweep.extract.names.name_signs import is_site
from sweep.extract.names.name_titles import is_side, without_lead
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_forms import Form, find_forms
from sweep.extract.words.name_words import NAME, Mention, is_generic, plausible, trim
from sweep.extract.words.operator_words import find_words, last_before
from sweep.extract.words.text import fold

# Words before a place say as often where somebody is ("Nebelshop in Berlin").
_WHERE = frozenset("in aus from te en em at w bei à".split())
_SMALL = (
    r"a|ao|aos|às|à|auf|mit|bei|zum|zur|aus|vom|unter|über|hinter|an|aan|bij|met|op|uit|over|onder|voor|naar|on|at|"
    r"with|from|to|by|in|into|near|under|sur|sous|dans|avec|chez|con|per|su|tra|fra|sul|sulla|nel|nella|en|sin|desde|"
    r"em|com|no|na|sem|por|nad|pod|ze|dla|od|do|przy|på|i|la|az|és|și|och|og|ja|un|ir"
)
_FIRST = rf"[{UP}][\w'’\-]{{2,25}}"
_GOES_ON = re.compile(rf" (?P<small>{_SMALL}) {NAME}(?= ?(?:$|[,.;:()\n]))")
_LED = re.compile(rf"(?<!\w)(?P<first>{_FIRST}) (?:{_SMALL}) $")
_LED_REACH = 40
# "Mlhovina a Rosa s.r.o.": a conjunction, which as often joins the two sides of a contract.
_JOINED = re.compile(
    rf"(?<![\w.\-])(?P<first>{_FIRST}(?: [{UP}][\w'’\-]{{1,25}}){{0,3}}) "
    r"(?P<word>a|és|și|şi|og|och|ja|sekä|un|ir|in|и|και|oraz|i|na|an) $"
)
# In other languages these mean something else: they join only before the forms of the countries where they mean "and".
_WORD_OF = {
    "a": ("SRO", "a.s.", "v.o.s.", "k.s.", "association", "cooperative"),
    "ja": ("Oy", "Ky", "Tmi", "OÜ", "AS"),
    "in": ("d.o.o.", "s.p.", "AD"),
    "i": ("d.o.o.", "sp. z o.o.", "sp. j.", "sp. k.", "s.c."),
    "un": ("SIA",),
    "ir": ("UAB", "MB"),
    "na": ("Teo.",),
    "an": ("Teo.",),
}
_JOINED_REACH = 80
_BEGINS = re.compile(r"(?:^|\n)(?:[\d.]{1,6} )?$")
_CALLED_FIRM = re.compile(
    fold(
        r"(?<!\w)(?:společnost\w{0,2}|spoločnos[tť]\w{0,2}|firm\w{0,3}|societatea|societății|bolag\w{0,2}|selskabet|"
        r"yhti\w{1,3}|družb\w{1,2}|podjetj\w{1,2}|tvrtk\w{1,2}|društv\w{1,2}|дружество\w{0,2}|фирма|εταιρ[εί]\w{2,4}) $"
    )
)
# "Fil d'ortie": a noun in small letters; "d'une part" is none.
_ELIDED = re.compile(r" d['’](?!une? |autre|abord|ailleurs|origine)[a-zà-ÿœ]{3,15}(?= ?(?:$|[,.;:()\n»”\"]))")
# "Fil de brume, immatriculée ...", "Grain de laine" above its seat.
_OF_SMALL = re.compile(
    r" (?:de|du|des|en|au|aux) (?!droit|nationalit|conseils?|services?|type|forme|fa[çc]on|mani[èe]re|sa |ses |son |ce)"
    r"[a-zà-ÿœ]{3,15}(?=,? \(?(?:immatricul|dont |siret|SIRET|ayant |sise? |situ|domicili|au capital|ci-apr|inscrit|"
    r"enregistr)|\n(?:Si[èe]ge|SIRE|RCS|Adresse|T[ée]l))"
)
_FOLLOWED = 48
# "Centre national du costume de scène": nobody is called by such a word alone.
_BODY = re.compile(
    r"(?:Centre|Mus[ée]e|Office|Institut|Conservatoire|Syndicat|[ÉE]tablissement|R[ée]gie|[ÉE]cole|Universit[ée]|"
    r"F[ée]d[ée]ration|Union|Comit[ée]|Th[ée][âa]tre|Op[ée]ra|Chambre|Orchestre|Mairie|Commune|Ville)"
)
_SMALL_WORDS = re.compile(r"(?: [\w'’\-]{1,25}){1,9}(?=[,.;:(\n]|$)")
_BODY_REACH = 110
# "UAB Rūko namai, įmonės kodas ...": a name ends in a word of small letters, in the countries where forms lead.
_BEFORE_NAMES = ("UAB", "MB", "SIA", "VšĮ", "AB")
_SMALL_LAST = re.compile(
    r"( [a-zà-ž]{3,20}) ?"
    r"(?:, (?:įm|į\.|juridinio|kodas|reģ|vienotais|kurios|buvein|adres|PVM)|\((?:toliau|turpmāk|įm|reģ))"
)
_ROLES = ("editor", "editor_section", "name_label")

# "Nebelvorsorge tau-reif Reif & Nieselmann OG".
_LINE_LEAD = re.compile(rf"[{UP}0-9][\w'’.&\-]{{1,30}}(?: [\w'’.&+\-]{{1,30}}){{0,6}} ")
_ANNOUNCING = re.compile(
    fold(
        r"bei[m]?|by|par|chez|von|vom|durch|da|di|de|door|bij|por|przez|u|von|für|for|pour|per|para|dla|voor|mit|with|avec|"
        r"con|met|com|z|ze|an|at|to|in|im|zu[rm]?|auf|on|is|ist|est|jest|are|sind|und|and|et|y|e|en|i|sie|wir|you|we|"
        r"gema(?:ss|ß)|laut|nach|powered|willkommen|welcome|bienvenue|benvenuti|bienvenidos|witamy|welkom|der|die|das|den|dem|the|la|le|les|"
        r"vertreten|represented|\w+[.:;!?]"
    )
)
_LOWER_WORDS = re.compile(
    r"(?:^|[\s(])(?:der|die|dem|von|by|par|société|firma|da|door|bij|de|společnost[ií]?|firmy|spółk[ai]|società|"
    r"sociedad|empresa|the) ([a-zß-ÿ][\w.\-]{2,25} [a-zß-ÿ][\w.\-]{2,25}) $"
)
_PARTNERS = re.compile(
    rf"(?:(?<!\w)(?:by|of|is|are|par|von|da|door|por|with|between)|:|\n) ?((?:[{UP}][\w'’\-]{{2,25}}, ){{1,3}})$"
)

# "... przez Martę Mglistą prowadzącą działalność pod nazwą Mglisto": how she trades is not inflected.
_CALLED_BEHIND = re.compile(
    r",? (?:[a-zà-ž]+,? ){0,2}prowadząc(?:ego|ej|ym|ą) [^\n.;]{0,60}?pod (?:firm|nazw|mark)ą(?!\w)"
)

# Forms that the French write before the name as well.
LED_BY_FORM = ("SARL", "EURL", "SAS", "SASU", "SA", "SNC", "EARL", "SCEA", "GAEC", "SELARL", "SELAS", "EIRL", "SCOP")
_CODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5} [^\W\d_]")  # "29999 Brestol": the address above the form
_DASH = re.compile(r" [-–—] ")
_CAPITAL_BEHIND = re.compile(
    r"(?: à [Cc]onseil d['’][Aa]dministration| à [Aa]ssocié unique)?,? (?:au|met|with|mit|con|com|z) "
    r"[^\n\d]{0,30}?[CKck]api"
)
_NAME_BEGINS = re.compile(r"(?:^|\n|: ?|(?<!\w)[Ll]a |[«“\"] ?)$")
_OF = re.compile(rf" (?:de (?:la |l['’])|du |des |d['’]){NAME}(?= ?(?:$|[,.;:()\n–—»”\"-]))")
_FIRM_BEHIND = re.compile(
    r" (?!\d|(?i:au|a|à|de|du|en|rcs|siren|siret|tva|si[èe]ge|capital|immatricul\w*|inscrit\w*|unipersonnelle|"
    r"adresse|t[ée]l|ape|naf|orias|france|belgique|luxembourg|paris|soci[ée]t[ée]|simplifi[ée]e)(?!\w))"
    rf"{NAME}(?=,| [-–—|]|$|\n| au cap| \()"
)


def firm_behind(text: str, form: Form, gap: str, name: str) -> bool:
    """Whether what stands before a form and a dash is no name, or a shop's: "Maison Lune – SARL Lunel".

    Nor is a word before a form that leads to a name in marks: "Priklauso UAB „Rūkas“".
    """
    if form.short in _BEFORE_NAMES and " " not in name and text[form.end : form.end + 2].strip()[:1] in set('„“"«'):
        return True
    if gap.strip(" ,") not in ("-", "–", "—"):
        return False
    led = form.short in LED_BY_FORM and not form.full
    return not plausible(name) or (led and bool(_FIRM_BEHIND.match(text, form.end, form.end + 90)))


def above_form(text: str, form: Form) -> Mention | None:
    """The line above one that begins "SAS au capital de": a name and nothing else."""
    if not _CAPITAL_BEHIND.match(text, form.end):
        return None
    begin = text.rfind("\n", max(0, form.start - 92), max(0, form.start - 1)) + 1
    words = text[begin : form.start - 1].rstrip(" ,")
    if not words or not ALONE_IN_LINE.fullmatch(words) or _CODE.match(words):
        return None
    name = trim(words, keep_article=True)
    start = begin + words.index(name)
    return Mention(name, start, start + len(name), "form", form.short)


def begun_by_form(text: str, form: Form) -> Mention | None:
    """ "SCEA de l'Ondée", "EARL du Lac": a French name that goes on behind its form, at the beginning of a line."""
    if form.full or form.short not in LED_BY_FORM or not _NAME_BEGINS.search(text, max(0, form.start - 3), form.start):
        return None
    match = _OF.match(text, form.end, form.end + 70)
    if match is None:
        return None
    name = _DASH.split(text[form.start : match.end()], maxsplit=1)[0]  # "GAEC du Lac – La Tour": the farm's place
    return Mention(name, form.start, form.start + len(name), "form", form.short)


def called_behind(text: str, end: int) -> bool:
    """Whether how a person trades follows the person's name, which ends at `end` and is inflected."""
    return bool(_CALLED_BEHIND.match(text, end))


def end_of_name(text: str, start: int, end: int) -> int:
    """Where a name of one word behind a label ends that goes on so; -1 where it cannot be told."""
    small = _ELIDED.match(text, end, min(len(text), end + _FOLLOWED)) or _OF_SMALL.match(text, end, len(text))
    if small:
        return small.end()
    if " " in text[start:end]:
        return end
    if _BODY.fullmatch(text, start, end) and (rest := _SMALL_WORDS.match(text, end, min(len(text), end + _BODY_REACH))):
        return rest.end()
    on = _GOES_ON.match(text, end, min(len(text), end + _FOLLOWED))
    if on is None:
        return end
    closed = text[on.end() : on.end() + 1] in ("", "\n")
    if on["small"] not in _WHERE or (closed and text[max(0, start - 2) : start] in (": ", "\n", "", ":\n")):
        return on.end()
    return -1


def small_last(text: str, end: int, form: str) -> str:
    """The word of small letters in which a name ends that stands behind its form."""
    more = _SMALL_LAST.match(text, end, end + 60) if form in _BEFORE_NAMES else None
    return more[1] if more else ""


def with_beginning(doc: LegalText, mention: Mention) -> Mention:
    """A firm's name with what stands before it in its bold or its line, or behind a word for the trader."""
    if mention.how != "form":
        return mention
    if whole := _in_bold(doc, mention) or _in_its_line(doc, mention) or _listed(doc, mention):
        return whole
    if mention.start and doc.text[mention.start - 1] == " " and (joined := _joined(doc, mention)):
        return joined
    led = _LED.search(doc.text, max(0, mention.start - _LED_REACH), mention.start)
    if led is None or is_generic(fold(led["first"])):
        return mention
    return _from(doc, mention, led.start()) if _behind_role(doc, led.start()) else mention


def lower(doc: LegalText, form: Form) -> Mention | None:
    """A firm that begins in small letters: in bold, or called as the site is ("die rocknebel bäckerei GmbH")."""
    if form.full:
        return None
    place = bold_until(doc, form.end)
    if place and place[0] < form.start - 2 and doc.text[place[0]].islower() and _within_line(doc, place[0]):
        return Mention(doc.text[slice(*place)], *place, "form", form.short)
    match = _LOWER_WORDS.search(doc.text, max(0, form.start - 60), form.start)
    if match is None or not is_site(doc, match[1]):
        return None
    start = match.start(1)
    return Mention(doc.text[start : form.end], start, form.end, "form", form.short)


def _within_line(doc: LegalText, offset: int) -> bool:
    return doc.lines[doc.line_at(offset)].start < offset


def _in_bold(doc: LegalText, mention: Mention) -> Mention | None:
    """A name that fills its bold: "**Nebbia a.i.r & R.M. Srl**"."""
    place = bold_until(doc, mention.end)
    if place is None or place[0] >= mention.start or not _within_line(doc, place[0]):
        return None
    lead = doc.text[place[0] : mention.start]
    return None if find_forms(lead, fold(lead)) else _from(doc, mention, place[0])


def _in_its_line(doc: LegalText, mention: Mention) -> Mention | None:
    """A name that fills the line below a heading or an announcement, a word in small letters among its own."""
    index = doc.line_at(mention.start)
    line, above = doc.lines[index], doc.lines[index - 1]
    lead = doc.text[line.start : mention.start]
    if not index or not lead or len(lead) > _JOINED_REACH or doc.text[mention.end : line.end].strip(" ,."):
        return None
    called = is_site(doc, lead + mention.key)  # "Wine to Web e.U." on winetoweb.example
    if not (called or above.level or doc.text[line.start - 2] == ":") or not _LINE_LEAD.fullmatch(lead):
        return None
    words = fold(lead).split()
    if not lead.split()[-1][0].islower():
        return None
    if without_lead(doc.text, line.start, lead + mention.name) != lead + mention.name:
        return None  # "Algemene voorwaarden Nevel BV"
    told = any(map(is_generic, words)) or any(map(_ANNOUNCING.fullmatch, words)) or find_words(fold(lead))
    return None if (told and not called) or find_forms(lead, fold(lead)) else _from(doc, mention, line.start)


def _listed(doc: LegalText, mention: Mention) -> Mention | None:
    """ "Mistler, Drizzle & Rainer PLC": partners of whom the last two are joined."""
    if "&" not in mention.name or not doc.text.endswith(", ", 0, mention.start):
        return None
    found = _PARTNERS.search(doc.text, max(0, mention.start - _JOINED_REACH), mention.start)
    return _from(doc, mention, found.start(1)) if found and not is_generic(fold(found[1]).split(",")[0]) else None


def _joined(doc: LegalText, mention: Mention) -> Mention | None:
    """A firm's name with the names that a conjunction joins to it: at the beginning of a line or behind its role."""
    left = max(0, mention.start - _JOINED_REACH)
    joined = _JOINED.search(doc.text, left, mention.start)
    if joined is None or mention.form not in _WORD_OF.get(joined["word"], (mention.form,)):
        return None
    name, start = without_lead(doc.text, joined.start(), joined["first"]), joined.end("first")
    start -= len(name)
    words = fold(name).split()
    if is_generic(words[0]) or is_side(words[-1]) or find_words(fold(name)):
        return None
    firm = _CALLED_FIRM.search(doc.flat, left, start)
    begins = len(name) < len(joined["first"]) or _BEGINS.search(doc.text, left, start)
    return _from(doc, mention, start) if firm or begins or _behind_role(doc, start) else None


def _behind_role(doc: LegalText, start: int) -> bool:
    roles = (last_before(doc.words.get(key, ()), start, 3) for key in _ROLES)
    return any(role and doc.text[role.end : start].strip(" \n") in ("", ":") for role in roles)


def _from(doc: LegalText, mention: Mention, start: int) -> Mention:
    return replace(mention, name=doc.text[start : mention.start] + mention.name, start=start)
