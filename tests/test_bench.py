"""`python -m tests.bench NAME`: only the tables asked for, and a clear word about any other name."""

from __future__ import annotations

from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from tests.bench import __main__ as bench
from tests.bench.offers_peers import FIELDS, QUOTED, metascraper, peer_row
from tests.bench.table import table
from tests.platforms.installed import MissingError
from tests.shared import skip


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def part(module: str) -> SimpleNamespace:
        return SimpleNamespace(main=lambda: names.append(module.removeprefix("tests.bench.")))

    monkeypatch.setattr(bench, "import_module", part)
    return names


def test_only_the_named_tables_run_in_the_order_asked(ran: list[str]) -> None:
    bench.main(["roles", "offers", "-v"])
    assert ran == ["roles", "offers"]


def test_without_a_name_all_tables_run(ran: list[str]) -> None:
    bench.main([])
    assert ran == list(bench.PARTS)


def test_an_unknown_name_is_answered_with_the_names_there_are(
    ran: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bench.main(["offers", "ofers"])
    told = capsys.readouterr().err
    assert "there is no table ofers" in told
    assert all(name in told for name in bench.PARTS)
    assert ran == []


def test_help_names_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--help"])
    told = capsys.readouterr().out
    assert all(title in told for title in bench.PARTS.values())


@pytest.mark.parametrize("name", bench.PARTS)
def test_every_table_has_its_module(name: str) -> None:
    assert find_spec(f"tests.bench.{name}") is not None


PRODUCT = """<script type="application/ld+json">{"@type": "Product", "sku": "VW-0815", "brand": {"name": "Quendel"},
"offers": {"price": "1249.90", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}}</script>"""
BROKEN = '<script type="application/ld+json">{"price": }</script><meta property="product:price:amount" content="12.90">'
LABEL = {
    "price": ["1249.9"],
    "currency": ["EUR"],
    "sku": ["VW-0815"],
    "brand": ["Quendel"],
    "availability": ["InStock"],
}


def test_metascraper_reads_a_product_and_gets_over_broken_data() -> None:
    try:
        read = metascraper([("https://quendel.example/p", PRODUCT), ("https://quendel.example/q", BROKEN)])
    except MissingError as missing:
        skip("platform", str(missing))
    assert read[0] == {
        "price": "1249.9", "currency": "EUR", "sku": "VW-0815", "brand": "Quendel", "availability": "InStock"
    }  # fmt: skip
    assert read[1] == dict.fromkeys(FIELDS, "") | {"price": "12.9"}


def test_a_peer_is_counted_by_the_rule_of_all() -> None:
    found = {"price": "1249.90", "currency": "USD", "sku": "", "brand": "quendel", "availability": "InStock"}
    row = peer_row("metascraper", lambda pages: [found], [LABEL], [("", "")])
    assert row == ("metascraper (run here)", "1/1", "0/1", "0/1", "1/1", "1/1")


def test_a_peer_that_cannot_run_is_quoted_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    row = peer_row("metascraper", metascraper, [LABEL], [("", PRODUCT)])
    assert row[0].startswith("metascraper (quoted; not run: node is not installed")
    assert row[1:] == QUOTED["metascraper"]
    assert row[0] in table(("tool", *FIELDS), [row])
