"""`sweepday alerts`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from product_alerts.feeds import FEEDS, FETCHED
from product_alerts.store import AlertStore
from sweep.cli import main
from sweep.commands.alerts import take_update
from tests.product_alerts.replay import BUSY, Reply, replaying
from tests.product_alerts.sources import FIRST, SOURCES, french
from tests.product_alerts.test_feeds import SAMPLES
from tests.product_alerts.test_sources import NOW


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["alerts", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    code, out, _ = call(capsys, "import", str(SAMPLES / "weekly_report.xml"), "--workspace", str(tmp_path))
    assert code == 0
    assert "2 alerts (2 new, 0 updated, 0 unchanged), 5 withdrawals and corrections" in out
    assert "1 x newElement: unknown field" in out
    return tmp_path


def test_import_again_and_status(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "import", str(SAMPLES / "weekly_report.xml"), "--workspace", str(workspace))
    assert (code, "(0 new, 0 updated, 2 unchanged)" in out) == (0, True)
    code, out, _ = call(capsys, "status", "--workspace", str(workspace))
    assert code == 0
    assert "safety-gate: 2 alerts, published 2026-11-20 to 2026-11-20" in out
    assert "2 records in 1 batch; last good copy 20" in out
    assert "licence: CC0 1.0. Credit: European Commission, Safety Gate" in out
    assert "reported: 1 x newElement: unknown field (such as OR/09102/26: 'something the authority added')" in out


def test_every_source_has_its_licence_and_credit() -> None:
    for feed in FEEDS.values():
        assert all((feed.TITLE, feed.LICENCE, feed.CREDIT, feed.SOURCE))


def test_an_update_says_what_came_and_what_did_not(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sites = {source.name: source.site(range(3)) for source in SOURCES}

    def answer(address: str, body: bytes) -> Reply:
        return sites["cpsc"](address, body) if "saferproducts" in address else BUSY

    with AlertStore(workspace / "alerts.sqlite") as store, replaying(answer) as (ask, _):
        code = take_update(store, ask, NOW, ["cpsc", "uk-opss"], FIRST)
    said = capsys.readouterr()
    assert code == 1
    assert "cpsc 2/2: 2026-11: 3 alerts, 3 new" in said.err
    assert "uk-opss: uk-opss: feed: stopped: the list of notices could not be had: the server answered 503" in said.err
    assert "2 batches imported, 3 new alerts, 2 problems; the workspace holds 5 alerts" in said.out


def test_help_shows_the_sources_and_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    for words, shown in ((["update"], FETCHED), (["import"], FEEDS)):
        with pytest.raises(SystemExit):
            main(["alerts", *words, "--help"])
        out = capsys.readouterr().out
        assert all(feed.TITLE in out for feed in shown.values())
        assert "examples:" in out
    with pytest.raises(SystemExit):
        main(["alerts", "update", "no-such-source"])
    assert "there are: safety-gate-xml" in capsys.readouterr().err


def test_notices_on_the_same_product_are_linked_on_import(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workspace / "rappelconso.json"
    path.write_text(json.dumps([french(1) | {"gtin": 1990417362015}]), encoding="utf-8")
    assert call(capsys, "import", str(path), "--workspace", str(workspace))[0] == 0
    assert "1 link between notices" in call(capsys, "status", "--workspace", str(workspace))[1]


def test_one_bad_file_does_not_stop_the_others(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SAMPLES / "weekly_list.xml"), str(workspace / "nowhere.xml"), str(SAMPLES / "notification.json")]
    code, out, err = call(capsys, "import", *files, "--workspace", str(workspace))
    assert code == 1
    assert "notification.json: 1 alert (1 new" in out
    assert "list of weekly reports" in err
    assert "nowhere.xml" in err


def test_match_a_title(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("match", "Veilleuse Lumora LN-2210", "--brand", "Lumora", "--workspace", str(workspace))
    code, out, _ = call(capsys, *words)
    assert code == 0
    assert "same_product" in out
    assert "agrees: same_model: ln-2210 / LN-2210" in out
    code, out, _ = call(capsys, "match", "Veilleuse Lumora LN-2299", "--workspace", str(workspace))
    assert (code, out) == (0, "0 matches of 1 offer with 2 alerts\n")


def test_match_a_file_of_offers(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workspace / "offers.jsonl"
    offer = {
        "url": "https://a.example/1",
        "title": "Lampe",
        "gtin": "1990417362015",
        "price": "9.90",
        "shop": "a.example",
    }
    path.write_text(json.dumps(offer) + "\n\n", encoding="utf-8")
    code, out, _ = call(capsys, "match", str(path), "--json", "--workspace", str(workspace))
    assert code == 0
    found = json.loads(out)
    assert (found["alert"], found["grade"]) == ("safety-gate:SR/09101/26", "same_product")
    path.write_text('{"title": "x"}\nno json\n', encoding="utf-8")
    code, _, err = call(capsys, "match", str(path), "--workspace", str(workspace))
    assert code == 1
    assert f"{path}:2: not JSON" in err


def test_what_the_user_can_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "status", "--workspace", str(tmp_path))
    assert (code, "no alerts here yet" in err) == (1, True)
    code, _, err = call(capsys, "status", "--workspace", str(tmp_path / "nowhere"))
    assert (code, "no such folder" in err) == (1, True)
    (tmp_path / "alerts.sqlite").write_bytes(b"rubbish " * 300)
    code, _, err = call(capsys, "status", "--workspace", str(tmp_path))
    assert (code, "alerts.sqlite" in err) == (1, True)
    with pytest.raises(SystemExit) as stop:
        main(["alerts", "update", "--since", "2026-W77"])
    assert stop.value.code == 1
    assert "no week" in capsys.readouterr().err
