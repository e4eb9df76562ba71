"""Texts that came with the platform and were never filled in: "[Company name]", "Lorem ipsum", empty credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from sweep.extract.page import Page
from sweep.extract.pages.statement_text import statement_text
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold, per_line

_ANYWHERE = re.compile(
    r"lorem ipsum[^.\n]{0,60}"
    r"|(?<!\w)(?<![A-Z0-9]-)[xX]{5,30}(?!\w)"  # not "a code like VASE-XXXXX"
    r"|\{\{[^{}\n]{0,60}\}\}"
    r"|(?-i:(?<![\w%/=&?])%[A-Z][A-Z_]{3,40}%(?![\w%]))"  # not the "%A9…%" of an address
    r"|\[(?:shop|store|site|company|business)[ _-](?:name|address|email|phone)\]",
    re.IGNORECASE,
)
# What no finished legal notice says, however long: the others also stand in forms that a consumer is to fill in.
_CERTAIN = Sieve(
    r"lorem ipsum[^.\n]{0,60}"
    r"|\[(?:nom de (?:la|votre) (?:societe|entreprise)|raison sociale|(?:votre )?(?:societe|entreprise|raison sociale)"
    r"|(?:your )?(?:company|business|shop|store|site)(?: name| address| e-?mail| phone)?|name of (?:the |your )?company"
    r"|firma|firmenname|ihr(?:e)? (?:firma|unternehmen|firmenname)|name (?:der|ihrer|des) (?:firma|unternehmens)"
    r"|bedrijfsnaam|naam van (?:de|uw|het) (?:onderneming|bedrijf)|uw bedrijf(?:snaam)?"
    r"|razon social|nombre de (?:la|su|tu) empresa|ragione sociale|nome (?:dell'azienda|della (?:societa|ditta))"
    r"|nome da (?:sua )?empresa|nazwa (?:firmy|sklepu|przedsiebiorcy))[ \w,/-]{0,40}\]"
)
# "Rule 1 / Here is the rule 1 content", and credits with nothing behind the colon
_STUBS = re.compile(r"here is the rule \d content|insert text here", re.IGNORECASE)
_SIGNS = ("lorem", "xxxxx", "{{", "%", "[", "here is", "insert text")  # one of which stands in all of these
_SMALL = 400  # characters of a page's own text below which one stub makes it a template
_LINE = 500  # characters round a placeholder that count as its own, however long the line
_FORMS, _FORM, _FORM_LINES = 3, 3_000, 12  # model forms on a page; characters and lines of one
_COMMON = 0.5  # share of pages on which a line is part of the frame, not of the page


def own_lines(page: Page, frame: frozenset[str]) -> tuple[str, ...]:
    """The lines of a page that are not part of the frame which all pages of the shop share."""
    return tuple(line for line in page.text.split("\n") if line.strip() and line not in frame)


def frame_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Lines that stand on most pages of a shop: menus, footers, banners. Empty for fewer than three pages."""
    if len(pages) < 3:
        return frozenset()
    counts = Counter(chain.from_iterable(set(page.text.split("\n")) for page in pages))
    least = max(2, _COMMON * len(pages))
    return frozenset(line for line, n in counts.items() if n >= least)


def placeholders(page: Page, frame: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Exact texts on a page that stand where the shop's own should be, in order, each once; the frame left out."""
    told = statement_text(page)
    places, at = [], 0
    for line in told.text.split("\n"):
        places += [(at + start, at + end) for start, end in _unfilled_in(line)]
        at += len(line) + 1
    places += [(h.start, h.end) for h in told.of("placeholder")]
    places += [(h.start, h.end) for h in told.of("stub") if _is_stub(told.text, h.end)]
    found = []
    for start, end in sorted(places):
        line = told.text[told.text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
        if line not in frame:
            found.append(told.text[start:end])
    return tuple(dict.fromkeys(found))


@per_line
def _unfilled_in(line: str) -> tuple[tuple[int, int], ...]:
    """Where a line was left as it came."""
    folded = fold(line)
    if not any(sign in folded for sign in _SIGNS):
        return ()
    return tuple(m.span() for pattern in (_ANYWHERE, _STUBS) for m in pattern.finditer(line))


def unfilled(page: Page, frame: frozenset[str]) -> tuple[str, ...]:
    """Placeholders that prove a page unfilled: all of a page that is a template, of another only the certain ones."""
    if is_template(page, frame):
        # Double braces may be what a browser's scripts would have filled in: no proof against the shop.
        return tuple(words for words in placeholders(page, frame) if not words.startswith("{{"))
    return tuple(dict.fromkeys(page.text[m.start() : m.end()] for m in _CERTAIN.finditer(page.folded)))


def _is_stub(text: str, end: int) -> bool:
    """A label with a colon counts only with nothing behind it in its line."""
    return not text[:end].rstrip().endswith(":") or not text[end:].split("\n", 1)[0].strip()


def is_template(page: Page, frame: frozenset[str]) -> bool:
    """Whether a page holds little more than the platform's default text.

    A placeholder in a long text of the shop's own does not make the page a template.
    """
    found = placeholders(page, frame)
    if not found or not (lines := _open_lines(found, page)):
        return False
    own = sum(len(line) for line in own_lines(page, frame))
    return own <= _SMALL or _share(lines, own) > 0.3


def _open_lines(found: Iterable[str], page: Page) -> set[str]:
    """The lines with a placeholder. Not those of the model form, in which the consumer has blanks to fill in."""
    told, form = statement_text(page), set[str]()
    for hit in told.of("model_form")[:_FORMS]:
        start = told.text.rfind("\n", 0, hit.start) + 1
        form.update(told.text[start : start + _FORM].split("\n")[:_FORM_LINES])
    return {line for line in page.text.split("\n") if line not in form for words in found if words in line}


def _share(lines: Iterable[str], own: int) -> float:
    """The share of a page's own text that stands in lines with a placeholder."""
    return sum(min(len(line), _LINE) for line in lines) / max(1, own)
