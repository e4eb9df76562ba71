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
from tests.fuzz.mutate import PIECES, changed

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


def mutated(data: bytes) -> Capture:
    """The shop with its pages changed as `data` says. The same bytes make the same shop."""
    dice = random.Random(data)
    own = data.decode("utf-8", "ignore")[:200]
    pages = dict(PAGES)
    for path in dice.sample(PATHS, dice.choice((1, 1, 2, 4))):
        pages[path] = changed(dice, pages[path], (*PAGES.values(), own), (*PIECES, own))
    return Capture(f"{BASE}/", tuple(_response(dice, path, text) for path, text in pages.items()))


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
