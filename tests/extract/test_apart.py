"""Expressions tried in parts of a text find what they find when they are tried everywhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sweep.extract.words.apart import AnyOf, OnLines, Round

TEXTS = st.text(alphabet="ab1.@( )\né", max_size=60)


@given(TEXTS)
def test_lines_with_a_sign(text: str) -> None:
    expression = r"(?<!\w)\w{1,3}[.@]\w{1,3}(?![\w@])"
    expected = [m.span() for m in re.finditer(expression, text)]
    assert [m.span() for m in OnLines(r"[.@]", expression).finditer(text)] == expected


@given(TEXTS)
def test_round_a_sign(text: str) -> None:
    expression = r"(?<!\w)[\wé]{1,4} ?\((?:a|b) ?\)\w?"
    expected = [m.span() for m in re.finditer(expression, text)]
    assert [m.span() for m in Round(r"\((?:a|b) ?\)", 5, expression).finditer(text)] == expected


@given(TEXTS)
def test_one_of_several(text: str) -> None:
    parts = (r"(?<!\w)ab\w", r"1 ?\d", r"@\n?b")
    expected = [m.span() for m in re.finditer("|".join(parts), text)]
    assert [m.span() for m in AnyOf(*parts).finditer(text)] == expected
