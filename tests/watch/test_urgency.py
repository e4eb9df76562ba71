"""Countdowns of simulated shops on the loopback, watched round by round; and a run that looks twice."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from checks.catalogue import load
from checks.facts import Evidence, Found
from checks.urgency import APART, Look, Scarcity, TimeLimit
from checks.verdict import Outcome, Verdict
from sweep import look_workers
from sweep.capture import Capture, Response
from sweep.cli import main
from sweep.commands.looks import look_again_at
from sweep.commands.seal import seal_now
from sweep.evidence.manifest import closed_visits
from sweep.gather.revisit import Wanted, wanted_looks
from sweep.judging import judge_capture
from sweep.sweeps import begin as begin_sweep
from sweep.sweeps import collect
from sweep.together import look_over
from sweep.watch.campaign import judge_campaign
from sweep.watch.watch import begin, catch_up, look_due, visit
from tests.bench.urgency import judged
from tests.servers import Server, page, serve
from tests.watch.countdowns import KINDS, START, Countdown, countdown, countdowns
from tests.watch.site import PLAN

CHECK = "reduction.false_urgency"


class Shops:
    """Countdown pages on one server whose clock the test sets; every visit is a session of its own."""

    def __init__(self, pages: dict[str, Countdown]) -> None:
        self.pages, self.now, self.visits = pages, START, 0
        self.server = Server("127.0.0.1", 0)

    def answer(self, connection: object, path: str) -> None:
        self.visits += 1
        one = self.pages.get(path.strip("/"))
        headers = {"Date": format_datetime(datetime.fromtimestamp(self.now, UTC), usegmt=True)}
        body = one.page(self.now, self.visits) if one else ""
        status = "200 OK" if one else "404 Not Found"
        connection.sendall(page(body, status=status, headers=headers))  # type: ignore[attr-defined]


@contextlib.contextmanager
def shops(pages: dict[str, Countdown]) -> Iterator[Shops]:
    found = Shops(pages)
    with serve(found.answer) as server:
        found.server = server
        yield found


def lay_out(folder: Path, found: Shops) -> Path:
    (folder / "products.csv").write_text("\n".join(["url", *(found.server.url(f"/{name}") for name in found.pages)]))
    first = datetime.fromtimestamp(START, UTC).date()
    (folder / "watch.yaml").write_text(PLAN.format(days=9, first=first, country="FR").replace('"06:00"', '"13:00"'))
    return folder / "watch.yaml"


def go(plan: Path, found: Shops, now: int) -> int:
    """One call of the watch at `now`: the round or the second look that is due; how many prices it saw."""
    found.now = now
    watch = begin(plan, now)
    try:
        due = catch_up(watch, now)
        if due.slot is not None:
            return visit(watch, due.slot, wall=lambda: now).seen
        look = look_due(watch, now)
        return visit(watch, look[0], wall=lambda: now, only=look[1]).seen if look else 0
    finally:
        watch.book.close()


def verdicts(plan: Path) -> dict[str, Verdict]:
    watch = begin(plan, START)
    results = judge_campaign(watch.book, watch.products, country="FR", zone="Europe/Paris")
    return {
        r.product.url.rsplit("/", 1)[1]: next(j.verdict for j in r.judged if j.verdict.check == CHECK) for r in results
    }


def chosen(kind: str, seed: int = 3) -> Countdown:
    """A countdown of a kind that ends within hours."""
    return countdown(seed, list(KINDS).index(kind) * 100, kind)


def test_second_looks_between_the_rounds_decide(tmp_path: Path) -> None:
    kinds = ("honest", "session-made", "extended after its end", "honest, daily dispatch")
    with shops({f"p{n}": chosen(kind) for n, kind in enumerate(kinds)}) as found:
        plan = lay_out(tmp_path, found)
        assert go(plan, found, START + 60) == 4  # 13:01 in Paris
        before = verdicts(plan)
        assert {before[f"p{n}"].outcome for n in (0, 2)} == {Outcome.NOT_MEASURABLE}
        assert before["p1"].outcome is Outcome.REVIEW
        assert go(plan, found, START + 120) == 0  # nothing has ended yet
        seen = go(plan, found, START + 12 * 3600)
        assert seen == 3  # the cut-off of a parcel service is not looked at again
        assert go(plan, found, START + 13 * 3600) == 0  # one look a round, however often a countdown begins anew
    after = verdicts(plan)
    assert [after[f"p{n}"].outcome for n in range(4)] == [
        Outcome.PASS,
        Outcome.FAIL,
        Outcome.FAIL,
        Outcome.NOT_APPLICABLE,
    ]
    both = after["p2"].evidence
    assert len({e.sha256 for e in both}) == 2, "both captures stand side by side"
    assert all(e.quote and e.record_id for e in both)


def test_a_watch_may_leave_second_looks_out(tmp_path: Path) -> None:
    with shops({"p": chosen("session-made")}) as found:
        plan = lay_out(tmp_path, found)
        plan.write_text(plan.read_text() + "second_looks: false\n")
        go(plan, found, START + 60)
        assert go(plan, found, START + 12 * 3600) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_honest_countdown_is_accused(kind: str) -> None:
    few = [one for one in countdowns(11, 80) if one.kind == kind]
    outcomes = [judged(one).outcome for one in few]
    if KINDS[kind]:
        assert outcomes.count(Outcome.FAIL) >= 0.5 * len(outcomes)
    else:
        assert Outcome.FAIL not in outcomes
    assert all(judged(one, visits=1).outcome < Outcome.FAIL for one in few), "one look never accuses"


def test_three_looks_at_an_honest_countdown_accuse_nobody() -> None:
    for one in countdowns(5, 40):
        if not one.false:
            assert judged(one, visits=3).outcome < Outcome.FAIL, one


# --- a run


def _look(
    at: int, limits: tuple[TimeLimit, ...] = (), numbers: tuple[Scarcity, ...] = (), url: str = "p"
) -> Found[Look]:
    address = f"https://zephirelle.example/{url}"
    look = Look(address, at, str(at), limits, numbers)
    return Found(look, Evidence(address, "x", "0" * 64, "product" if url == "p" else "home"))


TIMER = TimeLimit("countdown", "offer ends", "Offer ends in 1:00:00", "offer", left=3600)


def _wanted(*looks: Found[Look], most: int = 6) -> tuple[Wanted, ...]:
    return wanted_looks(Found(looks, looks[0].evidence), most)


def test_which_pages_are_seen_again_and_when() -> None:
    url = "https://zephirelle.example/p"
    assert _wanted(_look(1000, (TIMER,))) == (Wanted(url, 1000 + APART),), "first in a fresh session"
    again = _look(2000, (TIMER,))
    assert _wanted(_look(1000, (TIMER,)), again) == (Wanted(url, 4600 + APART),), "then behind its end"
    assert _wanted(_look(1000, (TIMER,)), again, _look(6000)) == ()
    assert _wanted(_look(1000, (TIMER,)), _look(1000, (TIMER,), url="home")) == (Wanted(url, 1000 + APART),)
    number = Scarcity("stock", "only left", "Only 2 left", 2)
    assert _wanted(_look(1000, (), (number,))) == (Wanted(url, 1000 + APART),)
    assert _wanted(_look(1000, (), (number,)), _look(2000, (), (number,))) == ()
    dispatch = TimeLimit("countdown", "order within", "Order within 1:00:00", "dispatch", left=3600)
    assert _wanted(_look(1000, (dispatch,))) == ()
    assert _wanted(_look(1000, (TIMER,)), most=0) == ()


PRESSING = """<html lang=en><head><title>Jug</title><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Product", "name": "Jug",
"offers": {"@type": "Offer", "price": "59.00", "priceCurrency": "EUR"}}</script></head>
<body><h1>Jug</h1><p class=price><del>89 €</del> <b>59,00 €</b></p><p>Offer ends in <i id=left></i></p>
<script>var end = new Date().getTime() + 15 * 60 * 1000;
setInterval(function(){document.getElementById('left').textContent = end;}, 1000)</script>
<form action=/basket><button>Add to basket</button></form><p>The jug is made of clay and is for the water of the day,
with a handle that you can hold. It will last for years on the table.</p><p><a href=/>home</a></p></body></html>"""
HOME = (
    "<html lang=en><body><h1>Zephirelle</h1><p>All that is made of clay, for the table and for the house.</p>"
    "<div class=product><a href='/product/jug'>Jug</a> <span class=price>59,00 €</span></div></body></html>"
)
RUN = """\
name: looks
authority: Test authority
country: FR
languages: [en]
lists: [shops.csv]
checks: [reduction]
pace: {delay_seconds: 0, workers: 1, second_try: false}
budget: {request_seconds: 10}
browser: never
network: {allow: [127.0.0.0/8]}
"""


def test_a_run_looks_twice_and_keeps_both_captures(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serve({"/": page(HOME), "/product/jug": page(PRESSING)}) as shop:
        (tmp_path / "shops.csv").write_text(f"url\n{shop.url('/')}\n")
        (tmp_path / "plan.yaml").write_text(RUN)
        assert main(["run", str(tmp_path / "plan.yaml"), "--no-report"]) == 0
        assert "second looks are still to come" in capfd.readouterr().out
        asked = shop.requests.count("/product/jug")
        sweep, _ = begin_sweep(tmp_path / "plan.yaml", datetime.now(UTC).date())
        assert look_again_at(sweep, look_over(sweep).due, now=lambda: time.time() + APART + 5)
        assert shop.requests.count("/product/jug") == asked + 1
        assert shop.requests.count("/") == 1, "only the page that presses is seen again"
    (result,) = collect(sweep).shops
    looks = result.facts.urgency_looks
    assert isinstance(looks, Found)
    assert [found.value.session for found in looks.value] == ["1", "2"]
    (target,) = sweep.store.sweep_targets("looks")
    kinds = [v.kind for v in closed_visits(sweep.folder.captures(target.key))]
    assert kinds == ["visit", "look"]
    seal_now(sweep)
    assert main(["verify", "looks", "--workspace", str(tmp_path)]) == 0


def test_a_look_that_kills_its_reader_costs_that_look_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The looks run in a process of their own: its death is an issue line, and another takes the looks behind it."""
    monkeypatch.setattr(look_workers, "ALONE", 1)
    looking = threading.Event()

    def deadly(connection: socket.socket, path: str) -> None:
        if looking.is_set():
            for process in multiprocessing.active_children():
                process.kill()
        connection.sendall(page(PRESSING))

    with (
        serve({"/": page(HOME), "/product/jug": deadly}) as bad,
        serve({"/": page(HOME), "/product/jug": page(PRESSING)}, host="127.0.0.2") as good,
    ):
        (tmp_path / "shops.csv").write_text(f"url\n{bad.url('/')}\n{good.url('/')}\n")
        (tmp_path / "plan.yaml").write_text(RUN)
        assert main(["run", str(tmp_path / "plan.yaml"), "--no-report"]) == 0
        sweep, _ = begin_sweep(tmp_path / "plan.yaml", datetime.now(UTC).date())
        targets = sorted(sweep.store.sweep_targets("looks"), key=lambda t: t.url != bad.url("/"))
        looking.set()
        taken: list[str] = []
        urls = [(server.url("/product/jug"),) for server in (bad, good)]
        look_workers.look_all(sweep, list(zip(targets, urls, strict=True)), taken.append)
    assert taken == [targets[1].key]
    issues = (sweep.folder.path / "issues.jsonl").read_text()
    assert "the reader died over a second look" in issues
    assert targets[0].key in issues
    kinds = [[v.kind for v in closed_visits(sweep.folder.captures(t.key))] for t in targets]
    assert kinds == [["visit"], ["visit", "look"]]


HOST = "https://zephirelle.example"


def _capture(at: datetime, body: str = PRESSING) -> Capture:
    url = f"{HOST}/product/jug"
    head = (("Content-Type", "text/html; charset=utf-8"),)
    answers = (
        Response(
            "https://zephirelle.example/", 200, "OK", head, HOME.encode(), at, sha256="1" * 64, record_id=f"h{at}"
        ),
        Response(url, 200, "OK", head, body.encode(), at, sha256="2" * 64, record_id=f"p{at}"),
    )
    return Capture(f"{HOST}/", answers, started=at)


def test_a_later_capture_of_a_visit_proves_what_one_could_not() -> None:
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    check = [load()[CHECK]]

    def said(*looks: Capture) -> Verdict:
        found = judge_capture(_capture(at), country="FR", day=at.date(), checks=check, matcher=None, looks=looks)
        (verdict,) = found.verdicts
        return verdict

    once, twice = said(), said(_capture(at + timedelta(minutes=40)))
    assert (once.outcome, once.message) == (Outcome.REVIEW, "script")
    assert (twice.outcome, twice.message) == (Outcome.FAIL, "restarted")
    assert {e.record_id for e in twice.evidence} == {f"p{at}", f"p{at + timedelta(minutes=40)}"}
    assert "15 * 60 * 1000" in json.dumps([e.quote for e in twice.evidence])
    wall = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    assert said(_capture(at + timedelta(minutes=40), wall)).outcome is Outcome.REVIEW, "a wall is no look"
