"""Which page is what: every legal page found and its role right, measured on shops whose truth is known.

How to add a shop: write a function that yields `Case(name, capture, truth)` and add it to SOURCES. `truth`
maps the path of a page (with its query, if it has one) to its role, for all legal pages the shop has (`LABEL_ROLES`);
`capture` is what a visit brought (`visited` makes one from an address on loopback). A page given any of these roles
that is not in `truth` counts as wrong. A source whose data are not there is left out by `tests.shared.skip`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from _pytest.outcomes import Skipped

from sweep.capture import Capture
from sweep.demo.render import addresses
from sweep.demo.server import DemoServer
from sweep.demo.spec import PAGES
from sweep.demo.spec import shops as demo_shops
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.shop import shop_pages
from sweep.extract.words.labels import LABEL_ROLES
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests.bench.table import ratio, table
from tests.minishops import LAYOUTS, languages
from tests.minishops import shop as mini_shop
from tests.platforms.installed import MissingError
from tests.platforms.running import PLATFORMS, running
from tests.servers import serve
from tests.shared import shared

LIMITS = Limits(allow_networks=("127.0.0.0/8",), delay=0.0, request_seconds=30, retries=1, products=2)


@dataclass(frozen=True)
class Case:
    """One visited shop and its truth: path -> role of its legal pages."""

    name: str
    capture: Capture
    truth: dict[str, str]


@dataclass
class Row:
    """One source: legal pages that exist, were found with the right role, and pages given a role they do not have."""

    name: str
    shops: int = 0
    pages: int = 0
    right: int = 0
    wrong: int = 0
    differences: list[str] = field(default_factory=list)


def visited(url: str, limits: Limits = LIMITS) -> Capture:
    """What a visit to `url` brings, archived and read back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit.warc.gz"
        with ArchiveWriter(path, software="sweepday bench", info={}) as archive:
            gather(url, limits, archive)
        return read_capture(path)


def minis() -> Iterator[Case]:
    """Invented shops in 26 languages, each in every layout."""
    for language in languages():
        for layout in LAYOUTS:
            made = mini_shop(language, layout)
            with serve(made.routes) as server:
                yield Case(f"{language}, {layout}", visited(server.url()), made.truth)


def demos() -> Iterator[Case]:
    """The shops of `sweepday demo` that can be measured."""
    with DemoServer() as server:
        for running in server.shops:
            if running.key in demo_shops():
                yield Case(running.key, visited(running.url), demo_truth(running.key))


_DEMO_ROLES = {"withdraw": "withdrawal"}


def demo_truth(key: str) -> dict[str, str]:
    """Path -> role of the legal pages that a demonstration shop has."""
    return {path: _DEMO_ROLES.get(page, page) for page, path in addresses(demo_shops()[key]).items() if page in PAGES}


def captured() -> Iterator[Case]:
    """A real PrestaShop in German, as archived."""
    yield Case(
        "PrestaShop 8.2",
        read_capture(shared("shop_captures", "prestashop-de.html.warc.gz")),
        {
            "/content/2-rechtliche-hinweise": "legal_notice",
            "/content/3-allgemeine-geschaeftsbedingungen": "terms",
            "/content/1-Lieferung": "delivery",
            "/content/4-uber-uns": "about",
            "/kontakt": "contact",
        },
    )


def platforms() -> Iterator[Case]:
    """The live shop platforms that can be had here."""
    for platform in PLATFORMS:
        language = {"DE": "de"}.get(platform.country, "en")
        limits = replace(LIMITS, languages=(language,), country=platform.country, browser="auto")
        truth = {path: role for path, role in platform.roles.items() if role in LABEL_ROLES}
        try:
            with running(platform) as address:
                yield Case(platform.name, visited(address, limits), truth)
        except MissingError as missing:
            print(f"({platform.name}: {missing})")


SOURCES: tuple[tuple[str, Callable[[], Iterator[Case]]], ...] = (
    ("Invented shops, 26 languages, 8 layouts", minis),
    ("Demonstration shops", demos),
    ("PrestaShop capture", captured),
    ("Live platforms", platforms),
)


def judged(case: Case, row: Row) -> None:
    """Adds one shop to `row`."""
    row.shops += 1
    row.pages += len(case.truth)
    given = {_path(p.url): p.role for p in shop_pages(case.capture, "").pages if p.role in LABEL_ROLES}
    for path, role in case.truth.items():
        row.right += given.get(path) == role
        if given.get(path) != role:
            row.differences.append(f"{case.name}: {path} is {role}, taken for {given.get(path, 'none')}")
    for path, role in given.items():
        row.wrong += case.truth.get(path) != role
        if path not in case.truth:
            row.differences.append(f"{case.name}: {path} has no role, taken for {role}")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def measure() -> list[Row]:
    """One row a source that is there."""
    rows = []
    for name, source in SOURCES:
        row = Row(name)
        try:
            for case in source():
                judged(case, row)
        except Skipped as skipped:
            print(f"({name}: {skipped})")
            continue
        rows.append(row)
    return rows


def main() -> None:
    rows = measure()
    total = Row("all")
    for row in rows:
        for name in ("shops", "pages", "right", "wrong"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    shown = [
        (r.name, r.shops, r.pages, r.right, r.wrong, ratio(r.right, r.pages), ratio(r.right, r.right + r.wrong))
        for r in (*rows, total)
    ]
    print(table(("legal pages", "shops", "exist", "right", "wrong", "recall", "precision"), shown))
    for row in rows:
        for line in row.differences:
            print(f"  {line}")


if __name__ == "__main__":
    main()
