"""A PDF as a page: its text in paragraphs, read in a process that may crash, hang or eat memory without harm."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from sweep.extract.pages.wrapped_lines import goes_on
from sweep.extract.words.text import clean

MAX_PAGES = 80
MAX_CHARACTERS = 400_000
SECONDS = 20  # of processor time; twice as much by the clock
MEMORY = 1 << 30  # bytes of address space
_SCRIPT = Path(__file__).with_name("pdf_process.py")
_DIVIDED = re.compile("[\ufffe\x02](.?)")  # how the reader writes a hyphen at the end of a line
_TITLE = 90  # characters of a first line that may be the document's name


@dataclass(frozen=True, slots=True)
class PdfText:
    """Paragraphs of a PDF. `problem` says why there are none, `cut` what was left unread ("" for nothing)."""

    paragraphs: tuple[str, ...] = ()
    problem: str = ""
    cut: str = ""

    def html(self) -> str:
        """The text as a plain page; a short first line is its title and heading."""
        first = self.paragraphs[0] if self.paragraphs and len(self.paragraphs[0]) <= _TITLE else ""
        head = f"<title>{escape(first)}</title>" if first else ""
        body = [f"<h1>{escape(first)}</h1>"] if first else []
        body += [f"<p>{escape(p)}</p>" for p in self.paragraphs[bool(first) :]]
        return f"<html><head>{head}</head><body>{''.join(body)}</body></html>"


def is_pdf(data: bytes, media_type: str) -> bool:
    """Whether an answer is a PDF: by its first bytes, whatever its header says."""
    return data[:1024].lstrip()[:5] == b"%PDF-" or (media_type == "application/pdf" and data[:200].strip()[:1] != b"<")


@lru_cache(maxsize=4)  # a visit and its judgement read the same file
def read_pdf(data: bytes) -> PdfText:
    """The text of a PDF within bounds of pages, characters, time and memory. Never raises on any input."""
    limits = [str(n) for n in (MAX_PAGES, MAX_CHARACTERS, SECONDS, MEMORY)]
    command = [sys.executable, "-I", str(_SCRIPT), *limits]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return PdfText(problem="a PDF that takes too long to read")
    except OSError as error:
        return PdfText(problem=f"a PDF that could not be read: {error.strerror}")
    if done.returncode:
        return PdfText(problem=_fault(done.stderr))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "problem" in answer:
        return PdfText(problem=f"a broken or locked PDF: {answer['problem']}")
    paragraphs = tuple(p for page in answer["pages"] for p in _paragraphs(page))
    if not paragraphs:
        return PdfText(problem="a PDF without text (a scan or a picture)")
    cut = f"only {len(answer['pages'])} of its {answer['of']} pages were read" if answer["cut"] else ""
    return PdfText(paragraphs, cut=cut)


def _fault(stderr: bytes) -> str:
    if b"No module named 'pypdfium2'" in stderr:
        return "a PDF; to read it, install pypdfium2"
    return "a PDF that takes too much time or memory, or breaks its reader"


def _paragraphs(page: str) -> list[str]:
    """The lines of one page put together: a full line goes on in the next, unless that begins an item."""
    lines = [line for raw in _DIVIDED.sub(_whole, page).splitlines() if (line := clean(raw))]
    longest = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if paragraphs and goes_on(before, line, longest):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _whole(match: re.Match[str]) -> str:
    """A word divided at the end of a line, whole again; "-" where the hyphen is the word's own."""
    return match[1] if match[1].islower() else f"-{match[1]}"
