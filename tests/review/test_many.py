"""Twenty people at once, on two servers over one PostgreSQL: no decision is lost, none overwritten unseen."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.review import folder
from sweep.review.database import open_database
from sweep.review.ledger import Ledger
from tests.review.postgres import postgres
from tests.review.samples import Browser, build, findings, served, token_in

PEOPLE = 20


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres() as address:
        yield address


def test_twenty_reviewers_lose_nothing(tmp_path: Path, url: str) -> None:
    built = build(tmp_path)
    with served(built, url=url, sign_in=True) as one, served(built, url=url, sign_in=True) as two:
        readers = [(one, two)[n % 2].of(f"reader {n:02}", "reviewer") for n in range(PEOPLE)]
        names = findings(readers[0])
        together = threading.Barrier(PEOPLE)
        with ThreadPoolExecutor(PEOPLE) as pool:
            work = [pool.submit(_review, reader, n, names, together) for n, reader in enumerate(readers)]
            results = [future.result(timeout=300) for future in work]
        kept = Ledger(one.database).taken_in(built.name, folder.origin(built.sweep.folder))
    saved = Counter(result for done in results for result in done)
    assert saved["first"] == 2  # of twenty forms sent at once, one is kept
    assert saved["told"] == 2 * (PEOPLE - 1)  # the others are shown what happened
    assert sum(saved[word] for word in ("first", "knowing", "saved")) == len(kept)
    # One after the other, each behind exactly those that its author had seen.
    versions: dict[str, list[int]] = {}
    for decision in kept:
        versions.setdefault(decision.finding, []).append(decision.version)
    assert all(found == list(range(1, len(found) + 1)) for found in versions.values())
    lines = folder.read(built.sweep.folder).decisions
    assert {d.id for d in lines} == {d.id for d in kept}
    entries, problems = custody.entries(built.sweep.folder)
    assert not problems
    assert {e.detail["id"] for e in entries} == {d.id for d in kept}
    assert {(e.by, e.detail["id"]) for e in entries} == {(d.by, d.id) for d in kept}


def _review(reader: Browser, number: int, names: list[str], together: threading.Barrier) -> list[str]:
    """Two findings at the same moment as everybody else, then two at the own pace; what came of each."""
    results = []
    for name in names[:2]:
        path = f"/finding/{name}"
        token = reader.token(path, path)
        together.wait(timeout=300)
        sent = reader.decide(name, "confirmed", "as_found", f"by {number}", token=token)
        if sent.status_code == 303:
            results.append("first")
            continue
        assert sent.status_code == 409, sent.text
        assert "by reader" in sent.text
        results.append("told")
        again = reader.decide(name, "unsure", "look_again", f"{number}", token=token_in(sent.text, path))
        assert again.status_code in (303, 409)
        results.append("knowing" if again.status_code == 303 else "passed")
    for name in names[2:4]:
        sent = reader.decide(name, "dismissed", "trifle", f"by {number}")
        assert sent.status_code in (303, 409), sent.text
        results.append("saved" if sent.status_code == 303 else "passed")
    return results


def test_a_lost_server_is_filled_from_the_folder(tmp_path: Path, url: str) -> None:
    built = build(tmp_path, sector="of another workspace, with a sweep of the same name")
    with served(built, url=url) as review:
        browser = review.browser()
        name = findings(browser)[4]
        browser.decide(name, "confirmed", "as_found", "Grüße, \u4e16 & <b>")
        with review.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM review_decisions WHERE sweep = :s"), {"s": "toys"})
    with served(built, url=url) as review:
        assert "Grüße, \u4e16 &amp; &lt;b&gt;" in review.browser().get(f"/finding/{name}").text
    path = built.sweep.folder.path / folder.NAME
    assert len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]) == 1


def test_tables_of_another_version_are_left_alone(tmp_path: Path, url: str) -> None:
    for place in ("", url):
        with closing(open_database(tmp_path / "x.sqlite", place)) as database:
            with database.engine.begin() as connection:
                connection.execute(text("UPDATE review_meta SET value = '99'"))
            with pytest.raises(SweepError, match="another version"):
                open_database(tmp_path / "x.sqlite", place)
            with database.engine.begin() as connection:
                connection.execute(text("UPDATE review_meta SET value = '1'"))


def test_databases_that_are_none(tmp_path: Path, url: str) -> None:
    for wrong, said in (
        ("mysql://x/y", "not supported"),
        ("nonsense", "no database URL"),
        (url.replace("host=", "host=/nowhere"), "check that the server runs"),
    ):
        with pytest.raises(SweepError, match=said):
            open_database(tmp_path / "x.sqlite", wrong)
    secret = "postgresql://review:hushhush@/postgres?host=/nowhere"
    with pytest.raises(SweepError) as error:
        open_database(tmp_path / "x.sqlite", secret)
    assert "hushhush" not in str(error.value)
