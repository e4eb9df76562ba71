"""Lawful shops of our own, in eight languages, taken apart into blocks, put together as pages, and judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checks.catalogue import load
from checks.strict_yaml import load_text
from checks.verdict import Outcome, Verdict
from sweep.capture import Capture, Failure
from sweep.judging import judge_capture
from tests.countries import texts as texts_of
from tests.extract.shops import BASE, response

DAY = date(2026, 11, 21)
PAGES = {
    "legal": ("identity", "director", "host"),
    "terms": ("prices", "delivery", "guarantee", "adr", "contract"),
    "withdrawal": ("withdrawal", "refund", "form", "returns"),
    "delivery": ("delivery",),
    "product": ("goods", "notice"),
    "withdraw": ("form_page",),
}
# The harmonised notice on the legal guarantee, due in most countries since 27 September 2026.
NOTICE = '<p><a href="https://europa.eu/youreurope/guarantees">Your Europe</a></p>'
_PRIVACY = {  # a line that every lawful shop of that language has in its legal notice
    "fr": "Données personnelles : le responsable du traitement est l'exploitant du site.",
    "nl": "Persoonsgegevens: de verwerkingsverantwoordelijke is de uitbater van de site.",
    "de": "Personenbezogene Daten: Verantwortlicher ist der Betreiber der Website.",
    "en": "Personal data: the data controller is the operator of the site.",
    "es": "Datos personales: el responsable del tratamiento es el titular del sitio.",
    "it": "Dati personali: il titolare del trattamento è il gestore del sito.",
    "pt": "Dados pessoais: o responsável pelo tratamento é o titular do sítio.",
    "pl": "Dane osobowe: administratorem danych jest właściciel sklepu.",
}
_FILE = Path(__file__).with_name("shops.yaml")


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Language -> block -> HTML."""
    return load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)  # type: ignore[no-any-return]


@dataclass
class Site:
    """A shop as pages (path -> HTML of the body's main part) and links of the footer (path -> label)."""

    language: str
    main: dict[str, str]
    footer: dict[str, str]
    country: str = ""
    blocks: dict[str, Any] = field(default_factory=dict)

    def html(self, path: str) -> str:
        links = "".join(f'<li><a href="{href}">{label}</a></li>' for href, label in self.footer.items())
        title = self.footer.get(path, "Porcelaine")
        head = "" if "<h1" in self.main[path] else f"<h1>{title}</h1>"
        return (
            f'<!doctype html><html lang="{self.language}"><head><title>{title}</title></head><body>'
            f"<main>{head}{self.main[path]}</main><footer><ul>{links}</ul></footer></body></html>"
        )

    def routes(self) -> dict[str, str]:
        return {path: self.html(path) for path in self.main}

    def capture(self, failures: Sequence[Failure] = (), left_out: Sequence[str] = ()) -> Capture:
        answers = tuple(response(path, self.html(path)) for path in self.main)
        return Capture(BASE + "/", answers, tuple(failures), not_followed=tuple(left_out))

    def visited(self) -> Capture:
        """A capture of all pages, the basket as the answer to the form of the product's page."""
        sent = {"method": "POST", "request_headers": (("Referer", f"{BASE}/product"),)}
        answers = (
            response(path, self.html(path), **(sent if path == "/basket" else {}))  # type: ignore[arg-type]
            for path in self.main
        )
        return Capture(BASE + "/", tuple(answers))

    def drop(self, *paths: str) -> Site:
        """Without these pages and the links to them."""
        for path in paths:
            self.main.pop(path, None)
            self.footer.pop(path, None)
        return self


def lawful(language: str, put: Mapping[str, str] | None = None, country: str = "") -> Site:
    """A shop that keeps the law, with the blocks of `put` in place of its own ("" leaves a block out)."""
    blocks = {"notice": NOTICE, **texts()[language], **(put or {})}
    filler = blocks["home"]
    main = {"/": filler + blocks.get("home_more", "")}
    for name, parts in PAGES.items():
        own = "" if name == "product" else filler.replace(".</p>", f" ({name[0].upper()}).</p>", 1)  # not a menu's line
        main[f"/{name}"] = own + "".join(blocks.get(part, "") for part in parts)
    if "/legal" in main:
        main["/legal"] += f"<p>{_PRIVACY.get(language, '')}</p>"
    footer = {f"/{name}": blocks["labels"][name] for name in PAGES}
    return Site(language, main, footer, country or blocks["country"], blocks)


def added(language: str, put: Mapping[str, str], country: str = "") -> Site:
    """The lawful shop with blocks replaced, prolonged ("+<p>...") or, under a path, pages added ("label | HTML")."""
    own = texts()[language]
    blocks = {k: own.get(k, "") + v[1:] if v[:1] == "+" else v for k, v in put.items() if k[0] != "/"}
    if "label" in blocks:  # of the withdrawal function
        blocks["labels"] = {**own["labels"], "withdraw": blocks.pop("label")}
    site = lawful(language, blocks, country)
    for path, page in put.items():
        if path[0] == "/":
            site.footer[path], _, site.main[path] = page.partition(" | ")
    return site


def whole(language: str) -> Site:
    """The lawful shop with a list of three articles and their makers, accessibility, a basket and the last step."""
    site = lawful(language)
    words = texts_of(site.country)["words"]
    site.main["/terms"] += "".join(site.blocks[part] for part in ("identity", *PAGES["withdrawal"]))
    site.main["/terms"] += f"<p>{texts_of(site.country)['pages']['privacy']}</p>"
    goods = site.main["/product"]
    maker = f"<h2>{words['safety']}</h2><p>{words['maker']}: {texts_of(site.country)['products'][0]['maker']}</p>"
    named = f"<img src='/1.jpg' alt=''><p>{words['model']}: T-1</p>{maker}"
    price = re.search(r"<p class='price'>([^<]+)</p>", goods)[1]  # type: ignore[index]
    for path in ("/product", "/product-2", "/product-3"):
        site.main[path] = goods + named
    tiles = "".join(f"<li><a href='{path}'>{path}</a> {price}</li>" for path in site.main if "/product" in path)
    site.main["/all"] = f"<ul>{tiles}</ul>"
    amount = price.split(" TTC")[0].split(" incl")[0]
    site.main["/basket"] = f"<table><tr><td>{texts_of(site.country)['sums'][2][0]}</td><td>{amount}</td></tr></table>"
    button = f"<button id='place_order'>{words['order']}</button>"
    pay = f"<label><input type='radio' name='payment'> {words['pay'][0]}</label>"
    site.main["/checkout"] = f"{site.main['/basket']}<form method='post'>{pay}{button}</form>"
    site.main["/accessibility"] = f"<p>{texts_of(site.country)['pages']['accessibility']}</p>"
    labels = {"/all": words["all"], "/basket": words["basket"], "/checkout": words["checkout"]}
    site.footer |= labels | {"/accessibility": texts_of(site.country)["labels"]["accessibility"]}
    return site


def judged(capture: Capture, country: str) -> dict[str, Verdict]:
    found = judge_capture(capture, country=country, day=DAY, checks=list(load().values()), matcher=None)
    return {verdict.check: verdict for verdict in found.verdicts}


def accusations(verdicts: Mapping[str, Verdict]) -> dict[str, str]:
    """Check -> message with its proof, of all that fail."""
    return {
        name: f"{v.message} {dict(v.params)} {[e.quote[:160] for e in v.evidence][:3]}"
        for name, v in verdicts.items()
        if v.outcome is Outcome.FAIL
    }
