"""The names of countries in the languages of the single market, also inflected ("do Niemiec", "Németországba").

Names are those of the Unicode CLDR, by `babel`; what is usual beside them stands here and in the lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
from babel import Locale, UnknownLocaleError

from checks.countries import EEA
from sweep.extract.lexicon import lexicon
from sweep.extract.words.text import fold

COUNTRIES = EEA | {"GB", "CH"}
_INFLECTED = frozenset("bg cs el et fi ga hr hu is lt lv mt pl ro sk sl".split())
_TAIL = 5  # letters that an ending may have ("Magyarországról")
_STEM = 5  # letters below which a name is taken only as it stands
_VOWELS = "aeiouyąęėįųūαηοωаеиоуя"
# Usual names, and genitives with another stem, beside those of the CLDR.
_ALSO = {
    "bg": "GB Великобритания;NL Холандия;NL Нидерландия;CZ Чешката република",
    "cs": "CZ Česka;CZ Česku;CZ ČR;CZ Česká republika;CZ České republiky;SK SR;SK Slovenská republika;"
    "SK Slovenské republiky;GB Velká Británie;GB Velké Británie;NL Holandsko",
    "da": "NL Holland;GB England",
    "de": "DE Deutschlands;AT Österreichs;GB Großbritannien;CZ Tschechische Republik",
    "el": "NL Ολλανδία;GB Μεγάλη Βρετανία;CY Κύπρο;CY Κύπρου",
    "en": "GB UK;GB Great Britain;GB England;CZ Czech Republic;NL Holland;NL the Netherlands;IE Republic of Ireland",
    "es": "NL Holanda;CZ República Checa;GB Gran Bretaña",
    "et": "NL Madalmaad;GB Suurbritannia;EE Eestis;EE Eestisse;LV Lätis;LV Lätti;FI Soomes;LT Leedus;LT Leetu",
    "fi": "FI Suomen;FI Suomeen;FI Suomessa;FI Suomesta;NL Hollanti;GB Britannia;DE Saksan;DE Saksaan;"
    "EE Viron;EE Viroon;NO Norjan;NO Norjaan;SE Ruotsin;SE Ruotsiin;DK Tanskan;DK Tanskaan",
    "fr": "CZ République tchèque;GB Grande-Bretagne;GB Angleterre;NL Hollande",
    "ga": "IE Éirinn;IE Éireann",
    "hr": "GB Velika Britanija;GB Veliku Britaniju",
    "hu": "GB Nagy-Britannia",
    "it": "NL Olanda;CZ Repubblica Ceca;GB Gran Bretagna;GB Inghilterra",
    "lt": "NL Olandija;GB Didžioji Britanija",
    "lv": "GB Lielbritānija;NL Holande",
    "nl": "GB Groot-Brittannië;NL Holland;CZ Tsjechische Republiek",
    "no": "GB England;NL Holland",
    "pl": "DE Niemiec;DE Niemczech;CZ Czech;CZ Czechach;CZ Republiki Czeskiej;HU Węgier;HU Węgrzech;IT Włoch;"
    "IT Włoszech;GB Wielkiej Brytanii;NL Niderlandów;NL Holandii;LT Litwy;LT Litwie;LT Litwę",
    "pt": "NL Holanda;CZ República Checa;GB Grã-Bretanha;GB Inglaterra",
    "ro": "NL Olanda;GB Marea Britanie;GB Marii Britanii;CZ Republica Cehă",
    "sk": "SK SR;SK Slovenská republika;SK Slovenskej republiky;CZ Česka;CZ Česku;CZ ČR;CZ Česká republika;"
    "CZ Českej republiky;"
    "GB Veľká Británia;GB Veľkej Británie",
    "sl": "GB Velika Britanija;GB Veliko Britanijo;NL Nizozemsko",
    "sv": "NL Holland;GB England",
}


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """A country (ISO 3166-1 alpha-2) that is named at `start`..`end` of a text."""

    country: str
    start: int
    end: int


def named_countries(flat: str, language: str) -> tuple[NamedCountry, ...]:
    """The countries of the single market, the United Kingdom and Switzerland named in folded text, in order.

    `language` is ISO 639-1; in one that is not known, nothing is found. Linear in the length of the text.
    """
    automaton, entries = _finder(language)
    if automaton is None:
        return ()
    found: list[NamedCountry] = []
    for index, start, end in automaton.find_matches_as_indexes(flat):
        country, stem = entries[index]
        stop = end
        while stem and stop < len(flat) and stop < end + _TAIL and flat[stop].isalpha():
            stop += 1
        if (stop < len(flat) and (flat[stop].isalnum() or flat[stop] == "_")) or (start and flat[start - 1].isalnum()):
            continue
        found.append(NamedCountry(country, start, stop))
    return tuple(found)


@cache
def _finder(language: str) -> tuple[ahocorasick_rs.AhoCorasick | None, tuple[tuple[str, bool], ...]]:
    names = {name: (country, False) for name, country in _names(language)}
    if language in _INFLECTED:
        for name, (country, _) in tuple(names.items()):
            stem = name[:-1] if name[-1] in _VOWELS else name
            if " " not in name and len(stem) >= _STEM:
                del names[name]
                names[stem] = (country, True)
    if not names:
        return None, ()
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(names), matchkind=kind), tuple(names.values())


def _names(language: str) -> list[tuple[str, str]]:
    """Folded name and code, of one language."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return []
    found = [(territories[code], code) for code in sorted(COUNTRIES) if code in territories]
    for entry in filter(None, _ALSO.get(language, "").split(";")):
        code, name = entry.split(" ", 1)
        found.append((name, code))
    for key, listed in lexicon(language).get("operator", {}).items():
        code = key.removeprefix("country.")
        if code != key and code in COUNTRIES:
            found += [(name, code) for name in listed]
    return [(fold(" ".join(name.split())), code) for name, code in found]
