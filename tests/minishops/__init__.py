"""Small invented shops in 26 languages, laid out in the ways in which shops hide their legal pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import yaml

from sweep.extract.lexicon import lexicon
from tests.extract.pdfs import pdf
from tests.servers import Route, page

LEGAL = ("legal_notice", "terms", "privacy", "withdrawal", "delivery", "contact", "about")


@dataclass(frozen=True)
class Text:
    """One page of a shop's words: the label of its link, the last part of its address, what it says."""

    role: str
    label: str
    slug: str
    words: str


@dataclass(frozen=True)
class Shop:
    """What a server answers, and the truth: path -> role of every page that has one."""

    language: str
    layout: str
    routes: dict[str, Route]
    truth: dict[str, str]


@cache
def words() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def languages() -> tuple[str, ...]:
    return tuple(sorted(words()))


def texts(language: str) -> tuple[Text, ...]:
    rows = words()[language]
    return tuple(Text(role, *(part.strip() for part in rows[role].split("|"))) for role in LEGAL)


# -- links --------------------------------------------------------------------------------------------


def plain(text: Text) -> str:
    return f'<a href="/{text.slug}">{escape(text.label)}</a>'


def picture(text: Text) -> str:
    return f'<a href="/{text.slug}"><img src="/{text.slug}.png" alt="{escape(text.label)}"></a>'


def scripted(text: Text) -> str:
    ways = (
        f"<span onclick=\"location.href='/{text.slug}'\">{escape(text.label)}</span>",
        f"<a href=\"javascript:window.open('/{text.slug}')\">{escape(text.label)}</a>",
        f"<button onclick=\"window.location = '/{text.slug}'\">{escape(text.label)}</button>",
    )
    return ways[len(text.slug) % 3]


def relative(text: Text) -> str:
    return f'<a href="{text.slug}">{escape(text.label)}</a>'


# -- pages --------------------------------------------------------------------------------------------


def document(language: str, title: str, body: str, head: str = "") -> bytes:
    return page(
        f'<!doctype html><html lang="{language}"><head><title>{escape(title)} - Lux</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


@dataclass(frozen=True)
class Layout:
    """How a shop leads to its pages. `frame` makes the menus from the links, `head` stands in every page."""

    link: Callable[[Text], str] = plain
    frame: str = "<footer>{links}</footer>"
    head: str = ""
    path: str = "/{slug}"


LAYOUTS = {
    "footer": Layout(),
    "tables": Layout(frame="<table><tr><td>{links}</td></tr></table>"),
    "pictures": Layout(picture),
    "scripts": Layout(scripted),
    "base": Layout(relative, head='<base href="/shop/">', path="/shop/{slug}"),
    "hub": Layout(),
    "frameset": Layout(),
    "pdf": Layout(),
}


def shop(language: str, layout: str = "footer") -> Shop:
    """A whole shop: home, a listing, three products, its legal pages, a story about returns, a supplier's notice."""
    form, rows = LAYOUTS[layout], texts(language)
    links = " ".join(form.link(text) for text in rows)
    frame = form.frame.format(links=links)
    if layout == "hub":
        frame = f'<footer><a href="/hub">{escape(_hub_label(language))}</a></footer>'
    routes: dict[str, Route] = {}
    truth: dict[str, str] = {}
    for text in rows:
        path = form.path.format(slug=text.slug)
        routes[path] = document(
            language, text.label, f"<h1>{escape(text.label)}</h1><p>{escape(text.words)}</p>{frame}", form.head
        )
        truth[path] = text.role
    routes |= _goods(language, frame, form.head)
    routes |= _traps(language, frame, form.head)
    home = f'<nav><a href="/shop-goods/">{escape(words()[language]["listing"])}</a></nav>{_home(language)}{frame}'
    routes["/"] = document(language, "Lux", home, form.head)
    if layout == "hub":
        body = f"<h1>{escape(_hub_label(language))}</h1><ul>{''.join(f'<li>{plain(t)}</li>' for t in rows)}</ul>{frame}"
        routes["/hub"] = document(language, _hub_label(language), body)
    if layout == "frameset":
        routes["/menu"] = document(language, "Menu", f'{links} <a href="/shop-goods/">Lux</a>')
        routes["/start"] = document(language, "Lux", _home(language))
        frames = '<frameset cols="20%,*"><frame src="/menu"><frame src="/start"></frameset>'
        routes["/"] = page(f'<html lang="{language}"><head><title>Lux</title></head>{frames}</html>')
    if layout == "pdf":
        _as_pdf(rows, routes, truth)
    return Shop(language, layout, routes, truth)


def _hub_label(language: str) -> str:
    return lexicon(language)["links"]["help"][0].capitalize()


def _home(language: str) -> str:
    about = next(text for text in texts(language) if text.role == "about").words
    cards = "".join(
        f'<div><a href="/product/lux-{n}"><img alt=""></a><a href="/product/lux-{n}">Lux {n}</a> 49,00 EUR</div>'
        for n in (1, 2)
    )
    blog = f'<p><a href="/blog/{_BLOG}">{escape(words()[language]["blog"])}</a></p>'
    return f"<p>{escape(about)}</p>{cards}{blog}<p><a href='/suppliers/morvane'>Morvane</a></p>"


_BLOG = "gift-2026"


def _goods(language: str, frame: str, head: str) -> dict[str, Route]:
    cards = "".join(
        f'<div><a href="/product/lux-{n}"><img alt=""></a><a href="/product/lux-{n}">Lux {n}</a> 49,00 EUR</div>'
        for n in range(1, 5)
    )
    name = words()[language]["listing"]
    found: dict[str, Route] = {"/shop-goods/": document(language, name, f"<h1>{escape(name)}</h1>{cards}{frame}", head)}
    for n in range(1, 5):
        data = f'<script type="application/ld+json">{{"@type": "Product", "name": "Lux {n}"}}</script>'
        found[f"/product/lux-{n}"] = document(
            language, f"Lux {n}", f"{data}<h1>Lux {n}</h1><p>49,00 EUR</p>{frame}", head
        )
    return found


def _traps(language: str, frame: str, head: str) -> dict[str, Route]:
    """A story that speaks of returns, and the page of a supplier who has a legal notice of his own."""
    by_role = {text.role: text for text in texts(language)}
    story = f"<h1>{escape(words()[language]['blog'])}</h1><p>{escape(by_role['withdrawal'].words)}</p>"
    notice = by_role["legal_notice"]
    supplier = f"<h1>Morvane</h1><p><a href='/suppliers/morvane/notice'>{escape(notice.label)}</a></p>"
    theirs = f"<h1>{escape(notice.label)}</h1><p>Morvane: {escape(notice.words)}</p>"
    return {
        f"/blog/{_BLOG}": document(language, words()[language]["blog"], story + frame, head),
        "/suppliers/morvane": document(language, "Morvane", supplier + frame, head),
        "/suppliers/morvane/notice": document(language, notice.label, theirs + frame, head),
    }


def _as_pdf(rows: tuple[Text, ...], routes: dict[str, Route], truth: dict[str, str]) -> None:
    """Puts the terms into a PDF, where its fonts can write them."""
    terms = next(text for text in rows if text.role == "terms")
    try:
        data = pdf([terms.label, *(s.strip() + "." for s in terms.words.split(". "))])
    except UnicodeEncodeError:
        return
    routes[f"/{terms.slug}"] = page(data, headers={"Content-Type": "application/pdf"})
