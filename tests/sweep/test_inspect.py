"""`sweepday inspect`: one page, one archive of any tool, one shop; the JSON that programs rely on."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from sweep.cli import main
from tests.shared import shared
from tests.sweep.conftest import Swept

PAGE = """<!doctype html><html lang="fr"><head><title>Lampe Zéphirelle</title></head><body>
<h1>Lampe Zéphirelle</h1><p class="price"><del>59,90 €</del> <strong>39,90 €</strong> TTC</p>
<p>-33 %</p><form action="/panier"><button>Ajouter au panier</button></form></body></html>"""


def inspect(capfd: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["inspect", *words, "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert isinstance(data, dict)
    return data


def test_a_saved_page_gives_its_offer_and_accuses_no_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    data = inspect(capfd, str(path), "--country", "FR", "--url", "https://shop.example/lampe", "--day", "2026-11-21")
    assert (data["url"], data["day"], data["country"]) == ("https://shop.example/lampe", "2026-11-21", "FR")
    (offer,) = data["offers"]  # type: ignore[misc]
    assert (offer["title"], offer["price"], offer["currency"]) == ("Lampe Zéphirelle", "39.90", "EUR")
    assert (offer["prior_price"], offer["prior_price_kind"]) == ("59.90", "struck")
    assert offer["brand"] is None
    assert {v["outcome"] for v in data["verdicts"]} <= {"not_measurable", "not_applicable", "pass"}  # type: ignore[attr-defined]
    facts = data["facts"]
    assert facts["operator_name"]["state"] == "unknown"  # type: ignore[index]


def test_the_shape_of_the_answer(swept: Swept, capfd: pytest.CaptureFixture[str]) -> None:
    shop = next(s for s in swept.result.shops if s.target.note == "fr-brindelune")
    archive = swept.sweep.folder.path / shop.visit.archive
    data = inspect(capfd, str(archive), "--country", "FR", "--day", "2026-11-21")
    assert set(data) >= {"url", "day", "country", "pages", "facts", "offers", "verdicts", "matches"}
    assert set(data["pages"][0]) == {"url", "role", "status", "sha256"}  # type: ignore[index]
    facts: dict[str, dict[str, object]] = data["facts"]  # type: ignore[assignment]
    for name in (
        "operator_name operator_legal_form operator_address operator_emails operator_phones operator_registrations "
        "operator_vat publication_director host_name mediator_name"
    ).split():
        assert set(facts[name]) == {"state", "value", "quote", "url", "reason"}
        assert facts[name]["state"] == "found", name
    assert all(set(r) == {"kind", "number", "valid"} for r in facts["operator_registrations"]["value"])  # type: ignore[attr-defined]
    assert isinstance(facts["operator_vat"]["value"], str)
    assert all(Decimal(o["price"]) > 0 for o in data["offers"])  # type: ignore[attr-defined]
    assert not [v for v in data["verdicts"] if v["outcome"] == "fail"]  # type: ignore[attr-defined]


def test_a_live_shop_is_visited_and_its_capture_kept(
    swept: Swept, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = next(s.target.url for s in swept.result.shops if s.target.note == "it-passerolio")
    kept = tmp_path / "kept.warc.gz"
    words = (url, "--country", "IT", "--allow-network", "127.0.0.0/8", "--delay", "0", "--save", str(kept))
    live = inspect(capfd, *words, "--day", "2026-11-21")
    again = inspect(capfd, str(kept), "--country", "IT", "--day", "2026-11-21")
    assert live["state"] == "measured"
    assert live == again


def test_without_leave_a_loopback_address_is_refused(swept: Swept, capfd: pytest.CaptureFixture[str]) -> None:
    data = inspect(capfd, swept.result.shops[0].target.url, "--country", "FR")
    assert data["state"] == "unreachable"
    assert str(data["reason"]).startswith("refused")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.html", b"", "the file is empty"),
        ("no.warc.gz", b"\x1f\x8b" + bytes(50), "WARC"),
        ("missing.html", None, "neither a file that exists nor an address"),
        ("not an address", None, "neither a file that exists nor an address"),
    ],
)
def test_what_cannot_be_inspected_says_why(
    tmp_path: Path, name: str, content: bytes | None, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["inspect", str(path) if content is not None else name, "--country", "FR"]) == 1
    assert message in capfd.readouterr().err


def test_hostile_bytes_never_end_in_a_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for number, content in enumerate(
        [b"<div>" * 50_000, b"<b><i>" * 30_000, bytes(range(256)) * 50, b"\xff\xfe" + b"<p>x" * 999, b"<!--" * 9999]
    ):
        path = tmp_path / f"{number}.html"
        path.write_bytes(content)
        assert inspect(capfd, str(path), "--country", "FR")["offers"] == []


def test_a_real_shop_platform_with_unfilled_legal_texts(capfd: pytest.CaptureFixture[str]) -> None:
    archive = shared("shop_captures", "prestashop-de.html.warc.gz")
    data = inspect(capfd, str(archive), "--country", "DE", "--day", "2026-11-21")
    roles: dict[str, list[str]] = {}
    for page in data["pages"]:  # type: ignore[attr-defined]
        roles.setdefault(page["role"], []).append(page["url"])
    assert [url.rsplit("/", 1)[1] for url in roles["legal_notice"]] == ["2-rechtliche-hinweise"]
    assert [url.rsplit("/", 1)[1] for url in roles["terms"]] == ["3-allgemeine-geschaeftsbedingungen"]
    assert [url.rsplit("/", 1)[1] for url in roles["delivery"]] == ["1-Lieferung"]
    assert [url.rsplit("/", 1)[1] for url in roles["contact"]] == ["kontakt"]
    offers = [o for o in data["offers"] if o["title"] and o["price"]]  # type: ignore[attr-defined]
    assert len(offers) >= 30
    facts: dict[str, dict[str, object]] = data["facts"]  # type: ignore[assignment]
    assert not [name for name, f in facts.items() if name.startswith(("operator", "host")) and f["state"] != "unknown"]
    assert [v["check"] for v in data["verdicts"] if v["outcome"] == "fail"] == ["identity.legal_notice_access"]  # type: ignore[attr-defined]
