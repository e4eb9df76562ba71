"""Names told by what stands behind them: a register's number, a word for who keeps the site, the mark of a trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.names.name_lines import ALONE_IN_LINE, OF_OTHERS, YEAR_MARK
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import STREET_WORD, UP
from sweep.extract.words.name_words import NAME, Mention, plausible, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after
from sweep.extract.words.text import fold

# "F.H.U. „Mglisty” Zakład Optyczny": how small firms of Poland are named, a word for their trade and a name in marks.
_POLISH_FIRM = Sieve(
    rf"(?<![\w.])(?:P\.?P\.?H\.?U|F\.?P\.?H\.?U|P\.?H\.?U|F\.?H\.?U|P\.?U\.?H|F\.?U\.?H|P\.W|Z\.?P\.?H\.?U)\.? ?"
    rf"(?:[„\"«][^„\"”»\n]{{2,40}}[”\"»](?: [{UP}][\w\-]{{1,25}}){{0,4}}|(?:[{UP}][\w\-]{{1,25}} ?){{1,5}})"
)
_POLISH_MARKS = ("H.U", "HU ", "U.H", "UH ", "P.W.")
_NUMBERED = re.compile(rf"\W{{0,3}}((?=[^\d]+,)(?:[{UP}][\w'’.\-]{{1,25}} ){{1,4}}[{UP}][\w'’.\-]{{1,25}}), ?")
_BEFORE_BRACKET = re.compile(rf"(?<![\w.])([{UP}][\w'’\-]{{1,25}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}}) ?\($")
_CLOSED = re.compile(r"[^()\n]{4,30}\),? ")
# "© 2026 Brumalis. Tous droits réservés. SIREN ...", and "© Brumalis 2026" on a line of its own.
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|[Cc]opyright) ?(?:©? ?\d{{4}}(?: ?[-–] ?\d{{4}})?,? )?(?:by |par |von )?(?P<name>{NAME})"
    r"[^\n]{0,110}$"
)
_RIGHTS = re.compile(  # folded: the "t" is that of ™
    r"[t®]?(?:,? ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?)?"
    r"(?: [–—-] [^.|·]{3,40})?[ .,|·–—-]{0,4}(?:(?:tous droits reserves|all rights reserved|alle rechte(?:n)? "
    r"(?:vorbehalten|voorbehouden)|todos l?os (?:derechos|direitos) reservados|tutti i diritti riservati|"
    r"wszelkie prawa zastrzezone|alle rettigheder forbeholdes|vsechna prava vyhrazena|minden jog fenntartva|"
    r"toate drepturile rezervate)[ .,|·–—-]{0,4})?"
)
# "« nous » désigne la société Lune Verte": what the terms mean by the word for who sells.
_MEANT = Sieve(
    r"(?:[«\"“] ?(?:nous|notre|nos) ?[»\"”]|(?<!\w)(?:vendeur|exploitant|editeur|la societe)(?!\w)|"
    r"(?<!\w)societe(?= ?:))(?:[^.;:\n]{0,70}?| ?[»\"”]? ?:) "
    r"(?:designe(?:nt)?|s'entend(?:ent)? de|renvoie a|fait reference a) (?:la societe|l'entreprise|l'association) |"
    r"[“\"] ?(?:we|us|our|ours) ?,?[”\"] (?:refers? to|means?) (?:the company )?"
)
_SIGN = re.compile(r"[A-Z]\d|\d[A-Z]")
_NAME_HERE = re.compile(NAME)
_YEAR_BEHIND = re.compile(r",? (?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?$")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
_SITE_WORD = 4  # letters of the shortest name by which a site is known
_DIGIT_SOON = re.compile(r"[^\d\n]{0,8}\d")
# Who controls data and who keeps a site, not who owns a mark or a text.
_KEEPING = re.compile(
    r"tratamento|trattamento|tratamiento|controller|administratorem (?:dan|twoi|pan)|titolare del sito"
)
# In these languages a sentence may begin so with a common noun ("Virksomheden er dataansvarlig").
_CONTROLLING = re.compile(
    r"dataansvarlig|behandlingsansvarlig|personuppgiftsansvarig|rekisterinpitaj|upravlja\w{2,3}|voditelj obrade|spravc"
)
_WHO_IS = re.compile(
    rf"(?:^|[\n.;:(] ?|(?<!\w)(?:A|O|La|El|The|Die|Der|Il|Lo) )({NAME})"
    r"(?:,[^.;\n]{2,70},| \([^()\n]{2,70}\))? (?:é|è|es|is|jest|ist|er|är|on|je)"
    r"(?: (?:o|a|il|la|el|the|der|die|a entidade|la entidad))? ?[“\"„”]?$"
)
_WHO_REACH = 150
_ROLES = ("editor", "editor_section", "controller")
# "Brumalis, société éditrice du site", "Mist Goods, the operator of this website".
_PUBLISHING = re.compile(
    r"editrice du (?:present )?site|operator of th(?:e|is) (?:web|site)|betreiber(?:in)? (?:dieser|der) web"
)
_WHO_PUBLISHES = re.compile(rf"(?<![\w.])({NAME})(?:,| est| is| ist) (?:(?:la|the|die|der) )?(?:société )?$")
# A line that is an e-mail address, a telephone number or an address behind its label.
_CONTACT_LINE = re.compile(
    r"(?:e-?mail|mail|tel\w{0,6}|phone|mobi\w{0,4}|gsm|fax|adres\w{0,3}|address|web\w{0,4})\.? ?:|www\.|"
    r"[\w.+\-]{1,40}@\w|\+?[\d ()/.\-]{7,24}$"
)
_CONTACT_LINES = 5


def meant(doc: LegalText) -> Iterator[Mention]:
    """Whom the terms mean by the word for who sells."""
    for match in _MEANT.finditer(doc.flat):
        if found := _NAME_HERE.match(doc.text, match.end(), match.end() + 90):
            bare = trim(found[0].split(". ", 1)[0]).rstrip(".")
            yield Mention(bare, found.start(), found.start() + len(bare), "label", "", "meant")


def polish_firms(doc: LegalText) -> Iterator[Mention]:
    """The firms that are named by their trade."""
    if any(mark in doc.text for mark in _POLISH_MARKS):
        yield from (Mention(m[0].rstrip(), *m.span(), "form") for m in _POLISH_FIRM.finditer(doc.text))


def by_number(doc: LegalText, word: Word) -> Mention | None:
    """ "Radim Mlžil, IČO: 05098246, se sídlem ...": who begins a line that goes on with a number and a seat."""
    if not _DIGIT_SOON.match(doc.text, word.end):
        return None
    if found := _above_number(doc, word) or _copyright_before(doc, word) or _before_brackets(doc, word):
        return found
    line = doc.lines[doc.line_at(word.start)]
    match = _NUMBERED.fullmatch(doc.text, line.start, word.start) if word.start - line.start <= 90 else None
    if match is None or STREET_WORD.search(doc.flat, *match.span(1)):
        return None
    seat = first_after(doc.words.get("seat", ()), word.end, 90)
    if (seat is None or seat.start >= line.end) and not _below_role(doc, line.start):
        return None
    return Mention(match[1], match.start(1), match.end(1), "line")


def _before_brackets(doc: LegalText, word: Word) -> Mention | None:
    """ "Nuria Niebla Cano (DNI 00000123Y), con domicilio en": who stands before a number in brackets and a seat."""
    if doc.text[word.start - 1 : word.start] != "(":
        return None
    match = _BEFORE_BRACKET.search(doc.text[max(0, word.start - 90) : word.start])
    closed = _CLOSED.match(doc.text, word.end)
    if match is None or closed is None or first_after(doc.words.get("seat", ()), closed.end(), 3) is None:
        return None
    start = word.start - len(match[0]) + match.start(1) - match.start()
    return Mention(match[1], start, start + len(match[1]), "line") if plausible(match[1]) else None


def _above_number(doc: LegalText, word: Word) -> Mention | None:
    """A line that is a name and nothing else, above one that begins with a number.

    A heading may stand there, too: so it must follow an announcement or ©, or be what the site is called. Only
    the last counts where ways to write or ring stand between the two.
    """
    at = doc.line_at(word.start)
    if at == 0 or word.start - doc.lines[at].start > 3:
        return None
    low, at = at, below_name(doc, at)
    line, announced = doc.lines[at - 1], at > 1 and doc.text[doc.lines[at - 2].end - 1] == ":"
    words = doc.text[line.start : min(line.end, line.start + 91)]
    name = YEAR_MARK.sub("", words)
    owned = name != words
    name = trim(_YEAR_BEHIND.sub("", name) if owned else name.rstrip(" ,"), keep_article=True)
    if ". " in name or not ALONE_IN_LINE.fullmatch(name) or not plausible(name) or is_place_heading(name):
        return None
    if not (is_site(doc, name) or (at == low and (announced or owned))):
        return None
    start = line.start + words.index(name)
    return Mention(name, start, start + len(name), "line")


def below_name(doc: LegalText, at: int) -> int:
    """The line below which the name must stand that line `at` follows, ways to write or ring between the two."""
    first = max(1, at - _CONTACT_LINES)
    while at > first and _CONTACT_LINE.match(doc.flat, doc.lines[at - 1].start, doc.lines[at - 1].end):
        at -= 1
    return at


def _copyright_before(doc: LegalText, word: Word) -> Mention | None:
    """The name behind © in the line of a number, or in the line above one that begins its own."""
    at = doc.line_at(word.start)
    if at and word.start - doc.lines[at].start <= 3:
        at -= 1
    left = max(doc.lines[at].start, word.start - 150)
    match = _COPYRIGHT.search(doc.text[left : word.start].replace("\n", " "))
    if match is None:
        return None
    name, start = match["name"].split(". ", 1)[0].rstrip("."), left + match.start("name")
    if is_place_heading(name) or not _RIGHTS.fullmatch(doc.flat, start + len(name), word.start):
        return None
    return Mention(name, start, start + len(name), "line")


def is_sign(mention: Mention) -> bool:
    """Whether a name behind a label is a letter and a figure ("La société G7")."""
    return mention.label == "name_label" and bool(_SIGN.fullmatch(mention.name))


def is_site(doc: LegalText, name: str) -> bool:
    """Whether the address of the page begins with a name ("Mistgoods" on mistgoods.example)."""
    plain = re.sub(r"[^a-z0-9]", "", fold(name))
    spelt = re.sub(r"[^a-z0-9]", "", fold(name.lower().translate(_SPELT)))
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(doc.page.url).hostname or "").removeprefix("www.").rpartition(".")[0])
    if len(plain) < _SITE_WORD:
        return False
    return host.startswith((plain, spelt)) or (len(host) >= _SITE_WORD and plain.startswith(host))


def before_label(doc: LegalText, word: Word) -> Mention | None:
    """ "Lusina Bruma é responsável pelo tratamento dos dados": who controls the data, or keeps the site, before it."""
    until = min(len(doc.flat), word.end + 24)
    controls = _CONTROLLING.match(doc.flat, word.start, until)
    if _PUBLISHING.match(doc.flat, word.start, until):
        return _publisher(doc, word)
    if not controls and not _KEEPING.search(doc.flat, word.start, until):
        return None
    match = _WHO_IS.search(doc.text[max(0, word.start - _WHO_REACH) : word.start])
    if match is None or "\n" in match[0].lstrip("\n"):
        return None
    name = trim(match[1])
    if controls and " " not in name and not is_site(doc, name):
        return None
    start = word.start - len(match[0]) + match.end(1) - match.start() - len(name)
    label = "editor" if " " in name and _below_role(doc, start) else "editor_section"
    return Mention(name, start, start + len(name), "label", "", label)


def _below_role(doc: LegalText, start: int) -> bool:
    """Whether a name begins the line below the heading of its role."""
    at = doc.line_at(start)
    line, above = doc.lines[at], doc.lines[at - 1]
    headed = at > 0 and above.level > 0 and line.start == start
    return headed and any(first_after(doc.words.get(k, ()), above.start, above.end - above.start) for k in _ROLES)


def _publisher(doc: LegalText, word: Word) -> Mention | None:
    """Who is said to publish the site, before these words."""
    left = max(doc.lines[doc.line_at(word.start)].start, word.start - 90)
    match = _WHO_PUBLISHES.search(doc.text[left : word.start])
    if match is None or OF_OTHERS.search(doc.flat, max(0, left + match.start() - 30), left + match.start()):
        return None
    name = trim(match[1])
    end = left + match.end(1)
    return Mention(name, end - len(name), end, "label", "", "editor") if plausible(name) else None
