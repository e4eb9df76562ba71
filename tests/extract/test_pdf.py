"""PDF files as pages: text with quotes, and what hostile ones get for it."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract.page import Page, parse_page
from sweep.extract.pages import pdf as module
from sweep.extract.pages.pdf import is_pdf, read_pdf
from tests.extract.pdfs import pdf
from tests.extract.shops import response

TERMS = [
    "Terms and conditions of Vasenia Goods",
    "1. The consumer has the right to withdraw from the contract within four-",
    "teen days without giving any reason, and we bear the cost of return.",
    "2. Delivery costs 4,90 (EUR).",
]


def page_of(data: bytes, media_type: str = "application/pdf") -> Page:
    return parse_page(replace(response("/terms.pdf", ""), body=data, headers=(("Content-Type", media_type),)))


@pytest.mark.parametrize("media_type", ["application/pdf", "application/octet-stream", "text/html"])
def test_a_pdf_is_a_page_whatever_its_header_says(media_type: str) -> None:
    page = page_of(pdf(TERMS, ["Second page"]), media_type)
    assert (page.problem, page.cut, page.media_type) == ("", "", "application/pdf")
    assert page.title == page.headings[0] == TERMS[0]
    assert "within fourteen days without giving any reason, and we bear the cost of return." in page.text
    assert page.text.endswith("2. Delivery costs 4,90 (EUR).\nSecond page")


def test_a_web_page_is_no_pdf_whatever_its_header_says() -> None:
    assert not is_pdf(b"<html><p>Terms</p>", "application/pdf")
    assert page_of(b"<html><p>Terms</p>", "application/pdf").problem.startswith("not a web page")


def test_a_word_with_a_hyphen_of_its_own_keeps_it() -> None:
    lines = ["Die Belehrung und das folgende Muster-", "Widerrufsformular"]
    assert read_pdf(pdf(lines)).paragraphs == ("Die Belehrung und das folgende Muster-Widerrufsformular",)


def test_what_was_left_unread_is_said() -> None:
    long = read_pdf(pdf(["One page"], kids=module.MAX_PAGES))
    assert long.cut == f"only {module.MAX_PAGES} of its {module.MAX_PAGES + 1} pages were read"
    assert read_pdf(pdf(["One page"], kids=3)).cut == ""


def test_a_scan_and_a_broken_file_say_why() -> None:
    assert "without text" in read_pdf(pdf([])).problem
    assert "broken or locked" in read_pdf(b"%PDF-1.7 not really").problem


def test_a_bomb_ends_in_its_own_process() -> None:
    packed = zlib.compress(b"BT /F1 1 Tf " + b"(a) Tj T* " * 4_000_000 + b" ET", 9)
    bomb = pdf(["x"])
    start = bomb.index(b"4 0 obj")
    end = bomb.index(b"5 0 obj")
    stream = b"4 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n" % (len(packed), packed)
    read = read_pdf(bomb[:start] + stream + bomb[end:])
    assert read.problem or read.cut or len("".join(read.paragraphs)) <= module.MAX_CHARACTERS


@settings(max_examples=12, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600))
def test_any_file_is_read_or_refused(junk: bytes, place: int) -> None:
    whole = pdf(TERMS)
    read = read_pdf(whole[:place] + junk + whole[place:])
    assert read.problem or read.paragraphs
