"""The manufacturer and the person responsible in the Union on a product page: name, postal and electronic address.

Regulation (EU) 2023/988, art. 19(a) and (b), asks for all three. What stands behind the label is taken only as far as
it is one party's: its lines end where another party, the shop's own contact or a sentence begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.goods_facts import SafetyParty
from sweep.extract.addresses.addresses import AddressPlace, find_addresses
from sweep.extract.numbers.contacts import emails_in
from sweep.extract.pages.legal_text import passage
from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.words.legal_forms import canonical, find_forms
from sweep.extract.words.name_words import NAME, plausible, trim
from sweep.extract.words.outside_union import named_outside
from sweep.extract.words.text import fold

_REACH = 400  # characters behind the label
_MOST_LINES = 9
_MOST_LABELS = 12  # of one kind that are looked at
_LABELS = ("sector.maker", "sector.responsible", "sector.warned", "sector.safety_link", "sector.model")
# Between a label and its colon: what the law calls the party, and where ("in der EU", "(GPSR)", "pour l'UE").
_LED = re.compile(
    r"(?:\s?\([^()\n]{1,60}\)|\s(?:in|der|die|das|des|den|eu|ue|europaischen|europeenne|europea|europejskiej|european|"
    r"union|unia|unii|l[' ]?ue|dans|pour|en|na|w|nella|(?:nel|del)l[' ]?ue|de|la|le|los|the|of|for|within|binnen|"
    r"fur|für|fuer|for|para|per|voor|dla|terenie|obszarze|territorio|gebiet|territory|grondgebied|unione|uniao|gemaß|gemass|nach|selon|conform|gpsr|vo|verordnung|reglement|art\.?|artikel|article|\d{1,4}(?:/\d{3,4})?|"
    r"und|et|and|y|e|i|/|&|produkt|product|produit|name|adresse|address|anschrift|adres|information(?:en|s)?)){0,8}"
    r"(?:\s?[:|]\s?|\s-\s|\s?\n)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:par|by|von|door|da|por|przez|od)$")  # "fabriqué par": the name follows at once
_PART_OF_NAME = re.compile(r"verlag|publisher|uitgever|editora|editorial|edition|wydawnictwo|maison d")
# "Name: ...", "Raison sociale : ...": the field's own label before the name.
_FIELD = re.compile(
    r"^(?:name|nom|naam|nombre|nome|nazwa|firma|firmenname|company(?: name)?|raison sociale|razon social|"
    r"ragione sociale|denominazione|bedrijfsnaam|unternehmen|entreprise|empresa|azienda|nazwa firmy|herstellername)"
    r"\s?:\s?"
)
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;()<>\"]{4,200}", re.IGNORECASE)
_REACHED_BY = re.compile(
    r"(?:e-?mail(?:[- ]adress?e?)?|mail|courriel|correo(?: electronico)?|poczta|posta|web(?:site|seite|shop)?|"
    r"site(?: web)?|sito(?: web)?|sitio web|strona(?: www)?|internet|www|url|homepage|"
    r"tel(?:efon|ephone|efoon|efono|efone)?|phone|fon|fax|"
    r"kontakt|contact|contacto|contatto|contato|elektronische adresse|adresse electronique|electronic address)\.?:?"
)
# What may stand between the name and the address.
_TO_ADDRESS = re.compile(
    r"[ ,;|·()\n-]*(?:(?:post|firmen)?(?:anschrift|adresse)|address|adres|direccion|indirizzo|morada|sede|sitz|siege)?"
    r"(?: (?:postale?|siedziby))?[ :\n]*"
)
_PHONE = re.compile(r"\+?[\d(][\d ()/.\-]{5,22}\d")
_SENTENCE = re.compile(r"(?<=[\w)]{2})\. (?=[A-ZÀ-Þ])")
_MARKS = "\n.|;,"  # and nothing: right behind the label
_CUT = re.compile(r"\n|, |: | [|·–—] |; ")
_NAMED = re.compile(NAME)
_ROUND = " \t,;:.-–—|·\"“”„«»'"  # marks round a name
_MOST_WORDS = 9  # of a name
_HOUSE = 4  # words of the name of a house, at most
_MOST_BEFORE = 3  # characters between a label and an address without a name
_LONGEST_NAME, _LONGEST_ADDRESS = 80, 160


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands behind a label as far as it may be the party's: `text` begins at `start` of the page's text."""

    text: str
    start: int
    at_once: bool  # no colon and no line break before it: a sentence, or the next cell of a row


def find_party(text: StatementText, key: str) -> tuple[SafetyParty, Span] | None:
    """The first party behind a label of `key` that is named, and where it stands; None where none is.

    A name without an address of either kind counts only with its legal form: any word may stand behind a label.
    """
    for hit in text.of(key)[:_MOST_LABELS]:
        block = _block(text, hit)
        found = _party(text, block) if block else None
        if block and found:
            party, end = found
            return party, Span(hit.start, block.start + end)
    return None


def _block(text: StatementText, hit: Hit) -> _Block | None:
    limit = min(len(text.text), hit.end + _REACH)
    led = _LED.match(text.flat, hit.end, limit)
    if led is None and not (text.flat[hit.end : hit.end + 1] == " " and _goes_on(text, hit)):
        return None
    start = led.end() if led else hit.end + 1
    stops = (h.start for h in text.within(Span(start, limit), *_LABELS) if _is_label(text, h, start))
    stop = next(stops, limit)
    return _Block("\n".join(text.text[start:stop].split("\n")[:_MOST_LINES]).rstrip(), start, led is None)


def _goes_on(text: StatementText, hit: Hit) -> bool:
    """Whether the name follows a label at once: "fabriqué par", or the first cell of a row.

    "Verlag" at the beginning of a line may be the first word of the name.
    """
    label = text.flat[hit.start : hit.end]
    begins = text.flat[hit.start - 1 : hit.start] in ("", "\n")
    return bool(_BY.search(label)) or (begins and not _PART_OF_NAME.match(label))


def _is_label(text: StatementText, hit: Hit, start: int) -> bool:
    """Whether a word is the label of the next field: "Typ" within a name and "gpsr@nebulon.example" are none."""
    if text.flat[hit.end : hit.end + 1] == "@" or text.flat[start : hit.start].rstrip(" ")[-1:] not in _MARKS:
        return False
    return text.flat[hit.start - 1] == "\n" or _LED.match(text.flat, hit.end, hit.end + 100) is not None


def _party(text: StatementText, block: _Block) -> tuple[SafetyParty, int] | None:
    if not block.text:
        return None
    place = _address(text, block)
    body, end = block.text, len(block.text)
    own_end = _own_end(body, place.end if place else 0)
    electronic = _electronic(body[:own_end])
    first = place.start if place else own_end
    name, behind = _name(body[:first])
    if place and name and not _leads(body[behind : place.start]):
        return None
    if place:
        address, country, end = place.address.text, place.address.country, place.end
    else:
        address, country, end = _foreign(body[:own_end], behind) if name else ("", "", behind)
    if electronic:
        end = max(end, *(stop for _, stop in electronic))
    if name:
        sure = bool(address or canonical(name) or (electronic and not block.at_once))
    else:
        sure = place is not None and place.start <= _MOST_BEFORE
    if not sure:
        return None
    return SafetyParty(name, address, tuple(value for value, _ in electronic), country), end


def _leads(gap: str) -> bool:
    """Whether an address behind a name is that one's: at most the name of a house stands between, no other party."""
    if _TO_ADDRESS.fullmatch(fold(gap)):
        return True
    return not any(mark in gap for mark in "\n:") and len(gap.split()) <= _HOUSE and not canonical(gap)


def _address(text: StatementText, block: _Block) -> AddressPlace | None:
    """The first address of the block, if only a name stands before it."""
    found = find_addresses(passage(text.page, block.text))
    if not found or block.text.count("\n", 0, found[0].start) > 3 or found[0].start > 2 * _LONGEST_NAME:
        return None
    return None if _SENTENCE.search(block.text[: found[0].start]) else found[0]


def _own_end(body: str, address_end: int) -> int:
    """Where the party's own lines end: behind its address only lines follow that say how it is reached."""
    sentence = _SENTENCE.search(body, address_end)
    limit = sentence.start() if sentence else len(body)
    at = 0
    for index, line in enumerate(body.split("\n")):
        if at >= limit:
            return limit
        if index and at > address_end and not _is_contact(line):
            return at
        at += len(line) + 1
    return limit


def _is_contact(line: str) -> bool:
    """Whether a line is but addresses, numbers and their labels."""
    rest = _WEB.sub("", line)
    for email in emails_in(line):
        rest = rest.replace(line[email.start : email.end], "")
    if rest == line and not _PHONE.search(line):
        return False
    rest = fold(_PHONE.sub("", rest)).strip(" ,;|·()")
    return not rest or all(_REACHED_BY.fullmatch(part.strip()) for part in re.split(r"[,;|]| - ", rest))


def _electronic(own: str) -> tuple[tuple[str, int], ...]:
    """Addresses of mailboxes and sites in the party's own lines, each once, and where they end."""
    found = [(email.address, email.start, email.end) for email in emails_in(own)]
    taken = [(start, end) for _, start, end in found]
    for match in _WEB.finditer(own):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match[0].rstrip(".,;:!?"), match.start(), match.end()))
    ordered = sorted(found, key=lambda f: f[1])
    return tuple({value: (value, end) for value, _, end in reversed(ordered)}.values())[::-1]


def _name(before: str) -> tuple[str, int]:
    """The name at the beginning of the block, and where it ends; "" where none stands there."""
    field = _FIELD.match(fold(before))
    start = field.end() if field else 0
    sentence = _SENTENCE.search(before, start)
    before = before[: sentence.start()] if sentence else before
    cut = _CUT.search(before, start)
    end = cut.start() if cut else len(before)
    if cut and cut[0].startswith(","):  # "Nébulon Co., Ltd., 8 Nowhere Road"
        following = _CUT.search(before, cut.end())
        part = before[cut.end() : following.start() if following else len(before)].strip()
        forms = find_forms(part, fold(part))
        if forms and forms[0].start == 0 and forms[0].end >= len(part.rstrip(".")):
            end = following.start() if following else len(before)
    raw = before[start:end].strip()
    forms = find_forms(raw, fold(raw))
    if forms and raw[forms[-1].end :].lstrip(" ")[:1].islower():
        raw = raw[: forms[-1].end]  # "Nebbia S.r.l. a Milano"
    ends_in_form = bool(forms) and forms[-1].end == len(raw)
    name = trim(raw.lstrip(_ROUND) if ends_in_form else raw.strip(_ROUND))
    written = bool(forms) or _NAMED.fullmatch(name)
    if not written or not name[:1].isalnum() or len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS:
        return "", end
    return (name if plausible(name) else ""), end


def _foreign(own: str, behind: int) -> tuple[str, str, int]:
    """An address in no form of Europe, its country and its end: what stands between the name and one outside."""
    named = named_outside(fold(own), behind, behind + _LONGEST_ADDRESS)
    if named is None or not any(c.isdigit() for c in own[behind : named.start]):
        return "", "", behind
    return " ".join(own[behind : named.end].split()).strip(" ,;|·"), named.country, named.end
