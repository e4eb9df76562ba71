"""What never changes the facts of a shop: the order of its pages, more menus, another charset, entities for letters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from checks.facts import Absent, Found
from sweep.capture import Capture, Response
from sweep.extract.shop import read_shop
from tests.extract import test_claims, test_contract, test_notices
from tests.extract.markup import written_otherwise
from tests.extract.shops import shop
from tests.fuzz.shops import BASE, PAGES

_NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_COUNTED = {"terms_page", "urgency_looks"}  # these tell how long a page is, and carry its words along
_MENU = '<nav class="menu"><ul><li><a href="/lampes">Lampes</a></li><li><a href="/tables">Tables</a></li></ul></nav>'


def facts(pages: Mapping[str, str], charset: str = "utf-8") -> dict[str, Any]:
    """Every fact that is found, and which are absent."""
    headers = (("Content-Type", f"text/html; charset={charset}"),)
    responses = tuple(
        Response(BASE + path, 200, "OK", headers, text.encode(charset, "xmlcharrefreplace"), _NOW)
        for path, text in pages.items()
    )
    read = read_shop(Capture(BASE + "/", responses), country="FR")
    named = [(f.name, getattr(read, f.name)) for f in fields(read) if f.name not in _COUNTED]
    found = {n: f.value if n != "offers" else [o.value for o in f.value] for n, f in named if isinstance(f, Found)}
    return found | {n: "absent" for n, f in named if isinstance(f, Absent)}


PLAIN = facts(PAGES)


def _entities(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" if ord(c) > 127 else c for c in text)


def _with_menu(text: str) -> str:
    return text.replace("<h1>", f"{_MENU}<h1>", 1)


CHANGES: dict[str, Callable[[str], str]] = {
    "entities": _entities,
    "a menu before the heading": _with_menu,
    "blanks and line breaks between blocks": lambda text: text.replace("<p>", "\n   <p>").replace("</p>", "</p>\n\t"),
    "comments": lambda text: text.replace("<p>", "<!-- SIREN 007451339 --><p>"),
    "scripts": lambda text: text.replace("<h1>", "<script>var tel = '0299555048', prix = '1,00 €'</script><h1>", 1),
    "words nobody sees": lambda text: text.replace("<p>", '<p style="display:none">Autre SARL, 1 rue Fausse</p><p>', 1),
}


def test_the_shop_says_enough_to_compare() -> None:
    assert len(PLAIN) > 20
    assert PLAIN["operator_name"] == "Brumelin SAS"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_pages_changes_nothing(seed: int) -> None:
    paths = list(PAGES)
    random.Random(seed).shuffle(paths)
    assert facts({path: PAGES[path] for path in paths}) == PLAIN


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-15", "utf-16", "ascii"])
def test_a_charset_changes_nothing(charset: str) -> None:
    assert facts(PAGES, charset) == PLAIN


@pytest.mark.parametrize("change", list(CHANGES))
def test_what_is_written_otherwise_is_read_alike(change: str) -> None:
    assert facts({path: CHANGES[change](text) for path, text in PAGES.items()}) == PLAIN


def test_another_word_changes_a_fact() -> None:
    assert facts({path: text.replace("Brumelin SAS", "Halou SAS") for path, text in PAGES.items()}) != PLAIN


def test_markup_never_changes_what_a_shop_states() -> None:
    for language, role, text, fact, expected in test_notices.CASES:
        told = test_notices.read(written_otherwise(shop(language, {"terms": "", role: text}), "<body>", "<footer>"))[
            fact
        ]
        assert _same(test_notices.told(told, expected), expected), (language, role, text, fact)
    for language, role, text, fact, expected in test_contract.CASES:
        told = test_contract.read(
            written_otherwise(shop(language, {"terms": "", role: text}), "<body>", "<footer>"), fact
        )
        assert _same(test_contract.told(told, str(expected)), str(expected)), (language, role, text, fact)
    for language, role, text, fact, expected in test_claims.CASES:
        told = test_claims.read(written_otherwise(test_claims.shop_of(language, role, text), "<body>", "<footer>"))[
            fact
        ]
        assert _same(test_claims.told(told, expected), expected), (language, role, text, fact)


def _same(told: object, expected: object) -> bool:
    return told == expected or " ".join(str(told).split()) == " ".join(str(expected).split())
