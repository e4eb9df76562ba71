"""What stands on the pages of goods, in baskets and at the last step: lawful in many ways, and breaches beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.catalogue import load
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.judging import judge_capture
from tests.accusations.site import DAY, Site, accusations, lawful, texts
from tests.countries import texts as texts_of
from tests.extract.shops import NOW

_FILE = Path(__file__).with_name("goods.yaml")
ROWS: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
_GROUPS = ("price.", "reduction.", "checkout.", "reviews.", "green.", "ucp.", "gpsr.", "marketplace.", "platform.")
CHECKS = [check for name, check in load().items() if name.startswith(_GROUPS)]


def _goods(language: str) -> tuple[str, str, str]:
    """Heading, price with its tax, and button of the lawful article."""
    goods = texts()[language]["goods"]
    found = [re.search(rf"<{tag}.*?</{tag}>", goods) for tag in ("h1", "p", "button")]
    heading, price, button = (match[0] for match in found if match)
    return heading, price, button


def _article(language: str, words: str, country: str) -> Site:
    """The words in place of the price."""
    heading, _, button = _goods(language)
    return lawful(language, {"goods": heading + words + button}, country)


def _below(language: str, words: str, country: str) -> Site:
    """The words below the article."""
    return lawful(language, {"goods": texts()[language]["goods"] + words}, country)


def _articles(language: str, put: dict[str, Any], country: str) -> Site:
    """A page for each title, with the same words and, unless `unsigned`, a maker."""
    site = lawful(language, {}, country)
    words, (_, price, button) = texts_of(site.country), _goods(language)
    maker = f"<h2>{words['words']['safety']}</h2><p>{words['words']['maker']}: {words['products'][0]['maker']}</p>"
    named = f"<img src='/1.jpg' alt=''><p>{words['words']['model']}: T-1</p>{'' if put.get('unsigned') else maker}"
    tax = f"<p>{words['words']['tax'].partition(',')[0]}</p>"
    for number, title in enumerate(put["titles"]):
        site.main[f"/p{number}"] = f"<h1>{title}</h1>{price}{tax}{put.get('words', '')}{named}{button}"
        site.footer[f"/p{number}"] = title
    return site.drop("/product")


def _checkout(language: str, words: str, country: str) -> Site:
    return _with_page(lawful(language, {}, country), "checkout", words)


def _basket(language: str, words: str, country: str) -> Site:
    return _with_page(lawful(language, {}, country), "basket", words)


def _sums(language: str, put: list[str], country: str) -> Site:
    """Words below the article, and the basket into which it was put."""
    site = _with_page(_below(language, put[0], country), "basket", put[1])
    return _with_page(site, "checkout", put[1])


def _shop(language: str, put: dict[str, str], country: str) -> Site:
    return lawful(language, put, country)


def _with_page(site: Site, name: str, words: str) -> Site:
    site.main[f"/{name}"] = words
    site.footer[f"/{name}"] = texts_of(site.country)["words"][name]
    return site


KINDS: dict[str, Callable[[str, Any, str], Site]] = {
    "article": _article,
    "below": _below,
    "articles": _articles,
    "checkout": _checkout,
    "basket": _basket,
    "sums": _sums,
    "shop": _shop,
}


def _again(language: str, put: list[Any], country: str) -> tuple[Site, Capture]:
    """Words below the article, and those that stand there so many days later."""
    first, later, days = put
    seen = _below(language, later, country).capture()
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "session=2"))
    at = NOW + timedelta(days=days)
    answers = tuple(replace(answer, fetched_at=at, headers=headers) for answer in seen.responses)
    return _below(language, first, country), replace(seen, responses=answers)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]} {row[2]}"[:90])
def test_goods_are_accused_of_what_they_break_and_of_nothing_else(row: list[Any]) -> None:
    language, kind, put, expected, *country = row
    looks: tuple[Capture, ...] = ()
    if kind == "again":
        site, later = _again(language, put, *country or [""])
        looks = (later,)
    else:
        site = KINDS[kind](language, put, *country or [""])
    capture = site.visited() if kind == "sums" else site.capture()
    found = judge_capture(capture, country=site.country, day=DAY, checks=CHECKS, matcher=None, looks=looks)
    accused = accusations({verdict.check: verdict for verdict in found.verdicts})
    assert set(accused) == set(expected), accused
