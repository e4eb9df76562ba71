"""Register numbers: every valid one is found and told by its kind, random digits are not."""

from __future__ import annotations

import html
import re

import pytest

from sweep.extract.numbers.identifiers import find_numbers
from sweep.extract.page import Page
from sweep.extract.pages.legal_text import legal_text
from tests.extract.register_numbers import Case, known_numbers, other_sentences

CASES = list(known_numbers())


def _page(language: str, lines: list[str]) -> Page:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = Page("https://lune-verte.example/notice", 200, "0" * 64, "", f'<html lang="{language}"><body>{body}')
    page.role = "legal_notice"
    return page


def test_many_registers_are_covered() -> None:
    assert len({case.kind for case in CASES}) > 45
    assert len(CASES) > 200


def is_found(case: Case) -> bool:
    """Whether the number of a sentence is found under its kind, and nothing in it is called wrong."""
    found = find_numbers(legal_text(_page(case.language, [case.text])))
    told = [(n.kind, re.sub(r"[^0-9A-Z]", "", n.digits.upper())) for n in found]
    alike = any(kind == case.kind and (digits in case.digits or case.digits in digits) for kind, digits in told)
    return alike and all(n.valid is not False for n in found)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_a_valid_number_is_found_and_classified(case: Case) -> None:
    assert is_found(case)


def false_finds(count: int, seed: int = 1) -> int:
    """How many of `count` sentences of other digits are taken for a register number."""
    sentences = other_sentences(count, seed)
    wrong = 0
    for language in ("fr", "de", "en", "es"):
        part = sentences[: count // 4]
        del sentences[: count // 4]
        for at in range(0, len(part), 50):
            wrong += len(find_numbers(legal_text(_page(language, part[at : at + 50]))))
    return wrong


def test_digits_of_other_things_are_no_register_numbers() -> None:
    assert false_finds(1_000) == 0
