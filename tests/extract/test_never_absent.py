"""Short notices in all languages of the Union, Norwegian and Icelandic: what one gives is never called absent.

That is the error that makes a check accuse. Each form has its counterpart that gives nothing, and stays absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, Fact
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract.operator import read
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.likely_countries import _BY_LANGUAGE
from tests.extract.test_operator import body_of, page_of
from tests.extract.test_operator_robust import COUNTRY

_FILE = Path(__file__).parent / "operator_robust" / "never_absent.yaml"
_FACTS = {"director": "publication_director", "host": "host_name", "mediator": "mediator_name"}


def facts_of(language: str, role: str, text: str) -> dict[str, Fact[Any]]:
    """What is read of a shop with one telling page; of the home page only the footer tells."""
    told = f"<main><p>Vase</p></main><footer>{body_of(text)}</footer>" if role == "home" else body_of(text)
    empty = [page_of("<p>.</p>", language, r) for r in ("home", "legal_notice", "terms") if r != role]
    country = COUNTRY.get(language) or (_BY_LANGUAGE.get(language) or (language.upper(),))[0]
    pages = (page_of(told, language, role), *empty)
    return read(ShopPages(Capture("https://boutique.example/", ()), pages, {}, country, (language,)))


def _cases(part: str) -> list[Any]:
    return list(load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)[part])


@pytest.mark.parametrize(("language", "role", "names", "text"), _cases("told"), ids=lambda v: str(v)[:40])
def test_what_a_page_gives_is_never_absent(language: str, role: str, names: str, text: str) -> None:
    facts = facts_of(language, role, text)
    keys = {n: _FACTS.get(n, f"operator_{n}") for n in names.split()}
    assert not [n for n, key in keys.items() if isinstance(facts[key], Absent)]


@pytest.mark.parametrize(("language", "role", "names", "text"), _cases("lacking"), ids=lambda v: str(v)[:40])
def test_what_gives_nothing_stays_absent(language: str, role: str, names: str, text: str) -> None:
    facts = facts_of(language, role, text)
    assert not [n for n in names.split() if not isinstance(facts[f"operator_{n}"], Absent)]


def test_the_notices_cover_every_language() -> None:
    for part in ("told", "lacking"):
        assert len({language for language, *_ in _cases(part)}) == 26
