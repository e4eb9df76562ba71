"""Where shops put what the law asks for: lawful shops in many shapes, gathered over the loopback and judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from checks.verdict import Outcome
from sweep.capture import Capture
from sweep.evidence.archive import ArchiveWriter
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests.accusations.site import Site, accusations, judged, lawful, texts
from tests.servers import NOT_FOUND, Route, page, redirect, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=0, products=3, pages=40)
BLOCKS = "identity director host prices delivery withdrawal refund form returns guarantee adr contract".split()


def visit(tmp_path: Path, routes: Mapping[str, Route], **changes: object) -> Capture:
    with serve(routes) as shop, ArchiveWriter(tmp_path / "visit.warc.gz", software="test", info={}) as archive:
        return gather(shop.url(), replace(LIMITS, **changes), archive)  # type: ignore[arg-type]


def answers(site: Site, change: Callable[[str], str] = str) -> dict[str, Route]:
    return {path: page(change(html)) for path, html in site.routes().items()}


def one_page(language: str, wrap: str = "<h2 id='{0}'>{0}</h2>{1}") -> Site:
    """Everything on one long page, with anchors."""
    site = lawful(language)
    site.main["/infos"] = "".join(wrap.format(name, site.blocks.get(name, "")) for name in BLOCKS)
    site.drop("/legal", "/terms", "/withdrawal", "/delivery")
    labels = site.blocks["labels"]
    anchors = {"legal": "identity", "terms": "prices", "withdrawal": "withdrawal", "delivery": "delivery"}
    site.footer |= {f"/infos#{anchor}": labels[name] for name, anchor in anchors.items()}
    return site


def hub(language: str, label: str) -> Site:
    """Footer links to the legal notice and to a hub only; the hub leads on."""
    site = lawful(language)
    labels = site.blocks["labels"]
    onward = ("withdrawal", "delivery", "terms", "withdraw")
    site.main["/hub"] = f"<p>{label}</p>" + "".join(f'<p><a href="/{name}">{labels[name]}</a></p>' for name in onward)
    site.footer = {"/legal": labels["legal"], "/product": labels["product"], "/hub": label}
    return site


def icons(html: str) -> str:
    return re.sub(r'<a href="([^"]+)">([^<]+)</a>', r'<a href="\1" aria-label="\2"><svg></svg></a>', html)


def in_footer(words: str) -> Callable[[str], str]:
    return lambda html: html.replace("</footer>", f"{words}</footer>")


def without_function() -> Site:
    site = lawful("fr")
    del site.footer["/withdraw"]
    return site


FORM = '<form action="/withdraw"><button>Renoncer au contrat ici <i class="icon"></i></button></form>'
INPUT = '<form action="/withdraw"><input type="submit" value="RENONCER AU CONTRAT ICI"></form>'
OTHER = '<form action="/withdraw"><input type="submit" value="Rechercher"></form>'
MENU = (
    '<nav><a href="/compte">Mon compte</a><ul style="display:none"><li><a href="/withdraw">Renoncer au contrat ici</a>'
)
WALL = "<div role=dialog class=cookies><p>Vous pouvez retirer votre consentement à tout moment.</p></div>"
LAWFUL: list[tuple[str, Site, Callable[[str], str]]] = [
    *((f"one page {language}", one_page(language), str) for language in texts()),
    ("details", one_page("fr", "<details id='{0}'><summary>{0}</summary>{1}</details>"), str),
    ("table", one_page("fr", "<table><tr><td>{0}</td><td>{1}</td></tr></table>"), str),
    ("hidden tabs", one_page("fr", "<div id='{0}' style='display:none'>{1}</div>"), str),
    ("hidden panels", one_page("de", "<div id='{0}' hidden>{1}</div>"), str),
    ("icons", lawful("fr"), icons),
    ("function as a button of a form", without_function(), in_footer(FORM)),
    ("function as an input", without_function(), in_footer(INPUT)),
    ("function as a div", without_function(), in_footer('<div role="button">Renoncer au contrat ici</div>')),
    (
        "function in the account menu",
        without_function(),
        lambda html: html.replace("<main>", f"{MENU}</ul></nav><main>"),
    ),
    ("cookie banner", lawful("fr"), lambda html: html.replace("<main>", f"{WALL}<main>")),
    *((f"hub {label}", hub("fr", label), str) for label in ("Aide", "Service client", "FAQ", "Infos", "La maison")),
    *((f"hub {label}", hub("de", label), str) for label in ("Hilfe", "Service")),
    ("hub nl", hub("nl", "Klantenservice"), str),
    ("hub en", hub("en", "Customer care"), str),
    ("hub es", hub("es", "Ayuda"), str),
    ("hub it", hub("it", "Assistenza"), str),
    ("hub pt", hub("pt", "Apoio ao cliente"), str),
    ("hub pl", hub("pl", "Pomoc"), str),
]


@pytest.mark.parametrize(("site", "change"), [case[1:] for case in LAWFUL], ids=[case[0] for case in LAWFUL])
def test_a_lawful_shop_of_another_shape_is_not_accused(
    tmp_path: Path, site: Site, change: Callable[[str], str]
) -> None:
    capture = visit(tmp_path, answers(site, change), languages=(site.language,))
    assert accusations(judged(capture, site.country)) == {}


def test_everything_in_the_footer_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    site = lawful("fr")
    words = "".join(site.blocks.get(name, "") for name in BLOCKS)
    site.drop("/legal", "/terms", "/withdrawal", "/delivery")
    found = judged(visit(tmp_path, answers(site, in_footer(words))), "FR")
    assert accusations(found) == {}
    assert found["identity.legal_notice_access"].outcome is Outcome.REVIEW


@pytest.mark.parametrize("words", ["", OTHER, "<div>Renoncer au contrat ici</div>"])
def test_a_shop_without_the_function_is_found(tmp_path: Path, words: str) -> None:
    site = lawful("fr").drop("/withdraw")
    found = accusations(judged(visit(tmp_path, answers(site, in_footer(words))), "FR"))
    assert set(found) == {"withdrawal.function"}


MISSING_PAGE = (
    "<html lang=fr><title>Page introuvable</title><h1>Oups</h1><p>La page que vous cherchez est introuvable.</p>"
)
UNREAD: list[tuple[str, str, Route | str]] = [
    ("picture", "/legal", '<img src="/mentions.png" alt="">'),
    ("script", "/legal", '<div id="root"></div><script src="/app.js"></script>'),
    ("frame", "/legal", '<iframe src="https://juridique.example/mentions"></iframe>'),
    ("embedded file", "/terms", '<object data="/cgv.pdf" type="application/pdf"></object>'),
    ("linked file", "/terms", '<p>Nos conditions : <a href="/cgv.pdf">télécharger</a></p>'),
    ("broken", "/terms", page("oops", status="500 Internal Server Error")),
    ("gone", "/legal", NOT_FOUND),
    ("gone without saying so", "/legal", page(MISSING_PAGE)),
    ("file", "/legal", page(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})),
    ("elsewhere", "/legal", redirect("https://juridique.example/mentions")),
]


@pytest.mark.parametrize(("path", "answer"), [case[1:] for case in UNREAD], ids=[case[0] for case in UNREAD])
def test_a_page_that_could_not_be_read_is_no_breach(tmp_path: Path, path: str, answer: Route | str) -> None:
    site = lawful("fr")
    if isinstance(answer, str):
        site.main[path] = answer
    routes = answers(site) | ({} if isinstance(answer, str) else {path: answer})
    found = judged(visit(tmp_path, routes), "FR")
    assert accusations(found) == {}
    assert any(v.outcome is Outcome.NOT_MEASURABLE for name, v in found.items() if name != "gpsr.alert_match")


def test_an_empty_legal_notice_with_a_picture_in_its_header_is_a_breach(tmp_path: Path) -> None:
    site = lawful("fr", {"form": "<p>Je vous notifie par la présente ma rétractation du contrat.</p>"})
    words = "Bienvenue dans notre boutique de vaisselle peinte, où tout est fait à la main depuis toujours."
    site.main["/legal"] = f"<p>{words}</p>"
    head = '<header><img src="/logo.png" alt="Logo"></header><main>'
    found = accusations(judged(visit(tmp_path, answers(site, lambda html: html.replace("<main>", head))), "FR"))
    assert {"identity.name", "identity.address", "identity.email"} <= set(found)


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 6])
def test_a_visit_cut_short_by_its_budget_accuses_nobody(tmp_path: Path, pages: int) -> None:
    assert accusations(judged(visit(tmp_path, answers(lawful("fr")), pages=pages), "FR")) == {}


def two_languages() -> dict[str, Route]:
    routes: dict[str, Route] = {}
    for language in ("fr", "nl"):
        site = lawful(language)
        main = {f"/{language}{path.rstrip('/')}": html for path, html in site.main.items()}
        footer = {f"/{language}{path}": label for path, label in site.footer.items()}
        routes |= answers(Site(language, main, footer))
    return routes


@pytest.mark.parametrize("languages", [("fr",), ("nl",), ()])
@pytest.mark.parametrize("door", ["splash", "redirect"])
def test_a_shop_in_two_languages_is_not_accused(tmp_path: Path, languages: tuple[str, ...], door: str) -> None:
    doors = '<a href="/fr">Français</a> <a href="/nl">Nederlands</a>'
    splash = page(f"<html><title>Vasenia</title><body><h1>Vasenia</h1>{doors}</body></html>")
    home = splash if door == "splash" else redirect("/fr")
    found = judged(visit(tmp_path, two_languages() | {"/": home}, languages=languages), "BE")
    assert accusations(found) == {}


def test_a_page_that_only_asks_for_the_country_accuses_nobody(tmp_path: Path) -> None:
    doors = "".join(f'<a href="https://{c}.vasenia.example/">{c}</a> ' for c in ("France", "Belgique", "Italia"))
    home = page(f"<html><title>Vasenia</title><body><h1>Choose your country</h1>{doors}</body></html>")
    assert accusations(judged(visit(tmp_path, {"/": home}), "FR")) == {}


@pytest.mark.parametrize(
    ("language", "country"), [("de", "AT"), ("nl", "BE"), ("de", "BE"), ("en", "FR"), ("it", "DE")]
)
def test_a_trader_of_another_member_state_is_not_asked_for_national_details(
    tmp_path: Path, language: str, country: str
) -> None:
    found = accusations(judged(lawful(language).capture(), country))
    # What the consumer's own country asks of everybody who sells there is asked of this trader, too.
    assert set(found) <= {"guarantee.fr_box", "price.total_incl_tax"}
    assert not [name for name in found if name.startswith("identity.")]
