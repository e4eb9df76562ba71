"""Risks in one vocabulary, Safety Gate's own list, whatever the source calls them ("brûlures", "Fire hazard")."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from product_alerts.text import fold, tidy, tokens

_LIST = re.compile(r"[,;|\n•]+|\s+[-–]\s+")
_WORDS = re.compile(r"\s+and\s+|\s+et\s+|\s*/\s*")  # part of some names: "Health risk / other"
_FILLER = re.compile(
    r"\b(?:potential|possible|hazards?|risks?|of|risque|due to|serious|may pose|the|a)\b", re.IGNORECASE
)


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """`words/risks.yaml`: names that stand alone, and words that say a risk within a sentence."""
    data = yaml.safe_load((files("product_alerts") / "words" / "risks.yaml").read_text(encoding="utf-8"))
    names = {" ".join(tokens(name)): risk for risk, row in data.items() for name in (risk, *row["names"])}
    words = tuple((re.compile(rf"\b(?:{row['said']})\b"), risk) for risk, row in data.items() if row["said"])
    return names, words


def risk(name: str) -> str:
    """The risk that a name means in Safety Gate's words ("brûlures" -> "Burns"), or "" for one not known."""
    names = _table()[0]
    return names.get(" ".join(tokens(name))) or names.get(" ".join(tokens(_FILLER.sub(" ", name)))) or ""


def risks(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The risks that a list states, and its entries that are none known here, tidied."""
    entries: list[str] = []
    for part in [text] if risk(text) else _LIST.split(text):
        entries += [part] if risk(part) else _WORDS.split(part)
    named = [entry for raw in entries if (entry := tidy(raw).strip(" ."))]
    return (
        tuple(dict.fromkeys(found for entry in named if (found := risk(entry)))),
        tuple(dict.fromkeys(entry for entry in named if not risk(entry))),
    )


def risks_told(text: str) -> tuple[str, ...]:
    """The risks that a sentence speaks of ("can overheat, posing fire and burn hazards" -> Burns, Fire)."""
    folded = fold(text)
    return tuple(name for pattern, name in _table()[1] if pattern.search(folded))
