"""Values that only show where one is to be written: "Musterfirma", "123 456 789", "info@beispiel.de", "XXX"."""

from __future__ import annotations

import re

from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold

FILL_IN = Sieve(r"(?<!\w)[xX]{3,20}(?!\w)|(?<!\w)(?:xx[ .\-/]){2,8}xx(?!\w)")
_RUNS = ("1234567", "2345678", "7654321")
_DUMMY_STREET = re.compile(
    r"(?<!\w)(?:straatnaam|voorbeeldstraat|musterstrasse|musterstr|nom de (?:la |votre )?rue|rue (?:de l')?exemple|"
    r"example street|your street|calle (?:ejemplo|falsa)|via esempio|(?:ulica|ul\.) przykladowa|"
    r"strasse und hausnummer|strasse hausnummer|nome (?:della )?via|nombre de (?:la )?calle|nome da rua|"
    r"nazwa ulicy)(?!\w)"
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

_DUMMY_NAME = re.compile(
    r"(?:vorname|vor- und|name) (?:nachname|name)|first ?name last ?name|prenom nom|nom prenom|imie i? ?nazwisko|"
    r"(?:bedrijfsnaam|firmenname|company name|nom de l'entreprise|ragione sociale|nazwa firmy|nazev firmy|nazov firmy|"
    r"firmanavn|foretagsnamn|cegnev|nume firma|nombre (?:de (?:la )?)?empresa|nome (?:dell')?azienda|"
    r"nome da empresa)"
    r"(?: (?:b\.?v\.?|gmbh|ltd\.?|limited|inc\.?|sarl|sas|s\.?r\.?l\.?|sp\. ?z ?o\.? ?o\.?|s\.?l\.?|lda\.?|"
    r"s\.r\.o\.|aps|ab|kft\.?))?"
)


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
        or bool(FILL_IN.search(name))
        or bool(re.search(r"[\[\]{}<>]", name))
    )
