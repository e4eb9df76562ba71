"""A small shop whose pages are mutated, everything that reads it, and what must hold of whatever is read."""

from __future__ import annotations

import hashlib
import random
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from checks.facts import Found, ShopFacts
from sweep.capture import Capture, Response
from sweep.extract.page import parse_page
from sweep.extract.shop import read_shop

BASE = "https://brumelin.example"
_NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_LINKS = (
    '<footer><a href="/mentions">Mentions légales</a> <a href="/cgv">CGV</a> <a href="/retour">Rétractation</a>'
    '<a href="/retour">renoncer au contrat ici</a> <a href="/p/7">Lampe 7</a></footer>'
)
PAGES = {
    "/": f'<html lang="fr"><title>Brumelin</title><h1>Brumelin</h1><p>Livraison offerte dès 50 €</p>{_LINKS}',
    "/mentions": (
        '<html lang="fr"><title>Mentions légales</title><h1>Mentions légales</h1><p>Éditeur : Brumelin SAS au '
        "capital de 10 000 €, 12 rue des Brumes, 29999 Brestol. RCS Brestol 007 451 297, TVA FR59007451297. Directrice "
        "de la publication : Aude Brumel. Tél. 02 99 55 50 48, contact [at] brumelin [dot] example</p>"
        f"<p>Hébergeur : Nuagil SARL, 4 quai Gris, 59999 Flandreval, SIREN 007451339</p>{_LINKS}"
    ),
    "/cgv": (
        '<html lang="fr"><title>CGV</title><h1>Conditions générales de vente</h1><p>Vous avez quatorze jours pour '
        "vous rétracter. Les frais directs de renvoi sont à votre charge. Nous remboursons sous 14 jours.</p>"
        "<p>Garantie légale de conformité : deux ans. Médiateur : CM2C, 49 rue de Ponthieu, 75008 Paris</p>" + _LINKS
    ),
    "/p/7": (
        '<html lang="fr"><title>Lampe 7 | Brumelin</title><script type="application/ld+json">{"@type":"Product","name":'
        '"Lampe 7","sku":"L-7","offers":{"price":"19.90","priceCurrency":"EUR","availability":"InStock"}}</script>'
        '<main><h1>Lampe 7</h1><del>29,90 €</del> <b class="price">19,90 €</b> <i>-33 %</i><p>Prix le plus bas des 30 '
        "derniers jours : 24,90 €</p><p>Plus que 3 en stock</p><p>Fin dans <span id=countdown>02:13:59</span></p>"
        f'<p>Marque : Halou</p><button name="add">Ajouter au panier</button></main>{_LINKS}'
    ),
}  # fmt: skip
PATHS = tuple(PAGES)

# What mutations put in: marks of every syntax that is read, words that mean something, and hostile characters.
PIECES = (
    "<", ">", "</p>", "<p>", "<div>", "</div>", "<table><tr><td>", "<!--", "-->", "<script>", "</script>",
    "<style>", "<svg>", "<del>", "<template>", "<select><option>", '<p hidden>', '<p style="display:none">',
    "&#0;", "&amp;", "&euro;", "&#8364;", "\x00", "\u200b", "\u202e", "\u00ad", "\ufeff", "\ud7ff", "İ", "ß",
    "ﬁ", "①", "٣", "１９,９０ €", "é", "\n", "\t", "'", '"', "{", "}", "[", "]", '"@graph":[', '"price":',
    '"offers":[[[', "1e999", "-0", "NaN", "19,90 €", "3 x 33,33 €", "10 - 20 €", "€", "%", "-99 %", "0 %",
    "23.450", "1.2.3.4", "007 451 297", "SIREN", "RCS", "TVA FR", "BE 0001.835.674", "HRB 12 B", "IBAN FR76",
    "@", " [at] ", "tel:", "mailto:", "+33", "0" * 30, "9" * 40, "rue", "12 rue", "29999", "SAS", "GmbH", "Hébergeur :",
    "Médiateur :", "14 jours", "quatorze", "pas de remboursement", "garantie", "Impressum", 'href="',
    'href="//"', 'href="http://["', 'class="price"', 'class="old-price"', 'itemprop="price"', "itemscope",
    'typeof="Product"', 'content="', 'lang="xx"', "<base href='//x'>", "<meta charset=utf-16>", "<h1>",
    "</h1>", "<title>",
)  # fmt: skip


def mutated(data: bytes) -> Capture:
    """The shop with its pages changed as `data` says. The same bytes make the same shop."""
    dice = random.Random(data)
    pages = dict(PAGES)
    for path in dice.sample(PATHS, dice.choice((1, 1, 2, 4))):
        pages[path] = _changed(dice, pages[path], data)
    return Capture(f"{BASE}/", tuple(_response(dice, path, text) for path, text in pages.items()))


def _changed(dice: random.Random, text: str, data: bytes) -> str:
    for _ in range(dice.choice((1, 2, 4, 8, 16))):
        at, to = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
        to = min(to, at + dice.choice((1, 5, 40, 400)))
        piece = dice.choice(PIECES)
        match dice.randrange(6):
            case 0:
                text = text[:at] + piece + text[at:]
            case 1:
                text = text[:at] + piece + text[to:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:to] + text[at:to] * dice.choice((1, 2, 30)) + text[to:]
            case 4:
                other = dice.choice(list(PAGES.values()))
                text = text[:at] + other[dice.randrange(len(other)) :][:400] + text[at:]
            case _:
                text = text[:at] + data.decode("utf-8", "ignore")[:200] + text[at:]
    return text[:200_000]


def _response(dice: random.Random, path: str, text: str) -> Response:
    charset = dice.choice(("utf-8",) * 6 + ("windows-1252", "utf-16", "iso-8859-15", "x-unknown"))
    encoding = charset if charset != "x-unknown" else "utf-8"
    body = text.encode(encoding, "replace")
    headers = (("Content-Type", f"text/html; charset={charset}"),)
    return Response(BASE + path, 200, "OK", headers, body, _NOW, sha256=hashlib.sha256(body).hexdigest())


def check(capture: Capture) -> ShopFacts:
    """Reads a shop. AssertionError where a fact has words that are not in the page that it names."""
    facts = read_shop(capture, country="FR")
    pages = {r.url: parse_page(r) for r in capture.responses}
    for name in (f.name for f in fields(facts)):
        for found in _all_found(getattr(facts, name)):
            for proof in found.proof:
                page = pages.get(proof.url)
                assert page is not None, (name, proof)
                assert proof.quote in page.text or proof.quote in page.html, (name, proof)
    return facts


def _all_found(value: Any) -> list[Found[Any]]:
    if isinstance(value, Found):
        return [value, *(f for inner in _items(value.value) for f in _all_found(inner))]
    return []


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
