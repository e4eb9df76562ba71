"""Consumers' reviews that no markup calls so: lines with stars, a date and a few words, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from sweep.extract.page import Page
from sweep.extract.pages.statement_text import StatementText, statement_text
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import clean, fold

_MONTHS = (
    r"jan|f[eé]v|feb|mar|m[aä]r|mrt|avr|apr|abr|kwi|mai|may|maj|mei|mag|juin|jun|giu|cze|juil|jul|lug|lip|ao[uû]t|aug|"
    r"ago|sie|sep|set|wrz|oct|okt|ott|out|pa[zź]|nov|lis|gru|gen|ene|d[eéi][czs]|sty|lut"
)
_DAY = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{2}})?\d{{2}}|"
    rf"(?:\d{{1,2}}\.?(?: de|º|er)? )?(?:{_MONTHS})[^\W\d]{{0,10}}\.?,?(?: de)? (?:\d{{1,2}},? )?20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_STARS = Sieve(r"[★⭐]{2,5}|(?<![\d/.,])[1-5](?:[.,]\d)? ?/ ?5(?![\d/])")
# Somebody's word for them stands on the page: stars and a date beside words are also those of a release.
_NAMED = Sieve(
    r"(?<!\w)(?:reviews?|ratings?|testimonials?|opinions?|feedback|avis|temoignages?|commentaires?|"
    r"(?:kunden)?(?:bewertung|rezension)\w*|meinung\w*|(?:kunden)?stimmen|erfahrung\w*|beoordeling\w*|recensie\w*|ervaring\w*|opini\w+|"
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
    r"(?<!\w)(?:verif\w*|(?:uber)?pruf\w*|(?:uber|ge)pruft|kontroll\w*|control\w*|check\w*|comprob\w*|comprov\w*|confer\w*|moder\w*|"
    r"weryf\w*|"
    r"sprawdz\w*|authenti\w*|echt\w*|genuin\w*|auth?entic\w*|autentyczn\w*|nagel\w*|abgleich\w*|gleichen|link\w*|"
    r"invit\w*|einlad\w*|eingeladen|uitgenod\w*|zaprosz\w*|zaprasza\w*|convid\w*|seul\w*|only|nur|alleen|enkel|solo|"
    r"soltanto|sol[oi]|unicamente|apenas|somente|tylko|wylacznie|achet\w*|achat\w*|acquist\w*|compr\w*|bought|"
    r"purchas\w*|order\w*|gekauft|kauf\w*|bestell\w*|gekocht|koper\w*|bestel\w*|command\w*|encomend\w*|pedido\w*|"
    r"ordin\w*|kupi\w*|zakup\w*|zamowi\w*|kunde|kunden|client\w*|klient\w*|klant\w*|customer\w*|trustpilot|"
    r"google)(?!\w)"
)
# Who speaks of writing tells who may.
_WRITING = Sieve(
    r"(?<!\w)(?:schreib\w*|verfass\w*|schrijf\w*|geschreven|ecri(?:t|ts|re|vent|vez|ture)|redige\w*|writ(?:es?|ten|ing)|wrote|"
    r"escrib\w*|escrit\w*|scriv\w*|scritt\w*|escrev\w*|pis(?:ac|za|ze|zesz|zemy|ali|any|ane)|napisa\w*|"
    r"sammel\w*|gesammelt|collect\w*|recueill\w*|verzamel\w*|recog\w*|raccogl\w*|recolh\w*|zbiera\w*|e-?mails?|mailem|"
    r"kassenbons?|belege?|rechnung\w*|factures?|kassabon\w*|receipts?|invoices?|scontrin\w*|recibos?|faturas?|"
    r"paragon\w*|faktur\w*|abgegeben|abgeb\w*|laiss\w+|depos\w+|achter(?:gelaten|laten)|dej[ao]\w*|lasci\w+|deix\w+|"
    r"leaves?|left|wpis\w+|wystawi\w+|dodaj\w+|how|wie|comment|hoe|como|come|jak)(?!\w)"
)
# Others than buyers: newspapers, the shop's own people, readers of a recipe. Looked for above what they say.
_NOT_BUYERS = Sieve(
    r"(?<!\w)(?:press?e\w*|pers|press|prensa|stampa|imprensa|pras\w{1,5}|giornal\w+|zeitung\w*|magazin\w*|papers?|newspapers?|"
    r"journa\w+|redact\w+|redaktion\w*|redazion\w+|critics?|critiques?|critica|kritik\w*|libraires?|(?:buch)?handler\w*|librer[ao]s?|"
    r"librai\w+|booksellers?|boekhand\w+|boekverkoper\w*|ksiegar\w+|staff|team|teams|equip[eo]|mitarbeit\w*|medewerkers?|"
    r"recettes?|rezepte?s?|recipes?|recept\w*|recetas?|ricett[ae]|receitas?|przepis\w*|artikel|blog\w*|getestet|getest|tested|jur[yi]|"
    r"dificult\w*|difficult\w*|schwierigkeit\w*|moeilijkheid\w*|trudnosc\w*|hotels?|degustation|verkostung\w*|tasting|"
    r"degustazion\w+|proeverij\w*|cata|degustacj\w+|"
    r"questions?|fragen|vragen|preguntas?|domande|perguntas?|pytani\w+|faq)(?!\w)"
)
# Of a note, which may stand beside anything.
_NAMED_ANYHOW = Sieve(
    r"review|rating|avis(?!\w)|temoign|commentaire|bewert|rezens|beoorde|recensi|opini|resena|valora|avalia|recenzj|ocen"
)
_VOICES = Sieve(
    r"(?<!\w)(?:kundenstimme\w*|erfahrungsbericht\w*|bewertung\w*|rezension\w*|temoignages?|commentaires?|avis|testimonials?|"
    r"reviews?|feedback|reacties?|ervaring\w*|beoordeling\w*|recensi\w*|comentarios?|opinio\w+|resenas?|testimoni\w*|commenti|"
    r"avaliac\w+|opinie|opinii|komentarz\w*)(?!\w)"
)
# A sentence on delivery or on a sum tells nothing of reviews, though it speaks of buying.
_OF_TRADE = re.compile(
    r"\d ?(?:[€£]|euros?|zl(?!\w))|[€£] ?\d|(?<!\w)(?:livraison|versand|lieferung|verzend|envio|spedizion|dostaw|"
    r"delivery|shipping|"
    r"portes|portokosten)"
)
# Who is invited to tell, though a sentence speaks of delivery, too.
_INVITED = re.compile(r"(?<!\w)(?:invit|einlad|eingeladen|uitgenod|uitnod|zaprasz|zaprosz|convid|convit)")
_OF_GOODS = ("product", "listing", "home")
_FULL = 5  # words of a sentence that tells something


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


def is_called_so(page: Page, shown: tuple[Shown, ...]) -> bool:
    """Whether a word for reviews stands near the lines themselves, and not only somewhere on the page."""
    flat = statement_text(page).flat
    return _NAMED.search(flat[max(0, shown[0].start - _BEFORE) : shown[-1].end]) is not None


def _lines(page: Page) -> Iterator[Shown]:
    text, end, seen = page.text, 0, 0
    for mark in _STARS.finditer(text):
        if mark.start() < end:
            continue  # in a line that was looked at
        if seen == _MOST:
            return
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


def placed(page: Page, lines: Iterable[str]) -> tuple[Shown, ...]:
    """Reviews of which only the words are known, where they stand in the text of the page, in its order."""
    found = ((line, page.text.find(line)) for line in dict.fromkeys(lines))
    return tuple(sorted((Shown(line, at, at + len(line)) for line, at in found if at >= 0), key=lambda s: s.start))


def sentence_hinted(page: Page, shown: tuple[Shown, ...]) -> bool:
    """As `origin_hinted`, where the shop's markup calls them reviews: told in whole sentences of their own section."""
    if not shown:
        return False
    told, first, last = statement_text(page), shown[0].start, shown[-1].end
    start, end = _section(told, first, last)
    above = told.flat[told.text.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    if _NAMED.search(above) and _introduced(told, first):
        return True
    spans = [(start, first), *((a.end, b.start) for a, b in pairwise(shown)), (last, end)]
    near = (
        at + m.start() for at, to in spans for words in (_ORIGIN, _WRITING) for m in words.finditer(told.flat[at:to])
    )
    clauses = (told.clause(at) for at in near)
    if any(told.words(c) >= _FULL and not told.is_menu(c) and _tells(told.flat[c.start : c.end]) for c in clauses):
        return True
    section = told.text[start:end]
    asked = (link.text for link in page.links if link.place == "main" and len(link.text.split()) >= _FULL)
    return any(words in section and _WRITING.search(fold(words)) for words in asked)


_NOTES = (
    "title",
    "alt",
    "aria-label",
    "data-tooltip",
    "data-title",
    "data-original-title",
    "data-bs-title",
    "data-content",
)


def note_hinted(page: Page) -> bool:
    """Whether a note that opens over a sign, or the words of a picture, may say where reviews come from."""
    notes = (own[name] or "" for own in page.body.attributes for name in _NOTES if name in own)
    told = (fold(note) for note in notes if len(note.split()) >= _FULL)
    return any(_NAMED_ANYHOW.search(note) and (_ORIGIN.search(note) or _WRITING.search(note)) for note in told)


def _tells(words: str) -> bool:
    """Whether a sentence with words of buying may speak of reviews, and not only of delivery and sums."""
    return _OF_TRADE.search(words) is None or any(told.search(words) for told in (_NAMED, _WRITING, _INVITED))


def _section(told: StatementText, first: int, last: int) -> tuple[int, int]:
    """From behind the heading above the reviews to the one below them, as far as they are near."""
    start, end = max(0, first - _BEFORE), min(len(told.text), last + _BEHIND)
    above, below = told.text[start:first].split("\n")[:-1], told.text[last:end].split("\n")
    headed = [i for i, line in enumerate(above) if line.strip() in told.page.headings]
    begin = start + sum(len(line) + 1 for line in above[: headed[-1] + 1]) if headed else first
    till = next((i for i, line in enumerate(below) if i and line.strip() in told.page.headings), len(below))
    return begin, last + sum(len(line) + 1 for line in below[:till])


# Told of reviews anywhere, by whatever name.
_CHECKED = Sieve(
    r"(?<!\w)(?:verif|(?:uber|ge)?pruf|kontroll|contr[oô]l|check|comprob|comprov|moder|authent|echt|genuin|nachgeschlag|"
    r"na te gaan|nagaan|sprawdz|weryf)"
)


def told_anywhere(told: StatementText) -> bool:
    """Whether a sentence of a page speaks of voices of buyers and of checking them, in whatever words."""
    found = [told.clause(match.start()) for match in _VOICES.finditer(told.flat)]
    if told.page.role not in _OF_GOODS and any(told.quote(clause) in told.page.headings for clause in found):
        return True  # the section below speaks of them, in whatever words
    near = iter(found)
    return any(
        told.words(clause) >= _FULL and _CHECKED.search(told.flat[clause.start : clause.end]) is not None
        for clause in near
    )


def by_others(page: Page, shown: tuple[Shown, ...]) -> bool:
    """Whether words above reviews, up to the heading of their section, name others than those who bought."""
    if not shown:
        return False
    told, first = statement_text(page), shown[0].start
    begin, _ = _section(told, first, shown[-1].end)
    heading = told.text.rfind("\n", 0, max(0, begin - 1)) + 1
    return _NOT_BUYERS.search(told.flat[heading:first]) is not None


def _introduced(told: StatementText, first: int) -> bool:
    """Whether a sentence stands between the reviews and the heading above them, where it introduces them."""
    lines = told.text[max(0, first - _BEFORE) : max(0, first - 1)].split("\n")
    headed = [i for i, line in enumerate(lines) if line.strip() in told.page.headings]
    between = lines[headed[-1] + 1 :] if headed else lines[-1:]
    return any(len(_LETTERS.findall(line)) >= _SENTENCE for line in between)
