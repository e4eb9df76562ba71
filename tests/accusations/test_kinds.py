"""Lawful shops of unusual kinds, and of usual kinds in unusual words: files, tickets, flowers, firms only, a museum."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from checks.strict_yaml import load_text
from checks.verdict import Outcome, Verdict
from sweep.capture import Capture
from tests.accusations.site import accusations, judged
from tests.extract.markup import written_otherwise
from tests.extract.shops import response

_FILE = Path(__file__).with_name("kinds.yaml")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
# What such a shop does break: a trader who sells to consumers in his workshop owes them the name of a mediator; two
# French ones sum up the legal guarantees in words of their own.
KEPT = {
    "fr-vitrine": {"adr.info"},
    "fr-asso": {"guarantee.fr_box"},
    "fr-mesure": {"guarantee.fr_box"},
}


@cache
def shops() -> dict[str, dict[str, str]]:
    return load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)  # type: ignore[no-any-return]


def visit(shop: dict[str, str], *changes: tuple[str, str]) -> Capture:
    """A visit to the shop, with some of its words changed."""
    text = shop["pages"]
    for old, new in changes:
        assert old in text, f"nothing to replace: {old}"
        text = text.replace(old, new)
    blocks = re.split(r"(?m)^= ", text.strip())[1:]
    heads = [[part.strip() for part in block.partition("\n")[0].split("|")] for block in blocks]
    menu = "".join(f'<li><a href="{head[0]}">{head[-1]}</a></li>' for head in heads if head[-1] != "-")
    pages = []
    for (path, title, *_), block in zip(heads, blocks, strict=True):
        body = "".join(map(_line, block.split("\n")[1:]))
        pages.append((path, _page(shop["language"], title, body, menu)))
    answers = tuple(response(path, html) for path, html in pages)
    return Capture(answers[0].url, answers)


def _page(language: str, title: str, body: str, menu: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title></head><body><header><a href="/">Logo</a>'
        f"</header><main><h1>{title}</h1>{body}</main><footer><ul>{menu}</ul></footer></body></html>"
    )


def _line(line: str) -> str:
    linked = _LINK.sub(r'<a href="\2">\1</a>', line)
    if line.startswith("<") or not line:
        return linked
    return f"<h2>{linked[3:]}</h2>" if line.startswith("## ") else f"<p>{linked}</p>"


def _judged(name: str, *changes: tuple[str, str]) -> dict[str, Verdict]:
    shop = shops()[name]
    return judged(visit(shop, *changes), shop["country"])


@pytest.mark.parametrize("name", sorted(shops()))
def test_a_lawful_shop_of_this_kind_is_accused_of_nothing(name: str) -> None:
    found = accusations(_judged(name))
    assert set(found) == KEPT.get(name, set()), found


@pytest.mark.parametrize("name", sorted(shops()))
def test_markup_never_changes_a_verdict(name: str) -> None:
    capture, country = visit(shops()[name]), shops()[name]["country"]
    plain, other = judged(capture, country), judged(written_otherwise(capture, "<main>", "</main>"), country)
    assert {check: verdict.outcome for check, verdict in other.items()} == {c: v.outcome for c, v in plain.items()}


# The same shops without what makes them lawful.
BREACHES: dict[str, tuple[str, list[tuple[str, str]], set[str]]] = {
    "paper books": (
        "fr-ebook",
        [(" (EPUB)", ""), (" (PDF)", ""), ("Livre numérique, ", "Roman broché, ")],
        {"gpsr.manufacturer", "price.delivery_cost"},
    ),
    "tickets without a word on withdrawal": (
        "ie-tickets",
        [("there is no 14-day cooling-off period for leisure services on a specific day, so ", "")],
        {"withdrawal.model_form"},
    ),
    "consumers, too": (
        "fr-b2b",
        [
            ("Site réservé aux professionnels.", "Bienvenue à tous."),
            (
                "aux seules ventes entre professionnels ; le site n'est pas ouvert aux consommateurs",
                "à toutes les ventes",
            ),
        ],
        {"price.total_incl_tax"},
    ),
    "orders, too": (
        "fr-vitrine",
        [("rien ne s'y achète, passez", "passez")],
        {"withdrawal.info", "guarantee.legal_info"},
    ),
    "new bicycles": (
        "en-vintage",
        [("Pre-owned ", "New "), ("pre-loved", "new"), ("Used, ", "New, "), ("Used pannier", "New pannier")],
        {"gpsr.manufacturer"},
    ),
    "new bicycles that can be used every day": (
        "en-vintage",
        [
            ("Pre-owned ", "Vintage style "),
            ("pre-loved", "new"),
            ("Used, ", "Can be used every day, "),
            ("Used pannier", "New pannier"),
        ],
        {"gpsr.manufacturer"},
    ),
    "candles beside the honey": (
        "de-honig",
        [
            ("Lindenhonig 500 g", "Lindenkerze"),
            ("Waldhonig 500 g", "Waldkerze"),
            ("Rapshonig 250 g", "Rapskerze"),
            (" Zutaten: Honig.", ""),
        ],
        {"gpsr.manufacturer"},
    ),
    "silence on the way back": (
        "at-keramik",
        [("Den Rückversand zahlen Sie selbst; geben Sie das Packerl bitte binnen 14 Tagen auf.", "")],
        {"withdrawal.return_costs"},
    ),
    "silence on faults": (
        "at-keramik",
        [
            (
                "Für Fehler, die das Stück schon bei der Übergabe hatte, stehen wir nach dem Gesetz (VGG) zwei Jahre "
                "lang gerade.",
                "",
            )
        ],
        {"guarantee.legal_info"},
    ),
}


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_without_what_makes_it_lawful_it_is_a_breach(name: str) -> None:
    shop, changes, expected = BREACHES[name]
    assert expected <= set(accusations(_judged(shop, *changes)))


def test_what_a_shop_says_of_itself_is_handed_to_a_person_with_its_words() -> None:
    found = _judged("nl-b2b")["price.total_incl_tax"]
    assert (found.outcome, found.message) == (Outcome.REVIEW, "judge.business_only")
    assert "uitsluitend aan ondernemers" in found.evidence[0].quote
    assert any(e.quote == "€ 38,00" for e in found.evidence)  # what was found stays beside it
    assert _judged("fr-ebook")["gpsr.manufacturer"].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [("en-vintage", "gpsr.manufacturer", "Pre-owned touring bike"), ("fr-ebook", "gpsr.manufacturer", "EPUB")],
)
def test_what_all_articles_are_is_told_by_the_words_on_one(name: str, rule: str, words: str) -> None:
    assert words in dict(_judged(name)[rule].params)["quote"]
