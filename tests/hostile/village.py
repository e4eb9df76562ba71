"""A village of well-behaved little shops on loopback addresses of their own, and runs over it that are measured."""

from __future__ import annotations

import contextlib
import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checks.catalogue import load
from sweep.demo.render import site
from sweep.demo.spec import shops
from sweep.results import SweepResult
from sweep.store.rows import evidence_digest, fingerprint
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.servers import Route, page, serve
from tests.sweep.test_resilience import COMMAND

PLAN = """\
name: {name}
day: 2026-11-21
authority: Test authority
country: FR
languages: [fr, de, en]
lists: [shops.csv]
browser: never
pace: {{delay_seconds: {delay}, shops_at_once: {at_once}, workers: 2, second_try: {second_try}}}
budget: {{pages: {pages}, products: 1, minutes: 5, request_seconds: {seconds}}}
network: {{allow: [127.0.0.1/32, 127.1.0.0/16, 127.2.0.0/16]}}
{more}
"""
Spoil = Callable[[int, dict[str, Route]], dict[str, Route]]


@dataclass(frozen=True)
class House:
    """One shop of the village."""

    url: str
    country: str

    @property
    def key(self) -> str:
        return self.url.split("//")[1].strip("/").replace(":", "_")


@cache
def routes(name: str) -> dict[str, bytes]:
    """The pages of a shop of the demonstration, as answers by path."""
    documents = site(shops()[name], "http://127.0.0.1", "before")
    return {
        path: page(d.body, headers={"Content-Type": d.media_type}, status=f"{d.status} Answer")
        for path, d in documents.items()
        if not path.startswith("/img/") and path not in ("/robots.txt", "/sitemap.xml")
    }


@contextlib.contextmanager
def village(size: int, spoil: Spoil = lambda number, pages: pages) -> Iterator[tuple[House, ...]]:
    """`size` shops, faultless ones and others in turn; `spoil` may change what the one of that number says."""
    names = sorted(shops())
    with contextlib.ExitStack() as stack:
        houses = []
        for number in range(size):
            name = names[number % len(names)]
            host = f"127.1.{number // 250}.{number % 250 + 1}"
            server = stack.enter_context(serve(spoil(number, dict(routes(name))), host=host))
            houses.append(House(server.url(), shops()[name].country))
        yield tuple(houses)


def lay_out(
    folder: Path,
    houses: Sequence[House],
    *,
    delay: float = 0,
    at_once: int = 24,
    seconds: int = 30,
    pages: int = 6,
    second_try: bool = True,
    more: str = "",
) -> Path:
    """A workspace with a plan over `houses`; its name is the folder's."""
    folder.mkdir(exist_ok=True)
    with (folder / "shops.csv").open("w", newline="") as out:
        csv.writer(out).writerows([("url", "country"), *((house.url, house.country) for house in houses)])
    plan = folder / f"{folder.name}.yaml"
    settings = {"delay": delay, "at_once": at_once, "seconds": seconds, "pages": pages, "more": more}
    plan.write_text(PLAN.format(name=folder.name, second_try=str(second_try).lower(), **settings))
    return plan


# In between, so that the size of the test process is not taken for that of the run: a process that is started has at
# first the memory of the one that starts it. The server that workers are forked from outlives the run for a moment;
# PR_SET_CHILD_SUBREAPER (36) makes it a child of this process then, so that it is counted with its workers.
_MEASURED = """\
import ctypes, json, os, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1)
child = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
told = {"code": None, "own": 0, "worker": 0, "cpu": 0.0}
while True:
    try:
        pid, status, usage = os.wait3(0)
    except ChildProcessError:
        break
    if pid == child:
        told["code"], told["own"] = os.waitstatus_to_exitcode(status), usage.ru_maxrss
    else:
        told["worker"] = max(told["worker"], usage.ru_maxrss)
    told["cpu"] += usage.ru_utime + usage.ru_stime
print(json.dumps(told))
"""


@dataclass(frozen=True)
class Measured:
    """How a run ended: its exit code, the most memory in kB of its first process and of any worker, and the seconds of
    processor time of all."""

    code: int
    own: int
    worker: int
    cpu: float
    said: str

    @property
    def peak(self) -> int:
        return max(self.own, self.worker)


def run(plan: Path, *, report: bool = False) -> Measured:
    """`sweepday run` over a plan, without a report unless it is wanted, measured."""
    command = [sys.executable, "-S", "-c", _MEASURED, sys.executable, "-c", COMMAND, "run", str(plan)]
    command += [] if report else ["--no-report"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *said, last = done.stdout.splitlines()
    told = json.loads(last)
    return Measured(told["code"], told["own"], told["worker"], told["cpu"], "\n".join([*said, done.stderr]))


def result(plan: Path) -> SweepResult:
    return collect(find(Workspace(plan.parent), plan.stem))


Findings = dict[str, tuple[str, ...]]  # fingerprint -> what was found, and the digest of its proof


def findings(swept: SweepResult, houses: Sequence[House]) -> dict[str, Findings]:
    """All verdicts of these shops, by shop and by the fingerprint that a finding keeps over all sweeps.

    Without the signals that compare the shops of a sweep: those do depend on the neighbours.
    """
    keys = {house.key for house in houses}
    compared = {name for name, check in load().items() if "twin_sites" in check.needs}
    return {
        shop.target.key: {
            fingerprint(shop.target.key, v.check): (v.outcome.label, v.message, str(v.params), evidence_digest(v))
            for v in shop.verdicts
            if v.check not in compared
        }
        for shop in swept.shops
        if shop.target.key in keys
    }


def accused(swept: SweepResult) -> set[tuple[str, str]]:
    """(shop, check) of every `fail`."""
    return {(s.target.key, v.check) for s in swept.shops for v in s.verdicts if v.outcome.label == "fail"}
