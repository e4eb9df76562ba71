"""What stands in a text instead of a value: "[Company name]", "Musterfirma", "123 456 789", "XXX".

A placeholder is never a value; where nothing else is found the template was not filled in.
"""

from __future__ import annotations

import re

from sweep.extract.legal_text import LegalText
from sweep.extract.operator_words import find_words
from sweep.extract.text import fold

_RUNS = ("1234567", "2345678", "7654321")
_BRACKETED = re.compile(r"[\[<{«‹][\[<{«‹]? ?([^\[\]<>{}«»‹›\n¤]{2,60}?) ?[\]>}»›]{1,2}")
_FILL_IN = re.compile(r"(?<!\w)[xX]{3,20}(?!\w)|(?<!\w)(?:xx[ .\-/]){2,8}xx(?!\w)")
_DUMMY_MAIL = re.compile(
    r"^(?:exemple|example|ejemplo|esempio|exemplo|beispiel|voorbeeld|przyklad|votre|your|you|name|nom|nome|muster|xxx*)"
    r"(?:[._-][\w.-]*)?@|@(?:[\w-]+\.)?(?:example|exemple|domain|domaine|yourdomain|votredomaine|votresite|yoursite|"
    r"mysite|musterfirma|mustermann|mail|email|test|xxx*)\.(?:com|org|net|fr|de|nl|be|eu|es|it|pl|pt)$"
)


def is_dummy_number(digits: str) -> bool:
    """Whether a number only shows the form: one digit repeated, or counting up or down."""
    only = re.sub(r"\D", "", digits)
    return len(only) >= 7 and (len(set(only)) <= 1 or any(run in only for run in _RUNS) or len(set(only[2:])) <= 1)


def is_dummy_email(address: str) -> bool:
    return bool(_DUMMY_MAIL.search(address.lower()))


def is_dummy_name(name: str) -> bool:
    """Whether a name stands for any name: "Musterfirma GmbH", "Votre société", "XXX SARL", "[Nom]"."""
    folded = fold(name)
    return (
        bool(find_words(folded).get("placeholder"))
        or bool(_FILL_IN.search(name))
        or bool(re.search(r"[\[\]{}<>]", name))
    )


def find_placeholders(doc: LegalText) -> tuple[tuple[int, int], ...]:
    """Places where the text of a template was left as it was."""
    found = [(w.start, w.end) for w in doc.of("placeholder")]
    fields = doc.of("placeholder_field")
    for match in _BRACKETED.finditer(doc.text) if fields else ():
        if any(match.start() <= w.start and w.end <= match.end() for w in fields):
            found.append(match.span())
    if "xx" in doc.flat:
        found += [m.span() for m in _FILL_IN.finditer(doc.text)]
    return tuple(sorted(found))
