"""Where the text of a template was left as it was: "[Company name]", "SIRET : XXX".

A placeholder is never a value; where nothing else is found the template was not filled in.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.dummies import FILL_IN

_BRACKETED = re.compile(r"[\[<{«‹][\[<{«‹]? ?([^\[\]<>{}«»‹›\n¤]{2,60}?) ?[\]>}»›]{1,2}")
# "(« la Société »)", "ci-après dénommée «Vendeur»": what a text calls somebody; elsewhere «Firma» stands for a field.
_CALLED = re.compile(
    r"(?:\((?:l[ae]s? ?|l')?|(?<!\w)(?:ci-apres|denomm\w*|designe\w*|appele\w*|termes?|denominat\w*|indicat\w*|"
    r"denominad\w*|genannt|called|di seguito|en adelante|doravante|nachfolgend|nachstehend|hereinafter|hierna))"
    r"(?: [\w']{1,12}){0,2} ?[:,]? ?$"
)
_WITH_ARTICLE = re.compile(r"(?:l[aeo]s?|il|gli|els?|notre|nos|votre|vos|the|our|die|der|das|[ao]s?) |l'")
# "NIF: [pendiente]", "IČO: XXXXXXXX": behind the label of a register number, which no consumer is asked for.
_OPEN_NUMBER = re.compile(
    r"(?: ?/ ?[a-z]{2,8})?\s?(?:nr|no|n)?\.?\s?:?\s?(?:[a-z]{2} ?)?(?:\[[^\[\]\n]{2,60}\]|x{4,20}(?!\w))"
)


def is_in_placeholder(doc: LegalText, offset: int) -> bool:
    """Whether `offset` lies in "[legal form, e.g. SASU]": what is to be written there, not what is."""
    left = doc.text.rfind("[", max(0, offset - 80), offset)
    return left >= 0 and "]" not in doc.text[left:offset] and "]" in doc.text[offset : offset + 80]


def open_numbers(doc: LegalText) -> tuple[tuple[int, int], ...]:
    """Labels of register and tax numbers behind which a template was left open."""
    found = [(w.start, m.end()) for w in doc.under("number.") if (m := _OPEN_NUMBER.match(doc.flat, w.end, w.end + 80))]
    return tuple(sorted(found))


def _is_quoted(doc: LegalText, match: re.Match[str]) -> bool:
    """Whether guillemets hold a word by which the text calls somebody, or one with its article."""
    if match[0][0] not in "«‹":
        return False
    flat = doc.flat
    called = _CALLED.search(flat, max(0, match.start() - 40), match.start())
    return bool(called or _WITH_ARTICLE.match(flat, match.start(1)))


def find_placeholders(doc: LegalText) -> tuple[tuple[int, int], ...]:
    """Places where the text of a template was left as it was."""
    found = [(w.start, w.end) for w in doc.of("placeholder")]
    fields = doc.of("placeholder_field")
    for match in _BRACKETED.finditer(doc.text) if fields else ():
        first = bisect_left(fields, match.start(), key=lambda w: w.start)
        last = bisect_left(fields, match.end(), key=lambda w: w.start)
        if any(w.end <= match.end() for w in fields[first:last]) and "protected" not in match[1]:
            found += [] if _is_quoted(doc, match) else [match.span()]
    if "xx" in doc.flat:
        found += [m.span() for m in FILL_IN.finditer(doc.text)]
    return tuple(sorted(found))
