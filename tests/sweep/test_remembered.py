"""What readers remember from page to page is given up from time to time, and found again."""

from __future__ import annotations

import pytest

import sweep.workers  # noqa: F401 - they know all readers
from sweep.extract.pages.outline import Outline
from sweep.gather.urls import page_id
from sweep.remembered import AFTER, Memory, caches, give_up, recent, remembered


def _filled() -> None:
    for number in range(50):
        page_id(f"https://shop.example/{number}/{'x' * 1_000}")


def test_the_caches_of_addresses_and_labels_are_known() -> None:
    known = {cache.__name__ for cache in caches()}
    assert {"page_id", "normalise", "page_key", "label_role", "Link"} <= known
    assert all(cache.cache_parameters()["maxsize"] for cache in caches())


def test_what_is_given_up_is_found_again() -> None:
    before = page_id("https://www.shop.example/a/")
    _filled()
    give_up()
    assert page_id.cache_info().currsize == 0
    assert page_id("https://www.shop.example/a/") == before


def test_outlines_of_menus_are_given_up_too() -> None:
    (parts,) = recent()
    parts.put("<nav>", Outline())
    give_up()
    assert parts.get("<nav>") is None


def test_it_is_given_up_after_much_was_read_and_not_after_little() -> None:
    memory = Memory()
    give_up()
    _filled()
    memory.after(AFTER // 2)
    memory.after(AFTER)
    assert page_id.cache_info().currsize >= 50
    memory.after(AFTER + 1)
    assert page_id.cache_info().currsize == 0
    _filled()
    memory.after(AFTER + 2)
    assert page_id.cache_info().currsize >= 50


def test_it_is_given_up_where_there_is_too_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    give_up()
    _filled()
    held = remembered()
    monkeypatch.setattr("sweep.remembered.MOST", held)
    Memory().after(1)
    assert remembered() == held
    page_id("https://shop.example/one-more")
    Memory().after(1)
    assert remembered() == 0
