"""The same page written otherwise: what no reader may notice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sweep.capture import Capture

_APART = re.compile(
    r"(<(?:script|style|option|title|textarea)\b.*?</\w+>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE
)


def words(change: Callable[[str], str], page: str) -> str:
    """The page with `change` made to its runs of words, and to nothing else."""
    return "".join(part if part.startswith("<") else change(part) for part in _APART.split(page))


def in_elements(page: str) -> str:
    """An element round the first word of each run of words."""
    return words(lambda run: re.sub(r"([A-Za-z]{3,12})(?= )", r"<i>\1</i>", run, count=1), page)


def otherwise(page: str) -> str:
    """Elements round words, soft hyphens in them, blanks of all kinds between them, comments, tags in capitals."""
    page = in_elements(page)
    page = words(lambda run: re.sub(r"(?<!\S)([a-z]{4})([a-z]{4,20})(?![\w.@/])", "\\1\u00ad\\2", run), page)
    page = words(lambda run: re.sub(r"(\w) (\w)", "\\1\u00a0\\2", run, count=2), page)
    page = words(lambda run: run.replace(" ", "\n  "), page)
    page = re.sub(r"(<(?:p|td|li|dd)\b[^>]*>)", r"\1<!-- 12,00 € SIREN 007451339 -->", page)
    return re.sub(r"<(/?)(p|div|table|tr|td|th|ul|li|h[1-6])\b", lambda m: f"<{m[1]}{m[2].upper()}", page)


def written_otherwise(capture: Capture, begins: str, ends: str) -> Capture:
    """The same shop with its words between `begins` and the last `ends` of each page written otherwise."""
    answers = []
    for answer in capture.responses:
        head, begin, rest = answer.body.decode().partition(begins)
        inner, end, foot = rest.rpartition(ends)
        answers.append(replace(answer, body=f"{head}{begin}{otherwise(inner)}{end}{foot}".encode()))
    return replace(capture, responses=tuple(answers))
