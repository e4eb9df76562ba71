"""Who directs the publication of a shop's site, as its notice names that person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.facts import Evidence, Found
from sweep.extract.names.name_persons import person_after, person_before
from sweep.extract.pages.legal_text import BOLD
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.dummies import is_dummy_name

_WHOSE = re.compile(r"(?<!\w)(?:dont (?:le |la )?|whose |dessen |deren |cuyo |cuya |il cui |la cui )$")


def _in_section_of_host(finds: PageFinds, offset: int) -> bool:
    """Whether a heading on the host rules the place: a host's notice, copied whole, names the host's own director."""
    passage = finds.parties.at(offset)
    if passage.party is not Party.HOST or passage.cue < 0:
        return False
    if _WHOSE.search(finds.doc.flat, max(0, offset - 16), offset):
        return True  # "Hébergeur : Nuage SAS, dont le directeur de la publication est ..."
    return 0 < finds.doc.lines[finds.doc.line_at(passage.cue)].level < BOLD


def director(pages: Sequence[PageFinds]) -> tuple[Found[str] | None, Evidence | None]:
    """The publication director's name; where the page has the words but no name we can read, their place."""
    label: Evidence | None = None
    for finds in pages:
        text = finds.doc.text
        for word in finds.doc.of("director"):
            label = label or finds.doc.quote(word.start, word.end)
            if _in_section_of_host(finds, word.start):
                continue
            opened = text[word.end : word.end + 2].lstrip(" ").startswith(":")  # who is meant follows
            place = person_after(text, word.end) or (None if opened else person_before(text, word.start))
            if place and not is_dummy_name(text[slice(*place)]):
                start, end = min(place[0], word.start), max(place[1], word.end)
                return Found(" ".join(text[slice(*place)].split()), finds.doc.quote(start, end)), None
    return None, label
