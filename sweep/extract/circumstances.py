"""What a shop says or sells that takes parts of consumer law out of play: for firms only, no orders, files, used goods.

Each is quoted, and none is an excuse for ever: the judge hands such a breach to a person, who sees whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.contract_facts import Circumstance
from checks.facts import Absent, Fact, Found, Unknown
from product_alerts.model import Offer
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.products.goods_hints import second_hand
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.contents import own_text
from sweep.extract.visit.roles import basket_labels, fills_basket
from sweep.extract.visit.stated import TEXTS, clauses, texts
from sweep.extract.words.labels import tidy

# Titles of what is no goods: files, tickets, vouchers. Words that a description of goods may have are not among them.
_INTANGIBLE = re.compile(
    r"(?<!\w)(?:e-?books?|epub|mp3|pdf|hörbuch-download|livre num[ée]rique|audiobooks?|e-?tickets?|tickets?|billets?|"
    r"eintrittskarten?|toegangsbewij\w+|entradas?|bigliett[io]|bilety?|bilhetes?|gift ?cards?|gift vouchers?|"
    r"cartes?[- ]cadeaux?|geschenkgutschein\w*|gutscheine?|cadeau(?:bon|kaart)\w*|tarjetas? regalo|buon[oi] regalo|"
    r"cart[ae] regalo|cheques?[- ]prenda|cart[ãa]o[- ](?:oferta|presente)|(?:karta|bon) podarunkow[aye]|"
    r"licen[cs]e keys?|online-?kurs\w*|webinar\w*|cours en ligne|curso online|corso online|digital download)(?!\w)",
    re.IGNORECASE,
)
# What a sentence says of a file, wherever it stands on the article's page.
_FILE = re.compile(
    r"(?<!\w)(?:e-?tickets?|billet [ée]lectronique|biglietto elettronico|entrada electr[óo]nica|bilhete eletr[óo]nico|"
    r"bilet elektroniczny|elektronisches ticket|instant download|sofort-?download|download (?:starts|begins)|"
    r"(?:supplied|delivered) (?:by|as a) download|"
    r"t[ée]l[ée]chargement imm[ée]diat|zum sofortigen download|descarga inmediata|download immediato|"
    r"(?:entrada|bono|licencia|clave)s? por (?:correo electr[óo]nico|e-?mail))(?!\w)",
    re.IGNORECASE,
)
# What an article may be called; a menu has these words as well, so a line must begin with them and say more of them.
_CALLED = (
    r"(?:digital download|digital content|contenus? num[ée]riques?|"
    r"digitale[rn]? inhalte?n?|digitale inhoud|contenidos? digital(?:es)?|contenut[oi] digital[ei]|"
    r"conte[úu]dos? digita(?:l|is)|tre[śs]ci cyfrow\w{1,3})"
)
_BOOK = r"(?:e-?book|epub|livre num[ée]rique)"  # its paper twin's page names it among the formats
_CALLED_SO = re.compile(
    rf"^[ \t]*(?:{_CALLED}\s?[:.,;(]|(?:format|typ|type|formato|formaat|product type|produktart)\s?:\s?"
    rf"(?:{_CALLED}|{_BOOK})\s?(?:[.,;(]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_USED = re.compile(
    r"(?<!\w)(?:d'occasion|reconditionn[ée]\w*|seconde main|tweedehands\w*|refurbished|second[- ]?hand|"
    r"pre-?owned|pre-?loved|segunda mano|reacondicionad[oa]s?|ricondizionat[oaie]|recondicionad[oa]s?|używan\w+|"
    r"odnowion\w+|antykwar\w+)(?!\w)",
    re.IGNORECASE,
)
# Words that may say something else in a sentence ("can be used outdoors", "wird gebraucht"): in a title, or in front.
# "Used with a saddle" tells what a thing is for, "antique brass" how it looks.
_USED_IN_FRONT = re.compile(
    r"(?<!\w)(?:(?:used|gebraucht\w{0,2}|usad[oa]s?|usat[oaie])"
    r"(?! (?:with|for|by|as|in|on|to|f[uü]r|mit|zu[mr]?|con|para|por|per|da|come|com|como)(?!\w))|"
    r"(?:antique|antiek\w?|antik\w{0,2})(?![ -](?:style|look|stil|stijl|effe[ck]t|finish|brass|gold|silver|silber|"
    r"bronze|"
    r"copper|white|weiss|weiß|wit|rose|messing)))(?!\w)",
    re.IGNORECASE,
)
# Lessons, visits and the like: the title begins with the word, or ends with it where the language puts it last.
_LESSON = (
    r"workshops?|ateliers?|stages?|cours|formations?|visites? guid[ée]es?|kurse?|seminare?|lehrg[aä]nge?|"
    r"f[uü]hrung|stadtf[uü]hrung|"
    r"class(?:es)?|courses?|lessons?|guided tours?|cursus(?:sen)?|lessen|rondleiding|talleres|taller|cursos?|clases?|"
    r"visitas? guiadas?|cors[oi]|laborator[io]{1,2}|lezion[ei]|visit[ae] guidat[ae]|aulas?|oficinas?|warsztaty|kursy?|"
    r"lekcj[ae]|zwiedzanie|s[ée]ances?|consultations?|consulenz[ae]|beratung|coaching|massages?|massaggio|masaje|"
    r"sesi[óo]n|sess[ãa]o|konsultacj[ae]"
)
_SERVICE = re.compile(
    rf"^\W*(?:{_LESSON})(?!\w)|(?<![\w-])(?:{_LESSON})\W*$|^(?:[\w-]+ ){{1,3}}(?:class|course|workshop|kurs|"
    rf"cursus)(?!\w)",
    re.IGNORECASE,
)
_SERVICE_SAID = re.compile(
    r"^\W*(?:(?:eine?|an?|une?|uno?|een|uma?) )?(?:dienstleistung|prestation|service (?:at|in|à|bei|vor)|"
    r"servizio (?:in|a|di)|servicio (?:en|a|de)|servi[çc]o (?:em|de|ao)|us[łl]uga|dienst aan)(?!\w)"
    r"(?! (?:clienti|cliente|après|client))",
    re.IGNORECASE | re.MULTILINE,
)
# Not within the scope of Regulation (EU) 2023/988 (art. 2(2)): living plants and animals, feed, antiques.
_UNSCOPED = re.compile(
    r"^\W*(?:lebende pflanzen?|plantes? vivantes?|levende plant(?:en)?|liv(?:e|ing) plants?|plantas? vivas?|"
    r"piant[ae] viv[ae]|"
    r"lebende[rs]? tiere?|animaux vivants|animal vivant|live animals?|animal vivo|animale vivo|levend dier|"
    r"[żz]ywe zwierz[ęe]|[żz]yw[ae] ro[śs]lin[ay]|diervoeders?|tierfutter|futtermittel|alleinfuttermittel|"
    r"aliments? pour animaux|"
    r"aliment complet|"
    r"animal feed|complete (?:pet )?(?:food|feed)|piensos?|mangim[ei]|alimento completo|ra[çc][ãa]o completa|"
    r"karma pe[łl]noporcjowa|"
    r"antiquit[äa]t(?:en)?|antiquit[ée]s?|(?:meuble|mobilier|objet) ancien|antiques?(?=[,.;:]|$)|antigüedad(?:es)?|"
    r"antichit[àa]|"
    r"antiguidades?|antyki?)(?!\w)|(?<!\w)diervoeder[.!]?$",
    re.IGNORECASE | re.MULTILINE,
)
_UNSCOPED_CATEGORY = re.compile(
    r"(?<!\w)(?:zimmerpflanzen|pflanzen|plantes|planten|kamerplanten|plants|plantas|piante|ro[śs]liny|futter|tierfutter|"
    r"diervoeding|antiquit[äa]ten|antiquit[ée]s|antiek|antiques|antichit[àa])(?!\w)",
    re.IGNORECASE,
)
_MOST = 160  # characters that are told
_PLACES = (*TEXTS, "product", "listing", "basket", "checkout")


def circumstances(
    shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]], right: Fact[str]
) -> Fact[tuple[Found[Circumstance], ...]]:
    """All that hold for this shop, each with its sentence or article. `right` is the fact `withdrawal_right`."""
    found = [*_said(shop, right), *_sold(shop, offers)]
    if found:
        return Found(tuple(found), found[0].evidence)
    nothing: Absent | Unknown = shop.not_found("home")
    return nothing


def _said(shop: ShopPages, right: Fact[str]) -> Iterator[Found[Circumstance]]:
    pages = list(texts(shop, *_PLACES))
    for told in clauses(pages, "contract.business_only")[:1]:
        yield Found(Circumstance("business_only", told.value), told.evidence)
    if not _takes_orders(shop):
        for told in clauses(pages, "contract.no_orders")[:1]:
            yield Found(Circumstance("no_orders", told.value), told.evidence)
    if not isinstance(right, Found):
        for told in clauses(pages, "withdraw_none", _excepted)[:1]:
            yield Found(Circumstance("excepted", told.value), told.evidence)


def _excepted(told: StatementText, clause: Span) -> bool:
    """A sentence that the right does not exist, with the goods or the article of an exception in it or beside it."""
    return any(told.says(near, "exempt") for near in told.beside(clause, 1, 1))


def _takes_orders(shop: ShopPages) -> bool:
    """Whether anything can be put into a basket."""
    labels = basket_labels(shop.languages)
    links = (link for page in shop.pages for link in page.links)
    return bool(shop.of("basket", "checkout")) or any(tidy(k.text) in labels or fills_basket(k) for k in links)


def _sold(shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]]) -> Iterator[Found[Circumstance]]:
    """What holds for every article that was seen, told by the words on the first."""
    articles = offers.value if isinstance(offers, Found) else ()
    if articles and all(_intangible(shop, article) for article in articles):
        yield Found(Circumstance("intangible", _intangible(shop, articles[0])), articles[0].evidence)
    if articles and all(_second_hand(shop, article) for article in articles):
        yield Found(Circumstance("used", _second_hand(shop, articles[0])), articles[0].evidence)
    if articles and all(_service(shop, article) for article in articles):
        yield Found(Circumstance("service", _service(shop, articles[0])), articles[0].evidence)
    if articles and all(_unscoped(shop, article) for article in articles):
        yield Found(Circumstance("unscoped", _unscoped(shop, articles[0])), articles[0].evidence)


def _service(shop: ShopPages, article: Found[Offer]) -> str:
    """The words by which an article is a service: its title, or a line of its own page that begins with them."""
    page = shop.page_at(article.evidence.url)
    told = own_text(page) if page is not None and page.role == "product" else ""
    title = article.value.title if _SERVICE.search(article.value.title) else ""
    return title or _line(_SERVICE_SAID, told)


def _second_hand(shop: ShopPages, article: Found[Offer]) -> str:
    """The words by which an article is used: of its title or description, or of its own page."""
    offer, page = article.value, shop.page_at(article.evidence.url)
    found = used(offer)
    return found or (second_hand(offer.title, page)[:_MOST] if page is not None and page.role == "product" else "")


def _unscoped(shop: ShopPages, article: Found[Offer]) -> str:
    """The words by which the law on product safety does not speak of an article: it is alive, feed, or an antique."""
    offer, page = article.value, shop.page_at(article.evidence.url)
    told = page.text if page is not None and page.role == "product" else ""
    named = _line(_UNSCOPED_CATEGORY, offer.category)
    return named or _line(_UNSCOPED, f"{offer.title}\n{offer.description}\n{told}")


def _intangible(shop: ShopPages, article: Found[Offer]) -> str:
    """The words by which an article is no goods: its title, or what its own page calls it (a listing names many)."""
    offer, page = article.value, shop.page_at(article.evidence.url)
    told = own_text(page) if page is not None and page.role == "product" else ""
    return (
        _line(_INTANGIBLE, offer.title)
        or (offer.title if _INTANGIBLE.search(offer.category) else "")
        or _line(_FILE, said := f"{offer.description}\n{told}")
        or _line(_CALLED_SO, said)
    )


def used(offer: Offer) -> str:
    """The words by which an article is used."""
    named = f"{offer.title}\n{offer.category}"
    front = next((line for line in offer.description.split("\n") if _USED_IN_FRONT.match(line.strip())), "")
    return _line(_USED, f"{named}\n{offer.description}") or _line(_USED_IN_FRONT, named) or front.strip()[:_MOST]


def _line(words: re.Pattern[str], text: str) -> str:
    """The line of `text` in which one of the words stands, or ""."""
    match = words.search(text)
    if match is None:
        return ""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    start = max(start, match.start() - _MOST // 2)
    return text[start : end if end >= 0 else len(text)][:_MOST].strip()
