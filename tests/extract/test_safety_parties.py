"""Who made a product, and who is responsible for it in the Union, with the addresses that the page gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Found
from checks.goods_facts import SafetyInfo, SafetyParty
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.extract.shops import BASE, response

GLIMM = SafetyParty("Glimmwerk AG", "Lichtstraße 9, 44135 Dortmund", ("service@glimmwerk.example",), "DE")


def _read(language: str, html: str) -> SafetyInfo:
    data = '{"@type": "Product", "name": "Krug", "offers": {"price": "5.00", "priceCurrency": "EUR"}}'
    page = (
        f'<html lang="{language}"><title>Krug</title><script type="application/ld+json">{data}</script>'
        f"<h1>Krug</h1><p>5,00 €</p><button>In den Warenkorb</button>{html}"
    )
    pages = response("/", f'<html lang="{language}"><a href="/product/k">Krug</a>'), response("/product/k", page)
    fact = read_shop(Capture(BASE + "/", pages), country="DE").safety_info
    assert isinstance(fact, Found)
    text = " ".join(" ".join(part.quote.split()) for found in fact.value for part in found.proof)
    for party in (fact.value[0].value.manufacturer, fact.value[0].value.responsible_person):
        assert party is None or party.name in text
    return fact.value[0].value


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hersteller: Glimmwerk AG, Lichtstraße 9, 44135 Dortmund, service@glimmwerk.example</p>",
        "<p>Hersteller (GPSR): Glimmwerk AG, Lichtstraße 9, 44135 Dortmund, service(at)glimmwerk.example</p>",
        "<p>Hergestellt von Glimmwerk AG, Lichtstraße 9, 44135 Dortmund (service@glimmwerk.example). Wir liefern.</p>",
        "<dl><dt>Hersteller</dt><dd>Glimmwerk AG<br>Lichtstraße 9, 44135 Dortmund<br>"
        "service@glimmwerk.example</dd></dl>",
        "<table><tr><th>Hersteller</th><td>Glimmwerk AG</td></tr><tr><th>Anschrift</th><td>Lichtstraße 9, "
        "44135 Dortmund</td></tr><tr><th>E-Mail</th><td>service@glimmwerk.example</td></tr></table>",
        "<h3>Herstellerinformationen</h3><p>Hersteller: Glimmwerk AG</p><p>Adresse: Lichtstraße 9, 44135 Dortmund</p>"
        "<p>Tel. 0231 5550100</p><p>E-Mail: service@glimmwerk.example</p><p>Fragen? laden@krugladen.example</p>",
        "<p>Hersteller: Glimmwerk AG, Lichtstraße 9, 44135 Dortmund, service@glimmwerk.example</p>"
        "<p>Importeur: Nebelimport GmbH, Kaistraße 3, 20457 Hamburg</p>",
    ],
)
def test_a_manufacturer_is_read_with_its_addresses_and_nobody_elses(html: str) -> None:
    assert _read("de", html).manufacturer == GLIMM


@pytest.mark.parametrize(
    ("language", "html", "party"),
    [
        ("fr", "Fabriqué par Poterie du Val SARL, 12 rue des Tilleuls, 26000 Valence. Écrivez à a@b.example.",
         SafetyParty("Poterie du Val SARL", "12 rue des Tilleuls, 26000 Valence", (), "FR")),
        ("fr", "Fabricant : Brumel SAS, 3 quai des Brumes, 69002 Lyon, https://brumel.example/contact",
         SafetyParty("Brumel SAS", "3 quai des Brumes, 69002 Lyon", ("https://brumel.example/contact",), "FR")),
        ("en", "Manufacturer: Mistworks Ltd, 4 Foggy Lane, Leeds LS1 4AB, United Kingdom",
         SafetyParty("Mistworks Ltd", "4 Foggy Lane, Leeds LS1 4AB, United Kingdom", (), "GB")),
        ("en", "Manufacturer: Nimbus Toys Inc., 12 Main Street, Springfield, IL 62701, USA, ask@nimbus.example",
         SafetyParty("Nimbus Toys Inc.", "12 Main Street, Springfield, IL 62701, USA", ("ask@nimbus.example",), "US")),
        ("nl", "Fabrikant: Nevelwerk B.V., Kade 12, 3011 AA Rotterdam",
         SafetyParty("Nevelwerk B.V.", "Kade 12, 3011 AA Rotterdam", (), "NL")),
        ("es", "Fabricante: Neblina, S.L., Calle del Río 8, 28013 Madrid, hola@neblina.example",
         SafetyParty("Neblina, S.L.", "Calle del Río 8, 28013 Madrid", ("hola@neblina.example",), "ES")),
        ("it", "Prodotto da Nebbia S.r.l. a Milano", SafetyParty("Nebbia S.r.l.")),
        ("pt", "Fabricante: Neblina, Lda, Rua do Rio 8, 1100-001 Lisboa",
         SafetyParty("Neblina, Lda", "Rua do Rio 8, 1100-001 Lisboa", (), "PT")),
        ("pl", "Producent: Mgielnik sp. z o.o., ul. Mglista 12, 31-001 Kraków, biuro@mgielnik.example",
         SafetyParty("Mgielnik sp. z o.o.", "ul. Mglista 12, 31-001 Kraków", ("biuro@mgielnik.example",), "PL")),
    ],
)  # fmt: skip
def test_manufacturers_in_eight_languages(language: str, html: str, party: SafetyParty) -> None:
    assert _read(language, f"<p>{html}</p>").manufacturer == party


@pytest.mark.parametrize(
    ("language", "html", "name"),
    [
        ("de", "Verantwortliche Person in der EU (Art. 4): Nebelimport GmbH, Kaistraße 3, 20457 Hamburg",
         "Nebelimport GmbH"),
        ("fr", "Personne responsable dans l’UE : Ondine SARL, 1 rue du Lac, 69002 Lyon", "Ondine SARL"),
        ("en", "EU Responsible Person: Nebula Trading Ltd., 12 Harbour Road, Dublin D01 F5P2, Ireland",
         "Nebula Trading Ltd."),
        ("nl", "Importeur: Nevelhandel B.V., Kade 12, 3011 AA Rotterdam", "Nevelhandel B.V."),
        ("es", "Persona responsable en la UE: Neblina, S.L., Calle del Río 8, 28013 Madrid", "Neblina, S.L."),
        ("it", "Persona responsabile nell'UE: Nebbia S.r.l., Via della Nebbia 4, 20121 Milano", "Nebbia S.r.l."),
        ("pt", "Importador: Neblina, Lda, Rua do Rio 8, 1100-001 Lisboa", "Neblina, Lda"),
        ("pl", "Podmiot odpowiedzialny: Mgielnik sp. z o.o.", "Mgielnik sp. z o.o."),
        (
            "pl",
            "<p>Osoba odpowiedzialna na terenie UE: Mgła Rep sp. z o.o., ul. Mglista 5, 00-001 Warszawa</p>",
            "Mgła Rep sp. z o.o.",
        ),
        (
            "de",
            "<p>Verantwortliche Person für die EU: Dunst Rep GmbH, Nebelweg 4, 20457 Hamburg</p><p>Hersteller: "
            "Nebel</p>",
            "Dunst Rep GmbH",
        ),
        ("en", "<p>EU REP: Dew Compliance BV, Dauwkade 3, 1011 AB Amsterdam</p>", "Dew Compliance BV"),
    ],
)  # fmt: skip
def test_the_person_responsible_in_the_union(language: str, html: str, name: str) -> None:
    seen = _read(language, f"<p>{html}</p>")
    assert seen.responsible_person is not None
    assert seen.responsible_person.name == name
    assert seen.manufacturer is None


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("de", "<p>Hersteller: siehe Verpackung</p><p>Laden: Seestraße 5, 10115 Berlin</p>"),
        ("de", "<p>Hersteller-Nr.: 4711</p><p>Hergestellt von Hand.</p>"),
        ("de", "<p>Hersteller Nimbus gibt fünf Jahre Garantie.</p><p>Wolkenladen, Seestraße 5, 10115 Berlin</p>"),
        ("de", "<h3>Hersteller</h3><p>Unsere Krüge kommen aus einer Töpferei.</p><p>Krug AG, Weg 5, 10115 Berlin</p>"),
        ("de", "<h3>Hersteller</h3><p>Nimbus</p><p>Mehr erfahren</p><p>Verkauf: Krug AG, Weg 5, 10115 Berlin</p>"),
        ("de", "<h3>Hersteller</h3><p>Wir töpfern selbst und mit Freude.</p><p>laden@krugladen.example</p>"),
        ("fr", "<p>Fabricant français depuis 1900.</p><p>Boutique Brumel SAS, 3 quai des Brumes, 69002 Lyon</p>"),
        ("en", "<p>Made by hand in our studio.</p><p>Mistworks Ltd, 4 Foggy Lane, Leeds LS1 4AB</p>"),
        ("en", "<p>Publisher First, Inc.</p><p>Privacy policy: https://first.example/privacy</p>"),  # of advertisements
        ("en", "<p>Made by Mistworks</p>"),  # any word may stand there
    ],
)
def test_words_beside_a_label_make_no_manufacturer(language: str, html: str) -> None:
    assert _read(language, html).manufacturer is None


@pytest.mark.parametrize(
    ("language", "html", "warnings"),
    [
        ("de", "<p>Warnhinweis: Nicht für Kinder unter 3 Jahren. Farbe: blau.</p>",
         ("Warnhinweis: Nicht für Kinder unter 3 Jahren.",)),
        ("en", "<h3>Warning</h3><p>Choking hazard: small parts.</p>", ("Choking hazard: small parts.",)),
        ("pl", "<p>UWAGA! Nie dla dzieci poniżej 3 lat.</p>", ("Nie dla dzieci poniżej 3 lat.",)),
        ("fr", "<p>Une belle cruche.</p>", ()),
        ("es", "<p>Centro de Atención al Cliente: lunes a viernes.</p>", ()),
        ("de", "<p>Lesen Sie die Warnhinweise auf der Packung.</p>", ()),
    ],
)  # fmt: skip
def test_warnings_are_quoted(language: str, html: str, warnings: tuple[str, ...]) -> None:
    assert _read(language, html).warnings == warnings


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Hersteller: |Fabricant|Importeur|\n|, |GmbH|Nebel|44135 Dortmund|Weg 3|@|a@b.example".split("|")
        ),
        max_size=40,
    )
)
def test_no_order_of_words_breaks_the_reading(words: list[str]) -> None:
    _read("de", "<p>" + " ".join(words).replace("\n", "</p><p>") + "</p>")
