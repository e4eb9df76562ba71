"""`python -m tests.bench NAME`: only the tables asked for, and a clear word about any other name."""

from __future__ import annotations

from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from tests.bench import __main__ as bench


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
