"""What is read once for the headers and footers of many pages is what a page by itself would tell."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract import price_claims
from sweep.extract.page import Page
from sweep.extract.pages.marked import gathered
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.pieces import Pieces
from sweep.extract.pages.reading import reading
from sweep.extract.pages.statement_text import Span, statement_text
from sweep.extract.words.needles import AnyCase

_HEADERS = (
    "<header><a href=/>Vasenia</a><nav><a class=review-item href=/a>Vasen</a><p hidden>x</p><a>-</a></nav></header>",
    "<header>99</header>",
    "<header><b>19</b><sup>99</sup> €</header>",
    "<nav>  </nav>",
    "<footer>Krüge<br>  und&nbsp;Vasen <a href=/agb itemprop=name>AGB</a></footer>",
)
_OWN = ("<p>Vase 12</p>", "<span>19</span>", "<i> Vasen </i>", "<p class=review-body>14 Tage.  Gut</p>", "text", "<br>")


def _page(parts: list[str]) -> Page:
    return Page("https://vasenia.example/", 200, "0" * 64, "", f"<html lang=de><body>{''.join(parts)}")


def _alone(body: Outline) -> Outline:
    """The same outline as if no part of it stood on another page."""
    return replace(body, shared=[], kept={})


@given(st.lists(st.lists(st.sampled_from((*_HEADERS, *_OWN)), max_size=8), min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_the_words_of_a_shared_part_stand_where_they_would_without_others(pages: list[list[str]]) -> None:
    for page in map(_page, pages):
        read, alone = reading(page), Pieces(page.text, _alone(page.body))
        assert (read.starts, read.ends) == (tuple(alone.starts), tuple(alone.ends))
        assert (read.owners, read.made) == (tuple(alone.owners), tuple(alone.made))
        assert read.joints == frozenset(alone.joints)
        tags, told = page.body.tags, page.body.attributes
        linked = [i for i, tag in enumerate(tags) if tag == "a" and page.body.shown[i] and told[i].get("href")]
        assert list(read.linked) == linked


def _classed(part: Outline, elements: range) -> list[int]:
    return [i for i in elements if part.attributes[i].get("class")]


@given(st.lists(st.lists(st.sampled_from((*_HEADERS, *_OWN)), max_size=8), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_elements_are_gathered_from_all_parts_in_order(pages: list[list[str]]) -> None:
    for body in (_page(parts).body for parts in pages):
        assert gathered(body, _classed) == _classed(body, range(len(body.tags)))


_EXPRESSIONS = (r"\bcode\b|até|jusqu['’]à", r"\b(?:adhérents?|soci|kod)\b")


@given(st.text(alphabet="codeCODEatéATÉjusqu'àJUSQU’ÀadhérntsHÉSOCIikKſıİK ", max_size=40))
@settings(max_examples=400, deadline=None)
def test_no_text_is_ruled_out_that_an_expression_matches(text: str) -> None:
    for told in (text, f"{text} ATÉ", f"ſoci {text}", f"Kod{text}", f"ADHÉRENT {text}"):
        matches = any(re.search(written, told, re.IGNORECASE) for written in _EXPRESSIONS)
        assert AnyCase(*_EXPRESSIONS).possible(told) or not matches


def test_texts_without_the_words_are_ruled_out() -> None:
    assert not AnyCase(*_EXPRESSIONS).possible("Vase 12, 19,90 €")
    assert AnyCase(*_EXPRESSIONS, r"\d+").possible("Vase")  # of one of them no words are known


def test_a_line_is_read_for_amounts_where_its_words_make_them_a_claim() -> None:
    percent, amount = price_claims._told("CODE: VASE10 -10 % ab 20 €") or (None, None)
    assert percent == 10
    assert amount is not None
    assert amount.value == 20
    assert price_claims._told("Vase 12, 19,90 €") is None


def test_the_clauses_beside_one_end_with_the_page() -> None:
    told = statement_text(_page(["<p>Eins.</p><p>Zwei. Drei.</p><p>Vier.</p>"]))
    clauses = told.beside(told.clause(0), 0, 9)
    words = [told.text[slice(*clause)].strip() for clause in clauses]
    assert words == ["Eins.", "Zwei.", "Drei.", "Vier."]
    for index, clause in enumerate(clauses):
        assert told.clause(clause.start) == clause
        assert told.beside(clause, 1, 1) == clauses[max(0, index - 1) : index + 2]
        assert told.beside(clause, 2, 0) == clauses[max(0, index - 2) : index + 1]
    assert told.below(clauses[-1], 5) is None
    assert told.below(clauses[0], 5) == clauses[1]
    assert isinstance(told.below(clauses[0], 5), Span)
