"""One pass over a page's source finds the words of all readers, also where they share letters."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract.page import Page
from sweep.extract.pages.mentions import STATED_TYPE, Mention, SourcePattern

_WORDS = ("xyla", "ylarq", "LARQUO", "quoxy", "xylarquox")  # each ends as another begins, or holds it
_EACH = {word: Mention(word) for word in _WORDS}


def _page(html: str) -> Page:
    return Page("https://shop.example/", 200, "0" * 64, "r1", html)


@given(st.lists(st.sampled_from((*_WORDS, "xy", "arq", "Quo", "uox", " ", "é", "youreurop", "e")), max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_word_is_found_that_stands_in_the_source(parts: list[str]) -> None:
    page = _page("".join(parts))
    assert {w for w in _WORDS if _EACH[w].on(page)} == {w for w in _WORDS if w.lower() in page.html.lower()}


def test_a_word_named_after_a_page_was_looked_at_is_found_on_it() -> None:
    page = _page("<p>zwirbeltrap</p>")
    assert not _EACH["xyla"].on(page)
    assert Mention("ZwirbelTrap").on(page)
    assert not Mention("zwirbeltrop").on(page)


def test_places_are_those_of_the_bytes() -> None:
    page = _page('é <script>{"@type": "Offer", "@TYPE": 1}</script>')
    assert [page.raw[at : at + 5] for at in STATED_TYPE.places(page)] == [b"@type", b"@TYPE"]
    assert STATED_TYPE.places(_page("type")) == ()


_PATTERNS = (
    r"(?:avis|reviews?|opini)\w{0,6}[^<>]{0,9}(?:v[eé]rif|kontrol)",
    r"(?<![a-z])eco[ _-]?(?:label|seal)|reseal",
    r"https?://[\w.-]*(?:one\.example|two\.example)",
    r"\bnew date|time_?out",
    r"(?:a|b)?\d{2}",
)
_WRITTEN = (
    "avis Reviews opinion opini Vérif kontrol eco-LABEL ecoseal reseal http:// HTTPS://x. one.example two.EXAMPLE"
)
_PARTS = st.sampled_from([*_WRITTEN.split(), *"new Date timeout time_out timeou a12 é ü < - _".split(), " "])


@given(st.lists(_PARTS, max_size=12), st.sampled_from(_PATTERNS))
@settings(max_examples=400, deadline=None)
def test_an_expression_finds_in_the_source_what_it_finds_without_its_words(parts: list[str], pattern: str) -> None:
    html = "".join(parts)
    ours, theirs = SourcePattern(pattern).search(_page(html)), re.search(pattern, html, re.IGNORECASE)
    assert (ours and ours.span()) == (theirs and theirs.span())
