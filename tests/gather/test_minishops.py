"""In each language of the single market a small shop is visited, and its legal pages are known for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.facts import Absent, Found
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.lexicon import all_languages
from sweep.extract.lexicon import languages as read_languages
from sweep.extract.pages.languages import language_of
from sweep.extract.shop import read_shop, shop_pages
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.labels import LABEL_ROLES
from sweep.gather.crawl import gather
from tests.bench.roles import LIMITS, Case, Row, judged
from tests.minishops import LAYOUTS, Shop, languages, shop
from tests.servers import serve

_LAYOUTS = tuple(LAYOUTS)
# Each language in one layout, each layout in three languages or more; and the plain one in four alphabets.
SHOPS = [(code, _LAYOUTS[n % len(_LAYOUTS)]) for n, code in enumerate(languages())]
SHOPS += [(code, "footer") for code in ("el", "lt", "de", "is") if (code, "footer") not in SHOPS]


def visited(made: Shop, folder: Path) -> tuple[Case, ShopPages]:
    with serve(made.routes) as server, ArchiveWriter(folder / "v.warc.gz", software="sweepday", info={}) as archive:
        capture = gather(server.url(), LIMITS, archive)
    return Case(f"{made.language}, {made.layout}", capture, made.truth), shop_pages(capture, "")


def test_all_languages_of_the_single_market_are_there() -> None:
    wanted = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv".split()
    assert list(languages()) == list(all_languages()) == wanted


@pytest.mark.parametrize(("language", "layout"), SHOPS)
def test_every_legal_page_is_found_and_known(language: str, layout: str, tmp_path: Path) -> None:
    case, pages = visited(shop(language, layout), tmp_path)
    row = Row("one")
    judged(case, row)
    assert row.differences == []
    assert row.right == len(case.truth) == 7
    told = [language_of(page) for page in pages.pages if page.role in LABEL_ROLES and page.media_type == "text/html"]
    assert set(told) == {language}


@pytest.mark.parametrize("language", [code for code in languages() if code not in read_languages()][::4])
def test_nothing_is_absent_in_a_language_that_is_not_read(language: str, tmp_path: Path) -> None:
    case, pages = visited(shop(language), tmp_path)
    facts = dict(read_shop(case.capture, country="FR").items())
    absent = {name for name, fact in facts.items() if isinstance(fact, Absent)}
    assert absent <= {"imitated_name", "dead_links", "insecure_forms"}, absent  # told by addresses, not by words
    assert {gap.kind for gap in pages.gaps.values()} == {"language"}


def test_what_is_read_may_be_absent(tmp_path: Path) -> None:
    case, _ = visited(shop("de"), tmp_path)
    facts = dict(read_shop(case.capture, country="DE").items())
    assert any(isinstance(fact, Absent) for fact in facts.values())
    assert any(isinstance(fact, Found) for fact in facts.values())
