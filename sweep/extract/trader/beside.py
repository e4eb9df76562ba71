"""Addresses that a page gives of somebody else beside the trader's: "AFMPS, avenue des Brumes 5, 1210 Bruxelles"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold

_LEAD = 140  # characters before an address, within which the words of its sentence stand
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d)|(?<=[)»”\"]))[.!?;] (?=[A-ZÀ-Þ])| [|·•] ")
# A name, or a label and a name, and a comma: all that stands before the address in its sentence.
_NAMED = re.compile(
    rf"(?:[{UP}][^\W\d_]{{2,30}}(?: [^\W\d_]{{2,20}}){{0,2}}: )?"
    rf"[{UP}][\w'’.&\-]{{1,40}}(?: [\w'’.&\-]{{1,40}}){{0,6}}, ?"
)
_OWN = ("seat", "name_label", "editor", "editor_section", "contact_us", "phone_label", "form_label")


def is_beside(doc: LegalText, addresses: Sequence[tuple[int, int]], offset: int, trader: str) -> bool:
    """Whether the address at or before `offset`, in its sentence, is a later one of the page and begins with a name.

    `addresses` are the places of all of them, in order; `trader` is the key of the trader's name.
    """
    index = bisect_right(addresses, offset, key=lambda a: a[0]) - 1
    line = doc.lines[doc.line_at(offset)]
    if index < 1 or addresses[index][0] < line.start or _SENTENCE.search(doc.text, addresses[index][1] - 1, offset):
        return False
    start = addresses[index][0]
    words = _SENTENCE.split(doc.text[max(line.start, start - _LEAD) : start])[-1]
    if not _NAMED.fullmatch(words):
        return False
    flat = fold(words)
    own = trader and trader.split(maxsplit=1)[0] in flat
    return not own and not is_place_heading(flat) and not any(find_words(flat).get(key) for key in _OWN)
