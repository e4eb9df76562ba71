"""What stands in a text instead of a value: "[Company name]", "Musterfirma", "123 456 789", "XXX".

A placeholder is never a value; where nothing else is found the template was not filled in.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from sweep.extract.legal_text import LegalText
from sweep.extract.operator_words import find_words
from sweep.extract.text import fold

_RUNS = ("1234567", "2345678", "7654321")
_BRACKETED = re.compile(r"[\[<{«‹][\[<{«‹]? ?([^\[\]<>{}«»‹›\n¤]{2,60}?) ?[\]>}»›]{1,2}")
# "(« la Société »)", "ci-après dénommée «Vendeur»": what a text calls somebody; elsewhere «Firma» stands for a field.
_CALLED = re.compile(
    r"(?:\(|(?<!\w)(?:ci-apres|denomm\w*|designe\w*|appele\w*|termes?|denominat\w*|indicat\w*|denominad\w*|genannt|"
    r"called|di seguito|en adelante|doravante|nachfolgend|nachstehend|hereinafter|hierna))"
    r"(?: [\w']{1,12}){0,2} ?[:,]? ?$"
)
_WITH_ARTICLE = re.compile(r"(?:l[aeo]s?|il|gli|els?|notre|nos|votre|vos|the|our|die|der|das|[ao]s?) |l'")
_DUMMY_STREET = re.compile(
    r"(?<!\w)(?:straatnaam|voorbeeldstraat|musterstrasse|musterstr|nom de (?:la |votre )?rue|rue (?:de l')?exemple|"
    r"example street|your street|calle (?:ejemplo|falsa)|via esempio|ulica przykladowa)(?!\w)"
)
_FILL_IN = re.compile(r"(?<!\w)[xX]{3,20}(?!\w)|(?<!\w)(?:xx[ .\-/]){2,8}xx(?!\w)")
# "NIF: [pendiente]", "IČO: XXXXXXXX": behind the label of a register number, which no consumer is asked for.
_OPEN_NUMBER = re.compile(
    r"(?: ?/ ?[a-z]{2,8})?\s?(?:nr|no|n)?\.?\s?:?\s?(?:[a-z]{2} ?)?(?:\[[^\[\]\n]{2,60}\]|x{4,20}(?!\w))"
)
_DUMMY_MAIL = re.compile(
    r"^(?:exemple|example|ejemplo|esempio|exemplo|beispiel|voorbeeld|przyklad|votre|your|you|name|nom|nome|muster|"
    r"xxx*|deine?|ihre?|eure?|vorname|nachname)"
    r"(?:[._-][\w.-]*)?@|@(?:[\w-]+\.)?(?:example|exemple|domain|domaine|yourdomain|votredomaine|votresite|yoursite|"
    r"mysite|muster(?:firma|mann|frau|seite|shop|domain)?|e-mail|(?:e-?)?mailadresse|mailanbieter|"
    r"beispiel|beispielfirma|"
    r"(?:deine?|ihre?|meine?|eure?)-?(?:domain|seite|website|webseite|firma|shop|unternehmen)|test|xxx*)"
    r"\.(?:com|org|net|info|fr|de|at|ch|li|nl|be|eu|es|it|pl|pt)$|"
    # Some providers of mailboxes are called so: there only a word for anybody stands for an example.
    r"^(?:info|kontakt|contact|contacto|contatto|hallo|hello|bonjour|meine?|mon|my|e?-?mail|adresse|address|user|kunde|"
    r"client|test|abc|max|erika|john\.?doe|jane\.?doe|support|service)@e?mail\.(?:com|org|net|[a-z]{2})$"
)

_DUMMY_NAME = re.compile(r"(?:vorname|vor- und|name) (?:nachname|name)|first ?name last ?name|prenom nom|nom prenom")


def is_dummy_number(digits: str) -> bool:
    """Whether a number only shows the form: one digit repeated, or counting up or down."""
    only = re.sub(r"\D", "", digits)
    return len(only) >= 7 and (len(set(only)) <= 1 or any(run in only for run in _RUNS) or len(set(only[2:])) <= 1)


def is_dummy_email(address: str) -> bool:
    """Whether an e-mail address only shows the form: "votre@...", "info@beispiel...", "contact@email.com"."""
    return bool(_DUMMY_MAIL.search(address.lower()))


def is_dummy_street(street: str) -> bool:
    """Whether a street only shows where one is to be written: "Straatnaam 123", "rue de l'exemple"."""
    return bool(_DUMMY_STREET.search(fold(street)))


def is_dummy_name(name: str) -> bool:
    """Whether a name stands for any name: "Musterfirma GmbH", "Votre société", "XXX SARL", "[Nom]"."""
    folded = fold(name)
    return (
        bool(_DUMMY_NAME.fullmatch(folded))
        or bool(find_words(folded).get("placeholder"))
        or bool(_FILL_IN.search(name))
        or bool(re.search(r"[\[\]{}<>]", name))
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
        found += [m.span() for m in _FILL_IN.finditer(doc.text)]
    return tuple(sorted(found))
