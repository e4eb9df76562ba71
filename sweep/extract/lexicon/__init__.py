"""The words of the shops, by language: one YAML file a language, sections of keys, each a list of phrases.

A phrase is written as people write it; it is folded (`text.fold`) on loading. A phrase that begins with
"re:" is a regular expression over folded text. A new language is one new file.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from checks.strict_yaml import load_text
from sweep.extract.text import fold

SECTIONS = ("language", "links", "contents", "operator", "statements", "prices", "checkout")


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a file."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files(__name__).iterdir() if f.name.endswith(".yaml")))


@cache
def lexicon(language: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Section -> key -> folded phrases of one language. Raises ValueError for a file out of shape."""
    name = f"{language}.yaml"
    data = load_text((files(__name__) / name).read_text(encoding="utf-8"), name)
    if not isinstance(data, dict) or set(data) - set(SECTIONS):
        raise ValueError(f"{name}: sections are {', '.join(SECTIONS)}")
    return {
        section: {
            key: tuple(p if p.startswith("re:") else fold(p) for p in phrases)
            for key, phrases in (data.get(section) or {}).items()
        }
        for section in SECTIONS
    }


@cache
def pattern(section: str, key: str, language: str) -> re.Pattern[str] | None:
    """One compiled pattern for all phrases of a key, over folded text; None where the language has none.

    A plain phrase matches with any run of blanks between its words and must begin at a word's start;
    "*" at its end admits any ending, otherwise it must end at a word's end.
    """
    parts = []
    for phrase in lexicon(language)[section].get(key, ()):
        if phrase.startswith("re:"):
            parts.append(phrase[3:].strip())
            continue
        stem = phrase.endswith("*")
        words = r"\s+".join(re.escape(word) for word in phrase.rstrip("*").split())
        parts.append(rf"(?<!\w){words}" + ("" if stem else r"(?!\w)"))
    return re.compile("|".join(f"(?:{part})" for part in parts)) if parts else None
