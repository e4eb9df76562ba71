"""The parts that make a visit fast change nothing of what a page tells."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.guard import ordinary
from sweep.extract.pages.languages import _counts, _small_words
from sweep.extract.pages.walk import _PARTS
from sweep.extract.words.text import _REMOVED, clean, fold, fold_lines
from sweep.gather.products import reduced_on

_NOW = datetime(2026, 11, 21, tzinfo=UTC)
_ATTRIBUTE = rb"[\s/]++[^\s/>=]*+(?>(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?)"
_MARKUP = [b"<", b"<a", b"</", b">", b"/", b" ", b"\n", b"\x0b", b"=", b'="', b"='", b'"', b"'", b"x", b"y=1", b"\xc3"]


@given(st.lists(st.sampled_from(_MARKUP), max_size=24), st.integers(0, 3))
@settings(max_examples=400, deadline=None)
def test_the_guard_counts_attributes_as_the_plain_expression_does(pieces: list[bytes], most: int) -> None:
    plain = re.compile(
        rb"(?>(?:[^<]++|<(?![a-zA-Z])|<[a-zA-Z][^\s/>]*+(?>(?:%b){0,%d})(?![\s/]+[^\s/>]))*)" % (_ATTRIBUTE, most)
    )
    ours, theirs = ordinary(most).match(b"".join(pieces)), plain.match(b"".join(pieces))
    assert ours is not None
    assert theirs is not None
    assert ours.end() == theirs.end()


@given(st.lists(st.sampled_from("aΣσİI \xad\t\r\n\n\xa0\u2028\x85\u200bßſé€"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_lines_are_folded_and_cleaned_as_the_text_is(characters: list[str]) -> None:
    text = "".join(characters)
    assert fold_lines(text) == fold(text)
    lines = _REMOVED.sub("", text).split("\n")
    assert clean(text) == "\n".join(words for line in lines if (words := " ".join(line.split())))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["de", "en", "et", "the", "und", "vase", "\n", "1"]), max_size=60))
def test_small_words_are_counted_one_by_one(words: list[str]) -> None:
    small = _small_words()
    counts = Counter(code for word in words for code in small.get(word, ()))
    assert _counts(" ".join(words)) == (counts, sum(word.isalpha() for word in words))


_MENU = (
    '<header><nav><a href="/agb">AGB</a><a href="#up">Up</a><a href="next">Next</a><a href="javascript:x">None</a>'
    '<a href="mailto:a@shop.example">Mail</a><a href="//cdn.example/x">CDN</a><a href="https:deep">Deep</a></nav>'
    '<li class="card"><a href="/p/1">Lamp</a><b class="Old-Price">9 €</b></li></header>'
)
_PAGES = [
    ("https://shop.example/a/b.html", f"{_MENU}<p>x</p>"),
    ("https://shop.example/c/", f"<h1>y</h1>{_MENU}<a href='z'>z</a>"),
    ("https://other.example/c/", f"{_MENU}<a href='z'>z</a>"),
    ("https://shop.example/a/b.html", f"<base href='/deep/er/'>{_MENU}"),
    ("https://shop.example", _MENU.replace("<li", "<i>1</i><li")),  # the same menu in another header
]


def _page(url: str, body: bytes) -> Page:
    return parse_page(Response(url, 200, "OK", (("Content-Type", "text/html"),), body, _NOW))


def _told(url: str, body: str) -> tuple[object, ...]:
    page = _page(url, body.encode())
    return page.links, reduced_on(page), page.body.of("a", "b"), page.body.parents, page.body.stops, page.body.owners


@pytest.mark.parametrize("order", [_PAGES, _PAGES[::-1], [*_PAGES, *_PAGES]])
def test_a_menu_tells_each_page_what_it_tells_alone(order: list[tuple[str, str]]) -> None:
    alone = []
    for url, body in order:
        _PARTS.cache_clear()
        alone.append(_told(url, body))
    _PARTS.cache_clear()
    assert [_told(url, body) for url, body in order] == alone
    assert {link.url for links, *_ in alone[:1] for link in links} >= {"https://shop.example/agb"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("body", ["<p>5 €</p>", "\ufeff<p>x</p>", "<p>a\x00b\r\nc</p>", "<p>\U0001f600</p>"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_page_is_parsed_alike_from_its_bytes_and_its_text(body: str, charset: str) -> None:
    page = _page("https://shop.example/", body.encode(charset))
    assert page.tree.html == LexborHTMLParser(page.html).html
    assert page.raw == page.html.encode("utf-8", "replace")
    page.shed()
    assert page.tree.html == LexborHTMLParser(page.html).html


def test_half_characters_are_no_part_of_the_tree() -> None:
    page = Page("https://shop.example/", 200, "", "", "<p>a\ud800b</p>")
    assert page.text == "ab"
