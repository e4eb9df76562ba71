"""`sweepday verify` of a watch: what was changed is named, in archives, patches, ledgers and the database."""

from __future__ import annotations

import random
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.evidence.verify import verify_sweep
from sweep.watch.imports import admit
from sweep.watch.verify import verify_watch
from sweep.watch.watch import existing
from tests.watch.site import FIRST, Tag, at, days, go, html, lay_out, market, opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four days of three products: one changes each day (patches), one never (ledger lines); an archive is admitted."""
    from datetime import UTC, datetime

    from sweep.capture import Response
    from sweep.evidence.archive import ArchiveWriter

    folder = tmp_path_factory.mktemp("watch")
    with market({"a": Tag("10.00"), "b": Tag("20.00"), "c": Tag("30.00", "40.00")}) as shop:
        plan = lay_out(folder, shop)
        for n, day in enumerate(days(FIRST, 4)):
            shop.tags["a"] = Tag(f"{10 + n}.00")
            assert go(plan, shop, at(day)) is not None
        url = shop.server.url("/c")
    then = datetime(2026, 9, 20, 8, tzinfo=UTC)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    with ArchiveWriter(folder / "other.warc.gz", software="another", info={}) as other:
        other.response(Response(url, 200, "OK", headers, html("c", Tag("33.00")).encode(), then))
    watch = opened(plan)
    assert admit(watch, folder / "other.warc.gz").prices == 1
    watch.book.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


def problems(folder: Path) -> list[str]:
    watch = existing(folder / "watch.yaml")
    found = [c for c in (*verify_sweep(watch.folder), *verify_watch(watch)) if c.kind == "problem"]
    watch.book.close()
    return [f"{c.place}: {c.text}" for c in found]


def tamper(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / "sweepday.sqlite") as connection:
        assert connection.execute(statement, values).rowcount


def test_a_watch_as_it_was_has_no_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problems(folder) == []
    assert main(["verify", str(folder / "watch.yaml")]) == 0
    assert main(["verify", str(folder / "watches/campaign")]) == 0
    assert main(["verify", "campaign", "--workspace", str(folder)]) == 0
    assert "0 problems" in capsys.readouterr().out


def test_the_archives_hold_patches_and_ledgers(folder: Path) -> None:
    """What the other tests flip is really there."""
    with sqlite3.connect(folder / "sweepday.sqlite") as connection:
        bases = [row[0] for row in connection.execute("SELECT base FROM page_states")]
        seen = connection.execute("SELECT count(*) FROM price_observations").fetchone()[0]
    assert sum(base > 0 for base in bases) == 3
    assert seen == 3 * 4 + 1 > len(bases)


def test_every_flipped_byte_is_named(folder: Path) -> None:
    root = folder / "watches/campaign"
    files = [p for p in sorted(root.rglob("*")) if p.is_file() and p.name not in (".lock", "manifest.json")]
    assert {p.suffix for p in files} >= {".gz", ".jsonl", ".csv", ".yaml"}
    for path in files:
        data, chance = path.read_bytes(), random.Random(path.name)
        first = data.find(b"\n") + 1 if path.name == "plan.yaml" else 0  # its first line is a comment
        spot = chance.randrange(first, len(data))
        path.write_bytes(data[:spot] + bytes([data[spot] ^ 1 << chance.randrange(7)]) + data[spot + 1 :])
        try:
            found = problems(folder)
        except Exception as error:  # a plan that cannot be read ends the command with words
            found = [str(error)] if path.name == "plan.yaml" else []
        path.write_bytes(data)
        assert found, (path.name, spot)
    assert problems(folder) == []


@pytest.mark.parametrize("shop", ["rounds", "imported"])
def test_another_digest_in_a_manifest_is_named(folder: Path, shop: str) -> None:
    path = folder / "watches/campaign/captures" / shop / "manifest.json"
    text = path.read_text()
    spot = text.index('"sha256": "') + len('"sha256": "')
    path.write_text(text[:spot] + ("0" if text[spot] != "0" else "1") + text[spot + 1 :])
    assert problems(folder)


def test_a_price_changed_in_the_database_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE price_observations SET price = price - 1000 WHERE series = (SELECT min(series) FROM "
                   "price_observations) AND at = (SELECT max(at) FROM price_observations)")  # fmt: skip
    (found,) = problems(folder)
    assert "is not the price read on its page" in found


def test_a_reading_changed_along_with_its_price_is_named_by_its_words(folder: Path) -> None:
    with sqlite3.connect(folder / "sweepday.sqlite") as connection:
        ((number, reading),) = connection.execute(
            "SELECT id, reading FROM page_states WHERE reading LIKE '%20,00 €%'"
        ).fetchall()
    tamper(folder, "UPDATE page_states SET reading = ? WHERE id = ?",
           reading.replace("20,00", "15,00").replace("20.00", "15.00"), number)  # fmt: skip
    tamper(folder, "UPDATE price_observations SET price = 15000 WHERE state = ?", number)
    assert any("do not stand on the page" in found for found in problems(folder))


def test_an_invented_observation_is_named(folder: Path) -> None:
    tamper(folder, "INSERT INTO price_observations SELECT series, at + 86400 * 9, price, state FROM "
                   "price_observations WHERE state = (SELECT max(state) FROM price_observations)")  # fmt: skip
    assert any("more often than it was archived" in found for found in problems(folder))


def test_a_page_that_is_in_no_archive_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE page_states SET record_id = '<urn:uuid:0>' WHERE id = 1")
    assert any("is not in the archives" in found for found in problems(folder))


def test_a_lost_archive_is_named_and_what_hung_on_it(folder: Path) -> None:
    first = min((folder / "watches/campaign/captures/rounds").glob("*.warc.gz"))
    first.unlink()
    found = "\n".join(problems(folder))
    assert f"{first.name}: is missing" in found
    assert "the earlier answer to which this patch belongs" in found
    assert "no archive holds that page" in found


def test_a_watch_that_never_began_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with market({"a": Tag("1.00")}) as shop:
        plan = lay_out(tmp_path, shop, first=FIRST + timedelta(1))
    assert main(["verify", str(plan)]) == 1
    assert "has not begun" in capsys.readouterr().err
