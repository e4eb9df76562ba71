"""For whom a sentence is meant: what stands in an article, among myths, below a heading for firms or for the counter.

Such a sentence may be lawful with the very words of a breach, and it may be one all the same: a person must read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from sweep.extract.page import PerPage
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.visit.contents import is_article
from sweep.extract.visit.stated import to_traders
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import clean

# Where a shop tells stories or looks for staff, also on the first page of that part.
_TOLD_AT = re.compile(
    r"/(?:blog|blogue|news|magazine?|journal|actualites?|aktuelles|ratgeber|nieuws|noticias|notizie|aktualnosci|"
    r"press|presse|pers|prensa|stampa|imprensa|prasa|jobs?|careers?|karriere|stellen\w*|recrutement|emplois?|"
    r"vacatures|empleo|lavora-con-noi|carriere|carreiras|recrutamento|praca|kariera)s?(?:/|$|\.|-)"
)
_FIRMS = (
    r"handler|wiederverkaufer|firmenkund\w+|firmen|gewerbekund\w+|gewerbe|gastronomie|revendeurs?|professionnels|entreprises|"
    r"comites? d'entreprise|collectivites|zakelijk\w*|bedrijven|wederverkopers|horeca|trade (?:accounts?|customers?|"
    r"orders?|buyers?)|for the trade|wholesale|resellers?|corporate|businesses|empresas|revendedores|mayoristas|"
    r"profesionales|hosteleria|aziende|rivenditori|imprese|partita iva|profissionais|dla firm|przedsiebiorc\w+|"
    r"hurtown\w+"
)
_COUNTER = (
    r"im laden|laden(?:geschaft|lokal|kauf|verkauf)|filialen?|werksverkauf|fabrikverkauf|showroom|lagerverkauf|"
    r"(?:en|au|aux|du|dans (?:le|notre|nos)) (?:magasins?|boutiques?)|magasin d'usine|point de vente|"
    r"in (?:de|onze) (?:winkels?|toonzaal)|winkel in \w+|fysieke winkel|(?:in|at) (?:our|the) (?:\w+ )?(?:shops?|"
    r"stores?|counter|workshop)|in[ -]store|market stall|"
    r"(?:en|de) (?:la |nuestra )?tienda (?:de \w+|fisica)|nel (?:nostro )?negozio|negozio di \w+|punto vendita|spaccio|"
    r"loja (?:d[oae] \w+|fisica)|sklep\w* stacjonarn\w+|w sklepie w \w+|salon\w* firmow\w+"
)
_MYTHS = (
    r"myths?|mythen|mythos|irrtumer|misverstand(?:en)?|mythes?|fabels?|idees recues|mitos?|bulos|falsi miti|leggende|"
    r"mity|ihr(?:e)? rechte? als verbraucher|your rights as a consumer"
)
_TITLES = Sieve(rf"(?<!\w)(?:{_FIRMS}|{_COUNTER}|{_MYTHS})(?!\w)")
# "Widerrufsrecht bei gewerblichen Verkäufern" is for those who buy from them.
_SELLERS = re.compile(
    r"(?:gewerblich\w*|professional|business|zakelijke|professionele) (?:verkaufer|anbieter|handler|sellers?|traders|"
    r"verkopers?)|(?:vendeurs?|vendedor\w*|venditor\w*|sprzedawc\w*) (?:prof\w+|zawodow\w+)"
)
_ONLINE = re.compile(r"(?<!\w)(?:online\w*|en ligne|en linea|em linha|web\w*|internet\w*)(?!\w)")
_LINES, _TITLE_WORDS = 3, 8  # lines above a sentence of which one may be its title without being marked as one
_TOLD: PerPage[bool] = PerPage()
_HEADINGS: PerPage[tuple[int, ...]] = PerPage()


def is_for_others(told: StatementText, clause: Span) -> bool:
    """Whether the page, the heading above a sentence, or a short line just above it says that it is for others."""
    if tells_stories(told):
        return True
    above = told.beside(clause, _LINES, 0)[:-1]
    short = [c for c in above if told.words(c) <= _TITLE_WORDS and not told.quote(c).endswith((".", "!"))]
    return any(_names_others(told, c) for c in (*short, *_heading_above(told, clause)))


def tells_stories(told: StatementText) -> bool:
    """Whether a page is a post, a story, a report of the press or an offer of work."""
    if told.page not in _TOLD:
        address = told.page.url.split("?", 1)[0].lower()
        _TOLD[told.page] = told.page.role == "other" and (_TOLD_AT.search(address) is not None or is_article(told.page))
    return _TOLD[told.page]


def _heading_above(told: StatementText, clause: Span) -> tuple[Span, ...]:
    """The nearest heading above a sentence, if there is one."""
    if told.page not in _HEADINGS:
        headings = frozenset(told.page.headings)
        clauses = (told.clause(start) for start in told.starts)
        _HEADINGS[told.page] = tuple(c.start for c in clauses if told.text[c.start : c.end].strip() in headings)
    starts = _HEADINGS[told.page]
    before = bisect_left(starts, clause.start)
    return (told.clause(starts[before - 1]),) if before else ()


def _names_others(told: StatementText, title: Span) -> bool:
    words = told.flat[title.start : title.end]
    if _SELLERS.search(words) is not None:
        return False
    if to_traders(told, title) or told.says(title, "in_store", "from_private"):
        return True
    return _TITLES.search(words) is not None and _ONLINE.search(words) is None and not told.says(title, "to_consumers")


_COLUMNS = 3  # of a row in which what stands in one is said of that column's heading alone
_ROWS: PerPage[frozenset[str]] = PerPage()


def is_row_of_columns(told: StatementText, clause: Span) -> bool:
    """Whether a sentence is a row of a table that tells things apart: "online 14 days | at the counter none"."""
    if told.page not in _ROWS:
        rows = (row.css("td, th") for row in told.page.tree.css("tr") if row.css_first("table") is None)
        texts = ([text for cell in row if (text := clean(cell.text()))] for row in rows)
        _ROWS[told.page] = frozenset(" ".join(cells) for cells in texts if len(cells) >= _COLUMNS)
    return bool(_ROWS[told.page]) and told.text[clause.start : clause.end].strip() in _ROWS[told.page]
