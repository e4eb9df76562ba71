"""What the shop says of disputes: mediation and other bodies, and the closed ODR platform of the European Union."""

from __future__ import annotations

import re

from checks.facts import Fact, Found
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.meant import tells_stories
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Begun, Sieve

COVERAGE = ("terms", "mediation")
_HOST = "europa.eu/"
_TITLE_WORDS = 16  # "Note on alternative dispute resolution according to ...:" says less than what follows
_ANY_ADDRESS = Begun(r"(?:ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr)[\w./?=&-]{0,80}(?<!\.)")


def adr_statement(shop: ShopPages) -> Fact[str]:
    """A sentence on out-of-court settlement that is more than a heading or a mention of the ODR platform."""
    found = clauses(texts(shop, "mediation", "terms", *TEXTS), "adr", _is_statement)
    found.sort(key=lambda f: f.value.endswith(":") and len(f.value.split()) < _TITLE_WORDS)
    return merged(found) if found else shop.not_found(*COVERAGE)


def _is_statement(told: StatementText, clause: Span) -> bool:
    quote = told.quote(clause)
    heading = told.words(clause) <= 10 and not re.search(r"[.,:!]", quote.rstrip(".")) and not quote.endswith(".")
    return told.words(clause) > 4 and not heading and not told.says(clause, "odr")


def odr_link(shop: ShopPages) -> Fact[str]:
    """A link to the ODR platform, or a sentence that sends the consumer there. The platform closed on 20 July 2025.

    A sentence that says so is none, and neither is a link in it. What only a post of some day links to is unclear, and
    so are words on it that neither offer it nor send anybody there.
    """
    pages = [statement_text(page) for page in shop.pages if page.url not in shop.templates]
    found = [f for told in pages if not tells_stories(told) for f in _referring(told)]
    if found:
        return merged(found)
    told_of = (f for told in pages for f in (*_linked(told.page), *clauses([told], "odr", _mentions)))
    return unless_hinted(shop.not_found("home", *COVERAGE), told_of)


def _referring(told: StatementText) -> list[Found[str]]:
    return [*_linked(told.page), *clauses([told], "odr", _sends)]


# That it is there, and what a consumer can do with it.
_OFFERED = Sieve(
    r"(?<!\w)(?:bereit\w*|stellt|betreibt|bietet|konnen|kannst|finden|findest|erreichbar|nutzen|wenden|zugang|"
    r"verfugung|"
    r"propose|fournit|met|mis|mise|pouvez|peut|peuvent|accessible|disponible|recourir|saisir|utili[sz]\w+|consult\w+|"
    r"visit\w+|besuch\w+|"
    r"bezoek\w*|odwiedz\w*|rendez-vous|"
    r"biedt|stelt|beschikbaar|kunt|kan|kunnen|vindt|via|indienen|gebruik\w*|terecht|bereikbaar|"
    r"provid\w+|operat\w+|offers?|find|lodge|file|refer\w*|turn|contact|available|use|submit\w*|access\w*|"
    r"ofrece|pone|proporciona|facilita|puede\w*|podra\w*|acceder|acud\w+|traves|"
    r"mette|fornisce|offre|puo|possono|potete|disponibile|accessibile|raggiungibile|tramite|ricorrere|mediante|"
    r"disponibiliza|oferece|pode\w*|aceder|acessivel|disponivel|atraves|recorrer|"
    r"udostepnia|prowadzi|oferuje|mozna|moze\w*|dostepn\w+|pod adresem|skorzyst\w+|korzyst\w+|znajduje|dziala)(?!\w)"
)


def _sends(told: StatementText, clause: Span) -> bool:
    if not _mentions(told, clause):
        return False
    return any(_OFFERED.search(told.flat[c.start : c.end]) is not None for c in told.beside(clause, 0, 1))


def _mentions(told: StatementText, clause: Span) -> bool:
    return told.words(clause) > 2 and not _says_closed(told, clause)


def _says_closed(told: StatementText, clause: Span) -> bool:
    """Whether the sentence, or the one before or behind it, says that the platform is closed; no row of links does."""
    near = (c for c in told.beside(clause, 1, 1) if told.says(c, "odr_closed"))
    return any(c == clause or told.quote(c) in told.page.headings or not told.is_menu(c) for c in near)


_EUROPA = Mention("europa")


def _linked(page: Page) -> list[Found[str]]:
    """Addresses of the platform in the text or behind a link, as they stand in the page."""
    told = statement_text(page)
    if "europa" not in page.folded and not _EUROPA.on(page):
        return []
    for match in _ANY_ADDRESS.finditer(told.text):
        if _says_closed(told, told.clause(match.start())):
            return []
        return [Found(match[0], page.evidence(match[0]))]
    link = next(
        (ln for ln in page.links if ln.kind == "a" and _HOST in ln.url.lower() and _ANY_ADDRESS.search(ln.url)), None
    )
    if link is None:
        return []
    label = told.text.find(link.text) if link.text else -1
    if label >= 0 and _says_closed(told, told.clause(label)):
        return []
    raw = _ANY_ADDRESS.search(page.html)
    return [Found(link.url, page.evidence(raw[0]))] if raw else []
