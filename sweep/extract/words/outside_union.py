"""Countries outside the Union in which makers of goods sit, by their names in the languages that are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {
    "CN": r"p\.? ?r\.? ?china|china|chine|shenzhen|guangdong|yiwu|guangzhou|dongguan|ningbo|cina|chiny",
    "HK": r"hong ?kong|hongkong",
    "US": r"usa|u\.s\.a\.|united states|etats-unis|vereinigte staaten|verenigde staten|estados unidos|stati uniti",
    "GB": r"united kingdom|england|scotland|royaume-uni|vereinigtes konigreich|verenigd koninkrijk|reino unido|"
    r"regno unito|wielka brytania|gran bretagna|grande-bretagne|grossbritannien|groot-brittannie|gran bretana|"
    r"gra-bretanha",
    "TR": r"turkiye|turkey|turquie|turkei|turkije|turquia|turchia|turcja",
    "IN": r"india|inde|indien",
    "JP": r"japan|japon|giappone|japonia|japao",
    "KR": r"south korea|coree du sud|sudkorea|zuid-korea|corea",
    "TW": r"taiwan",
    "VN": r"vietnam|viet nam",
}
_ANY = re.compile("|".join(rf"(?<!\w)(?P<{code}>{words})(?!\w)" for code, words in _NAMES.items()))
# "Made in China" tells where a thing was made, not where its manufacturer sits.
_MADE_IN = re.compile(r"(?:\b(?:in|en|aus|from|w|na|nach|vers|to|au|aux|de|del|da|din)|\bmade|['-])\s*$")
_BEFORE = 12  # characters before a name in which these words stand
_NEXT = 4  # characters between the names of one place: "Shenzhen, China"


@dataclass(frozen=True, slots=True)
class Outside:
    """A country (ISO 3166-1 alpha-2) and where it is named."""

    country: str
    start: int
    end: int


def named_outside(flat: str, start: int = 0, end: int | None = None) -> Outside | None:
    """The first country outside the Union named in `start`..`end` of folded text, with its town where that names it."""
    found: Outside | None = None
    for match in _ANY.finditer(flat, start, len(flat) if end is None else end):
        if found is not None:
            if match.lastgroup != found.country or match.start() > found.end + _NEXT:
                return found
            found = Outside(found.country, found.start, match.end())
        elif not _MADE_IN.search(flat[max(0, match.start() - _BEFORE) : match.start()]):
            found = Outside(match.lastgroup or "", match.start(), match.end())
    return found
