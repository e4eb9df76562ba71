"""A legal page under a name that tells nothing ("Good to know") is still read: what it says is not missing."""

from __future__ import annotations

import re

import pytest

from sweep.capture import Capture
from tests.accusations.site import Site, accusations, judged, lawful, texts, whole
from tests.extract.shops import BASE, response

NAMES = {"fr": "Bon à savoir", "nl": "Goed om te weten", "de": "Gut zu wissen", "en": "Good to know",
         "es": "Conviene saber", "it": "Da sapere", "pt": "Convém saber", "pl": "Warto wiedzieć"}  # fmt: skip


@pytest.mark.parametrize("path", ["/legal", "/terms", "/withdrawal", "/delivery"])
@pytest.mark.parametrize("language", sorted(texts()))
def test_a_page_under_any_name_tells_what_it_tells(language: str, path: str) -> None:
    site = lawful(language)
    site.main["/pg7"], site.footer["/pg7"] = site.main.pop(path), NAMES[language]
    del site.footer[path]
    assert accusations(judged(site.capture(), site.country)) == {}


@pytest.mark.parametrize("path", ["/legal", "/terms", "/withdrawal", "/delivery"])
@pytest.mark.parametrize("language", sorted(texts()))
def test_so_it_does_where_no_markup_calls_the_menu_one(language: str, path: str) -> None:
    site = whole(language)
    site.main["/pg7"], site.footer["/pg7"] = site.main.pop(path), NAMES[language]
    del site.footer[path]
    pages = {at: html.replace("footer>", "div>").replace(path + "'", "/pg7'") for at, html in site.routes().items()}
    capture = Capture(BASE + "/", tuple(response(at, html) for at, html in pages.items()))
    assert accusations(judged(capture, site.country)) == {}


@pytest.mark.parametrize("language", sorted(texts()))
def test_what_no_page_tells_is_missing(language: str) -> None:
    site = lawful(language).drop("/delivery", "/withdrawal")
    site.main["/terms"] = site.main["/terms"].replace(site.blocks["delivery"], "")
    found = accusations(judged(site.capture(), site.country))
    assert {"price.delivery_cost", "withdrawal.info"} <= set(found)


def _without(site: Site, path: str, menu: str) -> Capture:
    """A visit that did not read one page, which stays in the menu at the foot."""
    pages = {at: html.replace("footer>", f"{menu}>") for at, html in site.routes().items() if at != path}
    return Capture(BASE + "/", tuple(response(at, html) for at, html in pages.items()))


@pytest.mark.parametrize("menu", ["footer", "div", "nav"])
@pytest.mark.parametrize("path", ["/legal", "/terms", "/withdrawal", "/delivery"])
@pytest.mark.parametrize("language", ["de", "es", "it", "nl"])
def test_of_what_was_not_read_nothing_is_missing(language: str, path: str, menu: str) -> None:
    site = lawful(language)
    site.footer[path] = NAMES[language]
    assert accusations(judged(_without(site, path, menu), site.country)) == {}


def test_the_withdrawal_function_says_nothing_on_the_right() -> None:
    site = lawful("it")
    site.footer["/withdrawal"] = "Diritto di recesso e resi"
    assert accusations(judged(_without(site, "/withdrawal", "div"), site.country)) == {}
    site = lawful("it").drop("/withdrawal")
    assert {"withdrawal.info", "withdrawal.model_form"} <= set(accusations(judged(site.capture(), site.country)))


@pytest.mark.parametrize("language", ["fr", "it", "nl", "pl"])
def test_the_forms_sentence_may_be_broken_into_lines(language: str) -> None:
    form = lawful(language).blocks["form"]
    words = form.split(" ")
    lines = "<br>".join(" ".join(words[n : n + 7]) for n in range(0, len(words), 7))
    site = lawful(language, {"form": lines})
    assert accusations(judged(site.capture(), site.country)) == {}
    site = lawful(language, {"form": ""})
    assert "withdrawal.model_form" in accusations(judged(site.capture(), site.country))


def test_a_number_may_stand_on_a_page_of_any_name_beside_a_contact_page() -> None:
    site = lawful("nl")
    words = site.main.pop("/legal")
    del site.footer["/legal"]
    site.main |= {"/pg7": words, "/contact": "<p>Schrijf ons of bel ons, wij zijn er voor u in het dorp.</p>"}
    site.footer |= {"/pg7": NAMES["nl"], "/contact": "Contact"}
    assert accusations(judged(site.capture(), site.country)) == {}


PHONE = {"nl": "020 200 10 20", "fr": "01 99 00 10 20", "es": "923 00 06 18"}


@pytest.mark.parametrize("language", sorted(PHONE))
def test_a_telephone_number_on_a_page_of_any_name_is_not_missing(language: str) -> None:
    site = lawful(language)
    site.main["/legal"] = re.sub(r"T[ée]l\w+\s?:? [^.<]+", "", site.main["/legal"])
    assert "identity.phone" in accusations(judged(site.capture(), site.country))
    site.main["/pg7"], site.footer["/pg7"] = f"<p>{PHONE[language]}</p>", NAMES[language]
    assert "identity.phone" not in accusations(judged(site.capture(), site.country))


WAY = {
    "nl": "Kom langs: Dorp 3, 9251 KA Burgum, naast de kerk, open van dinsdag tot zaterdag.",
    "fr": "Passez nous voir : 3 rue du Puits, 12000 Rodez, à côté de l'église, du mardi au samedi.",
}
NAMELESS = {"nl": "<p>Nevelhuis B.V., KvK 00123456</p>", "fr": "<p>Brumelle SARL, RCS Rodez 087 654 307</p>"}
FORM = {"nl": "Ik deel u mede dat ik de overeenkomst herroep.", "fr": "Je vous notifie ma rétractation du contrat."}


@pytest.mark.parametrize("language", sorted(WAY))
def test_an_address_on_a_page_of_any_name_is_not_missing(language: str) -> None:
    site = lawful(language, {"identity": NAMELESS[language], "form": FORM[language], "host": ""})
    assert "identity.address" in accusations(judged(site.capture(), site.country))
    site.main["/pg7"], site.footer["/pg7"] = f"<p>{WAY[language]}</p>", NAMES[language]
    assert "identity.address" not in accusations(judged(site.capture(), site.country))


@pytest.mark.parametrize(("shown", "missing"), [("display:none", False), ("", True)])
def test_a_page_of_any_name_that_opens_on_a_click_may_tell_it(shown: str, missing: bool) -> None:
    site = lawful("pt").drop("/withdrawal")
    text = "Esta é a história da nossa oficina e das pessoas que nela pintam a loiça, ano após ano, para si. " * 3
    site.main["/pg7"] = f'<p>As peças são feitas por nós.</p><div style="{shown}">{text}</div>'
    site.footer["/pg7"] = NAMES["pt"]
    assert ("withdrawal.model_form" in accusations(judged(site.capture(), site.country))) is missing
