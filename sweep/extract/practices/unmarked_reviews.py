"""Consumers' reviews that no markup calls so: lines with stars, a date and a few words, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sweep.extract.page import Page
from sweep.extract.pages.statement_text import StatementText, statement_text
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import clean

_MONTHS = (
    r"jan|f[eé]v|feb|mar|m[aä]r|mrt|avr|apr|abr|kwi|mai|may|maj|mei|mag|juin|jun|giu|cze|juil|jul|lug|lip|ao[uû]t|aug|"
    r"ago|sie|sep|set|wrz|oct|okt|ott|out|pa[zź]|nov|lis|gru|gen|ene|d[eéi][czs]|sty|lut"
)
_DAY = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{2}})?\d{{2}}|"
    rf"(?:\d{{1,2}}\.?(?: de|º|er)? )?(?:{_MONTHS})[^\W\d]{{0,10}}\.?,?(?: de)? (?:\d{{1,2}},? )?20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_STARS = re.compile(r"[★⭐]{2,5}|(?<![\d/.,])[1-5](?:[.,]\d)? ?/ ?5(?![\d/])")
# Somebody's word for them stands on the page: stars and a date beside words are also those of a release.
_NAMED = Sieve(
    r"(?<!\w)(?:reviews?|ratings?|testimonials?|opinions?|feedback|avis|temoignages?|commentaires?|bewertung\w*|"
    r"rezension\w*|meinung\w*|(?:kunden)?stimmen|erfahrung\w*|beoordeling\w*|recensie\w*|ervaring\w*|opini\w+|"
    r"resenas?|valoraci\w+|comentarios?|testimonios?|recension\w*|testimonianz\w+|commenti|avaliac\w+|testemunho\w*|"
    r"recenzj\w+|ocen\w*|(?:customers?|clients?|people|kunden|klanten|clientes?|clienti|klienci) "
    r"(?:say|disent|sagen|zeggen|dicen|dicono|dizem|mowia))(?!\w)"
)
_AMOUNT = re.compile(r"\d ?[€£$]|[€£$] ?\d|\d ?(?:zł|EUR|PLN)(?!\w)")  # on the line of a thing for sale
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORDS = 7  # of a line that holds a review and who wrote it when
_ABOVE = 5  # of the line above one that only says who wrote it when
_SENTENCE = 7  # words of a line above the reviews that introduces them
_MOST = 60  # lines with stars that are looked at
_BEFORE, _BEHIND = 700, 400  # characters round reviews in which it may be told whose they are
# Whoever speaks of buying, asking or checking near reviews may say where they come from, in whatever words.
_ORIGIN = Sieve(
    r"(?<!\w)(?:verif\w*|pruf\w*|gepruft|kontroll\w*|control\w*|check\w*|comprob\w*|comprov\w*|confer\w*|moder\w*|"
    r"weryf\w*|"
    r"sprawdz\w*|authenti\w*|echt\w*|genuin\w*|auth?entic\w*|autentyczn\w*|nagel\w*|abgleich\w*|gleichen|link\w*|"
    r"invit\w*|einlad\w*|eingeladen|uitgenod\w*|zaprosz\w*|zaprasza\w*|convid\w*|seul\w*|only|nur|alleen|enkel|solo|"
    r"soltanto|sol[oi]|unicamente|apenas|somente|tylko|wylacznie|achet\w*|achat\w*|acquist\w*|compr\w*|bought|"
    r"purchas\w*|order\w*|gekauft|kauf\w*|bestell\w*|gekocht|koper\w*|bestel\w*|command\w*|encomend\w*|pedido\w*|"
    r"ordin\w*|kupi\w*|zakup\w*|zamowi\w*|kunde|kunden|client\w*|klient\w*|klant\w*|customer\w*|trustpilot|"
    r"google)(?!\w)"
)


class Shown(NamedTuple):
    """One review: its line, and where it begins and ends in the text of the page."""

    line: str
    start: int
    end: int


def unmarked(page: Page) -> tuple[Shown, ...]:
    """The reviews on a page, at least two of them, each with stars and a date; () where there are fewer."""
    if "★" not in page.text and "⭐" not in page.text and "/5" not in page.text and "/ 5" not in page.text:
        return ()
    found = tuple({one.line: one for one in _lines(page)}.values())
    return found if len(found) > 1 and _NAMED.search(page.folded) is not None else ()


def _lines(page: Page) -> Iterator[Shown]:
    text, end, seen = page.text, 0, 0
    while seen < _MOST and (mark := _STARS.search(text, end)):
        start = text.rfind("\n", 0, mark.start()) + 1
        end = text.find("\n", mark.end())
        end = len(text) if end < 0 else end
        seen += 1
        line = text[start:end]
        if _DAY.search(line) is None or _AMOUNT.search(line) is not None:
            continue
        above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        if len(_LETTERS.findall(line[:400])) >= _WORDS:
            yield Shown(clean(line), start, end)
        elif len(_LETTERS.findall(above[:400])) >= _ABOVE and above not in page.headings:
            yield Shown(clean(above), start - 1 - len(above), end)


def origin_hinted(page: Page, shown: tuple[Shown, ...]) -> bool:
    """Whether words near the reviews, and none of theirs nor a menu's, may say where they come from."""
    told, first, last = statement_text(page), shown[0].start, shown[-1].end
    if _introduced(told, first):
        return True
    gaps = ((a.end, b.start) for a, b in pairwise(shown))
    for start, end in ((max(0, first - _BEFORE), first), *gaps, (last, last + _BEHIND)):
        near = (start + match.start() for match in _ORIGIN.finditer(told.flat[start:end]))
        if any(not told.is_menu(told.clause(at)) for at in near):
            return True
    return False


def _introduced(told: StatementText, first: int) -> bool:
    """Whether a sentence stands between the reviews and the heading above them, where it introduces them."""
    lines = told.text[max(0, first - _BEFORE) : max(0, first - 1)].split("\n")
    headed = [i for i, line in enumerate(lines) if line.strip() in told.page.headings]
    between = lines[headed[-1] + 1 :] if headed else lines[-1:]
    return any(len(_LETTERS.findall(line)) >= _SENTENCE for line in between)
