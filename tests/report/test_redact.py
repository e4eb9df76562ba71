"""Shared exports hide natural persons, wherever a shop names them, and leave companies and verdicts as they are."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from checks.facts import Address, Evidence, Found, Phone, Registration, ShopFacts, Unknown
from checks.goods_facts import SafetyInfo, SafetyParty
from checks.verdict import Outcome
from product_alerts.model import Offer
from sweep.report.exports import write_exports
from sweep.report.redact import MASK, is_person, redacted
from sweep.results import ShopResult, SweepResult
from tests.report import samples


def found(value: object, quote: str) -> Found[object]:
    return Found(value, Evidence("https://vendolux.example/legal", quote, "ab" * 32, "legal_notice", "<urn:uuid:1>"))


def facts(form: str) -> ShopFacts:
    return ShopFacts(
        operator_name=found("Odalric Fenouillard", "Éditeur : Odalric FENOUILLARD"),  # type: ignore[arg-type]
        operator_legal_form=found(form, form) if form else Unknown("not read"),  # type: ignore[arg-type]
        operator_address=found(Address("3 rue des Ormes, 75000 Paris", "3 rue des Ormes"), "3 rue des Ormes"),  # type: ignore[arg-type]
        operator_emails=found(("odalric@vendolux.example",), "odalric@vendolux.example"),  # type: ignore[arg-type]
        operator_phones=found((Phone("+33100000000", "01 00 00 00 00"),), "01 00 00 00 00"),  # type: ignore[arg-type]
        operator_registrations=found((Registration("fr.siren", "000000042"),), "000 000 042"),  # type: ignore[arg-type]
        payment_accounts=found(("FR7600000000000000000000042",), "FR76 0000 0000 0000 0000 0000 042"),  # type: ignore[arg-type]
        social_accounts=found(("instagram/odalric.fenouil",), "https://www.instagram.com/odalric.fenouil"),  # type: ignore[arg-type]
        publication_director=found("Ysoline Garancière", "Directrice : Ysoline Garancière"),  # type: ignore[arg-type]
    )


def sample(form: str) -> SweepResult:
    result = samples.sample()
    shop = result.shops[0]
    verdict = shop.verdicts[0]
    speaking = replace(
        verdict,
        params=(("name", "Odalric  Fenouillard"),),
        evidence=(
            Evidence(
                "https://vendolux.example/cgv", "M. ODALRIC FENOUILLARD vend, RIB 00000 00000-00000000000 42", "cd" * 32
            ),
        ),
    )
    target = replace(shop.target, note="Odalric Fenouillard called")
    changed = replace(shop, target=target, facts=facts(form), verdicts=(speaking, *shop.verdicts[1:]))
    return replace(result, shops=(changed, *result.shops[1:]))


SECRETS = (
    *("fenouillard", "rue des ormes", "odalric@", "+33100000000", "01 00 00 00 00", "000000042", "000 000 042"),
    *("fr7600000000000000000000042", "fr76 0000 0000", "00000-00000000000 42", "odalric.fenouil"),
)
# Forms behind which a legal person, or a company with a name of its own, stands.
COMPANIES = frozenset(
    "A/S|AB|AD|AE|AG|AG & Co. KG|AS|ASA|ASBL|ApS|BV|BV & Co. KG|BVBA|Bt.|CIC|CLG|CV|CVBA|Co. Ltd|Corp.|DAC|EARL|EOOD|"
    "CRL|EPE|EURL|FlexCo|GAEC|GIE|GmbH|GmbH & Co. KG|HB|IKE|Inc.|K/S|KG|KGaA|Kft.|LLC|LLP|"
    "Lda|Ltd|MB|NV|OG|OHG|OOD|Oy|OÜ|PLC|S. Coop.|SA|SARL|SAS|SASU|SCEA|SELAS|SICA|"
    "SARL-S|SAU|SC|SCA|SCIC|SCOP|SCRL|SE|SELARL|SIA|SL|SLP|SLU|SNC|SPA|SPRL|SRL|SRO|Soc. Coop.|UAB|UG|ULC|VOF|VZW|Zrt.|"
    "Sagl|Teo.|a.s.|ehf.|hf.|Ky|VšĮ|association|cooperative|d.o.o.|eG|eV|foundation|k.s.|sp. j.|sp. k.|sp. z o.o.|"
    "v.o.s.|MTÜ|Kkt.".split("|")
)


def exported(result: SweepResult, folder: Path) -> str:
    write_exports(result, folder)
    return "".join(text_of(path) for path in sorted(folder.iterdir()) if path.suffix != ".xlsx")


def text_of(path: Path) -> str:
    if path.suffix != ".ods":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as sheets:
        return sheets.read("content.xml").decode()


def test_a_sole_trader_stands_nowhere_in_shared_exports(tmp_path: Path) -> None:
    for form in ("EI", ""):  # without a company's form he may be a person
        before = exported(sample(form), tmp_path / f"before{form}").lower()
        after = exported(redacted(sample(form)), tmp_path / f"after{form}").lower()
        assert [s for s in SECRETS if s not in before] == []
        assert [s for s in SECRETS if s in after] == []
        assert "garancière" not in after
        assert MASK in after


def test_a_company_keeps_its_name_and_loses_its_directors(tmp_path: Path) -> None:
    after = exported(redacted(sample("SARL")), tmp_path).lower()
    assert [s for s in SECRETS if s not in after] == []
    assert "garancière" not in after


def made_by(*parties: SafetyParty) -> SweepResult:
    """A company's shop with a product of each of these makers."""
    result = sample("SARL")
    shop = result.shops[0]
    infos = tuple(found(SafetyInfo("Seife", "whole", manufacturer=party), f"Hersteller: {party}") for party in parties)
    offer = found(Offer("https://vendolux.example/seife", "Seife", brand="Odine Garance"), "Seife")
    changed = replace(shop.facts, safety_info=Found(infos, infos[0].proof[0]), offers=found((offer,), "Seife"))  # type: ignore[arg-type]
    return replace(result, shops=(replace(shop, facts=changed), *result.shops[1:]))


def test_makers_who_may_be_persons_stand_nowhere_in_shared_exports(tmp_path: Path) -> None:
    person = SafetyParty("Nora Nebelung", "Torfweg 5, 26121 Oldenburg", ("nora@nebelseife.example",), "DE")
    secrets = ("nora nebelung", "torfweg 5", "nora@nebelseife")
    before = exported(made_by(person), tmp_path / "before").lower()
    after = exported(redacted(made_by(person)), tmp_path / "after").lower()
    assert [s for s in secrets if s not in before] == []
    assert [s for s in secrets if s in after] == []


def test_makers_that_are_companies_or_brands_keep_their_names(tmp_path: Path) -> None:
    firm = SafetyParty("Nebelwerk GmbH", "Torfweg 5, 26121 Oldenburg", ("post@nebelwerk.example",), "DE")
    brand = SafetyParty("Odine Garance", "Torfweg 9, 26121 Oldenburg")
    after = exported(redacted(made_by(firm, brand)), tmp_path).lower()
    assert [s for s in ("nebelwerk gmbh", "torfweg 5", "post@nebelwerk", "odine garance") if s not in after] == []
    assert "torfweg 9" not in after


def test_verdicts_and_proofs_stay_the_same() -> None:
    def plain(shop: ShopResult) -> list[tuple[str, Outcome, list[str]]]:
        return [(v.check, v.outcome, [e.sha256 for e in v.evidence]) for v in shop.verdicts]

    before, after = sample("EI"), redacted(sample("EI"))
    assert [plain(s) for s in before.shops] == [plain(s) for s in after.shops]
    assert [s.target.key for s in before.shops] == [s.target.key for s in after.shops]
    assert [s.visit.archive for s in before.shops] == [s.visit.archive for s in after.shops]
    assert is_person(before.shops[0].facts)


def test_of_every_form_that_is_read_it_is_decided_whether_a_person_stands_behind_it() -> None:
    from sweep.extract.words.legal_forms import shorts
    from sweep.report.redact import PERSONS

    assert shorts() == PERSONS | COMPANIES
    assert not PERSONS & COMPANIES
