"""Failures that may pass: tried once more when all other shops are done, and the fuller of two visits counts."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks.facts import ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.capture import Failure
from sweep.cli import main
from sweep.evidence.manifest import closed_visits
from sweep.gather.limits import Limits
from sweep.results import ShopResult, ShopState, SweepResult, Visit
from sweep.run import rejudge, sweep_shop
from sweep.second_try import fuller, may_pass, other_fetcher
from sweep.sweeps import begin, collect, find
from sweep.targets import Target
from sweep.workspace import Workspace
from tests.hostile.sites import model
from tests.servers import NOT_FOUND, Server, hang_up, page, serve

PLAN = """\
name: twice
day: 2026-11-21
authority: Test authority
country: FR
languages: [fr]
lists: [shops.csv]
browser: never
pace: {{delay_seconds: 0, shops_at_once: 2, workers: 1, second_try: {second_try}}}
budget: {{pages: 8, products: 1}}
network: {{allow: [127.0.0.1/32]}}
"""
VISIT = 2  # times that a visit asks for a page that hangs up


class Moody:
    """A shop whose home page is spoilt by `trouble` on its first `bad` questions, and after `good` more again."""

    def __init__(self, trouble: object, bad: int, good: int = 10**6) -> None:
        self.trouble, self.bad, self.good, self.asked = trouble, bad, good, 0

    def __call__(self, connection: socket.socket, path: str) -> None:
        self.asked += path == "/"
        spoilt = self.asked <= self.bad or self.asked > self.bad + self.good
        if spoilt and path != "/robots.txt":
            if callable(self.trouble):
                self.trouble(connection, path)
            else:
                connection.sendall(self.trouble)  # type: ignore[arg-type]
        else:
            connection.sendall(model().get(path, NOT_FOUND))
        connection.close()


@contextmanager
def swept(folder: Path, mood: Moody, second_try: str = "true") -> Iterator[Server]:
    with serve(mood) as shop:
        (folder / "shops.csv").write_text(f"url\n{shop.url()}\n")
        (folder / "plan.yaml").write_text(PLAN.format(second_try=second_try))
        assert main(["run", str(folder / "plan.yaml"), "--no-report"]) == 0
        yield shop


def result(folder: Path) -> SweepResult:
    return collect(find(Workspace(folder), "twice"))


def visits(folder: Path) -> int:
    (captures,) = (folder / "sweeps/twice/captures").iterdir()
    return len(closed_visits(captures))


def test_a_shop_that_was_down_for_a_while_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with swept(tmp_path, Moody(hang_up, bad=VISIT)):
        pass
    (shop,), funnel = result(tmp_path).shops, result(tmp_path).info.funnel
    assert shop.state == "measured"
    assert shop.second_try is not None
    assert shop.second_try.saw_more
    assert "the server cut the connection" in shop.second_try.reason
    assert shop.second_try.other_archive != shop.visit.archive
    assert (funnel.alive, funnel.measured, funnel.tried_again, funnel.recovered) == (1, 1, 1, 1)
    assert result(tmp_path).info.finished
    assert visits(tmp_path) == 2
    assert "1 tried again at the end of the run; 1 of them showed more" in capsys.readouterr().out
    # Judged anew from the disk alone, the same visit counts.
    assert main(["judge", "twice", "--workspace", str(tmp_path)]) == 0
    assert replace(result(tmp_path).shops[0], facts=ShopFacts()) == replace(shop, facts=ShopFacts())


@pytest.mark.parametrize(
    "trouble",
    [
        hang_up,
        page("<h1>Bad gateway</h1>", status="502 Bad Gateway"),
        page("<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", status="403 Forbidden"),
        page("<h1>Site en maintenance</h1><p>Nous serons de retour bientôt.</p>"),
    ],
)
def test_trouble_that_stays_is_tried_twice_and_no_more(tmp_path: Path, trouble: object) -> None:
    with swept(tmp_path, Moody(trouble, bad=10**6)):
        (shop,), funnel = result(tmp_path).shops, result(tmp_path).info.funnel
        assert shop.state == "not_measurable"
        assert shop.second_try is not None
        assert not shop.second_try.saw_more
        assert (funnel.measured, funnel.tried_again, funnel.recovered) == (0, 1, 0)
        # The same command again finds nothing left to do.
        assert main(["run", str(tmp_path / "plan.yaml"), "--no-report"]) == 0
        assert visits(tmp_path) == 2


@pytest.mark.parametrize(
    ("trouble", "second_try"),
    [
        (page("<h1>Connexion</h1><form><input name=u><input type=password></form>"), "true"),
        (page("<h1>Notre boutique est définitivement fermée</h1>"), "true"),
        (page("<p>Le nom de domaine vendolux.example est à vendre</p>"), "true"),
        (page("<h1>Unavailable</h1>", status="451 Legal"), "true"),
        (hang_up, "false"),
    ],
)
def test_what_will_not_pass_is_not_tried_again(tmp_path: Path, trouble: object, second_try: str) -> None:
    with swept(tmp_path, Moody(trouble, bad=10**6), second_try):
        pass
    assert visits(tmp_path) == 1
    assert result(tmp_path).shops[0].second_try is None
    assert result(tmp_path).info.funnel.tried_again == 0


def test_a_shop_that_is_judged_before_its_second_try_still_has_it(tmp_path: Path) -> None:
    with serve(Moody(hang_up, bad=VISIT)) as shop:
        (tmp_path / "shops.csv").write_text(f"url\n{shop.url()}\n")
        (tmp_path / "plan.yaml").write_text(PLAN.format(second_try="true"))
        begin(tmp_path / "plan.yaml", date(2026, 11, 21))
        sweep = find(Workspace(tmp_path), "twice")
        (target,) = sweep.store.sweep_targets("twice")
        sweep_shop(sweep, target)  # and here the run is interrupted
        rejudge(sweep, target)
        assert (sweep.store.done("twice"), sweep.store.put_aside("twice")) == (0, 1)
        assert main(["run", str(tmp_path / "plan.yaml"), "--no-report"]) == 0
    assert [one.state for one in result(tmp_path).shops] == ["measured"]
    rejudge(sweep, target)
    assert (sweep.store.done("twice"), sweep.store.put_aside("twice")) == (1, 0)


def test_a_second_visit_that_sees_less_takes_nothing_away(tmp_path: Path) -> None:
    legal = "/pages/mentions-legales"

    class Failing(Moody):
        def __call__(self, connection: socket.socket, path: str) -> None:
            if path == legal:
                connection.close()
            else:
                super().__call__(connection, path)

    with swept(tmp_path, Failing(hang_up, bad=0, good=1)):
        pass
    (shop,) = result(tmp_path).shops
    assert visits(tmp_path) == 2
    assert shop.state == "measured"
    assert shop.second_try is not None
    assert not shop.second_try.saw_more
    assert not [v.check for v in shop.verdicts if v.outcome is Outcome.FAIL]


# -- the rules alone ------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LATE = Failure("https://vendolux.example/cgv", "timeout", "no complete answer within 30 s", transient=True)
GONE = Failure("https://vendolux.example/", "dns", "no such name")


def verdict(outcome: Outcome, kind: str = "") -> Verdict:
    params = (("kind", kind),) if kind else ()
    return Verdict("identity.name", outcome, "unknown" if kind else "", params, (), (), "FR", NOW.date(), "major")


def shop(
    state: ShopState, reason: str = "", failures: tuple[Failure, ...] = (), verdicts: tuple[Verdict, ...] = ()
) -> ShopResult:
    visit = Visit("v", NOW, NOW, f"captures/{state}.warc.gz", "0", failures=failures)
    target = Target("vendolux.example", "vendolux.example")
    return ShopResult(target, "FR", state, reason, visit, ShopFacts(), verdicts)


PASSING = [
    shop("unreachable", "timeout: late", (LATE,)),
    shop("not_measurable", "unreachable: late", (LATE,)),
    shop("not_measurable", "blocked: bot challenge (DataDome)"),
    shop("not_measurable", "blocked: refuses us (status 403)"),
    shop("not_measurable", "closed: maintenance"),
    shop("measured", "", (LATE,), (verdict(Outcome.PASS), verdict(Outcome.NOT_MEASURABLE, "unreachable"))),
]
LASTING = [
    shop("unreachable", "dns: no such name", (GONE,)),
    shop("unreachable", "tls: certificate not accepted"),
    shop("not_measurable", "blocked: login wall"),
    shop("not_measurable", "blocked: not available in our country"),
    shop("not_measurable", "closed: parked domain"),
    shop("not_measurable", "scripts needed: the page is empty until a browser runs its scripts"),
    shop("measured"),
    shop("measured", "", (GONE,), (verdict(Outcome.NOT_MEASURABLE, "unreachable"),)),
    # A page that was late and is missed by no check.
    shop("measured", "", (LATE,), (verdict(Outcome.PASS), verdict(Outcome.NOT_MEASURABLE, "language"))),
]


@pytest.mark.parametrize("result", PASSING, ids=lambda r: r.reason or r.state)
def test_may_pass(result: ShopResult) -> None:
    assert may_pass(result)


@pytest.mark.parametrize("result", LASTING, ids=lambda r: r.reason or r.state)
def test_will_not_pass(result: ShopResult) -> None:
    assert may_pass(result) == ""


def test_the_visit_of_which_more_was_measured_counts_and_of_two_alike_the_first() -> None:
    little = shop("measured", "", (LATE,), (verdict(Outcome.PASS), verdict(Outcome.NOT_MEASURABLE, "unreachable")))
    much = shop("measured", "", (), (verdict(Outcome.PASS), verdict(Outcome.REVIEW)))
    for worse, better in ((PASSING[0], PASSING[1]), (PASSING[1], little), (little, much)):
        up, down = fuller(worse, better), fuller(better, worse)
        assert up.verdicts == down.verdicts == better.verdicts
        assert up.second_try is not None
        assert up.second_try.saw_more
        assert down.second_try is not None
        assert not down.second_try.saw_more
    assert fuller(much, much).second_try is not None
    assert fuller(much, much).visit == much.visit


def test_the_other_fetcher_where_nothing_was_measured_and_the_plan_allows_it() -> None:
    auto, never, always = Limits(browser="auto"), Limits(browser="never"), Limits(browser="always")
    blocked, gap = PASSING[2], PASSING[5]
    assert other_fetcher(auto, blocked).browser == "always"
    assert other_fetcher(always, blocked).browser == "never"
    assert other_fetcher(never, blocked).browser == "never"
    assert other_fetcher(auto, gap).browser == "auto"
