"""Updates against a server of our own that answers as Safety Gate does, and as it does on bad days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from product_alerts.feeds.base import Ask, FeedError, Problem
from product_alerts.feeds.safety_gate_xml import LIST_URL
from product_alerts.model import AlertStatus
from product_alerts.records import Imported
from product_alerts.store import AlertStore
from product_alerts.update import Step, import_file, update
from sweep.gather.feeds import network
from sweep.gather.limits import Limits
from tests.product_alerts.test_feeds import SAMPLES, sample, workbook
from tests.servers import Route, page, serve

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LIMITS = Limits(delay=0.0, retries=0, request_seconds=2.5, allow_networks=("127.0.0.0/8",))


def listing(*weeks: tuple[int, date]) -> bytes:
    rows = "".join(
        f"<weeklyReport><report_language>en</report_language><reference>Report-2026-{week}</reference>"
        f"<publicationDate>{day:%d/%m/%Y}</publicationDate><year>2026</year><month>{day.month}</month><day>{day.day}</day>"
        f"<week>{week}</week><URL>https://ec.europa.eu/week/{week},</URL></weeklyReport>"
        for week, day in weeks
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Safety-Gate>   {rows}</Safety-Gate>'.encode()


def week(number: int, day: date, *, alerts: int = 3, broken: int = 0, addendum: str = "") -> bytes:
    records = (
        "".join(
            f"<notifications><order>{n}</order><caseNumber>SR/{number:02}{n:03}/26</caseNumber>"
            f"<product>Kettle {n}</product><brand>Kesselin</brand></notifications>"
            for n in range(alerts)
        )
        + "<notifications><product>no number</product></notifications>" * broken
    )
    return (
        f"<Safety-Gate><report_language>en</report_language><report_date>{day:%d/%m/%Y}</report_date>"
        f"<report_year>2026</report_year><report_week>{number}</report_week><report_addendum>{addendum}</report_addendum>"
        f"{records}</Safety-Gate>"
    ).encode()


WEEKS = ((45, date(2026, 11, 6)), (46, date(2026, 11, 13)), (47, date(2026, 11, 20)))


def routes(**changed: Route) -> dict[str, Route]:
    """A sane server; `changed` maps "week_46" or "list" to what it says instead."""
    known: dict[str, Route] = {"/list": page(listing(*WEEKS))}
    known.update({f"/week/{n},": page(week(n, day)) for n, day in WEEKS})
    known.update(
        {f"/week/{name[5:]}," if name.startswith("week_") else "/list": route for name, route in changed.items()}
    )
    return known


@contextmanager
def at_server(known: dict[str, Route]) -> Iterator[Ask]:
    """An `ask` that asks our server wherever Safety Gate would be asked."""
    with serve(known) as server, network(LIMITS, sleep=lambda seconds: None) as ask:

        def there(url: str, body: bytes | None = None) -> bytes:
            return ask(server.url("/list" if url == LIST_URL else urlsplit(url).path), body)

        yield there


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AlertStore]:
    with AlertStore(tmp_path / "alerts.sqlite") as opened:
        yield opened


def run(store: AlertStore, known: dict[str, Route], since: date | None = None) -> tuple[list[str], list[str]]:
    """The names of the reports imported, and of those with a problem."""
    return parted(weeks(store, known, since))


def weeks(store: AlertStore, known: dict[str, Route], since: date | None = None, *, again: bool = False) -> list[Step]:
    with at_server(known) as ask:
        return list(update(store, ask, NOW, ["safety-gate-xml"], since, again=again))


def parted(steps: list[Step]) -> tuple[list[str], list[str]]:
    return (
        [s.outcome.batch.name for s in steps if isinstance(s.outcome, Imported)],
        [s.outcome.record for s in steps if isinstance(s.outcome, Problem)],
    )


def test_everything_oldest_first_and_nothing_twice(store: AlertStore) -> None:
    assert run(store, routes()) == (["Report-2026-45", "Report-2026-46", "Report-2026-47"], [])
    assert store.count() == 9
    assert run(store, routes()) == ([], [])


def test_since_a_day(store: AlertStore) -> None:
    assert run(store, routes(), date(2026, 11, 10)) == (["Report-2026-46", "Report-2026-47"], [])


def test_a_gap_is_filled(store: AlertStore, tmp_path: Path) -> None:
    for number, day in (WEEKS[0], WEEKS[2]):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(week(number, day))
        import_file(path, store, NOW)
    assert run(store, routes()) == (["Report-2026-46"], [])


@pytest.mark.parametrize(
    "bad",
    [
        page("busy", status="503 Service Unavailable"),
        page(week(46, WEEKS[1][1])[:-60]),
        page(week(46, WEEKS[1][1])).replace(b"Content-Length: ", b"Content-Length: 9"),
        page("<html>a shell of JavaScript</html>"),
        page(week(46, WEEKS[1][1], alerts=0)),
        page(week(46, WEEKS[1][1], alerts=2, broken=40)),
        page(listing(*WEEKS)),
    ],
    ids=["503", "cut xml", "cut body", "javascript", "empty", "mostly broken", "a list"],
)
def test_one_bad_week_is_reported_and_tried_again_next_time(store: AlertStore, bad: bytes) -> None:
    assert run(store, routes(week_46=bad)) == (["Report-2026-45", "Report-2026-47"], ["Report-2026-46"])
    assert store.count() == 6
    assert run(store, routes()) == (["Report-2026-46"], [])


def test_one_broken_record_does_not_lose_its_week(store: AlertStore) -> None:
    known = routes(week_46=page(week(46, WEEKS[1][1], alerts=5, broken=1)))
    assert run(store, known) == (["Report-2026-45", "Report-2026-46", "Report-2026-47"], [])
    batch = next(b for b in store.batches() if b.name == "Report-2026-46")
    assert (batch.alerts, batch.problems) == (5, 1)


def test_the_last_good_copy_stays(store: AlertStore) -> None:
    run(store, routes(week_46=page(week(46, WEEKS[1][1], alerts=8))))
    steps = weeks(store, routes(week_46=page(week(46, WEEKS[1][1], alerts=1))), again=True)
    assert parted(steps)[1] == ["Report-2026-46"]
    assert sum(a.number.startswith("SR/46") for a in store.alerts()) == 8


def test_the_list_gone_is_an_error_and_changes_nothing(store: AlertStore) -> None:
    for bad in (page("no", status="503 Service Unavailable"), page("<html></html>"), page(listing(*WEEKS)[:-20])):
        (step,) = weeks(store, routes(list=bad))
        assert isinstance(step.outcome, Problem)
        assert step.outcome.reason.startswith("stopped: ")
    assert store.count() == 0


def test_a_dead_server_is_given_up(store: AlertStore) -> None:
    many = tuple((n, date(2026, 1, 2)) for n in range(10, 30))
    steps = weeks(store, {"/list": page(listing(*many))}, date(2026, 1, 1))
    assert len(steps) == 6
    assert isinstance(steps[-1].outcome, Problem)
    assert "in a row" in steps[-1].outcome.reason


def test_a_withdrawal_of_a_later_week_reaches_an_earlier_alert(store: AlertStore) -> None:
    said = "Notification SR/45001/26: has been withdrawn on the request of the notifying country."
    run(store, routes(week_47=page(week(47, WEEKS[2][1], addendum=said))))
    assert [a.number for a in store.alerts() if a.status is AlertStatus.WITHDRAWN] == ["SR/45001/26"]


# --- files


@pytest.mark.parametrize(("name", "alerts"), [("weekly_report.xml", 2), ("notification.json", 1), ("rapex.csv", 2)])
def test_files_of_every_format(store: AlertStore, name: str, alerts: int) -> None:
    assert import_file(SAMPLES / name, store, NOW).batch.alerts == alerts


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        (sample("weekly_list.xml"), "list of weekly reports"),
        (b"%PDF-1.7", "not a format of alerts"),
        (b"", "file is empty"),
        (b"<!DOCTYPE html><html><title>Busy</title>", "web page"),
        (workbook([]), "not sane"),
        (sample("weekly_report.xml")[:-40], "cut off"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(store: AlertStore, tmp_path: Path, raw: bytes, hint: str) -> None:
    path = tmp_path / "some file"
    path.write_bytes(raw)
    with pytest.raises(FeedError, match=f"some file: .*{hint}"):
        import_file(path, store, NOW)
    assert store.count() == 0


def test_a_batch_of_insane_size_is_refused(store: AlertStore, tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    path.write_bytes(week(47, WEEKS[2][1], alerts=2_001))
    with pytest.raises(FeedError, match="2001 alerts is not sane"):
        import_file(path, store, NOW)
    path.write_bytes(week(47, WEEKS[2][1], alerts=200))
    assert import_file(path, store, NOW).new == 200
