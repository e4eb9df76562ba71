"""What the feeds beyond Safety Gate's own formats read out of a record: lists, glued fields, running text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from product_alerts.countries import countries
from product_alerts.feeds import FEEDS, american, feed_of
from product_alerts.feeds.base import FeedError, Item, Problem
from product_alerts.feeds.web_text import pieces
from product_alerts.model import Alert, AlertStatus, Measure
from product_alerts.risks import risks, risks_told
from tests.product_alerts import sources


def parsed(name: str, raw: bytes) -> tuple[list[Alert], list[Problem]]:
    assert feed_of(raw) is FEEDS[name]
    items: Iterable[Item] = list(FEEDS[name].parse(raw))
    return [i for i in items if isinstance(i, Alert)], [i for i in items if isinstance(i, Problem)]


def as_raw(*rows: Mapping[str, object]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


# --- RappelConso


def test_a_french_notice_is_put_together_from_its_rows() -> None:
    first = sources.french(1) | {
        "numero_fiche": "sr/02345/26",
        "numero_version": 2,
        "identification_produits": f"{sources.gtin(1)}$lot a1$date de péremption$2026-01-01$2026-02-01"
        f"|{sources.gtin(2)}$tous les lots$non concerné$$|000000000$siehe bei meiner produktliste$$$",
        "marque_produit": "sans marque",
        "distributeurs": "lumora jeux¤12 rue du test",
        "date_debut_commercialisation": "2025-12-31",
        "date_date_fin_commercialisation": "2026-08-31",
        "liens_vers_les_images": "https://rappel.conso.gouv.fr/image/1.jpg|https://rappel.conso.gouv.fr/image/2.jpg",
        "risques_encourus": "brûlures|risque chimique|dommage à la vue|rien de connu ici",
    }
    old = {**first, "numero_version": 1, "marque_produit": "autre marque"}
    (alert,), problems = parsed("rappelconso", as_raw(first, {**first, "gtin": int(sources.gtin(3)), "id": 2}, old))
    assert (alert.id, alert.status, alert.language) == ("rappelconso:SR/02345/26", AlertStatus.CORRECTED, "fr")
    assert alert.cites == ("safety-gate:SR/02345/26",)
    assert set(alert.gtins) == {sources.gtin(n).zfill(14) for n in (1, 2, 3)}
    assert alert.brands == ()
    assert alert.batches == ("lot a1", "siehe bei meiner produktliste")
    assert alert.made == "date de péremption: 2026-01-01 - 2026-02-01"
    assert (alert.sold_from, alert.sold_until) == (date(2025, 12, 31), date(2026, 8, 31))
    assert alert.companies == ("lumora jeux", "12 rue du test")
    assert alert.risks == ("Burns", "Chemical", "Damage to sight", "rien de connu ici")
    assert alert.measures[0] == Measure("ne plus utiliser le produit", "voluntary")
    assert len(alert.pictures) == 2
    assert {p.field for p in problems} >= {"numero_version", "risques_encourus"}


def test_a_national_notice_cites_no_case() -> None:
    (alert,), _ = parsed("rappelconso", as_raw(sources.french(1)))
    assert (alert.number, alert.status, alert.cites) == ("2026-11-0001", AlertStatus.ACTIVE, ())


def test_a_page_of_records_is_read_as_an_export() -> None:
    raw = json.dumps({"total_count": 2, "results": [sources.french(1), sources.french(2)]}).encode()
    assert len(parsed("rappelconso", raw)[0]) == 2


# --- Health Canada


def test_a_canadian_notice() -> None:
    row = sources.canadian(1) | {
        "What you should do": "<p>Stop using it.</p><p>Joint recall with Health Canada and the US&nbsp;CPSC.</p>"
    }
    (alert,), problems = parsed("health-canada", as_raw(row))
    assert (alert.name, alert.brands, alert.risks) == ("Grelinou Rattle 1", (), ("Choking",))
    assert (alert.cites, alert.countries) == (("joint:cpsc",), ("CA", "US"))
    assert "<p>" not in dict(alert.extra)["What you should do"]
    assert problems == []
    (alone,), _ = parsed("health-canada", as_raw(sources.canadian(1)))
    assert alone.cites == ()


@pytest.mark.parametrize(
    ("title", "brands"),
    [
        ("Lumora brand Oat Puffs recalled due to undeclared milk", ("Lumora",)),
        ("Transport Canada Recall - 2026437 - LUMORA BUS", ("LUMORA BUS",)),
        ("Lumora Night Light recalled due to fire hazard", ()),  # the first word may be anything
    ],
)
def test_a_brand_is_taken_where_the_title_calls_it_one(title: str, brands: tuple[str, ...]) -> None:
    assert parsed("health-canada", as_raw(sources.canadian(1) | {"Title": title}))[0][0].brands == brands


def test_french_twins_are_counted() -> None:
    twin = sources.canadian(2) | {"URL": "https://recalls-rappels.canada.ca/fr/avis-rappel/x"}
    alerts, problems = parsed("health-canada", as_raw(sources.canadian(1), twin))
    assert len(alerts) == 1
    assert [p.value for p in problems] == ["1"]


# --- CPSC


@pytest.mark.parametrize(
    ("text", "models", "batches"),
    [
        ("This recall involves models LN2210 and LN2210PC of the Lumora lamp.", ("LN2210", "LN2210PC"), ()),
        ("Model number: DXH70CFAVX is printed", ("DXH70CFAVX",), ()),
        ("with model numbers LN-2210 (red), LN-2211 and LN-2212.", ("LN-2210", "LN-2212"), ()),
        (
            "units have serial numbers that begin with AJ2226, AJ2227 and AJ2228. The model is on the label.",
            (),
            ("AJ2226", "AJ2227", "AJ2228"),
        ),
        ("The model and serial number are printed on a label from 2024.", (), ()),
        ("lot number L2210A", (), ("L2210A",)),
        ("the 2024 model year and 120V units", (), ()),
    ],
)
def test_models_and_batches_stand_behind_their_label(
    text: str, models: tuple[str, ...], batches: tuple[str, ...]
) -> None:
    assert set(models) <= set(american.models(text))
    assert not set(american.models(text)) & set(batches)
    assert american.batches(text) == batches
    if not models:
        assert american.models(text) == ()


def test_brands_are_quoted_from_the_goods_and_begin_the_name() -> None:
    text = '“Lumora” and “Twinkle” are printed on the lamp. "LUMORA" is on the box. Vestra-branded chargers.'
    assert american.brands(text, ["Lumora Twinkle Lamps"]) == ("Lumora", "LUMORA")
    assert american.brands("Vestra-branded chargers", ["Vestra USB chargers"]) == ("Vestra",)
    assert american.brands("“Made in China” is printed", ["Lumora Lamps"]) == ()


@pytest.mark.parametrize(
    ("name", "firm", "brands"),
    [
        ("Makello Professional Grease Guns", "Makello U.S.A., Inc.", ("Makello",)),
        ("P.J. Salvado Pajama Sets", "P.J. Salvado LLC", ("P.J. Salvado",)),
        ("KiddoVela Hover Balls", "SN Commerce LLC, dba KiddoVela", ("KiddoVela",)),
        ("Forest Lamps", "Forest Green Trading Co.", ()),
        ("Home Lamps", "Home Inc.", ()),
        ("Lumora Lamps", "Vestra Ltd.", ()),
    ],
)
def test_a_company_whose_name_begins_the_products_is_its_brand(name: str, firm: str, brands: tuple[str, ...]) -> None:
    assert american.brands("", [name], [firm]) == brands


def test_barcodes_stand_behind_their_label_and_pass_the_check() -> None:
    assert american.barcodes(f"UPC {sources.gtin(1)} and 1234567890123") == (sources.gtin(1).zfill(14),)
    assert american.barcodes(f"call {sources.gtin(1)}") == ()


def test_an_american_recall() -> None:
    row = sources.american(1) | {"Inconjunctions": [{"URL": "https://recalls-rappels.canada.ca/en/alert-recall/x"}]}
    (alert,), problems = parsed("cpsc", as_raw(row))
    assert (alert.number, alert.models, alert.risks) == ("26-001", ("GR-0001",), ("Choking",))
    assert alert.cites == ("https://recalls-rappels.canada.ca/en/alert-recall/x",)
    assert alert.measures == (Measure("Refund", "voluntary"),)
    assert problems == []


def test_both_formats_of_the_cpsc_number_a_recall_alike() -> None:
    head = "Recall Number,Date,Recall Heading,Name of product,Description,Surprise\n"
    row = '24-039,"December 07, 2023",Lumora Recalls Lamps,Lumora Lamps,All of them,?\n'
    (alert,), problems = parsed("cpsc-export", f"{head}{row}".encode())
    assert (alert.id, alert.published) == ("cpsc:24-039", date(2023, 12, 7))
    assert [p.field for p in problems] == ["Surprise"]
    assert american.number("24039") == american.number("24-039") == "24-039"


# --- OPSS, ACCC


def test_a_british_notice() -> None:
    (alert,), problems = parsed("uk-opss", json.dumps(sources.british(1)).encode())
    assert (alert.number, alert.name, alert.brands) == ("2611-0001", "Grelinou Rattle", ("Grelinou",))
    assert (alert.models, alert.batches) == (("GR-0001",), ("B1", "B2"))
    assert (alert.category, alert.level, alert.risks) == ("Toys", "high", ("Choking",))
    assert problems == []


def test_an_australian_page_and_the_feed_meet_under_one_number() -> None:
    (page,), problems = parsed("accc", sources.australian(1).encode())
    assert (page.number, page.models) == ("grelinou-rattle-1", ("GR-0001",))
    assert dict(page.extra)["pra"] == "2026/20000"
    assert problems == []
    feed = sources.SOURCES[-1].site([1])("https://www.productsafety.gov.au/rss/feed.xml/psa_recall", b"").body
    raw = feed.replace(b"<channel>", b"<channel><title>productsafety.gov.au</title>")
    assert [a.id for a in parsed("accc", raw)[0]] == [page.id]


def test_html_is_read_into_pieces() -> None:
    read = pieces(
        "<h2>Hazard</h2><p>It may <b>burn</b>.</p><script>x = 1</script><table><tr><th>Brand</th><td>Lumora</td></tr>"
        "<tr><td>alone</td></tr></table><dl><dt>Model</dt><dd>LN-1</dd></dl><img src='/a.png'><p>unclosed"
    )
    assert read.labelled == [("Brand", "Lumora"), ("Model", "LN-1")]
    assert read.paragraphs == [("Hazard", "It may burn ."), ("Hazard", "alone"), ("Hazard", "unclosed")]
    assert read.pictures == ["/a.png"]


# --- mirror, tables


def test_a_mirrored_alert() -> None:
    row = sources.mirrored(1) | {"alert_other_countries": "Spain, Atlantis", "a_new_field": "x"}
    (alert,), problems = parsed("safety-gate-mirror", as_raw(row))
    assert (alert.id, alert.countries) == ("safety-gate:SR/00001/26", ("MT", "ES"))
    assert alert.updated == alert.published
    assert alert.pictures == ("https://safety.example/image/1", "https://safety.example/image/2")
    assert {p.field for p in problems} == {"countries", "a_new_field"}


def test_a_table_of_weekly_rows() -> None:
    raw = b"case_number,product,brand,model,surprise\nSR/09101/26,Lamp,Lumora,LN-2210,?\nno number,Lamp,,,\n"
    (alert,), problems = parsed("safety-gate-table", raw)
    assert (alert.id, alert.models) == ("safety-gate:SR/09101/26", ("LN-2210",))
    assert {p.field for p in problems} == {"surprise", "caseNumber"}


def test_a_broken_line_is_named() -> None:
    with pytest.raises(FeedError, match="line 2"):
        list(FEEDS["safety-gate-table"].parse(b'{"caseNumber": "SR/09101/26"}\n{"caseNumber": \n'))


# --- countries, risks


@pytest.mark.parametrize(
    ("text", "codes", "others"),
    [
        ("People's Republic of China", ("CN",), ()),
        ("Netherlands Norway United Kingdom", ("NL", "NO", "GB"), ()),
        ("Bosnia and Herzegovina", ("BA",), ()),
        ("Türkiye, Hong Kong and Taiwan", ("TR", "HK", "TW"), ()),
        ("Atlantis, Spain", ("ES",), ("Atlantis",)),
        ("not sold in Spain", (), ("not sold in Spain",)),
        ("", (), ()),
    ],
)
def test_countries(text: str, codes: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert countries(text) == (codes, others)


def test_risks_in_one_vocabulary() -> None:
    assert risks("Fire hazard - Burn hazard") == (("Fire", "Burns"), ())
    assert risks("Health risk / other, Choking") == (("Health risk / other", "Choking"), ())
    assert risks("brûlures, licornes") == (("Burns",), ("licornes",))
    assert set(risks_told("can overheat, posing fire and burn hazards to consumers")) == {"Fire", "Burns"}
    assert risks_told("a friendly firefly") == ()
