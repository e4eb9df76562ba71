"""What a page is by what it says: the role its own text speaks for, articles, and pages that only lead on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote, urlsplit

from sweep.extract.lexicon import lexicon, pattern
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.mentions import STATED_TYPE
from sweep.extract.words.labels import LABEL_ROLES, label_role
from sweep.extract.words.text import fold

_ROLES = ("legal_notice", "terms", "privacy", "withdrawal", "delivery")
_SURE = 3  # different phrases of a role that make a page one of it
_LEAD = 1.5  # times the phrases of the next role
_SAMPLE = 60_000  # characters of a page's own text
_FRAMES = 100  # headers, menus and footers that one page may have
_HUB_WORDS = 40  # words beside its links, that a page which only leads on may have
_HUB_ROLES = 2
_ARTICLE = re.compile(
    r"/(?:blog|news|magazine?|journal|stories|story|actualites?|aktuelles|ratgeber|nieuws|noticias|notizie|aktualnosci|"
    r"wpis|ajankohtaista|nyheter|nyheder|clanky|clanek|uudised|naujienos|jaunumi|hirek|stiri|novice|novosti)s?/[^/]"
)
_ARTICLE_TYPE = re.compile(rb'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(?:BlogPosting|NewsArticle|Article|Recipe)"')


_OWN: PerPage[str] = PerPage()
_MENUS: PerPage[frozenset[str]] = PerPage()


def menu_lines(page: Page) -> frozenset[str]:
    """The lines of a page's headers, menus and footers, also of those that open on a click."""
    if page not in _MENUS:
        _MENUS[page] = frozenset(_framed(page))
    return _MENUS[page]


def _framed(page: Page) -> Iterator[str]:
    body = page.body
    frames = sorted({*body.of("header", "nav", "footer"), *body.named("footer")})[:_FRAMES]
    return (line for i in frames for line in body.text_by_itself(i).split("\n"))


def own_text(page: Page) -> str:
    """The page's text without the lines of its headers, menus and footers."""
    if page not in _OWN:
        menus = menu_lines(page)
        _OWN[page] = "\n".join(line for line in page.text[:_SAMPLE].split("\n") if line not in menus)
    return _OWN[page]


def content_role(page: Page, languages: tuple[str, ...]) -> str:
    """The role that a page's own text speaks for in the first of `languages`, or "".

    Terms speak of everything that other pages are about; what speaks of one thing alone is about that.
    """
    counts = phrases_by_role(own_text(page), languages[:1])
    ranked = counts.most_common(2)
    if not ranked:
        return ""
    if counts["terms"] >= 1 and sum(1 for role in _ROLES if counts[role] >= 2) >= 3:
        return "terms"
    role, number = ranked[0]
    behind = ranked[1][1] if len(ranked) > 1 else 0
    return role if number >= _SURE and number >= _LEAD * behind else ""


# A number that a register or a tax office gave, a way to write or call, and a postcode.
_NUMBERED = re.compile(
    r"(?<!\w)(?:kvk|siret|siren|rcs|hrb|hra|fn|p\. ?iva|partita iva|rea|cif|c\.i\.f|nif|n\.i\.f|nipc|nip|regon|krs|bce|"
    r"kbo|ondernemingsnummer|company (?:no|number)|registered in|vat|btw|tva|mwst|ust-?id\w*|uid|cvr|org\.? ?nr|"
    r"y-tunnus|ico|dic|αφμ|γεμη|adoszam|cui|umsatzsteuer-?\w{0,20}nummer|steuernummer)"
    r"\W{0,3}(?:[a-z.:-]{1,12}\W{0,3}){0,3}\d[\d ./-]{3,}"
    r"|(?<!\w)(?:atu|be|de|el|fr|hr|it|lu|nl|pl|pt|ro|si) ?\d{8,11}(?!\d)"
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!\d)(?:\+\d{1,3}|0)[\d ./()-]{7,}\d")
_CALLED = re.compile(r"(?<!\d)(?:\+\d{1,3}|0)[\d ./()-]{7,}\d")
_DIALLED = re.compile(r"(?<![\d.,-])\d{2,4}(?:[ .-]\d{2,4}){2,4}(?![\d,])|(?<!\d)\d{9}(?!\d)")
_POSTCODE = re.compile(
    r"(?<!\d)\d{4,5}(?: ?[a-z]{2})?(?!\w)|(?<!\d)\d{2}-\d{3}(?!\d)|(?<!\w)[a-z]\d{2} ?[a-z0-9]{4}(?!\w)"
)


_CARD_LENGTH = 1_500  # characters of a page of names, addresses and numbers


def _card(page: Page) -> str:
    """A page's own words, with those lines of its footer that stand in its midst as well: the address of the seat."""
    return fold(_own_words(page))


def _own_words(page: Page) -> str:
    framed, lines = Counter(_framed(page)), Counter(page.text[:_SAMPLE].split("\n"))
    return "\n".join(line for line, times in lines.items() if times > framed[line])


def identifies(page: Page) -> bool:
    """Whether a page says in figures who somebody is: a number, a contact and a postcode."""
    text = _card(page)
    return all(said.search(text) for said in (_NUMBERED, _REACHED, _POSTCODE))


Told = Literal["number", "phone", "email", "address"]
# A house number, and behind a comma or a line's end a postcode with its town.
_PLACED = re.compile(
    r"(?<!\d)\d{1,4} ?[A-Za-z]?(?!\d)[^\n\d]{0,40}[,\n·|–-] ?(?:[A-Z]{1,2}[- ])?"
    r"(?:\d{4} ?[A-Z]{2}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}),? [A-ZÀ-ÞŁŚŻŹĆ][^\W\d_]{2}"
)


def gives(page: Page, told: Told) -> bool:
    """Whether a page gives a number of a register, one that may be dialled, an e-mail or postal address: somebody's."""
    if told == "address":
        return bool(_PLACED.search(_own_words(page)))
    text = _card(page)
    if told == "email":
        return "@" in text
    return bool(_NUMBERED.search(text)) if told == "number" else bool(_CALLED.search(text) or _DIALLED.search(text))


def addresses(page: Page) -> bool:
    """Whether a page gives a contact and a postcode in few words: somebody's address, whatever the page is called."""
    text = _card(page)
    reached = _REACHED.search(text) or _DIALLED.search(text)
    return len(text) <= _CARD_LENGTH and bool(reached and _POSTCODE.search(text))


def phrases_by_role(text: str, languages: tuple[str, ...]) -> Counter[str]:
    """Role -> how many different phrases of it stand in a text."""
    folded = fold(text)
    counts: Counter[str] = Counter()
    for language in languages:
        for role in _ROLES:
            wanted = pattern("contents", role, language) if lexicon(language)["contents"] else None
            if wanted is not None:
                counts[role] += len({match[0] for match in wanted.finditer(folded)})
    return +counts


def is_article(page: Page) -> bool:
    """Whether a page is a post, a story or an advice column, whatever it is about."""
    if _ARTICLE.search(fold(unquote(_path(page.url)))):
        return True
    published = page.tree.css_first('meta[property="article:published_time"]') is not None
    return published or any(_ARTICLE_TYPE.match(page.raw, at - 1) for at in STATED_TYPE.places(page) if at)


def is_hub(page: Page, languages: tuple[str, ...], everywhere: frozenset[str]) -> bool:
    """Whether a page says nothing itself and leads on to several legal pages that the shop's menus do not name.

    `everywhere` are the addresses that the home page links, too.
    """
    links = [link for link in page.links if link.kind == "a" and link.place == "main" and link.text]
    here = page.url.partition("#")[0]
    away = [link for link in links if link.url.startswith("http") and link.url not in everywhere]
    away = [link for link in away if link.url.partition("#")[0] != here]
    roles = {label_role(link.text, languages)[0] for link in away} & set(LABEL_ROLES)
    if len(roles) < _HUB_ROLES:
        return False
    own = own_text(page)
    words = len(own.split()) - sum(len(link.text.split()) for link in away)
    return words <= _HUB_WORDS and "@" not in own and not phrases_by_role(own, languages[:1])["legal_notice"]


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
