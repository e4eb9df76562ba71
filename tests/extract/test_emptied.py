"""A legal page that says hardly a word proves no absence; a short one that says something does."""

from __future__ import annotations

import pytest

from checks.facts import Absent, Found, LegalNotice
from checks.verdict import Outcome
from sweep.extract import notices
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.legal_notice import legal_notice
from tests.accusations.site import Site, accusations, judged, lawful
from tests.extract.shops import label, page, response, shop
from tests.extract.test_coverage import pages_of, without

OTHER = {"legal_notice": "Vasenia SARL, rue du Puits 1, 01000 Bourgneuf.", "delivery": "Livraison sous 3 jours."}
# What shops put on a page while they rewrite it.
REWRITTEN = {
    "fr": "Cette page est en cours de construction, merci de revenir bientôt. Pour toute question, écrivez-nous à "
    "bonjour@vasenia.example.",
    "nl": "Deze pagina wordt momenteel herzien. Nog even geduld, wij werken eraan: bel ons op 088 000 00 00.",
    "de": "Diese Seite wird gerade überarbeitet. Bei Fragen erreichen Sie uns unter post@vasenia.example.",
    "en": "These terms are being updated and will be back on 1 December. Thank you for your patience.",
    "es": "Esta página está en construcción. Disculpe las molestias, volvemos el 1 de diciembre con todo.",
    "it": "La pagina è in fase di aggiornamento. Per qualsiasi domanda: ciao@vasenia.example, tel. 02 000 000 00.",
    "pt": "Esta página está em construção. Voltaremos a 1 de dezembro, obrigado pela compreensão de todos.",
    "pl": "Strona jest w przygotowaniu, zapraszamy 1 grudnia. W razie pytań prosimy o kontakt z naszym sklepem.",
}
PARTLY = {
    "sv": "Sidan uppdateras just nu och är klar den 1 december. Hör av dig till oss om du har frågor om ditt köp.",
    "cs": "Stránka se připravuje a bude hotová 1. prosince. V případě dotazů nám napište na náš e-mail.",
    "el": "Η σελίδα είναι υπό κατασκευή και θα είναι έτοιμη την 1 Δεκεμβρίου. Ευχαριστούμε για την υπομονή σας.",
}


def visited(language: str, words: str, role: str = "terms", body: str = "") -> ShopPages:
    """A shop whose page of `role` says nothing but `words`, and whose menus are those of any shop."""
    capture = shop(language, OTHER | {role: "-"})
    links = {f"/{name}": label(language, name) for name in OTHER | {role: ""}} | {"/product/vase": "Vase 4711"}
    return pages_of(
        without(capture, f"/{role}", response(f"/{role}", page(language, label(language, role), words, links, body)))
    )


@pytest.mark.parametrize("words", ["", "Bientôt disponible.", "Merci de votre patience, nos juristes y travaillent !"])
def test_a_title_and_a_menu_prove_nothing(words: str) -> None:
    found = visited("fr", words)
    assert found.gaps["terms"].kind == "hardly a word"
    assert "delivery" not in found.gaps


@pytest.mark.parametrize("language", sorted(REWRITTEN))
def test_a_page_that_is_being_rewritten_proves_nothing(language: str) -> None:
    assert visited(language, REWRITTEN[language]).gaps["terms"].kind == "hardly a word"


@pytest.mark.parametrize("language", sorted(PARTLY))
def test_so_it_does_in_languages_that_are_read_in_part(language: str) -> None:
    capture = shop("fr", OTHER | {"terms": "-"})
    foreign = response("/terms", page(language, "CGV", PARTLY[language], {"/terms": "CGV"}))
    assert pages_of(without(capture, "/terms", foreign)).gaps["terms"].kind in ("hardly a word", "language")


@pytest.mark.parametrize(
    "words",
    [
        "Vasenia SARL, 1 rue du Puits, 01000 Bourgneuf",
        "Retours acceptés sous 14 jours.",
        "Les prix comprennent toutes les taxes et la livraison se fait chez vous ou dans notre boutique du village.",
        "Nos conditions ont été mises à jour le 3 mai. Le vendeur livre la commande au domicile du client, qui vérifie "
        "le colis devant le livreur et signe le bon. Les prix sont en euros et comprennent les taxes ; le port "
        "s'ajoute. Vous payez par carte ou par virement, sans frais, et vous recevez une facture avec le colis. Nos "
        "clients nous écrivent ou nous appellent pour toute question sur leur commande.",
    ],
)
def test_a_short_page_that_says_something_was_read(words: str) -> None:
    assert "terms" not in visited("fr", words).gaps


def test_a_form_and_a_list_of_links_are_no_empty_pages() -> None:
    form = "<form action='/w'><label>Nom <input name='n'></label><label>Commande <input name='o'></label></form>"
    assert "withdrawal" not in visited("fr", "Vos informations", "withdrawal", form).gaps
    hub = "<p><a href='/legal_notice'>Vendeur</a> <a href='/delivery'>Envois</a></p>"
    assert "withdrawal" not in visited("fr", "", "withdrawal", hub).gaps


def test_what_such_a_page_does_say_is_read() -> None:
    words = "Page en cours de construction. Vous disposez d'un délai de rétractation de 14 jours."
    found = notices.read(visited("fr", words))
    assert isinstance(found["withdrawal_period"], Found)
    assert not isinstance(found["withdrawal_model_form"], Absent)


def test_an_unfilled_legal_notice_is_still_one() -> None:
    notice = legal_notice(visited("fr", "Éditeur : [Nom de la société]", "legal_notice"))
    assert isinstance(notice, Found)
    assert isinstance(notice.value, LegalNotice)
    assert notice.value.placeholders == ("[Nom de la société]",)


def emptied_site(language: str, path: str, words: str) -> Site:
    site = lawful(language)
    site.main[path] = words
    return site


@pytest.mark.parametrize("language", sorted(REWRITTEN))
@pytest.mark.parametrize("path", ["/legal", "/terms", "/withdrawal", "/delivery"])
def test_no_shop_is_accused_of_what_its_emptied_page_lacks(language: str, path: str) -> None:
    for words in ("", f"<p>{REWRITTEN[language]}</p>"):
        site = emptied_site(language, path, words)
        assert accusations(judged(site.capture(), site.country)) == {}


def test_a_read_page_that_lacks_it_still_accuses() -> None:
    site = emptied_site("fr", "/withdrawal", "<p>Nous reprenons volontiers la vaisselle dans notre boutique.</p>" * 3)
    found = judged(site.capture(), site.country)
    assert found["withdrawal.info"].outcome is Outcome.FAIL


def test_the_menu_of_a_closed_drawer_is_no_text_of_the_page_either() -> None:
    capture = shop("fr", OTHER | {"terms": "-"})
    menu = "".join(f"<p>{words} aujourd'hui</p>" for words in ("Nos vases sont faits main", "Livrés chez vous", "Avis"))
    both = f"<div style='display:none'><nav>{menu}</nav></div><div class=menu>{menu}</div>"
    links = {f"/{name}": label("fr", name) for name in (*OTHER, "terms")}
    empty = page("fr", label("fr", "terms"), "", links, both)
    assert pages_of(without(capture, "/terms", response("/terms", empty))).gaps["terms"].kind == "hardly a word"
    told = page("fr", label("fr", "terms"), "", links, f"<div class=menu>{menu}</div>")
    assert "terms" not in pages_of(without(capture, "/terms", response("/terms", told))).gaps
