"""A response becomes a page: charsets, compression, what is hidden, links and their places, hostile markup."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.guard import guard
from sweep.extract.words.text import clean, fold

URL = "https://shop.example/a/b.html"


def page(body: bytes | str, *, content_type: str = "text/html", coding: str = "") -> Page:
    data = body.encode() if isinstance(body, str) else body
    headers = [("Content-Type", content_type)] + ([("Content-Encoding", coding)] if coding else [])
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    return parse_page(Response(URL, 200, "OK", tuple(headers), data, moment, sha256=sha256(data).hexdigest()))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Prix réduit à 5 €".encode(), "text/html"),
        ("Prix réduit à 5 €".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("Prix réduit à 5 €".encode("cp1252"), "text/html"),
        ("Prix réduit à 5 €".encode(), "text/html; charset=iso-8859-1"),  # the header lies
        (b'<meta charset="iso-8859-15">' + "Prix réduit à 5 €".encode("iso-8859-15"), "text/html"),
        (b"\xef\xbb\xbf" + "Prix réduit à 5 €".encode(), "text/html; charset=cp1252"),
        ("Prix réduit à 5 €".encode("utf-16"), "text/html"),
        ("Prix réduit à 5 €".encode("cp1252"), "text/html; charset=no-such-charset"),
    ],
)
def test_any_charset_gives_the_same_words(body: bytes, content_type: str) -> None:
    assert page(body, content_type=content_type).text == "Prix réduit à 5 €"


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_charset_of_wide_letters_is_measured_as_any_other(charset: str) -> None:
    header = f"text/html; charset={charset}"
    long = page(("<p>" + "Prix réduit " * 40_000).encode(charset), content_type=header)
    assert long.text.startswith("Prix réduit Prix")
    assert "too deep" in page(("<div>" * 40_000).encode(charset), content_type=header).problem


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "said gzip, sent plain", "GZIP"])
def test_content_codings(coding: str) -> None:
    plain = b"<p>Livraison gratuite</p>"
    raw = zlib.compressobj(wbits=-15)
    body = {
        "gzip": gzip.compress(plain),
        "GZIP": gzip.compress(plain),
        "deflate": zlib.compress(plain),
        "raw deflate": raw.compress(plain) + raw.flush(),
    }.get(coding, plain)
    named = {"raw deflate": "deflate", "said gzip, sent plain": "gzip"}.get(coding, coding)
    assert page(body, coding=named).text == "Livraison gratuite"


@pytest.mark.parametrize(
    ("body", "content_type", "coding", "problem"),
    [
        (b"\x89PNG", "image/png", "", "not a web page (image/png)"),
        (b"x", "text/html", "compress", "content coding 'compress' is not supported"),
        (gzip.compress(bytes(9_000_000)), "text/html", "gzip", "larger than 8 MB"),
        (b"<div>" * 5000, "text/html", "", "page could not be parsed: nested too deep"),
        (b"<b><i>" * 5000, "text/html", "", "page could not be parsed: formatting never closed"),
        (b"<select>" + b"<option>x" * 13_000, "text/html", "", "page could not be parsed: too many options"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_empty(body: bytes, content_type: str, coding: str, problem: str) -> None:
    read = page(body, content_type=content_type, coding=coding)
    assert read.problem == problem
    assert (read.text, read.links, read.headings, read.title) == ("", (), (), "")


def test_ordinary_markup_passes_the_guard() -> None:
    assert guard(b"<div>" * 300 + b"</div>" * 300) == ""
    assert guard(b"<p>x" * 30_000 + b"<li>y" * 30_000 + b"<b>z</b>" * 30_000) == ""


def test_text_is_what_a_consumer_reads() -> None:
    read = page(
        "<title>T</title><style>p{}</style><script>var a='no'</script><h1>Impressum</h1>"
        "<p>Gültig <b>14</b> Tage\n ab Erhalt</p><div hidden>geheim</div><p style='display : none'>weg</p>"
        "<noscript>nein</noscript><template>nie</template><ul><li>eins<li>zwei</ul>"
        "<table><tr><td>Telefon</td><td>030&nbsp;123</td></tr></table>Stra\u00adße<br>5\u200b7"
    )
    assert read.text.split("\n") == [
        "Impressum", "Gültig 14 Tage ab Erhalt", "eins", "zwei", "Telefon 030 123", "Straße", "57"
    ]  # fmt: skip
    assert (read.title, read.headings) == ("T", ("Impressum",))


def test_links_are_absolute_and_know_their_place() -> None:
    read = page(
        "<header><nav><a href='/'>Start</a></nav></header><main><a href='c.html'>C</a>"
        "<a href='javascript:x()'>no</a><a href='//other.example/x'>Other</a><a href='?p=2'>2</a>"
        "<a href='https://x.example/q'><img alt='Logo'></a><form action='/cart'><button>Kaufen</button></form>"
        "<a href='mailto:a@b.example' aria-label='Mail'></a></main>"
        "<div class='page-footer'><p><a href='../agb' rel='nofollow'>AGB</a></div>"
    )
    assert [(li.url, li.text, li.kind, li.place) for li in read.links] == [
        ("https://shop.example/", "Start", "a", "nav"),
        ("https://shop.example/a/c.html", "C", "a", "main"),
        ("https://other.example/x", "Other", "a", "main"),
        ("https://shop.example/a/b.html?p=2", "2", "a", "main"),
        ("https://x.example/q", "Logo", "a", "main"),
        ("https://shop.example/cart", "", "form", "main"),
        ("https://shop.example/a/b.html", "Kaufen", "button", "main"),
        ("mailto:a@b.example", "Mail", "a", "main"),
        ("https://shop.example/agb", "AGB", "a", "footer"),
    ]
    based = page("<base href='https://cdn.example/z/'><a href='k'>K</a><a href='/r'>R</a>")
    assert [li.url for li in based.links] == ["https://cdn.example/z/k", "https://cdn.example/r"]


def test_evidence_names_page_hash_and_role() -> None:
    read = page("<p>Impressum</p>")
    read.role = "legal_notice"
    proof = read.evidence("Impressum")
    assert (proof.url, proof.quote, proof.role) == (URL, "Impressum", "legal_notice")
    assert proof.sha256 == sha256(b"<p>Impressum</p>").hexdigest()


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_fold_keeps_every_offset_and_clean_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_page_or_a_problem(body: bytes) -> None:
    read = page(body)
    assert isinstance(read.text, str)
    assert all(li.url.split(":")[0] in ("http", "https", "mailto", "tel") for li in read.links if li.kind == "a")


def test_a_heading_and_a_label_stand_in_one_line_wherever_the_source_breaks_them() -> None:
    found = page(
        "<title>\n Allgemeine\n Bedingungen</title><h1>\n Allgemeine\n  Bedingungen</h1><h2>Versand<br>und Kosten</h2>"
        '<a href="/agb">\n Allgemeine\n  Bedingungen </a><a href="/kontakt"><b>Kontakt</b><p>Wir sind da</p></a>'
    )
    assert found.title == "Allgemeine Bedingungen"
    assert found.headings == ("Allgemeine Bedingungen", "Versand und Kosten")
    assert [link.text for link in found.links] == ["Allgemeine Bedingungen", "Kontakt\nWir sind da"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<span>Immatriculation</span><span>RCS Brumeville</span>", "Immatriculation RCS Brumeville"),
        ("<span>SIREN</span><span>007 451 297</span>", "SIREN 007 451 297"),
        ("<b>You</b>Nebula", "YouNebula"),
        ("e<b>Nebel</b>", "eNebel"),
        ("<span>19</span><span>99</span>", "1999"),
        ("H<sub>2</sub>O", "H2O"),
        ("<span>unter</span><span>wegs</span>", "unterwegs"),
    ],
)
def test_tight_elements_are_apart_where_a_word_ends_and_another_begins(html: str, text: str) -> None:
    assert page(f"<p>{html}</p>").text == text


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("position:absolute; left:-9999px", False),
        ("text-indent: -9999px", False),
        ("left:-320px", True),  # a drawer
        ("margin-left:-9999px", True),
        ("left: 9999px", True),
    ],
)
def test_what_is_moved_out_of_every_screen_is_not_shown(style: str, seen: bool) -> None:
    assert ("SIREN" in page(f"<p>Vase</p><p style='{style}'>SIREN 007 400 047</p>").text) is seen
