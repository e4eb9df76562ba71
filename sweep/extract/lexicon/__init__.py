"""The words of the shops, by language: one YAML file a language, sections of keys, each a list of phrases.

A phrase is written as people write it; it is folded (`text.fold`) on loading. A phrase that begins with
"re:" is a regular expression over folded text. A new language is one new file.

A file may begin with the sections that find pages: `language` (small words, by which a text's language is told),
`links` (labels of the pages by role) and `contents` (what pages of a role say). With these alone a language is found
and its pages get their roles, but nothing is judged: what its pages do not say in our words is Unknown, never Absent.
It counts as read only with all of `operator`, `statements` and `prices`. A file with some of these, or of `checkout`,
helps to find what is there (an official label, a price of 30 days, a button), and never to miss it. So does `parties`,
whose keys are those of `operator`: by it the host, the mediator, the bank are told apart from the trader. `touches`
holds wide words: a page that has them is not called silent on a matter (`visit/touched.py`).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import groupby

from checks.strict_yaml import load_text
from sweep.extract.words.text import fold

FINDING = ("language", "links", "contents")
READING = ("operator", "statements", "prices")
# Sections whose phrases are looked for in sentences, in one pass; of all but the first a key is "section.key".
STATED = ("statements", "contract", "guarantees", "green", "reviews", "platform", "ucp", "urgency", "sector")
SECTIONS = (*FINDING, *READING, "parties", "checkout", *STATED[1:], "goods", "touches")
_OTHER_CODES = {"nb": "no", "nn": "no"}  # Norwegian, as its two written forms are declared


@cache
def all_languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages in which pages are found and told apart."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files(__name__).iterdir() if f.name.endswith(".yaml")))


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that are read: what a page says in them is found, or may be called absent."""
    return tuple(code for code in all_languages() if all(lexicon(code)[section] for section in READING))


def code_of(tag: str) -> str:
    """The code by which a language tag is known here: "nb-NO" is "no", "pt_BR" is "pt"."""
    code = tag.strip().lower()[:2]
    return _OTHER_CODES.get(code, code)


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
    """One compiled pattern for all phrases of a key, over folded text; None where the language has none."""
    expression = written(section, key, language)
    return re.compile(expression) if expression else None


@cache
def written(section: str, key: str, language: str) -> str:
    """The expression of `pattern`, "" where the language has no phrases.

    A plain phrase matches with any run of blanks between its words and must begin at a word's start;
    "*" at its end admits any ending, otherwise it must end at a word's end.
    """
    parts = []
    for raw, phrases in groupby(lexicon(language)[section].get(key, ()), lambda phrase: phrase.startswith("re:")):
        if raw:
            parts += [f"(?:{phrase[3:].strip()})" for phrase in phrases]
        else:
            # The word's start is asked once for all of them: that alone rules out most places of a text.
            parts.append(rf"(?<!\w)(?:{'|'.join(map(_plain, phrases))})")
    return "|".join(parts)


def _plain(phrase: str) -> str:
    """The expression for a phrase without that for the word's start in front of it."""
    words = r"\s+".join(re.escape(word) for word in phrase.rstrip("*").split())
    return words if phrase.endswith("*") else rf"{words}(?!\w)"
