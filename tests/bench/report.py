"""A report of 10,000 shops with 60 findings each: how long it takes to write, to open from disk, and to search."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.table import table

SHOPS, FINDINGS = 10_000, 60
# Long and short, none found, one letter, all found, with accents that no shop has; the last clears the field.
SEARCHES = (
    "shop-009999", "kwaakwinkel", "brumelot 4", "nothing of the kind", "lampadelle 77", "v", "Zönnebries", "ex",
    "mirabelline & fils 12 shop-000012", "",
)  # fmt: skip
# From a key that is pressed to the count that is told; two frames later it stands on the screen.
_SEARCH = """(words) => new Promise((done) => {
  const status = document.getElementById("shown"), field = document.getElementById("f-text");
  const began = performance.now();
  new MutationObserver((_, seen) => { seen.disconnect(); requestAnimationFrame(() => requestAnimationFrame(
    () => done(performance.now() - began))); }).observe(status, { childList: true });
  field.value = words; field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


@dataclass(frozen=True)
class Written:
    """Seconds and bytes: of the writing process, with what its children hold of their own, and of the folder."""

    seconds: float
    memory: int
    index: int
    folder: int


def _memory(pid: int) -> int:
    """The memory of a process and its children, each page counted once (PSS)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = 0
    for one in (str(pid), *children):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        sizes += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return sizes


def write(folder: Path, shops: int) -> Written:
    """Writes the report in a process of its own, and watches its memory."""
    command = [sys.executable, "-m", "tests.bench.report", str(folder), str(shops)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        most = 0
        while child.poll() is None:
            most = max(most, _memory(child.pid))
            time.sleep(0.5)
        assert child.stdout is not None
        told = json.loads(child.stdout.read())
    sizes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    index = (folder / "index.html").stat().st_size
    index += sum(path.stat().st_size for path in (folder / "data").iterdir())
    return Written(told["seconds"], max(most, told["memory"]), index, sizes)


def _opened(browser: Any, index: Path) -> tuple[float, list[float], list[str]]:
    """Seconds until the table can be used, milliseconds of each search, requests that left the disk."""
    page = browser.new_page()
    strange: list[str] = []
    page.on("request", lambda request: strange.append(request.url) if not request.url.startswith("file:") else None)
    began = time.perf_counter()
    page.goto(index.as_uri())
    page.locator("#filters").wait_for()
    opened = time.perf_counter() - began
    times = [page.evaluate(_SEARCH, words) for words in SEARCHES]
    page.close()
    return opened, times, strange


def _spoken(searches: list[float]) -> str:
    return f"{median(searches):.0f} ms, at most {max(searches):.0f} ms ({len(searches)} searches)"


def main() -> None:
    from tests.report.browser import chromium

    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        made = write(folder, SHOPS)
        runs = [_opened(browser, folder / "index.html") for _ in range(3)]
    searches = [one for _, times, _ in runs for one in times]
    print(
        table(
            (f"Report of {SHOPS:,} shops, {FINDINGS} findings each", "measured", "wanted"),
            (
                ("written in", f"{made.seconds:.0f} s on {os.cpu_count()} cores", "< 60 s"),
                ("memory, the sweep itself included", f"{made.memory / 1e6:.0f} MB", "< 1,000 MB"),
                ("the overview and its data", f"{made.index / 1e6:.1f} MB", ""),
                ("the folder", f"{made.folder / 1e6:,.0f} MB", ""),
                ("opens from disk in Chromium in", f"{median(opened for opened, _, _ in runs):.2f} s", "< 2 s"),
                ("a search answers in", _spoken(searches), "< 200 ms"),
                ("requests that leave the disk", sum(len(strange) for _, _, strange in runs), "0"),
            ),
        )
    )


def _write_alone(folder: Path, shops: int) -> None:
    from sweep.report import write_report
    from tests.report.many import many

    sweep = many(shops, FINDINGS)
    began = time.perf_counter()
    write_report(sweep, folder, languages=("en",))
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _write_alone(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
