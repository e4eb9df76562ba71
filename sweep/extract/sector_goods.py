"""Articles of kinds with rules of their own, and which of the particulars those rules ask for their pages give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from checks.facts import Absent, Fact, Found, Unknown
from checks.goods_facts import GoodsKind, Particular, SectorGoods, Told
from product_alerts.model import Offer
from sweep.extract.circumstances import used
from sweep.extract.lexicon import pattern
from sweep.extract.page import Page
from sweep.extract.pages.languages import spoken
from sweep.extract.pages.mentions import SourcePattern
from sweep.extract.pages.source_words import SourceWords
from sweep.extract.pages.statement_text import StatementText, statement_text
from sweep.extract.products.goods_hints import hinted
from sweep.extract.products.goods_kinds import is_sure, kinds_of, strength
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.unseen import hidden_words
from sweep.extract.words.text import fold

_PARTICULARS: tuple[Particular, ...] = get_args(Particular)
_MOST = 400  # articles of one kind kept
_FEW_PICTURES = 2
_FEW_WORDS = 40  # characters that open on a click: too few for a particular
_FRAME = ("header", "nav", "footer", "a")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|jpe?g|png|webp)(?:$|\?)", re.IGNORECASE)
# A fibre's share; a thing of one fibre alone may be called "pure" instead (Regulation (EU) 1007/2011, art. 7).
_SHARE = re.compile(r"\d ?%|\b(?:pure?|reine[rsmn]?|rein|zuivere?|pur[oa]|czyst[aey])\b")
_PERCENT = re.compile(r"\d ?%")
# Signs of a particular in the source of a page: the name of a picture, of a link or of a field.
_MARKS: dict[Particular, SourcePattern | SourceWords] = {
    "energy": SourcePattern(
        r"(?<![a-z])eprel|energy[-_]?(?:label|class|efficiency)|energie[-_]?label|etiquette[-_]?energ|energielabel"
    ),
    "tyre_label": SourceWords(
        r"(?<![a-z])eprel|tyre[-_]?label|reifenlabel|etiquette[-_]?pneu|(?<![\w-])[67]\d ?dB(?![\w-])",
        rb"eprel",
        rb"tyre[-_]?label",
        rb"reifenlabel",
        rb"etiquette[-_]?pneu",
        rb"[67]\d ?db",
    ),
    "charger_label": SourcePattern(r"common[-_]?charger|charger[-_]?(?:label|pictogram|included)"),
    "hazard": SourceWords(
        r"\b(?:EUH|H)[2-4]\d{2}\b|\bGHS ?0\d\b|ghs[-_]?0?\d\.(?:png|svg|gif|jpe?g)",
        rb"h[2-4]\d{2}",
        rb"ghs[ _-]?0?\d",
        before=(0, 2),
    ),
    "age": SourceWords(
        r"(?:0[-_]3|36m|not[-_]?under[-_]?3)[\w-]{0,20}\.(?:png|svg|gif|jpe?g)|suggestedminage",
        rb"0[-_]3",
        rb"36m",
        rb"not[-_]?under[-_]?3",
        rb"suggestedminage",
    ),
    "organic_code": SourceWords(
        r"\b[A-Z]{2}-(?:BIO|ÖKO|OKO|ECO|EKO|ORG)-\d{1,3}\b",
        rb"-(?:BIO|\xc3\x96KO|OKO|ECO|EKO|ORG)-\d",
        in_any_case=False,
        before=(2,),
    ),
    "environmental_cost": SourcePattern(r"co[uû]t environnemental[^<\n]{0,60}"),
    "conformity": SourceWords(
        r"\bEN ?(?:ISO ?)?\d{3,5}\b|\bCE ?0\d{3}\b",
        rb"EN ?(?:ISO ?)?\d{3}",
        rb"CE ?0\d{3}",
        in_any_case=False,
    ),
}
_IN_STYLES: tuple[Particular, ...] = ("energy", "tyre_label", "charger_label", "environmental_cost")
_FOOD = ("food", "supplement", "organic")
_MEASURE = re.compile(r"\d ?(?:k?g|[mc]?l)\b", re.IGNORECASE)
_LABELLED = 25  # characters of a line before the label of what is owed for food
_KILOJOULES = re.compile(r"\d ?kj(?!\w)")  # the nutrition declaration of any food
# A bottle in the sizes of wine and spirits, and the strength that its page states: names of wines are no words of wine.
_BOTTLE = re.compile(
    r"(?<![\d.,])(?:37[.,]5|70|75|150) ?cl\b|(?<![\d.,])(?:0[.,]375|0[.,]75?|1[.,]5) ?l\b", re.IGNORECASE
)
_BY_VOLUME = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?) ?% ?(?:vol|alc)")
_WEAKEST, _STRONGEST = 1.2, 60.0  # percent by volume of a drink with alcohol
_BANNED_INGREDIENT = re.compile(r"trimethylbenzoyl diphenylphosphine oxide|\bTPO\b", re.IGNORECASE)


def sector_goods(shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]]) -> Fact[tuple[Found[SectorGoods], ...]]:
    """The articles of every kind, each once a kind. Absent where articles were read and none is of such a kind."""
    if not isinstance(offers, Found):
        return offers
    found: list[Found[SectorGoods]] = []
    for offer in offers.value:
        page = shop.page_at(offer.evidence.url)
        if page is not None:
            found += _articles(page, offer)
    if found:
        kept = tuple(found[:_MOST])
        return Found(kept, kept[0].evidence)
    return nothing_found(shop, offers.value)


def nothing_found(shop: ShopPages, offers: tuple[Found[Offer], ...]) -> Absent | Unknown:
    """What is said where no word of these offers tells a thing: absent only where their language is read."""
    pages = dict.fromkeys(page for o in offers if (page := shop.page_at(o.evidence.url)) is not None)
    if not pages:
        return Unknown("not fetched", "the pages of the articles")
    # A page of few words passes for English; the home page tells the shop's language.
    home = [page for page in shop.pages if page.role == "home"]
    unread = next((page for page in (*home, *pages) if not spoken(page)), None)
    if unread is not None:
        return Unknown("language", unread.url)
    return Absent(tuple(page.evidence() for page in pages))


def _articles(page: Page, offer: Found[Offer]) -> Iterator[Found[SectorGoods]]:
    value = offer.value
    own = value.url == page.url.split("#", 1)[0]
    kinds = _kinds(page, value, own)
    if not kinds:
        return
    told = tuple(_told(page)) if own else ()
    quote = value.title if value.title in page.text else offer.evidence.quote
    proof = page.evidence(quote)
    for kind in kinds:
        sure = own and is_sure(kind, value.title, spoken(page)) and not used(value)
        bare = sure and _bare(page) and not hinted(kind, value.title, page, told)
        made = SectorGoods(kind, value.title, own, bare, told, _strength(kind, value.title))
        yield Found(made, proof)


def _kinds(page: Page, offer: Offer, own: bool) -> tuple[GoodsKind, ...]:
    """The kinds of an article by its title and category, and by what only the page of food or of a bottle says."""
    named = kinds_of(offer.title, offer.category, spoken(page))
    if any(kind in named for kind in (*_FOOD, "alcohol")):
        return named
    if own and _bottled(page, offer.title):
        return (*named, "alcohol")
    weighed = "cosmetic" not in named and _weighed(offer.title, spoken(page))  # "cream with white tea, 50 ml"
    return (*named, "eaten") if weighed or (own and _eaten(page)) else named


def _weighed(title: str, languages: tuple[str, ...]) -> bool:
    """Whether a title names food and its measure, and nothing to keep or to make it with."""
    words = fold(title)
    return bool(_MEASURE.search(words)) and any(
        _names("produce", code, words) and not _names("not_produce", code, words) for code in languages
    )


def _names(key: str, language: str, words: str) -> bool:
    found = pattern("goods", key, language)
    return found is not None and found.search(words) is not None


def _eaten(page: Page) -> bool:
    """Whether a page gives what is owed for food alone: its nutrition, its legal name, its food business."""
    text = statement_text(page)
    declared = "kj" in text.flat and _KILOJOULES.search(text.flat)
    # As a label: a speaker may tell "nutrition information", too.
    labels = (hit.start - text.clause(hit.start).start <= _LABELLED for hit in text.of("sector.eaten"))
    return bool(declared) or any(labels)


def _bottled(page: Page, title: str) -> bool:
    """Whether the title names a bottle of wine or spirits, and its page a strength."""
    if not _BOTTLE.search(title):
        return False
    strengths = (float(m[1].replace(",", ".")) for m in _BY_VOLUME.finditer(statement_text(page).flat))
    return any(_WEAKEST <= strength <= _STRONGEST for strength in strengths)


def _strength(kind: GoodsKind, title: str) -> float | None:
    return strength(title) if kind == "vape" else None


def _told(page: Page) -> Iterator[Told]:
    """One quote for every particular that the page gives in words, or shows the mark of in its source."""
    text = statement_text(page)
    for what in _PARTICULARS:
        quote = (_fibres(text) if what == "fibres" else _said(text, what)) or _sign(what, page)
        if quote:
            yield Told(what, quote)
    if match := _BANNED_INGREDIENT.search(page.text):
        yield Told("banned_substance", match[0])


def _sign(what: Particular, page: Page) -> str:
    """The first sign of a particular in the source, or ""."""
    mark = _MARKS.get(what)
    found = mark.search(page) if mark else None
    if mark and found and what in _IN_STYLES and _in_style(page.html, found.start()):
        found = mark.find(_without_styles(page.html))
    return found[0] if found else ""


def _in_style(source: str, offset: int) -> bool:
    """Whether a place lies in a style sheet: a shop's sheets name the labels of all its goods."""
    return source.rfind("<style", 0, offset) > source.rfind("</style", 0, offset)


def _without_styles(source: str) -> str:
    kept, at = [], 0
    while (first := source.find("<style", at)) >= 0:
        kept.append(source[at:first])
        behind = source.find("</style", first)
        at = behind if behind >= 0 else len(source)
    return "".join((*kept, source[at:]))


def _said(text: StatementText, what: Particular) -> str:
    hit = next(iter(text.of(f"sector.{what}")), None)
    return text.quote(text.clause(hit.start), hit.start) if hit else ""


def _fibres(text: StatementText) -> str:
    """A line that names a fibre beside its share, or calls itself the composition beside a percentage."""
    for key, share in (("sector.fibre", _SHARE), ("sector.composition", _PERCENT)):
        for hit in text.of(key):
            clause = text.clause(hit.start)
            if share.search(text.flat, clause.start, clause.end):
                return text.quote(clause, hit.start)
    return ""


def _bare(page: Page) -> bool:
    """Whether a particular can hardly stand in a picture, a document or a closed tab; the page was read to its end."""
    if page.cut or any(_DOCUMENT.search(link.url) for link in page.links if link.kind == "a"):
        return False
    if statement_text(page).of("sector.safety_link") or len(hidden_words(page)) > _FEW_WORDS:
        return False
    body = page.body
    own = (i for i, tag in enumerate(body.tags) if tag in ("img", "picture", "object", "video", "iframe"))
    return sum(1 for i in own if not _framed(page, i)) <= _FEW_PICTURES


def _framed(page: Page, element: int) -> bool:
    """Whether a picture belongs to the head, foot or menu of a page, or is itself a link (to another article)."""
    body, element = page.body, page.body.parents[element]
    while element >= 0:
        if body.tags[element] in _FRAME:
            return True
        element = body.parents[element]
    return False
