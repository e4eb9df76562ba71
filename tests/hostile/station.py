"""The shops of a plan, each in a measured process of its own: `python -m tests.hostile.station PLAN CERT NAMES`.

Prints one line of JSON a shop: what it ended with, and how much memory its process began with and took at most, in kB.
CERT is trusted as an authority; NAMES is a JSON object of names and their addresses, others at each question.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import socket
import sys
import time
import traceback
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sweep.capture import Capture, Response
from sweep.gather.connections import tls_context
from sweep.judging import judge_capture
from sweep.results import ShopResult
from sweep.run import Sweep, sweep_shop
from sweep.sweeps import begin
from sweep.targets import Target
from sweep.warm import warm_up
from tests.hostile import sites

AT_ONCE = 24


def main(plan: Path, certificate: str, names: dict[str, list[list[str]]]) -> None:
    if certificate:
        tls_context().load_verify_locations(certificate)
    resolve(names)
    sweep, _ = begin(plan, date(2026, 11, 21))
    targets = list(sweep.store.sweep_targets(sweep.name))
    sweep.store.close()
    read_once(sweep)
    running: dict[int, tuple[Target, int, float]] = {}
    while targets or running:
        while targets and len(running) < AT_ONCE:
            target = targets.pop(0)
            child, pipe = start(sweep, target)
            running[child] = (target, pipe, time.monotonic())
        child, status, usage = os.wait3(0)
        target, pipe, began = running.pop(child)
        with os.fdopen(pipe) as told:
            line = json.loads(told.read() or "{}")
        line |= {
            "shop": target.key,
            "status": status,
            "peak": usage.ru_maxrss,
            "cpu": usage.ru_utime + usage.ru_stime,
            "seconds": time.monotonic() - began,
        }
        print(json.dumps(line), flush=True)


def read_once(sweep: Sweep) -> None:
    """Reads what is read once in a process, and a shop, so that none of its children reads, and counts, it again."""
    warm_up()
    now = datetime.now(UTC)
    html = (("Content-Type", "text/html; charset=utf-8"),)
    pages = tuple(
        Response(f"http://127.0.0.1{path}", 200, "OK", html, body, now, sha256="0" * 64, record_id=path)
        for path, body in sites.html().items()
    )
    judge_capture(Capture("http://127.0.0.1/", pages), country="FR", day=sweep.day, checks=sweep.checks, matcher=None)
    gc.freeze()


def start(sweep: Sweep, target: Target) -> tuple[int, int]:
    """Forks a process that sweeps `target`; its number and the pipe on which it tells the result (a short line)."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    status = 1
    try:
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        fresh = Sweep(sweep.workspace, sweep.name, sweep.plan, sweep.day)
        result = sweep_shop(fresh, target)
        os.write(theirs, json.dumps({"base": base, **told(result)}).encode()[:60_000])
        status = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(status)


def told(result: ShopResult) -> dict[str, Any]:
    failures = [f"{f.kind}: {f.detail}"[:400] for f in result.visit.failures[:20]]
    problems = [p.problem[:400] for p in result.visit.pages if p.problem][:20]
    fails = [v.check for v in result.verdicts if v.outcome.label == "fail"]
    said = {
        "state": result.state,
        "reason": result.reason[:400],
        "failures": failures,
        "problems": problems,
        "fails": fails,
    }
    gaps = sorted({dict(v.params).get("kind", "") for v in result.verdicts if v.message == "unknown"})
    return said | {"pages": [p.url[:200] for p in result.visit.pages][:60], "gaps": gaps}


def resolve(names: dict[str, list[list[str]]]) -> None:
    """Names of our own, beside those of the system: at each question the next of their lists of addresses."""
    system = socket.getaddrinfo

    def ask(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in names:
            return system(host, port, *args, **kwargs)
        answers = names[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [row for address in addresses for row in system(address, port, *args, **kwargs)]

    socket.getaddrinfo = ask


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]))
