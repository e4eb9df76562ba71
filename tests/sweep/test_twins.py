"""Shops of one sweep with the same contents under other traders, and those that only look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from checks.facts import Absent, Evidence, Found, Phone, Registration, ShopFacts
from checks.verdict import Outcome
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.enrich.sketch import LEAST, Sketch, share, sketch
from sweep.enrich.twins import twins
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.page import Page
from sweep.extract.shop import shop_pages
from sweep.results import ShopResult, Visit
from sweep.run import Sweep, rejudge, sweep_shop
from sweep.sweeps import begin, collect
from sweep.targets import Target
from sweep.together import compare_shops
from tests.extract.shops import label, page, response
from tests.extract.shops import shop as capture_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SIREN, OTHER = "012345674", "098765431"
NAMES = ("Zéphirelle", "Nébulon", "Vortalune", "Brumaire", "Cendrillac", "Ombreval", "Luminor")


def _at(domain: str, quote: str = "") -> Evidence:
    return Evidence(f"https://{domain}/", quote, "0" * 64)


def _shop(
    domain: str,
    name: str,
    *,
    number: str = "",
    email: str = "",
    phone: str = "",
    marks: tuple[int, ...] = (),
    goods: tuple[Offer, ...] = (),
) -> ShopResult:
    absent = Absent((_at(domain),))
    numbers = (Registration("fr.siren", number, True),)
    offers = tuple(Found(offer, _at(domain, offer.title)) for offer in goods)
    facts = ShopFacts(
        operator_name=Found(name, _at(domain, name)) if name else absent,
        operator_registrations=Found(numbers, _at(domain, number)) if number else absent,
        operator_emails=Found((email,), _at(domain, email)) if email else absent,
        operator_phones=Found((Phone(phone, phone),), _at(domain, phone)) if phone else absent,
        offers=Found(offers, offers[0].evidence) if offers else absent,
    )
    visit = Visit("v", NOW, NOW, "a.warc.gz", "0" * 64)
    terms = Sketch(marks, _at(domain)) if marks else None
    target = Target(key=domain, url=domain)
    return ShopResult(target, "FR", "measured", "", visit, facts, (), sketch=terms)


def _goods(count: int, *, price: str = "24.90", gtin: str = "") -> tuple[Offer, ...]:
    titles = [f"Lampe Boréalis modèle {n}" for n in range(count)]
    return tuple(Offer("", t, price=Decimal(price), currency="EUR", gtin=gtin) for t in titles)


def _shared(*shops: ShopResult) -> dict[str, list[tuple[str, str]]]:
    told = twins(shops)
    return {key: [(f.value.domain, f.value.shared) for f in fact.value] for key, fact in told.items()}


ALIKE = tuple(range(100))


def test_the_same_texts_under_two_traders_are_told_of_both() -> None:
    one, other = (_shop(f"{n.lower()}.example", n, marks=ALIKE) for n in ("Zephirelle", "Nebulon"))
    assert _shared(one, other) == {
        "zephirelle.example": [("nebulon.example", "texts")],
        "nebulon.example": [("zephirelle.example", "texts")],
    }


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"marks": ALIKE}, {"marks": tuple(range(50, 150))}),  # half of it
        ({"marks": ALIKE, "name": "Zéphirelle SARL"}, {"marks": ALIKE, "name": "ZEPHIRELLE"}),  # one operator
        ({"marks": ALIKE, "name": ""}, {"marks": ALIKE}),  # who says that it is another one?
        ({"marks": ALIKE, "phone": "+33100000000"}, {"marks": ALIKE, "phone": "+33100000000"}),
        ({"marks": ALIKE, "email": "a@houses.example"}, {"marks": ALIKE, "email": "b@houses.example"}),
        ({"marks": ALIKE, "email": "a@zephirelle.example"}, {"marks": ALIKE, "email": "b@zephirelle.example"}),
        ({"number": SIREN, "email": "a@gmail.com"}, {"number": SIREN, "email": "a@gmail.com"}),  # two names of one
        ({"number": SIREN}, {"number": OTHER}),
        ({"number": SIREN, "email": "a@gmail.com"}, {"email": "a@gmail.com"}),  # whose number is not known
        ({"email": "info@houses.example"}, {"email": "info@houses.example"}),  # a group's own domain
        ({"goods": _goods(4)}, {"goods": _goods(4)}),  # too few
        ({"goods": _goods(9)}, {"goods": _goods(9, price="19.90")}),
        ({"goods": _goods(9, gtin="4006381333931")}, {"goods": _goods(9, gtin="4006381333931")}),  # a brand's
    ],
)
def test_what_can_be_one_house_or_chance_is_not_told(mine: dict[str, str], theirs: dict[str, str]) -> None:
    one = _shop(**{"domain": "zephirelle.example", "name": "Zéphirelle", **mine})  # type: ignore[arg-type]
    other = _shop(**{"domain": "nebulon.example", "name": "Nébulon", **theirs})  # type: ignore[arg-type]
    assert _shared(one, other) == {}


def test_two_hosts_of_one_domain_are_one_house() -> None:
    hosts = ("fr.zephirelle.example", "Zéphirelle"), ("nl.zephirelle.example", "Nébulon")
    assert _shared(*(_shop(host, name, marks=ALIKE) for host, name in hosts)) == {}


def test_a_number_or_a_free_mailbox_under_another_name_is_told_with_its_words() -> None:
    numbers = [_shop(f"shop{n}.example", NAMES[n], number=SIREN) for n in range(2)]
    fact = twins(numbers)["shop0.example"]
    assert (fact.value[0].value.shared, fact.value[0].evidence.quote) == ("number", SIREN)
    numbered = zip(NAMES, (SIREN, OTHER), strict=False)
    boxes = [_shop(f"shop{n}.example", a, number=b, email="nebel@gmail.com") for n, (a, b) in enumerate(numbered)]
    assert _shared(*boxes)["shop1.example"] == [("shop0.example", "email")]


@pytest.mark.parametrize("more", [{"marks": ALIKE}, {"number": SIREN}])
def test_what_many_traders_share_is_a_providers(more: dict[str, str]) -> None:
    five = [_shop(f"shop{n}.example", NAMES[n], **more) for n in range(5)]  # type: ignore[arg-type]
    assert len(_shared(*five)) == 5
    assert _shared(*five, _shop("shop5.example", NAMES[5], **more)) == {}  # type: ignore[arg-type]


def test_goods_in_common_are_told_with_their_titles() -> None:
    fact = twins([_shop(f"shop{n}.example", NAMES[n], goods=_goods(6 + 2 * n)) for n in range(2)])["shop1.example"]
    (site,) = fact.value
    assert (site.value.shared, site.value.share, len(site.proof)) == ("catalogue", 1.0, 5)
    assert site.evidence.quote == "Lampe Boréalis modèle 0"


def _words(count: int, start: int = 0) -> str:
    letters = "abcdefghij"
    numbers = (f"{n * 7919:06d}" for n in range(start, start + count))
    return " ".join("".join(letters[int(digit)] for digit in number) for number in numbers)


def _terms(text: str) -> tuple[Page, ...]:
    capture = capture_of("fr", {"terms": text})
    return shop_pages(capture, "FR").of("terms")


def test_a_sketch_estimates_the_share_of_two_texts() -> None:
    whole, mostly, half = (sketch(_terms(t)) for t in (_words(2000), _words(1900) + _words(100, 5000), _words(1000)))
    assert whole
    assert mostly
    assert half
    assert share(whole, whole) == 1
    assert share(whole, mostly) == pytest.approx(1900 / 2100, abs=0.12)
    assert share(whole, half) == pytest.approx(0.5, abs=0.15)
    changed = sketch(_terms(_words(2000).replace(" ", " 14 ", 50)))
    assert changed
    assert share(whole, changed) == 1


def test_a_short_text_has_no_sketch() -> None:
    assert sketch(_terms(_words(LEAST // 2))) is None
    assert sketch(()) is None


def _archive(path: Path, name: str, terms: str) -> str:
    domain = f"https://{name.lower()}.example"
    links = {"/cgv": label("fr", "terms"), "/mentions": label("fr", "legal_notice")}
    notice = f"{name} SARL, 12 rue des Brumes, 75001 Paris. Site édité par la société {name} SARL."
    pages: tuple[Response, ...] = (
        response("/", page("fr", name, "Bienvenue dans notre boutique pour vous et pour tous.", links)),
        response("/mentions", page("fr", "Mentions légales", notice, links)),
        response("/cgv", page("fr", "Conditions générales de vente", terms, links)),
    )
    with ArchiveWriter(path, software="test", info={}) as writer:
        for one in pages:
            writer.response(replace(one, url=domain + one.url.removeprefix("https://shop.example")))
    return f"{domain},{path.name}\n"


def _sweep(folder: Path, *texts: str) -> Sweep:
    shops = zip(("Zephirelle", "Nebulon", "Vortalune"), texts, strict=False)
    lines = [_archive(folder / f"{name}.warc.gz", name, terms) for name, terms in shops]
    (folder / "shops.csv").write_text("url,capture\n" + "".join(lines))
    (folder / "plan.yaml").write_text("name: twins\nauthority: A\ncountry: FR\nlists: shops.csv\nchecks: [scam]\n")
    sweep, _ = begin(folder / "plan.yaml", date(2026, 11, 21))
    for target in sweep.store.sweep_targets("twins"):
        sweep_shop(sweep, target, last=True)
    return sweep


def _copied(sweep: Sweep) -> dict[str, Outcome]:
    shops = collect(sweep).shops
    return {s.target.key: v.outcome for s in shops for v in s.verdicts if v.check == "scam.legal_copy"}


def test_twins_come_out_of_the_archives_again(tmp_path: Path) -> None:
    terms = f"Nos conditions générales de vente. {_words(400)}"
    sweep = _sweep(tmp_path, terms, terms, f"Nos conditions générales de vente. {_words(400, 4000)}")
    assert set(_copied(sweep).values()) == {Outcome.NOT_MEASURABLE}
    assert compare_shops(sweep) == 2
    told = _copied(sweep)
    assert told == {
        "zephirelle.example": Outcome.REVIEW,
        "nebulon.example": Outcome.REVIEW,
        "vortalune.example": Outcome.NOT_MEASURABLE,
    }
    assert compare_shops(sweep) == 0  # nothing changed, nothing is written
    for target in sweep.store.sweep_targets("twins"):
        rejudge(sweep, target)
    compare_shops(sweep)
    assert _copied(sweep) == told


def test_one_shop_judged_anew_keeps_its_twin(tmp_path: Path) -> None:
    terms = f"Nos conditions générales de vente. {_words(400)}"
    sweep = _sweep(tmp_path, terms, terms)
    compare_shops(sweep)
    first, _ = sweep.store.sweep_targets("twins")
    rejudge(sweep, first)
    assert compare_shops(sweep) == 1
    assert set(_copied(sweep).values()) == {Outcome.REVIEW}
