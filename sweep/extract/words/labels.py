"""The role that a label (link text, heading, title, words of an address) seems to name. Knows no page and no link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from sweep.extract import lexicon
from sweep.extract.words.text import fold, per_line

MAX_LABEL = 70  # characters; a longer text is a sentence or a teaser, not the label of a legal page
LABEL_ROLES = (
    "legal_notice",
    "terms",
    "privacy",
    "withdrawal",
    "delivery",
    "guarantee",
    "mediation",
    "contact",
    "about",
)
_STRONG_WORD = 9  # letters from which a single word inside a longer label is taken at its word
_FIRST = ("legal_notice", "terms")  # of "contact & legal notice", the page that must exist

# Icons of icon fonts lie in the private use area; arrows and bullets say nothing either.
_NOISE = re.compile(r"[\ue000-\uf8ff\"«»“”„*•·>›»→▸▾▼|:!?…]+")
_BLANKS = re.compile(r"\s+")
_SEPARATORS = re.compile(
    r"\s*(?:[&+/,;]|\s-\s|(?<!\w)(?:et|en|und|and|y|e|i|oraz|sowie|u|o|ou|og|och|ja|a|si|sau|un|ir|es|και|и|in|ter|"
    r"agus|voi|tai|vai|eller|ali|ili|alebo|nebo|vagy)(?!\w))\s*"
)
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:nos|notre|vos|votre|les|la|le|l'|de|des|du|nous|onze|ons|de|het|uw|unsere?n?|ihr|die|der|das|our|your|"
    r"the|nuestr[oa]s?|los|las|el|su|i|le|il|lo|la|nostr[aeio]|os?|as?|nossas?|nossos?|nasz[ae]?|nasze|"
    r"vores|var[at]?|vare|okkar|meie|musu|nas[aei]|nasi|noastr[ae]|nostru|meidan|az|"
    r"μας|η|το|τα|οι|του|της|των|нашите|нашата|нашия|"
    r"page|seite|pagina|sida|side|stranica|strana|puslapis|oldal|info|infos|informations?|information(?:en)? zu[mr]?|"
    r"informations? (?:sur|about|on)|informatie over|informacje o|tout sur|all about|alles over|alles zu[mr]?)(?!\w)"
)


@per_line
def tidy(text: str) -> str:
    """`text` folded, without icons, quotes and arrows, with single blanks."""
    return _BLANKS.sub(" ", _NOISE.sub(" ", fold(text))).strip(" -.\t\n")


@cache
def _roles(languages: tuple[str, ...]) -> dict[str, str]:
    """Folded label -> role, over all these languages; the language named first wins."""
    found: dict[str, str] = {}
    for language in languages:
        for role, phrases in lexicon.lexicon(language)["links"].items():
            for phrase in phrases:
                found.setdefault(phrase, role)
    return found


@cache
def _inside(languages: tuple[str, ...], least_words: int) -> re.Pattern[str]:
    """Labels that count inside a longer one, the longest first."""
    labels = [
        label
        for label, role in _roles(languages).items()
        if role in LABEL_ROLES and (" " in label or (least_words == 1 and len(label) >= _STRONG_WORD))
    ]
    ordered = sorted(labels, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])" if ordered else r"(?!)")


def known(languages: Iterable[str]) -> tuple[str, ...]:
    """These languages as far as we have their labels, with English; all languages where none is left."""
    return _known(tuple(languages))


@lru_cache(maxsize=1_000)
def _known(languages: tuple[str, ...]) -> tuple[str, ...]:
    have = lexicon.all_languages()
    wanted = tuple(dict.fromkeys(code for tag in languages if (code := lexicon.code_of(tag)) in have))
    return tuple(dict.fromkeys((*wanted, "en"))) if wanted else have


@lru_cache(maxsize=20_000)
def label_role(text: str, languages: tuple[str, ...], least_words: int = 1) -> tuple[str, int]:
    """(role, strength) of a label: 3 the whole label, 2 a part of "A & B", 1 inside a longer label, ("", 0) none.

    `languages` as `known` returns them. `least_words` is 2 where single words prove nothing (addresses).
    """
    if len(text) > 2 * MAX_LABEL:
        return "", 0
    label = tidy(text)
    if not label or len(label) > MAX_LABEL:
        return "", 0
    roles = _roles(languages)
    if label in roles:
        return roles[label], 3
    bare = _BLANKS.sub(" ", _SMALL_WORDS.sub(" ", label)).strip()
    if bare in roles:
        return roles[bare], 2
    parts = [roles.get(_BLANKS.sub(" ", _SMALL_WORDS.sub(" ", p)).strip(), "") for p in _SEPARATORS.split(label)]
    named = [p for p in parts if p in LABEL_ROLES]
    if named and len(named) == len(parts):
        return next((p for p in named if p in _FIRST), named[0]), 2
    hits = [roles[m[0]] for m in _inside(languages, least_words).finditer(label)]
    return (next((r for r in hits if r in _FIRST), hits[0]), 1) if hits else ("", 0)
