"""One faultless shop a country, written against that country's rules, and the breaches that its twin has."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from checks.catalogue import load
from checks.facts import Found, ShopFacts
from checks.judge import judge_shop
from checks.strict_yaml import load_text
from checks.verdict import Verdict
from sweep.capture import Capture, Response
from sweep.judging import judge_capture

HERE = Path(__file__).parent
DAY = date(2026, 11, 21)
COUNTRIES = tuple(sorted(path.stem.upper() for path in HERE.glob("*.yaml")))
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True)
class Fault:
    """A breach planted in the twin: `old`, up to `until`, becomes `new` in the HTML of the pages `on`."""

    on: tuple[str, ...]  # paths; ("*",) for every page
    old: str
    new: str
    finds: dict[str, str]  # check -> "outcome, part of the law that it cites"
    until: str = ""


@dataclass(frozen=True)
class Shop:
    country: str
    language: str
    base: str
    pages: dict[str, str]  # path -> HTML
    faults: tuple[Fault, ...] = ()
    without: tuple[str, ...] = ()  # pages that the twin does not have

    def capture(self, day: date) -> Capture:
        """A visit on that day that has put the first product into its basket."""
        at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        answers = [_answer(self.base, path, html, at) for path, html in self.pages.items()]
        return Capture(self.base + "/", tuple(answers), started=at)

    def twin(self) -> Shop:
        """The same shop with all its faults."""
        pages = {path: html for path, html in self.pages.items() if path.removeprefix("/") not in self.without}
        for fault in self.faults:
            _plant(pages, fault)
        return Shop(self.country, self.language, self.base, pages)


def _plant(pages: dict[str, str], fault: Fault) -> None:
    hit = [path for path in pages if (fault.on == ("*",) or path in fault.on) and fault.old in pages[path]]
    assert hit, f"nothing to replace on {fault.on}: {fault.old}"
    for path in hit:
        old = fault.old
        if fault.until:
            start = pages[path].index(fault.old)
            old = pages[path][start : pages[path].index(fault.until, start)]
        pages[path] = pages[path].replace(old, fault.new)


def _answer(base: str, path: str, html: str, at: datetime) -> Response:
    body = html.encode()
    sent = (("Referer", f"{base}/p/1"),) if path == "/basket" else ()
    return Response(
        url=base + path,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
        fetched_at=at,
        method="POST" if sent else "GET",
        request_headers=sent,
        sha256=hashlib.sha256(body).hexdigest(),
    )


@cache
def facts(country: str, twin: bool = False) -> ShopFacts:
    """What is read of the faultless shop of a country, or of its twin."""
    there = shop(country).twin() if twin else shop(country)
    return judge_capture(there.capture(DAY), country=country, day=DAY, checks=[], matcher=None).facts


def judged(country: str, day: date, *, twin: bool = False) -> dict[str, Verdict]:
    """Check -> verdict, by the law of the country on `day`, as if the shop had been visited then."""
    read = facts(country, twin)
    assert isinstance(read.visited_on, Found)
    seen = replace(read, visited_on=replace(read.visited_on, value=day))
    return {v.check: v for v in judge_shop(seen, country=country, day=day, checks=list(load().values()))}


@cache
def texts(country: str) -> dict[str, Any]:
    """`<country>.yaml`: the shop's words, texts, goods and faults."""
    path = HERE / f"{country.lower()}.yaml"
    return load_text(path.read_text(encoding="utf-8"), path.name)  # type: ignore[no-any-return]


@cache
def shop(country: str) -> Shop:
    """The faultless shop of a country."""
    data = texts(country)
    faults = tuple(_fault(row) for row in data["faults"])
    base = f"https://{data['domain']}"
    return Shop(country, data["language"], base, dict(_pages(data, base)), faults, tuple(data["without"]))


def _fault(row: dict[str, Any]) -> Fault:
    return Fault(tuple(row["on"]), row["old"], row.get("new", ""), dict(row["finds"]), row.get("until", ""))


# -- pages --------------------------------------------------------------------------------------------


def _pages(data: dict[str, Any], base: str) -> Iterator[tuple[str, str]]:
    """Path -> HTML. A line of a text is a paragraph, "## " begins a heading, "> " a boxed line, [label](address)."""
    words, products = data["words"], data["products"]
    tiles = "".join(_tile(data, number, product) for number, product in enumerate(products, 1))
    yield "/", _page(data, "/", data["name"], _text(data["home"]) + f"<ul>{tiles}</ul>")
    yield "/all", _page(data, "/all", words["all"], f"<ul>{tiles}</ul>")
    for number, product in enumerate(products, 1):
        yield f"/p/{number}", _page(data, f"/p/{number}", product["title"], _product(data, number, product, base))
    for path, title in data["labels"].items():
        body = _form(data) if path == "withdraw" else _text(data["pages"][path])
        yield f"/{path}", _page(data, f"/{path}", title, body)
    basket = f"{_basket(data)}<p><a href='/checkout'>{escape(words['to_checkout'])}</a></p>"
    yield "/basket", _page(data, "/basket", words["basket"], basket)
    yield "/checkout", _page(data, "/checkout", words["checkout"], _checkout(data))


def _page(data: dict[str, Any], path: str, title: str, main: str) -> str:
    words = data["words"]
    menu = f'<a href="/">{escape(data["name"])}</a> <a href="/all">{escape(words["all"])}</a>'
    links = "".join(f'<li><a href="/{to}">{escape(label)}</a></li>' for to, label in data["labels"].items())
    return (
        f'<!doctype html><html lang="{data["language"]}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - {escape(data['name'])}</title></head><body>"
        f'<nav>{menu} <a href="/basket">{escape(words["basket"])}</a></nav><main><h1>{escape(title)}</h1>{main}</main>'
        f"<footer><ul>{links}</ul><p>{_inline(data['footer'])}</p></footer></body></html>"
    )


def _text(text: str) -> str:
    return "".join(map(_line, text.strip().split("\n")))


def _line(line: str) -> str:
    if line.startswith("## "):
        return f"<h2>{_inline(line[3:])}</h2>"
    if line.startswith("> "):
        return f'<div class="box"><p>{_inline(line[2:])}</p></div>'
    return f"<p>{_inline(line)}</p>" if line.strip() else ""


def _inline(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))


def _tile(data: dict[str, Any], number: int, product: dict[str, Any]) -> str:
    title = escape(product["title"])
    return (
        f'<li><a href="/p/{number}"><img src="/i/{number}.jpg" alt="{title}"></a> '
        f'<a href="/p/{number}">{title}</a> {_price(data, product)}</li>'
    )


def _price(data: dict[str, Any], product: dict[str, Any]) -> str:
    words = data["words"]
    said = f'<p class="price">{_money(data, product["price"])} <small>{_inline(words["tax"])}</small></p>'
    for key in ("unit", "before"):
        said += f'<p class="{key}">{escape(product[key])}</p>' if key in product else ""
    return said


def _money(data: dict[str, Any], amount: str) -> str:
    return escape(data["money"].format(amount.replace(".", data["comma"])))


def _product(data: dict[str, Any], number: int, product: dict[str, Any], base: str) -> str:
    words = data["words"]
    structured = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product["title"],
        "mpn": product["model"],
        "gtin13": product["ean"],
        "brand": {"@type": "Brand", "name": product["brand"]},
        "image": f"{base}/i/{number}.jpg",
        "offers": {
            "@type": "Offer",
            "price": product["price"],
            "priceCurrency": data["currency"],
            "availability": "https://schema.org/InStock",
            "url": f"{base}/p/{number}",
        },
    }
    return (
        f'<script type="application/ld+json">{json.dumps(structured)}</script>'
        f'<img src="/i/{number}.jpg" alt="{escape(product["title"])}">{_price(data, product)}'
        f'<form action="/basket" method="post"><button name="add">{escape(words["add"])}</button></form>'
        f"<p>{escape(words['stock'])}</p><p>{escape(product['text'])}</p>"
        f"<p>{escape(words['brand'])}: {escape(product['brand'])}<br>{escape(words['model'])}: {product['model']}"
        f"<br>EAN: {product['ean']}</p><h2>{escape(words['safety'])}</h2>"
        f"<p>{escape(words['maker'])}: {escape(product['maker'])}</p>{_text(product.get('warning', ''))}"
    )


def _form(data: dict[str, Any]) -> str:
    words = data["words"]
    labels = (f"{escape(label)} <input name='f{n}'>" for n, label in enumerate(words["form"]))
    fields = "".join(f"<p><label>{label}</label></p>" for label in labels)
    button = f"<button>{escape(words['confirm'])}</button>"
    return f"{_text(data['pages']['withdraw'])}<form method='post' action='/withdraw'>{fields}{button}</form>"


def _rows(data: dict[str, Any]) -> str:
    return "".join(f"<tr><td>{escape(label)}</td><td>{_money(data, sum_)}</td></tr>" for label, sum_ in data["sums"])


def _basket(data: dict[str, Any]) -> str:
    first = data["products"][0]
    return f"<p>1 x {escape(first['title'])}</p><table>{_rows(data)}</table>"


def _checkout(data: dict[str, Any]) -> str:
    """The last step: address and means of payment in one form, its button with the words of the law."""
    words = data["words"]
    name = f"<label>{escape(words['form'][0])} <input name='name'></label>"
    means = "".join(f"<label><input type='radio' name='payment'> {escape(one)}</label>" for one in words["pay"])
    news = f"<label><input type='checkbox' name='news'> {escape(words['news'])}</label>"
    return (
        f"{_basket(data)}<form method='post' action='/order'><p>{name}</p><p>{means}</p><p>{news}</p>"
        f"<button id='place_order'>{escape(words['order'])}</button></form>"
    )
