"""Shops that need scripts, by the commands: in a sweep's bounded workers, and inspected one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.gather import chromium
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.gather.script_shop import script_shop
from tests.servers import serve
from tests.shared import skip

PLAN = """\
name: scripts
day: 2026-11-21
authority: Test authority
country: IE
languages: [en]
lists: [some.csv]
pace: {delay_seconds: 0, shops_at_once: 2, workers: 1}
budget: {pages: 3, products: 0}
network: {allow: [127.0.0.1/32]}
vantage: test desk
"""


@pytest.fixture
def with_chromium() -> None:
    if reason := chromium.missing():
        skip("browser", reason)


@pytest.mark.usefixtures("with_chromium")
def test_a_sweep_measures_shops_that_need_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(script_shop()) as one, serve(script_shop()) as two:
        (tmp_path / "some.csv").write_text(f"url\n{one.url()}\n{two.url()}\n")
        (tmp_path / "plan.yaml").write_text(PLAN)
        assert main(["run", str(tmp_path / "plan.yaml"), "--no-report"]) == 0
        monkeypatch.setenv(chromium.PROGRAM, "/no/such/program")
        (tmp_path / "without.yaml").write_text(PLAN.replace("name: scripts", "name: without"))
        assert main(["run", str(tmp_path / "without.yaml"), "--no-report"]) == 0
    workspace = Workspace(tmp_path)
    seen = collect(find(workspace, "scripts")).shops
    assert [shop.state for shop in seen] == ["measured", "measured"]
    assert all("legal_notice" in {page.role for page in shop.visit.pages} for shop in seen)
    blind = collect(find(workspace, "without")).shops
    assert [shop.state for shop in blind] == ["not_measurable", "not_measurable"]
    assert all(shop.reason.startswith("scripts needed") for shop in blind)


@pytest.mark.usefixtures("with_chromium")
def test_inspect_sees_through_the_browser_unless_told_not_to(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(script_shop()) as shop:
        words = ["inspect", shop.url(), "--country", "IE", "--delay", "0", "--pages", "3", "--json"]
        words += ["--allow-network", "127.0.0.1/32"]
        assert main(words) == 0
        seen = json.loads(capfd.readouterr().out)
        assert main([*words, "--browser", "never"]) == 0
        blind = json.loads(capfd.readouterr().out)
    assert seen["state"] == "measured"
    assert (blind["state"], blind["reason"][:14]) == ("not_measurable", "scripts needed")


def test_doctor_says_how_shops_with_scripts_become_measurable(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(chromium.PROGRAM, "/no/such/program")
    main(["doctor"])
    assert "install one" in capfd.readouterr().out
    monkeypatch.setenv(chromium.PROGRAM, "/bin/sh")
    main(["doctor"])
    assert "browser: /bin/sh" in capfd.readouterr().out


def test_a_proxy_that_is_none_is_refused_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["inspect", "https://shop.example", "--country", "IE", "--proxy", "localhost:9050"])
    assert ended.value.code != 0
    assert "socks5h://host:port" in capfd.readouterr().err
