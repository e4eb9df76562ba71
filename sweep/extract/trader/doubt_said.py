"""Names that sentences announce: behind "operated by", before a seat, the shop's own brand where it acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.names.name_site import plain, site_name
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import is_generic
from sweep.extract.words.text import fold

# "wij zijn Nevelhuis, rechtspersoon naar Belgisch recht, met zetel te ...": who we are, and a seat.
_WE_ARE = re.compile(
    r"(?<!\w)(?:bedoelen we|wij zijn|we zijn|we are|we mean|means|refers? to|siamo|si intende|somos|se refiere a|"
    r"wir sind|bezeichnet|meint|jestesmy|oznacza|betekent)(?!\w)"
)
_SEAT_OF = re.compile(
    rf"(?P<name>[{UP}][\w'’&.\-]{{2,30}})(?:, [a-zà-ÿ ][\w ]{{3,40}})?,? ?"
    r"(?:met|con|com|mit|with|having|whose|z|ayant|à|avec|of|die|che|que|is|ist|es|è)?"
    r"(?: (?:its|the|haar|zijn|sede|sa|son))? $"
)
_SEAT_REACH = 120
_CAPITAL = re.compile(rf" ?:? (?:(?:a|o|as|la|il|el|the|die|der|de|het) )?[„\"“«]?[{UP}][\w'’&.\-]{{2,30}}")
_DOMAIN = re.compile(r" ?:? ?(?:www\.)?(?P<name>[a-z0-9][a-z0-9\-]{2,30})\.[a-z]{2,12}(?![\w@])")
_BRAND = re.compile(
    rf"(?<![\w.@/-])[{UP}][\w'’&\-]{{1,30}}(?: (?:(?:and|en|et|und|y|e|&) )?[{UP}][\w'’&\-]{{1,30}}){{0,4}}(?![.\w]\w)"
)
_SPOKEN_OF = 2  # how often a page speaks of the brand as of somebody


def announced(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Capitals right behind "operated by", "gerida pela": whoever it is, somebody is named."""
    doc = finds.doc
    for word in doc.of("editor"):
        if value := _CAPITAL.match(doc.text, word.end, word.end + 60):
            yield word.start, value.end()
    for word in doc.of("seat"):
        left = max(doc.lines[doc.line_at(word.start)].start, word.start - _SEAT_REACH)
        named = _SEAT_OF.search(doc.text, left, word.start)
        if named and not is_generic(fold(named["name"])) and _WE_ARE.search(doc.flat, left, named.start()):
            yield named.start(), word.end


def domains(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """The site's own address behind "operated by": it is all that a notice gives for a name."""
    site = site_name(finds.doc)
    for word in finds.doc.of("editor"):
        value = _DOMAIN.match(finds.doc.flat, word.end, word.end + 60)
        if value and plain(value["name"]) in site:
            yield word.start, value.end()


def branded(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """The brand by which the site is called, where terms speak of it more than once, as of a trader."""
    doc, site = finds.doc, site_name(finds.doc)
    found = [m.span() for m in _BRAND.finditer(doc.text) if plain(m[0]) == site]
    acting = [(start, end) for start, end in found if doc.text[end : end + 2].strip()[:1].islower()]
    if len(acting) >= _SPOKEN_OF:
        yield acting[0]
