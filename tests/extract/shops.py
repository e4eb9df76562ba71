"""Small shops made of strings, as captures: for tests of everything that reads one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from sweep.capture import Capture, Failure, Response
from sweep.extract.lexicon import lexicon
from sweep.extract.words.labels import LABEL_ROLES

BASE = "https://shop.example"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PRODUCT = '<script type="application/ld+json">{"@type": "Product", "name": "Vase"}</script><h1>Vase</h1>'
# No words of any language: a page whose text says nothing about anything.
FILLER = {
    "fr": "Voici la page de notre boutique pour vous et pour les personnes qui sont avec nous dans le village.",
    "nl": "Dit is de pagina van onze zaak voor u en voor de mensen die bij ons zijn in het dorp.",
    "de": "Das ist die Seite von uns für Sie und für die Menschen, die bei uns sind und mit uns leben.",
    "en": "This is the page of our shop for you and for the people that are with us in the village.",
    "es": "Esta es la página de nuestra casa para usted y para las personas que son como nosotros en el pueblo.",
    "it": "Questa è la pagina della nostra bottega per voi e per le persone che sono con noi nel paese.",
    "pt": "Esta é a página da nossa loja para si e para as pessoas que estão connosco em casa ou no campo.",
    "pl": "To jest strona dla osób, które są z nami oraz dla tych, co nie są z nami, ale to się może zmienić.",
}


def response(path: str, html: str, status: int = 200, **more: object) -> Response:
    body = html.encode()
    fields: dict[str, object] = {
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "reason": "OK",
        "fetched_at": NOW,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return Response(url=BASE + path, status=status, body=body, **(fields | more))  # type: ignore[arg-type]


def page(language: str, title: str, text: str, links: Mapping[str, str] | None = None, body: str = "") -> str:
    """A page; `text` becomes paragraphs, `links` (address -> label) its footer."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    footer = "".join(f'<li><a href="{href}">{escape(label)}</a></li>' for href, label in (links or {}).items())
    return (
        f'<!doctype html><html lang="{language}"><head><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{paragraphs}{body}<footer><ul>{footer}</ul></footer></body></html>"
    )


def label(language: str, role: str) -> str:
    return lexicon(language)["links"][role][0]


def _mark(role: str) -> str:
    """A letter that makes a page's filler its own, not a line that all pages share."""
    return f"({'ABCDEFGHIJ'[LABEL_ROLES.index(role)]})"


def shop(
    language: str,
    texts: Mapping[str, str],
    *,
    bodies: Mapping[str, str] | None = None,
    extra: tuple[Response, ...] = (),
) -> Capture:
    """A whole shop: a home page, a product and one page for each role of `texts`, all linked from every footer."""
    links = {f"/{role}": label(language, role) for role in texts if role != "home"} | {"/product/vase": "Vase 4711"}
    bodies = bodies or {}
    home = page(language, "Vasenia", texts.get("home", FILLER[language]), links, bodies.get("home", ""))
    pages = [response("/", home), response("/product/vase", page(language, "Vase", "Vase 4711", links, PRODUCT))]
    for role, text in texts.items():
        if role != "home":
            words = f"{FILLER[language]} {_mark(role)}\n{text}"
            pages.append(
                response(f"/{role}", page(language, label(language, role), words, links, bodies.get(role, "")))
            )
    return Capture(BASE + "/", (*pages, *extra))


def failure(path: str, kind: str = "timeout") -> Failure:
    return Failure(BASE + path, kind, "no answer")  # type: ignore[arg-type]
