"""Links in a text that lead to its next part: "page 2", "read on", or an address that adds a number to the page's."""

from __future__ import annotations

import re

from sweep.extract.page import Page
from sweep.extract.pages.links import Link
from sweep.extract.visit.roles import page_key
from sweep.extract.words.text import fold

_LABEL = re.compile(
    r"(?:[>»›→]{1,3} ?)?(?:\d{1,2}|[>»›→]{1,3}|(?:next|page|seite|pagina|strona|part|teil|partie|deel|parte) ?\d{0,2}|"
    r"next page|weiter(?:lesen)?|mehr(?: lesen)?|nachste seite|suite|(?:lire )?la suite|(?:page )?suivante?|"
    r"volgende(?: pagina)?|(?:lees )?(?:verder|meer)|siguiente|leer mas|seguir leyendo|avanti|continua|"
    r"leggi (?:tutto|di piu)|(?:pagina )?seguinte|ler mais|dalej|czytaj (?:dalej|wiecej)|read (?:more|on)|"
    r"continue(?: reading)?)(?: ?[>»›→]{1,3})?"
)
_NUMBER = re.compile(r"[-_/]?(?:page|seite|teil|part|p)?[-_/=]?\d{1,2}(?:\.\w{2,5})?/?|\?(?:page|seite|p)=\d{1,2}")


def goes_on(page: Page, link: Link) -> bool:
    """Whether a link in the page's own text leads to its next part."""
    if link.kind != "a" or link.place != "main":
        return False
    key, own = page_key(link.url), page_key(page.url)
    if key == own or key.partition("/")[0] != own.partition("/")[0]:
        return False  # itself, or another host
    behind = key[len(own) :] if key.startswith(own) else ""
    return bool(_LABEL.fullmatch(fold(link.text.strip())) or _NUMBER.fullmatch(behind))
