"""What investigators ask next: accounts of banks and networks, countries sold to; and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.facts import Absent, Direction, Fact, Found, ShopFacts, Unknown
from sweep.capture import Capture, Response
from sweep.extract.shop import read_shop
from tests.extract.shops import failure

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LABEL = {"de": "Impressum", "fr": "Mentions légales", "nl": "Contact", "it": "Note legali", "pl": "Regulamin"}


def facts(
    language: str, home: str = "", legal: str = "", *, host: str = "quorbel.example", root: str = "", more: str = ""
) -> ShopFacts:
    """A shop of a home page, a legal page of paragraphs and, where there is one, a product with the price `more`."""
    footer = f'<footer><a href="/legal">{LABEL[language]}</a><a href="/product/q">Quorbel</a></footer>'
    lines = "".join(f"<p>{line}</p>" for line in legal.split("\n"))
    goods = '<script type="application/ld+json">{"@type":"Product","name":"Quorbel"}</script><h1>Quorbel</h1>'
    pages = {
        "/": f"<h1>Quorbel</h1>{home}",
        "/legal": f"<h1>{LABEL[language]}</h1>{lines}",
        "/product/q": f"<title>Quorbel</title>{goods}<p>{more}</p>",
    }
    answers = tuple(
        Response(
            f"https://{host}{path}", 200, "OK", (("Content-Type", "text/html; charset=utf-8"),),
            f'<html lang="{root or language}">{body}{footer}'.encode(), NOW,
        )
        for path, body in pages.items()
    )  # fmt: skip
    return read_shop(Capture(f"https://{host}/", answers), country="FR")


def values(fact: Fact[tuple[str, ...]]) -> list[str]:
    """The values, each with a proof that is in the page; [] where it is absent."""
    if isinstance(fact, Found):
        assert len(fact.proof) == len(fact.value)
        return list(fact.value)
    assert isinstance(fact, Absent)
    return []


DE = "Quarzenfels GmbH\nLindenallee 5, 04109 Leipzig\n"
FR = "Brumelin SAS, 14 rue des Tilleuls, 69003 Lyon\n"
IT = "Quorbel S.r.l., Via dei Tigli 14, 20121 Milano\n"


@pytest.mark.parametrize(
    ("language", "legal", "account"),
    [
        ("de", DE + "IBAN: DE13 0000 0000 0000 0123 45", "DE13000000000000012345"),
        ("de", DE + "Bankverbindung: Testbank AG, IBAN DE13000000000000012345 BIC TESTDEXX", "DE13000000000000012345"),
        ("fr", FR + "IBAN FR36 0000 0000 0100 0000 0012 345 BIC TESTFRXX", "FR3600000000010000000012345"),
        ("nl", "Quorbel Lampen B.V., Dorpsstraat 12, 1234 AB Testdam\nIBAN NL73 TEST 0000 0123 45 t.n.v. Quorbel",
         "NL73TEST0000012345"),
        ("it", IT + "Bonifico: Banca Testese S.p.A., IBAN IT55 X000 0000 0000 0000 0012 345",
         "IT55X0000000000000000012345"),
    ],
)  # fmt: skip
def test_an_account_to_be_paid_on(language: str, legal: str, account: str) -> None:
    assert values(facts(language, legal=legal).payment_accounts) == [account]


@pytest.mark.parametrize(
    "legal",
    [
        DE + "IBAN: DE14 0000 0000 0000 0123 45",  # a wrong check digit
        DE + "IBAN: DE89 3704 0044 0532 0130 00",  # of every textbook
        DE + "Bei Überweisung teilen wir Ihnen unsere IBAN mit.",
        DE + "DE13 Artikel 0000, IBAN auf Anfrage",
        DE + "Gutscheincode DE13000000000000012345",  # a page that speaks of no IBAN
    ],
)
def test_what_is_no_account(legal: str) -> None:
    assert values(facts("de", legal=legal).payment_accounts) == []


@pytest.mark.parametrize(
    "legal",
    [
        FR
        + "# Hébergement\nHébergeur : Nuage Plat SARL, 3 quai du Test, 59000 Lille, IBAN FR3600000000010000000012345",
        DE + "Wir unterstützen: Waldfreunde Testingen gGmbH, Spenden: IBAN DE13 0000 0000 0000 0123 45",
    ],
)
def test_an_account_of_somebody_else_is_never_the_traders(legal: str) -> None:
    language = "fr" if legal.startswith(FR) else "de"
    assert not isinstance(facts(language, legal=legal).payment_accounts, Found)


@pytest.mark.parametrize(
    ("language", "legal", "others"),
    [
        (
            "de",
            "Für den Shop: Quarzenfels Handel GmbH, Lindenallee 5, 04109 Leipzig, Amtsgericht Leipzig HRB 00123\n"
            "Für das Magazin: Wiesengrund Medien GmbH, Ahornweg 2, 04109 Leipzig, Amtsgericht Leipzig HRB 00456",
            ["Wiesengrund Medien GmbH"],
        ),
        (
            "de",
            "Frostkante GmbH & Co. KG, Lindenallee 5, 04109 Leipzig, Amtsgericht Leipzig HRA 00123\n"
            "Persönlich haftend: Frostkante Verwaltungs GmbH, Amtsgericht Leipzig HRB 00456",
            [],
        ),
        (
            "de",
            "Quarzenfels GmbH, Lindenallee 5, 04109 Leipzig, Amtsgericht Leipzig HRB 00123\n"
            "Hosting: Nuvolux GmbH, Ahornweg 2, 04109 Leipzig, Amtsgericht Leipzig HRB 00456",
            [],
        ),
        (
            "it",
            "Quorbel S.r.l., Via dei Tigli 14, 20121 Milano, REA MI-0012345\n"
            "Lampade del Fiume S.p.A., Via Prova 3, 20121 Milano, REA MI-0054321",
            ["Lampade del Fiume S.p.A."],
        ),
        ("it", "Quorbel S.r.l., Via dei Tigli 14, 20121 Milano, REA MI-0012345\nAmici di Lampade S.p.A.", []),
    ],
)
def test_several_operators_stay_several(language: str, legal: str, others: list[str]) -> None:
    told = facts(language, legal=legal)
    assert values(told.further_operators) == others
    assert isinstance(told.operator_registrations, Found)
    assert len({number.number for number in told.operator_registrations.value}) == 1


@pytest.mark.parametrize(
    ("href", "account"),
    [
        ("https://www.instagram.com/quorbel.lampen/", "instagram.com/quorbel.lampen"),
        ("https://fr-fr.facebook.com/QuorbelLampen?ref=hl", "facebook.com/quorbellampen"),
        ("https://www.youtube.com/channel/UCq7Rb3L_tZ", "youtube.com/channel/UCq7Rb3L_tZ"),
        ("https://www.tiktok.com/@quorbel", "tiktok.com/@quorbel"),
        ("https://www.linkedin.com/company/quorbel", "linkedin.com/company/quorbel"),
        ("https://www.facebook.com/sharer/sharer.php?u=https://quorbel.example", ""),
        ("https://twitter.com/intent/tweet?text=Quorbel", ""),
        ("https://www.facebook.com/", ""),
        ("https://www.instagram.com/p/Cq7Rb3LtZ/", ""),
        ("https://www.facebook.com/shopify", ""),
        ("https://www.pinterest.com/pin/create/button/?url=x", ""),
        ("https://www.youtube.com/watch?v=q7Rb3LtZ", ""),
        ("https://netflix.com/quorbel", ""),
    ],
)
def test_accounts_in_social_networks(href: str, account: str) -> None:
    found = facts("de", home=f'<a href="{href}">Folgen</a>').social_accounts
    assert values(found) == ([account] if account else [])


def signs(told: ShopFacts) -> set[Direction]:
    assert isinstance(told.directed_to, Found)
    return {sign.value for sign in told.directed_to.value}


def test_the_signs_of_a_country_are_told_with_their_words() -> None:
    seen = signs(facts("pl", host="quorbel.pl", more="199,00 zł"))
    assert {
        Direction("PL", "domain", "quorbel.pl"),
        Direction("PL", "language", "pl"),
        Direction("PL", "currency", "PLN"),
    } <= seen
    head = '<meta property="og:locale" content="fr_BE"><link rel="alternate" hreflang="nl-BE" href="/nl">'
    text = '<html lang="fr-LU"><head>' + head + "</head><body><h1>Quorbel</h1>"
    answer = Response("https://quorbel.example/", 200, "OK", (("Content-Type", "text/html"),), text.encode(), NOW)
    seen = signs(read_shop(Capture("https://quorbel.example/", (answer,)), country="FR"))
    assert {Direction("BE", "locale", "fr_BE"), Direction("BE", "alternate", "nl-BE")} <= seen
    assert Direction("LU", "locale", "fr-LU") in seen


def test_what_several_countries_share_names_none() -> None:
    seen = signs(facts("de", host="quorbel.com", more="19,90 €"))
    assert {sign.country for sign in seen} == {""}
    assert {(sign.sign, sign.text) for sign in seen} == {("language", "de"), ("currency", "EUR")}
    assert not {s for s in signs(facts("fr", root="fr-CA")) if s.country}


@pytest.mark.parametrize(
    ("line", "countries"),
    [
        ("Wir liefern nach Deutschland, Österreich und Belgien.", {"DE", "AT", "BE"}),
        ("Wir liefern nicht in die Schweiz.", set()),
        ("Unsere Lampen kommen aus Italien.", set()),
    ],
)
def test_countries_of_delivery(line: str, countries: set[str]) -> None:
    told = facts("de", legal=f"{DE}Lieferung\n{line}", host="quorbel.com")
    assert {sign.country for sign in signs(told) if sign.sign == "delivery"} == countries


@pytest.mark.parametrize(
    ("language", "line", "countries"),
    [
        ("sv", "Vi levererar till Sverige, Norge och Finland.", {"SE", "NO", "FI"}),
        ("sv", "Vi levererar inte till Norge.", set()),
        ("cs", "Doručujeme do České republiky a na Slovensko.", {"CZ", "SK"}),
        ("hu", "Szállítunk Magyarországra és Ausztriába.", {"HU", "AT"}),
        ("el", "Αποστέλλουμε στην Ελλάδα και την Κύπρο.", {"GR", "CY"}),
        ("el", "Οι λάμπες μας έρχονται από την Ελλάδα.", set()),
        ("ro", "Livrăm în România și Bulgaria, mai puțin în Grecia nu.", set()),
        ("de", "Versand nur innerhalb Deutschlands. Keine Lieferung nach Österreich.", {"DE"}),
    ],
)
def test_countries_of_delivery_in_a_sentence(language: str, line: str, countries: set[str]) -> None:
    home = f'<html lang="{language}"><body><h1>Quorbel</h1><p>{line}</p></body></html>'
    answer = Response("https://quorbel.example/", 200, "OK", (("Content-Type", "text/html"),), home.encode(), NOW)
    told = signs(read_shop(Capture("https://quorbel.example/", (answer,)), country="DE"))
    assert {sign.country for sign in told if sign.sign == "delivery"} == countries


DELIVERY = {
    "bg": "Доставка", "cs": "Doprava", "da": "Levering", "de": "Versand", "el": "Αποστολή", "en": "Shipping",
    "es": "Envíos", "fi": "Toimitus", "fr": "Livraison", "hr": "Dostava", "hu": "Szállítás", "it": "Spedizione",
    "lt": "Pristatymas", "nl": "Verzending", "pl": "Dostawa", "pt": "Envios", "ro": "Livrare", "sk": "Doprava",
    "sv": "Leverans",
}  # fmt: skip


def delivered(language: str, page: str, *, basket: str = "") -> set[str]:
    """The countries of a shop whose page about delivery has this body, and whose basket, if there is one, that."""
    label = DELIVERY[language]
    links = f'<a href="/delivery">{label}</a><a href="/cart">Cart</a>'
    bodies = {"/": links, "/delivery": f"<title>{label}</title><h1>{label}</h1>{page}{links}"}
    if basket:
        bodies["/cart"] = f"<title>Cart</title><h1>Cart</h1><form><p>1 x Quorbel</p>{basket}</form>"
    html = (("Content-Type", "text/html; charset=utf-8"),)
    answers = tuple(
        Response(f"https://quorbel.com{path}", 200, "OK", html, f'<html lang="{language}">{body}'.encode(), NOW)
        for path, body in bodies.items()
    )
    told = read_shop(Capture("https://quorbel.com/", answers), country="FR")
    return {sign.country for sign in signs(told) if sign.sign in ("delivery", "choice")}


@pytest.mark.parametrize(
    ("language", "sentence", "countries"),
    [
        ("bg", "Доставяме в България, Румъния и Гърция.", "BG RO GR"),
        ("cs", "Doručujeme po celé ČR, na Slovensko a do Německa.", "CZ SK DE"),
        ("da", "Vi leverer til Danmark, Sverige og Tyskland.", "DK SE DE"),
        ("el", "Αποστολές σε Ελλάδα, Κύπρο και Γερμανία.", "GR CY DE"),
        ("en", "We ship to Ireland and the Czech Republic.", "IE CZ"),
        ("es", "Enviamos a España y a los Países Bajos.", "ES NL"),
        ("fi", "Toimitamme Suomeen, Ruotsiin ja Viroon.", "FI SE EE"),
        ("fr", "Nous livrons en France, en Belgique et au Luxembourg.", "FR BE LU"),
        ("hr", "Dostavljamo u Hrvatsku, Sloveniju i Njemačku.", "HR SI DE"),
        ("hu", "Magyarországra, Németországba és Szlovákiába szállítunk.", "HU DE SK"),
        ("it", "Spediamo in Italia, Francia e Olanda.", "IT FR NL"),
        ("lt", "Pristatome Lietuvoje, Latvijoje ir Estijoje.", "LT LV EE"),
        ("nl", "Wij bezorgen in Nederland en België.", "NL BE"),
        ("pl", "Wysyłamy na terenie Polski oraz do Niemiec i Czech.", "PL DE CZ"),
        ("pt", "Enviamos para Portugal e Espanha.", "PT ES"),
        ("ro", "Livrăm în România, Bulgaria și Germania.", "RO BG DE"),
        ("sk", "Doručujeme na Slovensko, do Česka a Rakúska.", "SK CZ AT"),
        ("sv", "Vi levererar till Sverige, Norge och Finland.", "SE NO FI"),
        ("cs", "Do Německa a Rakouska nedoručujeme.", ""),
        ("de", "Nach Polen und Tschechien versenden wir nicht.", ""),
        ("hu", "Németországba és Ausztriába nem szállítunk.", ""),
        ("sv", "Vi levererar inte till Norge eller Finland.", ""),
        ("en", "Our tiles are fired in Portugal.", ""),
    ],
)
def test_sentences_on_delivery_in_the_languages_of_the_market(language: str, sentence: str, countries: str) -> None:
    assert delivered(language, f"<p>{sentence}</p>") == set(countries.split())


@pytest.mark.parametrize(
    ("language", "body", "countries"),
    [
        ("de", "<table><tr><td>Deutschland</td><td>4 €</td></tr><tr><td>Österreich, Schweiz</td><td>9 €</td></tr>",
         "DE AT CH"),
        ("fr", "<ul><li>🇫🇷 France : 4,90 €</li><li>Belgique / Luxembourg (3 jours)</li></ul>", "FR BE LU"),
        ("pl", "<h2>Kraje dostawy</h2><ul><li>Polska</li><li>Niemcy</li></ul>", "PL DE"),
        ("de", "<p>Wir liefern leider nicht nach:</p><ul><li>Schweiz</li><li>Norwegen</li></ul>", ""),
        ("de", "<ul><li>Deutschland</li><li>Schweiz: keine Lieferung</li></ul>", "DE"),
        ("fr", "<p>France Poterie, une maison qui aime la terre et le feu depuis toujours</p>", ""),
    ],
)  # fmt: skip
def test_lists_and_tables_of_countries(language: str, body: str, countries: str) -> None:
    assert delivered(language, body) == set(countries.split())


def test_a_choice_of_some_countries_is_a_sign_and_one_of_all_the_world_is_none() -> None:
    few = "".join(f"<option>{name}</option>" for name in ("Please choose", "Ireland", "Malta", "France"))
    assert delivered("en", "", basket=f"<select name=country>{few}</select>") == {"IE", "MT", "FR"}
    world = few + "".join(f"<option>Elsewhere {number}</option>" for number in range(80))
    assert not delivered("en", "", basket=f"<select name=country>{world}</select>")
    other = "".join(f"<option>{name}</option>" for name in ("Blue", "Green", "Red", "Jersey", "Malta"))
    assert not delivered("en", "", basket=f"<select name=pattern>{other}</select>")


def test_a_number_for_callers_from_abroad_is_a_sign() -> None:
    for number, sign in (("+49 341 5550123", {"+49 341 5550123"}), ("0341 5550123", set())):
        told = facts("de", legal=f"{DE}Telefon: {number}")
        assert {s.text for s in signs(told) if s.sign == "phone"} == sign


def test_without_a_home_page_nothing_is_known() -> None:
    told = read_shop(Capture("https://shop.example/", (), (failure("/"),)), country="FR")
    for fact in (told.payment_accounts, told.social_accounts, told.directed_to):
        assert isinstance(fact, Unknown)
