"""Who sells an article on a site where others sell, too, as its page names him: "Sold by Quorbel Ltd"."""

from __future__ import annotations

import re

from sweep.extract.pages.statement_text import Hit, StatementText

_MOST = 100  # characters of a name
_TRIM = " :\n\t-–|·"
_STOP = re.compile(r"(?<=[^\W_]{4})\.$")  # ends a sentence; behind fewer letters it belongs to a legal form
# What follows a name in its line: who sends the parcel, an assessment, another word of the shop's.
_BEHIND = re.compile(
    r"\s+(?:(?:et|und|and|en|y|e|i|oraz|&)\s+)?(?:exp[ée]di|livr[ée]|versand|versend|verschick|geliefert|shipped|"
    r"dispatched|delivered|fulfilled|verzonden|geleverd|enviad|env[ií]a|entregad|spedit|consegnat|entregue|wysy[łl]|"
    r"dostarcz)"
    r"|\s*[|·•(★☆\n]|\s+[-–]\s|\s+\d{1,2}[.,]\d(?:\s?/|$)|[,;]\s",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:\d+\s?)?[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃΑ-ΩА-Я]")  # "sold by the dozen" and "by 6 pieces" name nobody


def seller_name(told: StatementText, hit: Hit) -> str:
    """The name behind the words `hit` ("sold by"), or below them on a line of its own; "" where none is one.

    Behind a colon a name may begin with a small letter, as that of an account does.
    """
    clause = told.clause(hit.start)
    rest = told.text[hit.end : max(hit.end, clause.end)]
    led = rest.lstrip().startswith(":")
    name = rest.strip(_TRIM)
    if not name and (below := told.below(clause, 8)) is not None:
        name = told.text[below.start : below.end].strip(_TRIM)
    name = _STOP.sub("", _BEHIND.split(name, maxsplit=1)[0].strip(_TRIM))[:_MOST]
    return name if _NAME.match(name) or (led and name[:1].isalpha() and " " not in name) else ""
