"""Markup that would cost the parser minutes or gigabytes is refused; what large real pages hold is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract.pages.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_OPTIONS, MAX_TAGS, MAX_TEXT, guard

REFUSED = {
    "nested too deep": (b"<div>" * (MAX_DEPTH + 1), b"<svg><p>" + b"<path/>" * (MAX_DEPTH + 1)),
    "formatting never closed": (b"<b>" * (MAX_DEPTH + 1), b"<p><b i>" * (MAX_DEPTH + 1)),
    "too many options": (b"<select>" + b"<option>x" * (MAX_OPTIONS + 1),),
    "too many elements": (
        b"<p>" * (MAX_TAGS + 1),
        b"<script></script>" * (MAX_TAGS + 1),
        b"<" * (4 * MAX_TAGS + 1),
        b"<table><tr>" + b"<td>x" * MAX_TAGS,
    ),
    "too many attributes": (
        b"<p " + b" ".join(b"a%x" % n for n in range(20_000)) + b">",
        b"<p>x</p><p a='>' " + b" ".join(b"<%x" % n for n in range(20_000)) + b">",
        (b"<p " + b"/".join(b"a%x" % n for n in range(MAX_ATTRIBUTES + 1)) + b">") * 500,
        b"<p " + b" ".join(b"a%x='>'" % n if n % 100 == 0 else b"a%x" % n for n in range(20_000)) + b">",
    ),
    "too much text": (
        b"x " * MAX_TEXT,
        b"<p>1" * 60_000 + b"2" * MAX_TEXT,
        b"<script></script>" + b"x" * (MAX_TEXT + 1),
    ),
}
ALLOWED = {
    "a large page": b"<div><p><b>x</b></p></div>" * 20_000 + b"x " * 200_000,
    "lists that never close their items": b"<ul>" + b"<li>x" * 50_000 + b"</ul>",
    "a long list of countries": b"<select>" + b"<option>x</option>" * 5_000,
    "many drawings": (b"<svg>" + b'<path d="M0"/><use href="#a" />' * 20 + b"</svg>") * 1_000,
    "data of a script": b"<script>" + b'{"a":"1 < 2","c":1},' * 200_000 + b"</script>",
    "data in one attribute": b"<div data-state='" + b'{"a b c": 1} ' * 100_000 + b"'>x</div>",
    "a long line of script": b"<p>x</p><script>" + b"if (a < b && c < d) x = 1; " * 30_000 + b"</script>",
    "as many attributes as may be": b"<p " + b" ".join(b"a%x" % n for n in range(MAX_ATTRIBUTES)) + b">x</p>",
    "a story in a script": b"<script>x<b;'" + b"one word and another, " * 900 + b"'</script>",
    "a story in a comment": b"<!-- a<b " + b"one word and another " * 900 + b"-->",
    "words of a script": b"<script>for(i=0;i<list.length;i++){}"
    + b'"string_1": "Please choose an option",' * 700
    + b"</script>",
    "nothing": b"",
}


@pytest.mark.parametrize(("reason", "html"), [(reason, html) for reason, pages in REFUSED.items() for html in pages])
def test_refused(reason: str, html: bytes) -> None:
    assert guard(html) == f"page could not be parsed: {reason}"


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed(name: str) -> None:
    assert guard(ALLOWED[name]) == ""


# What makes a careless pattern quadratic: openings without an end, quotes, blanks, brackets, each millions of times.
@pytest.mark.parametrize(
    "piece",
    [
        b"<",
        b"<a ",
        b'<a b="',
        b"<a b='\"",
        b"<a/",
        b"<!--",
        b"<script>",
        b"<svg><",
        b"=",
        b"> <",
        b"<a" + b" " * 999,
        b"<a b='>' ",
    ],
)
def test_linear_on_anything(piece: bytes) -> None:
    assert guard(piece * (4_000_000 // len(piece))) in {
        "",
        *(f"page could not be parsed: {reason}" for reason in REFUSED),
    }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"<", b">", b"a", b"/", b" ", b'"', b"'", b"=", b"<svg", b"<!--", b"script"]), max_size=60
    )
)
def test_small_pages_are_never_refused(pieces: list[bytes]) -> None:
    assert guard(b"".join(pieces)) == ""
