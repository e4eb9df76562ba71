"""Words in the source that no consumer ever sees are no words of the page; whatever may still appear is."""

from __future__ import annotations

import time

import pytest

from checks.facts import Absent, Found
from sweep.extract.page import MAX_LINKS, parse_page
from sweep.extract.pages.never_seen import way_of
from sweep.extract.shop import read_shop
from tests.extract.shops import response, shop

SEEN, WORDS = "Brumel Vasen", "Telefon 030 1234567"
SCRIPT, SHEET = "<script>go()</script>", "<link rel=stylesheet href=/a.css>"


def text_of(html: str) -> str:
    return parse_page(response("/", html)).text


def shows(block: str, head: str = "") -> bool:
    """Whether the words are read; what stands round them always is."""
    text = text_of(f"<head>{head}</head><body><p>{SEEN}</p>{block}<p>{SEEN}</p></body>")
    assert text.count(SEEN) == 2
    return WORDS in text


@pytest.mark.parametrize("head", ["", SCRIPT, SHEET])
@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "font-size: 0.0PX !important; line-height:0",
        "color:#fff;background:#fff",
        "background-color: White; color: white;",
        "color:#FFFFFF;background:#fff",
        "color:rgb(255, 255, 255);background:rgb(255,255,255)",
        "position:absolute;clip:rect(0 0 0 0)",
        "position: fixed; clip: rect(0px, 0px, 0px, 0px)",
        "position:absolute;clip:rect(1px,1px,1px,1px)",
        "text-indent:-9999px",
        "text-indent:-999px;overflow:hidden",
        "text-indent:100%;white-space:nowrap;overflow:hidden",
        "font-size:12px;display:none",
    ],
)
def test_words_that_nothing_shows_again_are_not_read(style: str, head: str) -> None:
    assert not shows(f'<p style="{style}">{WORDS}</p>', head)
    assert not shows(f'<p>Kontakt <span style="{style}">{WORDS}</span></p>', head)


@pytest.mark.parametrize(
    "block",
    [
        '<div style="font-size:0"><span class=a>{}</span></div>',  # blanks between tiles: each has a size of its own
        '<div style="font-size:0"><p>{}</p></div>',
        '<p style="font-size:0.9em">{}</p>',
        '<p style="font-size:0.01rem;font-size:12px">{}</p>',
        '<p style="--font-size:0">{}</p>',
        '<button style="font-size:0">{}</button>',  # a picture stands for its words
        '<p style="color:#fff;background:#000">{}</p>',
        '<p style="color:#fff;background-color:#ffe">{}</p>',
        '<p style="color:#fff;background:#fff url(a.png)">{}</p>',
        '<p style="color:#fff;background-color:#fff;background-image:url(a.png)">{}</p>',
        '<p style="color:#fff;background:#fff;text-shadow:0 0 2px #000">{}</p>',
        '<p style="color:transparent;background:transparent">{}</p>',
        '<div style="color:#fff;background:#fff"><b>{}</b></div>',
        '<p style="color:#fff;background:#fff" onclick="tell(this)">{}</p>',
        '<p style="clip:rect(0 0 0 0)">{}</p>',  # cuts nothing that stands in the flow
        '<p style="position:absolute;clip:rect(0 200px 90px 0)">{}</p>',
        # Said to those who listen to a page.
        '<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">{}</span>',
        '<span style="position:absolute;width:0;font-size:0;overflow:hidden">{}</span>',
        '<span class="sr-only" style="position:absolute;clip:rect(0 0 0 0)">{}</span>',
        '<p style="text-indent:-20px;overflow:hidden">{}</p>',
        '<p style="text-indent:2em">{}</p>',
    ],
)
def test_words_that_may_be_seen_are_read(block: str) -> None:
    assert shows(block.format(WORDS))
    assert shows(block.format(WORDS), SCRIPT)


FOLDED = [
    "opacity:0",
    "opacity: 0.00 !important",
    "opacity:0%",
    "height:0;overflow:hidden",
    "max-height:0px;overflow:hidden",
    "transform:scale(0)",
    "transform: translate(2px) scale(0, 0)",
    "clip-path:inset(100%)",
    "clip-path:circle(0)",
]


@pytest.mark.parametrize("style", FOLDED)
def test_words_that_a_script_may_unfold_are_hidden_only_where_nothing_moves(style: str) -> None:
    block = f'<div style="{style}"><p>{WORDS}</p></div>'
    assert not shows(block)
    assert not shows(block, '<script type="application/ld+json">{}</script>')
    assert not shows(f"<div class=x><p>{WORDS}</p></div>", f"<style>.x{{{style}}}</style>")
    for moving in (
        SCRIPT, SHEET, "<SCRIPT src=/a.js></SCRIPT>", "<link href=/a.css rel='Stylesheet'>",
        "<style>@import 'a.css';</style>", "<style>@keyframes a{to{opacity:1}}</style>",
        "<style>div:hover{opacity:1;height:auto;max-height:9em;transform:none;clip-path:none}</style>",
    ):  # fmt: skip
        assert shows(block, moving), moving
    assert shows(f"<body onload='go()'>{block}")
    assert shows(f"<a href='javascript:go()'>x</a>{block}")


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5",
        "opacity:.05",
        "height:0",
        "height:0;padding-bottom:56%;overflow:hidden",
        "height:0;min-height:3em;overflow:hidden",
        "line-height:0;overflow:hidden",
        "transform:scale(0.9)",
        "transform:rotate(0)",
        "clip-path:inset(10%)",
        "clip-path:circle(50%)",
        "transition:opacity 0s",
    ],
)
def test_words_in_sight_are_read_where_nothing_moves(style: str) -> None:
    assert shows(f'<div style="{style}">{WORDS}</div>')
    assert shows(f"<div class=x>{WORDS}</div>", f"<style>.x{{{style}}}</style>")


@pytest.mark.parametrize(
    "css",
    [
        ".x{display:none}",
        "#n { color:red; visibility : hidden !important }",
        "a.b, p.x.y{display:none}",
        "/* .x{display:block} */.x{display:none}a:hover{color:red}.menu{display:flex}",
        ".x{font-size:0}",
        ".x{position:absolute;clip:rect(0 0 0 0)}",
        ".x{text-indent:-9999px}",
        "@media print{a{color:red}}.x{display:none}",
    ],
)
def test_a_style_sheet_hides_where_nothing_shows_again(css: str) -> None:
    block = f"<p class='x y' id=n>{WORDS}</p>"
    assert not shows(block, f"<style>{css}</style>")
    for moving in (SCRIPT, SHEET):
        assert shows(block, f"<style>{css}</style>{moving}")
    assert shows(block, f"<style media=print>{css}</style>")
    assert shows(f"<p>{WORDS}</p>", f"<style>{css}</style>")


@pytest.mark.parametrize(
    "css",
    [
        "@media print{.x{display:none}}",
        "@media print{a{color:red}.x{display:none}}",
        ".x{display:none}@media screen{.x{display:block}}",
        ".x{display:none}.x.y{display:block}",
        ".x{display:none}#open:checked ~ .x{display:block}",
        ".x{display:none}.tab:target{display:block}.tab:target .x{display:block}",
        ".x{display:none}details[open] p{display:block}",
        ".x{display:none}.menu:hover > *{display:block}",
        ".x{display:none}:is(.a,.x){display:block}",
        ".x{display:none;&:hover{display:block}}",
        ".x{display:none}[data-on]{display:block}",
        ".x{display:none}*{all:revert}",
        ".x{visibility:hidden}p{visibility:visible}",
        ".x{visibility:hidden}b{visibility:visible}",
        ".menu .x{display:none}",
        "b.x{display:none}",
        ".xx{display:none}",
        "/* .x{display:none} */",
        ".x{display:none}p.X:hover{display:block}.Y,.x[lang]{display:block}",
        ".a{content:'}'}.x{display:none}}",
        ".x{display:none;display:block}",
        ".x{height:0;overflow:hidden}.y{padding-top:3em}",
    ],
)
def test_a_style_sheet_that_shows_again_hides_nothing(css: str) -> None:
    assert shows(f"<p class='x y' id=n>{WORDS}</p>", f"<style>{css}</style>")


@pytest.mark.parametrize("block", ["<noscript>{}</noscript>", "<template>{}</template>", "<svg><defs>{}</defs></svg>"])
def test_a_style_sheet_that_may_not_hold_hides_nothing(block: str) -> None:
    sheet = block.format("<style>.x{display:none}</style>")
    assert shows(f"<p class=x>{WORDS}</p>", sheet)
    assert shows(f"<p class=x>{WORDS}</p>{sheet}")


def test_a_piece_that_a_script_fetches_is_no_page_on_which_nothing_moves() -> None:
    assert WORDS in text_of(f'<div style="opacity:0">{WORDS}</div>')
    assert WORDS not in text_of(f'<!doctype html><div style="opacity:0">{WORDS}</div>')


def test_a_page_cut_short_may_have_its_scripts_behind_the_cut() -> None:
    links = "<a href=/>x</a>" * (MAX_LINKS + 1)
    assert WORDS in text_of(f'<html><div style="opacity:0">{WORDS}</div>{links}{SCRIPT}')


def test_what_its_own_style_shows_is_read() -> None:
    assert shows(f"<p class=x style='display:block'>{WORDS}</p>", "<style>.x{display:none}</style>")
    assert not shows(f"<p class=x style='color:red'>{WORDS}</p>", "<style>.x{display:none}</style>")


def test_a_footer_that_pages_share_is_hidden_by_the_page_it_stands_on() -> None:
    footer = f"<footer><p class=x>{WORDS}</p></footer>"
    for _ in range(2):
        assert not shows(footer, "<style>.x{display:none}</style>")
        assert shows(footer)
        assert shows(footer, "<style>.x{display:none}</style>" + SCRIPT)


def test_the_point_between_euros_and_cents_still_parts_them() -> None:
    assert text_of('<p>Preis <b>12</b><span style="font-size:0">,</span><sup>99</sup> €</p>') == "Preis 12,99 €"


def test_a_heading_or_link_in_no_size_is_none() -> None:
    read = parse_page(response("/", '<h2 style="font-size:0">Impressum</h2><h2>Versand</h2>'))
    assert read.headings == ("Versand",)


HIDDEN_PHONE = {
    "no size": '<p>Contact : <span style="font-size:0">Tél. 02 99 55 50 48</span></p>',
    "white on white": '<p style="color:#fff;background:#fff">Tél. 02 99 55 50 48</p>',
    "in the sheet": "<style>.t{display:none}</style><p class=t>Tél. 02 99 55 50 48</p>",
    "no opacity": '<p style="opacity:0">Tél. 02 99 55 50 48</p>',
}
FADES_IN = {
    "a script": '<p style="opacity:0">Tél. 02 99 55 50 48</p><script src=/aos.js></script>',
    "a class that goes": f"<style>.no-js{{display:none}}</style><p class=no-js>Tél. 02 99 55 50 48</p>{SCRIPT}",
    "folded": '<div style="height:0;overflow:hidden"><p>Tél. 02 99 55 50 48</p></div><script>go()</script>',
    "tiles": '<div style="font-size:0"><p class=tile>Tél. 02 99 55 50 48</p></div>',
}
NOTICE = "Éditeur : Brumelin SAS, au capital de 10 000 €\n1 rue Nulle, 35000 Rennes\nRCS Rennes 007 451 339"


@pytest.mark.parametrize(("block", "seen"), [
    *(pytest.param(block, False, id=name) for name, block in HIDDEN_PHONE.items()),
    *(pytest.param(block, True, id=name) for name, block in FADES_IN.items()),
])  # fmt: skip
def test_a_number_that_nobody_sees_is_not_given(block: str, seen: bool) -> None:
    facts = read_shop(shop("fr", {"legal_notice": NOTICE}, bodies={"legal_notice": block}), country="FR")
    assert isinstance(facts.operator_name, Found)
    assert isinstance(facts.operator_phones, Found if seen else Absent)


@pytest.mark.parametrize(
    "html",
    [
        "<style>" + "{" * 200_000 + "</style>",
        "<style>" + "/*" * 150_000 + "</style>",
        "<style>" + ".x{display:none}" * 20_000 + "</style>",
        "<style>" + "".join(f".x{i}{{display:none}}.y{i}{{display:block}}" for i in range(5_000)) + "</style>",
        "<style>.x{display:none}" + ".y{display:block}" * 250 + "</style>" + "<p class=x>a</p>" * 5_000,
        "<style>.x{display:none}" + "a,.b" * 90_000 + "{display:block}</style>",
        '<p style="' + "font-size:0;" * 40_000 + '">',
        "".join(f'<p style="clip:rect(0{" " * 20}{i}">x</p>' for i in range(9_000)),
        "<p style='font-size:0'>" + "<br>" * 40_000,
        "<p style='font-size:0'>" * 200,
    ],
)
def test_hostile_styles_are_read_in_time(html: str) -> None:
    start = time.process_time()
    text_of(html)
    assert time.process_time() - start < 3


def test_a_style_is_told_once() -> None:
    assert way_of("font-size:0") == "font-size"
    assert way_of("color:red") == ""
