"""The countries to which a shop says that it delivers: in sentences, in lists and tables, and to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from checks.facts import Direction, Fact, Found
from sweep.extract.lexicon import languages
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.country_names import NamedCountry, named_countries
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

# What leaves a country out, in any of the languages: a sentence with it is no sign for any.
_EXCEPT = re.compile(
    r"(?<!\w)(?:ne|pas|sauf|hors|excepte|exclu\w*|not?|except|excluding|outside|nicht|kein\w*|ausser|ausgenommen|niet|"
    r"geen|behalve|buiten|salvo|excepto|fuera|non|tranne|eccetto|esclus\w+|nao|exceto|nie|oprocz|poza|z wyjatkiem|"
    r"ne(?:doruc|posil|zasil|expedu|dodav|dodaj|isporuc|salj|posilj|dostavlj|pristat|piegad)\w*|"
    r"mimo|krome|nem|kiveve|kivul|nu|cu exceptia|ei|paitsi|lukuun ottamatta|inte|forutom|utom|ikke|unntatt|"
    r"undtagen|ni|razen|osim|izuzev|isskyrus|iznemot|nav|valja arvatud|не|освен|без|δεν|εκτος|ekki)(?!\w)"
)
# Between the names that begin a row: "Deutschland, Österreich & Schweiz", "France / Belgique".
_JOINED = re.compile(
    r"\s?(?:[,/;&+|·]|-|\(|\)|(?:und|et|and|en|y|e|i|a|og|och|ja|si|in|ir|un|es|u|и|και)(?!\w))\s?|\s?"
)
_BULLET = re.compile(r"[\s•·*–—>+\-✓✔\U0001F1E6-\U0001F1FF]{0,8}")
# Behind them: an amount, a time, a colon, the end of the row.
_ROW_GOES_ON = re.compile(r"\s?(?:$|[:(€£$|–-]|\d|(?:ab|from|des|vanaf|desde|da|od|a partir)\s)")
_MOST_WORDS = 16  # of a row
_SELECTS, _OPTIONS = 12, 60  # a choice among more countries is one among all of the world
_MOST_PAGES = 12
# "We deliver to ..." in the languages whose texts are read in part.
_SENT = Sieve(
    r"(?<!\w)(?:vi (?:levererar|skickar|fraktar|leverer|sender)(?: \w{2,12}){0,2} (?:till|til)|leverans(?:er)? till|"
    r"levering til|toimitamme|lahetamme|doruc(?:ujeme|ime|ovani do|ovanie do)|zasilame(?: zbozi)?|posilame|posielame|"
    r"dodavame|szallitunk|kiszallitas|livram|livrarea? (?:se face )?in|expediem|доставяме|доставка (?:до|в)|"
    r"αποστελλουμε|παραδιδουμε|αποστολες? σε|dostavljamo|dostava u|saljemo|isporucujemo|posiljamo|dostava v|"
    r"saadame|tarnime|piegadajam|piegade uz|sutam|pristatome|siunciame|pristatymas i)(?!\w)"
)
_LONGEST = 300  # characters of a line with such a sentence


def delivered_to(shop: ShopPages, area: Fact[str]) -> Iterator[Found[Direction]]:
    """The countries named in sentences on delivery, and in the lists and tables of the pages about it."""
    for proof in area.proof if isinstance(area, Found) else ():
        page = shop.page_at(proof.url)
        flat = fold(proof.quote)
        if page is not None and not _EXCEPT.search(flat):
            for named in named_countries(flat, language_of(page)):
                yield Found(Direction(named.country, "delivery", named.country), proof)
    for page in tuple(shop.of("home", "delivery", "terms"))[:_MOST_PAGES]:
        if language_of(page) not in languages():
            yield from _in_sentences(page)
    for page in tuple(shop.of("delivery"))[:_MOST_PAGES]:
        if page.url not in shop.templates:
            yield from _in_lines(page)


def _in_sentences(page: Page) -> Iterator[Found[Direction]]:
    """Countries behind words for delivery, in sentences that leave none out."""
    language = language_of(page)
    for sent in _SENT.finditer(page.folded):
        low, high = max(0, sent.start() - _LONGEST), min(len(page.folded), sent.start() + _LONGEST)
        begin = page.folded.rfind("\n", low, sent.start()) + 1
        end = page.folded.find("\n", sent.end(), high)
        if (not begin and low) or (end < 0 and high < len(page.folded)):
            continue  # a longer line
        end = end if end >= 0 else high
        flat = page.folded[sent.start() : end].partition(". ")[0]
        if _EXCEPT.search(flat):
            continue
        for named in named_countries(flat, language):
            yield Found(
                Direction(named.country, "delivery", named.country), page.evidence(page.text[begin:end].strip())
            )


def _in_lines(page: Page) -> Iterator[Found[Direction]]:
    """Rows that begin with a country, and sentences that name several; not below a line that leaves some out."""
    language, left_out = language_of(page), False
    for line, flat in zip(page.text.split("\n"), page.folded.split("\n"), strict=False):
        named = named_countries(flat, language)
        refused = _EXCEPT.search(flat) is not None
        row = _row(flat, named)
        if not row:
            left_out = refused
        if refused or (row and left_out) or not (row or _several(named)):
            continue
        for one in named:
            yield Found(Direction(one.country, "delivery", one.country), page.evidence(line.strip()))


def _several(named: tuple[NamedCountry, ...]) -> bool:
    return len({one.country for one in named}) > 1


def _row(flat: str, named: tuple[NamedCountry, ...]) -> bool:
    """Whether a line is a row of a list or table: names of countries, then nothing, or an amount or a time."""
    bullet = _BULLET.match(flat)
    at = bullet.end() if bullet else 0
    begun = False
    for one in named:
        if one.start != at:
            break
        begun, at = True, one.end
        joint = _JOINED.match(flat, at)
        at = joint.end() if joint else at
    end = next((one.end for one in reversed(named) if one.end <= at), 0)
    return begun and len(flat.split()) <= _MOST_WORDS and _ROW_GOES_ON.match(flat, end) is not None


def chosen_from(shop: ShopPages) -> Iterator[Found[Direction]]:
    """The countries among which a basket or order lets one choose, where they are not those of the whole world."""
    for page in tuple(shop.of("basket", "checkout"))[:_MOST_PAGES]:
        for select in page.tree.css("select")[:_SELECTS]:
            yield from _options(page, select)


def _options(page: Page, select: LexborNode) -> Iterator[Found[Direction]]:
    language = language_of(page)
    labels = [option.text(strip=True) for option in select.css("option")[: _OPTIONS + 1]]
    if len(labels) > _OPTIONS:
        return
    countries = [(label, named[0].country) for label in labels if (named := _whole(label, language))]
    if 2 * len(countries) < len(labels):
        return  # some other choice, in which a country happens to stand
    for label, country in countries:
        yield Found(Direction(country, "choice", label), page.evidence(label))


def _whole(label: str, language: str) -> tuple[NamedCountry, ...]:
    """The country that a label is, and nothing else."""
    flat = fold(label)
    return tuple(n for n in named_countries(flat, language) if n.start == 0 and n.end == len(flat))
