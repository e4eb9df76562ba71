"""Clickable elements, forms, placeholders and boxes: what is more than a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Found, Unknown
from sweep.extract.lexicon import languages
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.statement_text import find_phrases, statement_text
from sweep.extract.shop import read_shop
from sweep.extract.visit.templates import placeholders
from sweep.extract.words.periods import find_periods
from sweep.extract.words.text import fold
from tests.extract.shops import page, response, shop
from tests.extract.test_notices import read

FORM = "<form action='/send'><input name=a><input name=b type=email><button>{}</button></form>"
OFFICIAL = [
    ("fr", "Renoncer au contrat ici"),
    ("nl", "Hier de overeenkomst herroepen"),
    ("de", "Vertrag widerrufen"),
    ("en", "Withdraw from contract here"),
    ("es", "Desistir del contrato aquí"),
    ("it", "Recedere dal contratto qui"),
    ("pt", "Retrate-se do contrato aqui"),
    ("pl", "Odstąp od umowy tutaj"),
]


def function_of(language: str, markup: str, target: str = "") -> Any:
    extra = (response("/w", page(language, "W", "", body=target)),) if target else ()
    return read(shop(language, {"terms": ""}, bodies={"home": markup}, extra=extra))["withdrawal_function"]


@pytest.mark.parametrize(("language", "label"), OFFICIAL)
def test_the_official_label_on_a_link_but_not_in_a_text(language: str, label: str) -> None:
    found = function_of(language, f"<footer><a href='/w'>{label}</a></footer>", FORM.format("OK"))
    assert isinstance(found, Found)
    assert (found.value.grade, found.value.label, found.value.behind_login) == ("official", label, False)
    assert isinstance(function_of(language, f"<h2>{label}</h2><p>{label}</p>"), Absent)


@pytest.mark.parametrize(
    ("language", "label", "grade"),
    [
        ("fr", "Me rétracter", "equivalent"),
        ("de", "Vertrag hier widerrufen", "equivalent"),
        ("en", "Withdraw from the contract", "equivalent"),
        ("nl", "Retour aanmelden", "ambiguous"),
        ("de", "Widerrufsformular", "ambiguous"),
        ("fr", "Annuler ma commande", "ambiguous"),
        ("pl", "Odstąp od umowy", "equivalent"),
        ("fr", "Se rétracter du contrat ici", "equivalent"),
        ("nl", "Hier bestelling herroepen", "equivalent"),
        ("es", "Desistir de mi compra aquí", "equivalent"),
        ("fr", "Formulaire de rétractation ici", "ambiguous"),
        ("de", "Online-Widerrufsformular", "ambiguous"),
    ],
)
def test_other_labels(language: str, label: str, grade: str) -> None:
    found = function_of(language, f"<footer><a href='/w'>{label}</a></footer>", FORM.format("OK"))
    assert isinstance(found, Found)
    assert found.value.grade == grade


def test_a_page_that_only_informs_and_a_file_to_print_are_no_function() -> None:
    informs = function_of(
        "de",
        "<footer><a href='/w'>Widerrufsformular</a></footer>",
        "<p>So geht der Widerruf: Sie schreiben uns einen Brief oder eine Karte und legen die Ware bei.</p>",
    )
    assert isinstance(informs, Absent)
    printed = function_of("de", "<footer><a href='/w.pdf'>Vertrag widerrufen</a></footer>")
    assert not isinstance(printed, Found)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("<p>Prévenez-nous par courriel, ou en un clic avec <a href='/w'>Se rétracter du contrat ici</a>.</p>", Found),
        ("<p><a href='/w'>Se rétracter du contrat ici</a></p>", Absent),  # the function itself
        ("<p>Avant de se rétracter du contrat ici, le client peut nous appeler tous les jours.</p>", Absent),
        ("<p>Prévenez-nous par courriel, par courrier ou par téléphone, tous les jours.</p>", Absent),
    ],
)
def test_texts_tell_of_the_function_by_the_words_on_its_link(told: str, state: type) -> None:
    home = "<footer><a href='/w'>Se rétracter du contrat ici</a></footer>"
    form = response("/w", page("fr", "W", "", body=FORM.format("OK")))
    capture = shop("fr", {"terms": ""}, bodies={"home": home, "terms": told}, extra=(form,))
    assert isinstance(read_shop(capture, country="FR").withdrawal_function_info, state)


def test_a_function_behind_a_login_and_its_second_step() -> None:
    hidden = function_of("fr", "<a href='/my-account'>Renoncer au contrat ici</a>", FORM.format("OK"))
    assert hidden.value.behind_login
    shown = function_of("fr", "<a href='/w'>Renoncer au contrat ici</a>", FORM.format("Confirmer la rétractation"))
    assert not shown.value.behind_login
    assert shown.value.confirmation == "Confirmer la rétractation"


def test_a_contact_form_is_no_search_and_no_newsletter() -> None:
    letter = "<form action='/send'><input type=email><textarea name=m></textarea></form>"
    search = "<form role=search><input name=q></form><form class=newsletter><input type=email></form>"
    assert isinstance(read(shop("en", {"contact": ""}, bodies={"contact": letter}))["contact_form"], Found)
    assert isinstance(read(shop("en", {"contact": ""}, bodies={"contact": search}))["contact_form"], Absent)
    asked = "<form action='/send'><textarea name=question></textarea></form>"
    comment = "<form action='/send'><textarea name=m placeholder='Add a comment'></textarea></form>"
    assert isinstance(read(shop("en", {"contact": ""}, bodies={"contact": asked}))["contact_form"], Found)
    assert isinstance(read(shop("en", {"contact": ""}, bodies={"contact": comment}))["contact_form"], Absent)
    assert isinstance(read(shop("en", {"contact": "", "home": ""}, bodies={"home": asked}))["contact_form"], Unknown)


def test_a_link_to_the_closed_platform() -> None:
    link = "<a href='https://ec.europa.eu/consumers/odr/main'>Litiges</a>"
    assert isinstance(read(shop("fr", {"terms": ""}, bodies={"terms": link}))["odr_link"], Found)
    other = "<a href='https://ec.europa.eu/info'>Commission</a>"
    assert isinstance(read(shop("fr", {"terms": ""}, bodies={"terms": other}))["odr_link"], Absent)


PLACEHOLDERS = [
    ("fr", "[le professionnel insère ici son nom]", True),
    ("fr", "Société [Nom de la société], au capital de 100 €", True),
    ("fr", "Voir l'article [12] et la note [sic]", False),
    ("fr", "Siège : XXXXX, Lyon", True),
    ("en", "Your Company Name, Your Street 1", True),
    ("en", "Lorem ipsum dolor sit amet", True),
    ("en", "Welcome to {{ shop.name }}", False),
    ("en", "%COMPANY_NAME% Ltd", True),
    ("en", "Size XXL, 100 % cotton", False),
    ("de", "Musterfirma, Musterstraße 1", True),
    ("de", "Konzept und Gestaltung:", True),
    ("de", "Konzept und Gestaltung: Atelier Kranich", False),
    ("nl", "[bedrijfsnaam], [adres]", True),
    ("es", "[nombre de la empresa], España", True),
    ("it", "[ragione sociale], Italia", True),
    ("pt", "[morada da empresa]", True),
    ("pl", "[nazwa firmy], [adres]", True),
]


@pytest.mark.parametrize(("language", "text", "unfilled"), PLACEHOLDERS)
def test_placeholders(language: str, text: str, unfilled: bool) -> None:
    notice = read(shop(language, {"legal_notice": text, "terms": ""}))["legal_notice"]
    assert isinstance(notice, Found)
    assert bool(notice.value.placeholders) is unfilled
    assert notice.value.clicks == 1


BOX = (
    "Le consommateur dispose d'un délai de deux ans à compter de la délivrance du bien pour obtenir la mise en œuvre "
    "de la garantie légale de conformité. Il bénéficie aussi de la garantie légale des vices cachés en application des "
    "articles 1641 à 1649 du code civil. Voir l'article L. 241-5 du code de la consommation."
)


def test_the_french_box() -> None:
    whole = read(shop("fr", {"terms": BOX}))["fr_guarantee_box"]
    assert isinstance(whole, Found)
    assert whole.value.overlap == 1.0
    assert not whole.value.obsolete
    part = read(shop("fr", {"terms": "La garantie légale de conformité dure deux ans."}))["fr_guarantee_box"]
    assert isinstance(part, Absent)
    old = read(shop("fr", {"terms": "Garantie légale de conformité : articles L.217-4 à L.217-12."}))[
        "fr_guarantee_box"
    ]
    assert isinstance(old, Found)
    assert old.value.obsolete


@pytest.mark.parametrize(
    ("language", "text", "count", "unit"),
    [
        ("fr", "quatorze (14) jours", 14, "day"),
        ("fr", "2 à 4 jours ouvrés", 4, "business_day"),
        ("fr", "48h", 48, "hour"),
        ("de", "14-tägige", 14, "day"),
        ("de", "vierzehn Tagen", 14, "day"),
        ("de", "eines Jahres", 1, "year"),
        ("en", "14 calendar days", 14, "day"),
        ("en", "a week", 1, "week"),
        ("nl", "twee weken", 2, "week"),
        ("es", "14 días naturales", 14, "day"),
        ("it", "ventiquattro mesi", 24, "month"),
        ("pt", "3 dias úteis", 3, "business_day"),
        ("pl", "czternastu dni", 14, "day"),
    ],
)
def test_periods(language: str, text: str, count: int, unit: str) -> None:
    (found,) = find_periods(fold(text), [language])
    assert (found.count, found.unit) == (count, unit)


@pytest.mark.parametrize("text", ["14,50 jours", "un jour, peut-être", "page 14", "2014 jours"])
def test_what_is_no_period(text: str) -> None:
    assert find_periods(fold(text), ["fr"]) == []


def test_clauses_end_at_sentences_not_at_abbreviations() -> None:
    html = "<html lang='fr'><body><p>Selon l'art. L. 221-18 du code. Vous avez 14 jours.</p><p>Livraison</p>"
    told = statement_text(Page("https://vasenia.example/", 200, "0" * 64, "", html))
    assert [told.text[c.start : c.end].strip() for c in told.beside(told.clause(0), 0, 9)] == [
        "Selon l'art. L. 221-18 du code.",
        "Vous avez 14 jours.",
        "Livraison",
    ]


WORDS = st.sampled_from(
    "14 jours retractation [le (( )) , . ; ni repris € 5 remboursons hiermit widerrufe deel hierbij".split()
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=60), st.sampled_from(languages()))
def test_any_text_is_read(words: list[str], language: str) -> None:
    read(shop(language, {"terms": " ".join(words)}))


HOSTILE = (
    "14 ",
    "hiermit widerrufe ",
    "pela presente comunico ",
    "[le ",
    "{{",
    "droit de retractation, 14 jours ",
    "1 (",
    "x",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_linear(unit: str) -> None:
    """A quadratic expression would take minutes here."""
    text = unit * (300_000 // len(unit))
    page_ = parse_page(response("/", page("fr", "X", text)))
    placeholders(page_)
    find_phrases(fold(text), languages())
    find_periods(fold(text), languages())
