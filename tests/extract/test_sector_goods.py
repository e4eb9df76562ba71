"""Articles with rules of their own are known by their titles, strictly; what their pages give is quoted exactly."""

from __future__ import annotations

import pytest

from checks.facts import Absent, Found, ShopFacts, Unknown
from sweep.capture import Capture
from sweep.extract.lexicon import lexicon
from sweep.extract.products.goods_kinds import kinds_of, strength
from sweep.extract.shop import read_shop
from tests.extract.shops import BASE, FILLER, response

EIGHT = ("fr", "nl", "de", "en", "es", "it", "pt", "pl")


@pytest.mark.parametrize(
    ("language", "title", "kinds"),
    [
        ("en", "Genuine ivory carving", ("wildlife",)),
        ("en", "Ivory silk blouse", ("clothing",)),
        ("fr", "Chemise en lin couleur ivoire", ("clothing",)),
        ("en", "Hunting crossbow 150 lbs", ("weapon",)),
        ("en", "Foam crossbow for kids", ()),
        ("fr", "Vin rouge Brumal 75 cl", ("alcohol",)),
        ("fr", "Bougie au vin rouge 20 cl", ()),
        ("en", "Red wine glass 30 cl", ()),
        ("en", "Wine red dress", ("clothing",)),
        ("de", "Schutzhülle für Smartphone", ()),
        ("de", "Smartphone Nebelfon 3", ("phone",)),
        ("de", "Ibuprofen Nebul 400 mg", ("medicine",)),
        ("de", "Ratgeber Ibuprofen (Buch)", ()),
        ("fr", "Sac pour aspirateur et lave-linge", ()),
        ("fr", "Puff jetable Nuago 600", ("vape", "disposable_vape")),
        ("fr", "Pouf jetable", ()),
        ("nl", "Winterband Nevelrol 205/55 R16", ("tyre",)),
        ("nl", "Elastische band 20 cm", ()),
        ("es", "Galletas Nieblina", ("food",)),
        ("es", "Tarro para galletas", ()),
        ("it", "Biscotti biologici", ("food",)),
        ("pt", "Peluche Nuvenzinha", ("toy",)),
        ("pl", "Zabawka dla psa", ()),
        ("pl", "Grzechotka Mgiełka", ("toy",)),
    ],
)
def test_kinds_are_told_from_titles_strictly(language: str, title: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(title, "", (language,)) == kinds


def test_a_category_tells_where_the_title_is_a_name() -> None:
    assert kinds_of("Moutonel gris", "Vêtements > Pull", ("fr",)) == ("clothing",)
    assert kinds_of("Patron de couture Moutonel", "Vêtements > Pull", ("fr",)) == ()
    assert kinds_of("Nébulex", "Armes > Arbalète", ("fr",)) == ()


def test_nicotine_strength_is_read_per_millilitre_only() -> None:
    assert strength("E-liquide Brumel 3, 6 ou 50 mg/ml") == 50
    assert strength("E-liquide Brumel 19,6 mg / ml") == 19.6
    assert strength("Booster 20 mg") is None


def test_the_eight_languages_have_the_same_keys() -> None:
    for section in ("goods", "sector"):
        keys = [set(lexicon(language)[section]) for language in EIGHT]
        assert all(key == keys[0] for key in keys), section


def _shop(main: str, count: int = 1, footer: str = "") -> ShopFacts:
    foot = f'<footer><a href="/legal">Mentions légales</a>{footer}</footer>'
    links = "".join(f'<a href="/p{n}">Article {n}</a>' for n in range(count))
    pages = [
        ("/", f"<h1>Accueil</h1><p>{FILLER['fr']}</p>{links}"),
        ("/legal", f"<h1>Mentions légales</h1><p>{FILLER['fr']}</p>"),
    ]
    pages += [(f"/p{n}", main.replace("#", str(n))) for n in range(count)]
    wrap = '<!doctype html><html lang="fr"><body>{}{}</body></html>'
    return read_shop(Capture(BASE + "/", tuple(response(p, wrap.format(b, foot)) for p, b in pages)), country="FR")


def _product(title: str, more: str) -> str:
    data = f'{{"@type": "Product", "name": "{title}", "offers": {{"price": "5.00", "priceCurrency": "EUR"}}}}'
    return (
        f'<script type="application/ld+json">{data}</script><h1>{title}</h1><p>5,00 €</p>'
        f"<button>Ajouter au panier</button>{more}"
    )


MAKER = "<p>Fabricant : Biscuiterie Brumel, 1 rue Nulle, 00000 Brumeville, contact@brumel.example</p>"


def test_particulars_and_maker_are_quoted_from_the_page() -> None:
    facts = _shop(_product("Biscuits Brumel #", "<p>Ingrédients : farine, sucre, BEURRE</p>" + MAKER), 2)
    assert isinstance(facts.sector_goods, Found)
    first = facts.sector_goods.value[0].value
    assert (first.kind, first.page, first.bare) == ("food", True, True)
    assert [t.quote for t in first.told if t.what == "ingredients"] == ["Ingrédients : farine, sucre, BEURRE"]
    assert isinstance(facts.safety_info, Found)
    assert [f.value.maker for f in facts.safety_info.value] == ["whole", "whole"]


def test_a_picture_or_document_leaves_open_what_the_words_do_not_say() -> None:
    facts = _shop(_product("Biscuits Brumel", '<a href="/fiche.pdf">Fiche technique</a>'))
    assert isinstance(facts.sector_goods, Found)
    assert not facts.sector_goods.value[0].value.bare


@pytest.mark.parametrize("way", ['class="tab-pane" style="display: none"', "hidden"])
def test_what_opens_on_a_click_is_not_left_out(way: str) -> None:
    words = "Composition du biscuit et conseils de conservation, voir ci-dessous."
    facts = _shop(_product("Biscuits Brumel #", f"<div {way}>{words}{MAKER}</div>"), 3)
    assert isinstance(facts.sector_goods, Found)
    assert isinstance(facts.safety_info, Found)
    assert not any(found.value.bare for found in facts.sector_goods.value)
    assert {found.value.maker for found in facts.safety_info.value} == {"hidden"}


@pytest.mark.parametrize(
    ("title", "words", "kinds"),
    [
        ("Miel de Brumel 500 g", "Récolté par nous.", {"eaten"}),
        ("Huile de Brumel", "Valeurs nutritionnelles pour 100 ml : 3400 kJ / 828 kcal", {"eaten"}),
        ("Nébulette", "À consommer de préférence avant fin 2027.", {"eaten"}),
        ("Brumel Grande Réserve 2021, 75 cl", "Brumelois AOP, 13,5 % vol.", {"alcohol"}),
        ("Pot à miel 500 g", "En grès.", set()),
        ("Cuillère pour miel 20 g", "En bois.", set()),
        ("Théière Brumel 75 cl", "En fonte.", set()),
        ("Brumel pétillant de pomme, 75 cl", "Sans alcool, 0,0 % vol.", set()),
        ("Gel Brumel 10 cl", "Alcool 70 % vol.", set()),
        ("Savon au miel 100 g", "Ingrédients : sodium olivate, mel.", set()),
    ],
)
def test_food_and_bottles_are_known_by_what_their_pages_say(title: str, words: str, kinds: set[str]) -> None:
    facts = _shop(_product(title, f"<p>{words}</p>"))
    found = facts.sector_goods.value if isinstance(facts.sector_goods, Found) else ()
    assert {one.value.kind for one in found} - {"cosmetic"} == kinds


def test_a_responsible_person_behind_a_tab_is_not_missing() -> None:
    maker = "<p>Fabricant : Nébulon Co., 8 Nowhere Road, 000000 Shenzhen, China, a@nebulon.example</p>"
    tab = "<div hidden>Personne responsable dans l'UE : Brumel SARL, 1 rue Nulle, 00000 Brumeville</div>"
    for words, grade in ((maker, "whole"), (maker + tab, "part")):
        facts = _shop(_product("Cruche Boréalis", words))
        assert isinstance(facts.safety_info, Found)
        assert facts.safety_info.value[0].value.maker == grade


@pytest.mark.parametrize(
    ("words", "maker", "country"),
    [
        ("<p>Fabricant : Nébulon Co., 8 Nowhere Road, 000000 Shenzhen, China, a@nebulon.example</p>", "whole", "CN"),
        (
            "<p>Fabricant : Brumel SARL, 1 rue Nulle, 00000 Brumeville, a@brumel.example. Fabriqué en Chine</p>",
            "whole",
            "",
        ),
        ("<p>Fabricant : Brumel</p>", "part", ""),
        ("<p>Une belle cruche.</p>", "none", ""),
    ],
)
def test_how_much_of_the_maker_is_given(words: str, maker: str, country: str) -> None:
    facts = _shop(_product("Cruche Boréalis", words))
    assert isinstance(facts.safety_info, Found)
    seen = facts.safety_info.value[0].value
    assert (seen.maker, seen.country) == (maker, country)


@pytest.mark.parametrize(("language", "known"), [("fr", True), ("sv", False), ("cs", False)])
def test_on_a_page_in_a_language_that_is_not_read_no_maker_is_missing(language: str, known: bool) -> None:
    text = {
        "fr": "Une belle cruche que nous avons faite pour vous et pour la table, avec le soin que vous aimez.",
        "sv": "Tillverkare: Brumel AB\nTestgatan 5\n111 22 Brumstad\ninfo@brumel.example",
        "cs": "Výrobce: Brumel s.r.o.\nTestovací 5\n110 00 Brumov\ninfo@brumel.example",
    }[language]
    more = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    pages = [response("/", f'<html lang="{language}"><a href="/product/k">Kanna</a>')]
    pages.append(response("/product/k", f'<html lang="{language}"><title>Kanna</title>{_product("Kanna", more)}'))
    fact = read_shop(Capture(BASE + "/", tuple(pages)), country="FR").safety_info
    if known:
        assert isinstance(fact, Found)
        assert fact.value[0].value.maker == "none"
    else:
        assert isinstance(fact, Unknown)
        assert fact.kind == "language"


def test_other_goods_are_absent_and_unread_ones_unknown() -> None:
    assert isinstance(_shop(_product("Cruche Boréalis", "")).sector_goods, Absent)
    assert isinstance(read_shop(Capture(BASE + "/", ()), country="FR").sector_goods, Unknown)


def test_signs_in_addresses_links_and_forms() -> None:
    social = '<a href="#" class="icon-facebook"></a><a href="https://www.instagram.com/zephirelle">Instagram</a>'
    facts = _shop(_product("Cruche Boréalis", ""), footer=social)
    assert isinstance(facts.dead_links, Found)
    assert [f.value for f in facts.dead_links.value] == ["facebook"]
    assert isinstance(facts.imitated_name, Absent)
    assert isinstance(facts.insecure_forms, Unknown)


@pytest.mark.parametrize(
    ("language", "words", "country", "responsible"),
    [
        ("it", "Fabbricante: Nebulon Ltd, 8 Nowhere Road, SN1 9ZZ, Regno Unito, a@nebulon.example", "GB", False),
        ("it", "Fabbricante: Nebulon Ltd, 8 Nowhere Road, SN1 9ZZ, Regno Unito, a@nebulon.example. Rappresentante "
         "nell'UE: Brumel Srl, Via Nulla 1, 00000 Nebbiano", "GB", True),
        ("fr", "Fabricant : Nebulon Ltd, 8 Nowhere Road, SN1 9ZZ, Royaume-Uni, a@nebulon.example. Représentant "
         "européen : Brumel SARL, 1 rue Nulle, 00000 Brumeville", "GB", True),
        ("es", "Fabricante: Nebulon Ltd, 8 Nowhere Road, SN1 9ZZ, Reino Unido, a@nebulon.example. EU REP: Brumel "
         "S.L., Calle Nada 1, 00000 Nieblina", "GB", True),
        ("nl", "Fabrikant: Nebulon Ltd, 8 Nowhere Road, SN1 9ZZ, Verenigd Koninkrijk, a@nebulon.example. "
         "Vertegenwoordiger in de EU: Brumel B.V., Nulstraat 1, 0000 AA Neveldam", "GB", True),
    ],
)  # fmt: skip
def test_a_representative_is_known_by_many_names(language: str, words: str, country: str, responsible: bool) -> None:
    wrap = f'<!doctype html><html lang="{language}"><body><h1>Brumel X1</h1><p>{FILLER[language]}</p>{{}}</body></html>'
    pages = (response("/", wrap.format('<a href="/product/x">Brumel X1</a>')),
             response("/product/x", wrap.format(_product("Brumel X1", f"<p>{words}</p>"))))  # fmt: skip
    facts = read_shop(Capture(BASE + "/", pages), country="FR")
    assert isinstance(facts.safety_info, Found)
    seen = facts.safety_info.value[0].value
    assert (seen.country, seen.responsible) == (country, responsible)


@pytest.mark.parametrize(
    ("tab", "maker"),
    [
        ("Responsable de la mise sur le marché : Brumel, 1 rue Nulle, 59000 Brumeville", "hidden"),
        ("Personne responsable : Brumel", "hidden"),
        ("Une cruche pour la table.", "none"),
    ],
)
def test_what_opens_on_a_click_may_name_the_maker(tab: str, maker: str) -> None:
    facts = _shop(_product("Cruche Boréalis", f'<p>Une cruche.</p><div style="display:none">{tab}</div>'))
    assert isinstance(facts.safety_info, Found)
    assert facts.safety_info.value[0].value.maker == maker
