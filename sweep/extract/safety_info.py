"""What product pages give of the information that Regulation (EU) 2023/988, art. 19, asks for on the offer itself."""

from __future__ import annotations

import re
from typing import Literal

from checks.facts import Absent, Fact, Found, Unknown
from checks.goods_facts import RecallPage, SafetyInfo
from product_alerts.model import Offer
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.statement_text import Hit, Span, StatementText, find_phrases, statement_text
from sweep.extract.pages.voices import is_reviewers
from sweep.extract.products.safety_parties import find_party
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.contents import own_text
from sweep.extract.visit.unseen import hidden_words
from sweep.extract.words.needles import Sieve
from sweep.extract.words.outside_union import named_outside
from sweep.extract.words.text import fold

_PICTURE = Mention("<img")
_MAX = 300  # characters behind the word "manufacturer" in which its address may stand
_ELECTRONIC = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}|https?://\S+|www\.\S+")
_POSTAL = re.compile(r"\b\d{4,6}\b|\b\d{2}-\d{3}\b|\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b|\b[a-z]\d{2} ?[a-z0-9]{4}\b")
_ORDER = ("whole", "part", "linked", "hidden", "brand", "none")
_ROUND = " \t\n:!.*⚠-–—•·|"  # marks round the label of a warning
_LABELLED = re.compile(r"\s?[:!\n|]|\s-\s|$")
_FEWEST = 3  # words of a warning
_MOST_WARNINGS = 6
_RECALL_ROLES = ("other", "home", "contact", "legal_notice", "about", "terms")


def safety_info(shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]]) -> Fact[tuple[Found[SafetyInfo], ...]]:
    """One value a product page that was read. Tiles of listings are none: the duty lies on the offer's own page.

    Of a page in a language whose words are not known nothing is said.
    """
    if not isinstance(offers, Found):
        return offers
    found, foreign = [], set()
    for offer in offers.value:
        page = shop.page_at(offer.evidence.url)
        if page is not None and offer.value.url == page.url.split("#", 1)[0]:
            if statement_text(page).languages:
                found.append(_read(page, offer))
            else:
                foreign.add(language_of(page))
    if not found and foreign:
        return Unknown("language", ", ".join(sorted(foreign)))
    if not found:
        return Unknown("not fetched", "no product page was read")
    return Found(tuple(found), found[0].evidence)


def _read(page: Page, offer: Found[Offer]) -> Found[SafetyInfo]:
    text, value = statement_text(page), offer.value
    maker, at = _maker(text, value)
    if maker in ("brand", "none") and _somebody(page):
        maker = "part"  # a firm with its address stands on the page, in words unknown here
    if maker in ("brand", "none") and _FILE.search(text.flat):
        maker = "hidden"  # it may be no thing that somebody made: a person's question
    hidden = fold(hidden_words(page))
    behind_tabs = find_phrases(hidden, text.languages)
    if maker in ("brand", "none") and _beside_words(page, text.languages):
        maker = "linked"
    told = "sector.maker" in behind_tabs or "sector.responsible" in behind_tabs or _POSTAL.search(hidden)
    if told and maker in ("brand", "none"):
        maker = "hidden"
    if "sector.responsible" in behind_tabs and maker == "whole":
        maker = "part"  # nobody can be said to name no responsible person
    if maker == "whole" and at is not None and _somebody(page, text.text[at.start : at.end]):
        maker = "part"  # nor where another firm with its address stands beside the maker, in words unknown here
    outside = named_outside(_window(text, at.start)) if at and maker in ("whole", "part") else None
    if outside and outside.country == "GB" and at and _NORTHERN.search(_window(text, at.start)):
        outside = None
    manufacturer, person = find_party(text, "sector.maker"), find_party(text, "sector.responsible")
    warned = _warned(text)
    numbered = bool(value.gtin or value.mpn or value.sku or text.of("sector.model"))
    made = SafetyInfo(
        value.title,
        maker,
        outside.country if outside else "",
        _responsible(text),
        bool(value.images) or _PICTURE.on(page),
        numbered,
        any(_is_warning(text, hit) for hit in text.of("sector.warned")),
        manufacturer[0] if manufacturer else None,
        person[0] if person else None,
        tuple(text.quote(clause, clause.start) for clause in warned),
    )
    spans = (at, *(party[1] for party in (manufacturer, person) if party))
    quotes = dict.fromkeys(text.text[span.start : span.end].strip() for span in spans if span)
    title = value.title if value.title in page.text else offer.evidence.quote
    more = (*map(page.evidence, filter(None, quotes)), *(text.evidence(clause, clause.start) for clause in warned))
    return Found(made, page.evidence(title), more)


def _warned(text: StatementText) -> tuple[Span, ...]:
    """What stands behind the labels of warnings: the rest of the sentence, or the line below a title."""
    found: dict[Span, None] = {}
    for hit in text.of("sector.warned"):
        clause = text.clause(hit.start)
        if text.flat[clause.start : hit.start].strip(_ROUND) or not _LABELLED.match(text.flat, hit.end):
            continue
        alone = not text.flat[hit.end : clause.end].strip(_ROUND)
        told = text.beside(clause, 0, 1)[-1] if alone else clause
        if len(text.flat[told.start : told.end].split()) >= _FEWEST:
            found[told] = None
    return tuple(found)[:_MOST_WARNINGS]


# "Manufacturer's guarantee": words of the maker that do not name him.
_OF_MAKER = re.compile(r"['’]?s? ?(?:\w{1,9} )?(?:guarantee|warrant|garant|garanz|gwaranc)")
# "Atención al cliente", "aviso legal", "à l'attention de": words of warnings that warn of nothing.
_NO_WARNING = re.compile(
    r" ?(?:al? (?:cliente|consumidor|publico|usuario|paciente)|ao (?:cliente|consumidor|utente)|telef|personal|"
    r"clientela|clienti|legal|legais|de (?:privac|cookies|copyright|direitos)|previ|"
    r"aux details|au client|to detail|a klienta)"
)
_ADDRESSED = re.compile(r"(?:\ba l'|\ball'|\bfor the |\bzu |\bter |\bcon |\bavec )$")


def _is_warning(text: StatementText, hit: Hit) -> bool:
    """Whether a word of warnings warns: not of the service for customers, nor what a reviewer writes."""
    before = text.flat[max(0, hit.start - 8) : hit.start]
    if _NO_WARNING.match(text.flat, hit.end) or _ADDRESSED.search(before):
        return False
    return not is_reviewers(text.page, text.quote(text.clause(hit.start), hit.start))


_Maker = Literal["whole", "part", "linked", "hidden", "brand", "none"]


def _maker(text: StatementText, offer: Offer) -> tuple[_Maker, Span | None]:
    """How much of the maker the page gives, and where."""
    best: tuple[_Maker, Span | None] = ("brand" if offer.brand else "none", None)
    if text.of("sector.safety_link") or _OWN_WORK.search(text.flat):
        best = ("linked", None)
    for hit in text.of("sector.maker"):
        near = _window(text, hit.start)
        if len(near) <= hit.end - hit.start + 2 or _OF_MAKER.match(text.flat, hit.end):
            continue
        postal, electronic = _has_postcode(near), bool(_ELECTRONIC.search(near))
        grade: _Maker = "whole" if postal and electronic else "part"
        if _ORDER.index(grade) < _ORDER.index(best[0]):
            best = (grade, Span(hit.start, hit.start + len(near)))
    return best


# Whoever makes the goods himself is named where the shop names itself: that this is enough, a person decides.
_OWN_WORK = Sieve(
    r"(?<!\w)(?:aus unserer (?:eigenen )?(?:werkstatt|manufaktur|topferei|fertigung|produktion)|"
    r"in unserer (?:eigenen )?werkstatt|"
    r"von uns selbst (?:gemacht|hergestellt|gefertigt)|(?:dans|par) notre (?:propre )?atelier|"
    r"fabrique\w{0,2} par nos soins|"
    r"(?:in|uit) ons eigen atelier|door ons(?:zelf)? gemaakt|in our own workshop|from our own workshop|made by us|"
    r"en nuestro (?:propio )?taller|nel nostro laboratorio|na nossa (?:propria )?oficina|"
    r"w naszej (?:wlasnej )?pracowni)(?!\w)"
)
# The law of the Union on the safety of products is in force there (Windsor Framework, annex 2).
_NORTHERN = re.compile(r"northern ireland|nordirland|irlande du nord|(?<!\w)bt\d{1,2} ?\d[a-z]{2}(?!\w)")
# Words of what is sent over the net.
_FILE = Sieve(
    r"(?<!\w)(?:(?:zum|als|per|nach dem) (?:sofort-?)?(?:herunterladen|download)|a telecharger|telechargeables?|"
    r"te downloaden|"
    r"da scaricare|para (?:descargar|descarregar)|descargables?|do (?:pobrania|sciagniecia)|downloadable|"
    r"instant download|streamed)(?!\w)"
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?)(?:$|[?#])", re.IGNORECASE)
_OF_MAKERS = re.compile(r"(?<!\w)(?:makers?|manufactur|herstell|fabri[ck]a|produttor|producent|produtor)")
_LINES = 4  # of an address, from its postcode to the mailbox
_NAME = 12  # characters of a line that tells something
# What a number is that is no postcode: that of an article or a model, a year, a measure.
_NUMBERED = re.compile(
    r"(?<!\w)(?:model\w{0,2}|modele|art(?:ikel\w{0,6}|icle)?|ref\w{0,8}|sku|ean|gtin|mpn|asin|item|typ[eo]?|serie\w?|series|nr|no|"
    r"number|nummer|sifra|kod|code|codigo|codice|since|seit|depuis|sinds|desde|dal|od|tel\w{0,6}|phone|fax)"
    r"[ .:#°-]{1,3}(?:nr|no|number|model)?[ .:]{0,2}$"
)
_MEASURED = re.compile(r" ?(?:mah|w|watt|mm|cm|ml|kg|g|v|volt|lm|lumen|rpm|px|€|eur|%)(?!\w)")


def _has_postcode(near: str) -> bool:
    return any(
        not _NUMBERED.search(near, max(0, m.start() - 24), m.start()) and not _MEASURED.match(near, m.end())
        for m in _POSTAL.finditer(near)
    )


def _somebody(page: Page, but: str = "") -> bool:
    """Whether a line of the page's own, outside its menus and footer, has a postal and an electronic address.

    `but` are the words from where the maker is named: the first such line in them is the maker's own.
    """
    lines = [line for line in page.text.split("\n") if "@" in line or "www" in line]
    found = {line for line in lines if _ELECTRONIC.search(line) and (but or _below_address(page, line))}
    found = {line for line in found if not but or _POSTAL.search(fold(line))}
    found.discard(
        next(
            (
                line
                for line in lines
                if line in found and any(part in line for part in but.split("\n") if len(part) > _NAME)
            ),
            "",
        )
    )
    return bool(found) and not found.isdisjoint(own_text(page).split("\n"))


def _below_address(page: Page, line: str) -> bool:
    """Whether a postcode stands in the line of a mailbox or in one of those above it."""
    at = page.text.find(line)
    above = page.text[:at].split("\n")[-_LINES:]
    return any(_has_postcode(fold(one)) for one in (*above, line))


def _beside_words(page: Page, languages: tuple[str, ...]) -> bool:
    """Whether the maker may be told in the words of a picture, or in a document about the article."""
    pictures = (page.body.attributes[i].get("alt") or "" for i in page.body.of("img"))
    if any("sector.maker" in find_phrases(fold(words), languages) for words in pictures if len(words) > _NAME):
        return True
    own = own_text(page)
    named = (link for link in page.links if link.text and link.place == "main" and link.text in own)
    return any(_DOCUMENT.search(link.url) or _OF_MAKERS.search(fold(link.text)) for link in named)


def _window(text: StatementText, start: int) -> str:
    """The folded words behind `start`, at most _MAX characters and to the end of the fifth line."""
    return "\n".join(text.flat[start : start + _MAX].split("\n")[:5])


def _responsible(text: StatementText) -> bool:
    return any(
        _POSTAL.search(near) or _ELECTRONIC.search(near)
        for hit in text.of("sector.responsible")
        for near in [_window(text, hit.start)]
    )


def recall_page(shop: ShopPages) -> Fact[RecallPage]:
    """A page whose heading recalls a product, with the words in it that lessen the sense of risk."""
    for page in shop.of(*_RECALL_ROLES):
        text = statement_text(page)
        for hit in text.of("sector.recall"):
            line = text.quote(text.clause(hit.start), hit.start)
            if line in page.headings or line == page.title:
                soft = next(iter(text.of("sector.recall_soft")), None)
                words = text.text[soft.start : soft.end] if soft else ""
                more = (text.evidence(text.clause(soft.start), soft.start),) if soft else ()
                return Found(RecallPage(line, words), page.evidence(line), more)
    read: Absent | Unknown = shop.not_found("home")
    return read
