"""Every hostile behaviour through the whole path, gather to verdict, each shop in a process that is measured.

No shop may outlast its plan or its memory, each must end with the right reason, and no `fail` may rest on any of it:
the shops are in order but for what is hostile in them.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sweep.evidence.archive import read_capture
from sweep.worker import JUDGING_SECONDS
from tests.hostile.behaviours import READ
from tests.hostile.routes import prepare
from tests.hostile.sites import CALM, Shop, all_shops, certificates
from tests.servers import Server, page, serve
from tests.shared import ROOT

MEMORY = 300_000  # kB that one shop may take beyond what its process began with
MINUTES = 1.0
PLAN = f"""\
name: hostile
day: 2026-11-21
authority: Test authority
country: FR
languages: [fr]
lists: [shops.csv]
browser: never
pace: {{delay_seconds: 0}}
budget: {{pages: 6, products: 0, minutes: {MINUTES}, request_seconds: 10, megabytes: 40}}
network: {{allow: [127.0.0.1/32]}}
"""
NAMES = tuple(all_shops(internal_port=1))


@dataclass(frozen=True)
class Suite:
    """The hostile shops and what each ended with; `inner` is the server that nobody may reach."""

    folder: Path
    shops: dict[str, Shop]
    ended: dict[str, dict[str, Any]]
    inner: Server


@contextlib.contextmanager
def open_shops(
    folder: Path, names: tuple[str, ...] = NAMES
) -> Iterator[tuple[dict[str, Shop], dict[str, str], Server]]:
    """The shops of those names, their addresses, and the inner server, for as long as they run."""
    prepare()
    with contextlib.ExitStack() as stack:
        inner = stack.enter_context(serve({"/": page("<h1>Inside</h1>")}, host="127.0.0.2"))
        contexts = certificates(folder)
        shops = {name: shop for name, shop in all_shops(inner.port).items() if name in names}
        urls = {}
        for name, shop in shops.items():
            server = stack.enter_context(serve(shop.routes, tls=shop.below_tls or contexts.get(shop.certificate)))
            urls[name] = server.url().replace("127.0.0.1", shop.name or "127.0.0.1")
        yield shops, urls, inner


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    folder = tmp_path_factory.mktemp("hostile")
    with open_shops(folder) as (shops, urls, inner):
        (folder / "shops.csv").write_text("url\n" + "".join(f"{url}\n" for url in urls.values()))
        (folder / "plan.yaml").write_text(PLAN)
        resolved = {shop.name: shop.addresses for shop in shops.values() if shop.name}
        command = [sys.executable, "-m", "tests.hostile.station", str(folder / "plan.yaml")]
        command += [str(folder / "trusted" / "ca.pem"), json.dumps(resolved)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        ended = {line["shop"]: line for line in map(json.loads, run.stdout.splitlines())}
        keys = {name: url.split("//")[1].strip("/").replace(":", "_") for name, url in urls.items()}
        yield Suite(folder, shops, {name: ended[key] for name, key in keys.items()}, inner)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_shop_ends_with_its_reason_within_its_bounds(suite: Suite, name: str) -> None:
    shop, ended = suite.shops[name], suite.ended[name]
    assert ended["status"] == 0, ended
    assert set(ended["fails"]) <= set(suite.ended[CALM]["fails"])
    assert ended["peak"] - ended["base"] < MEMORY
    assert ended["seconds"] < MINUTES * 60 + JUDGING_SECONDS
    said = [ended["reason"], *ended["failures"], *ended["problems"]]
    assert any(re.search(shop.reason, text) for text in said), said
    assert all(text.isprintable() for text in said)
    if shop.ends:
        assert ended["state"] != "measured"


@pytest.mark.parametrize("name", [f"{name} (inside)" for name in READ])
def test_what_does_no_harm_is_read(suite: Suite, name: str) -> None:
    assert suite.ended[name]["state"] == "measured"
    assert not [problem for problem in suite.ended[name]["problems"] if "answered 404" not in problem]


def test_nobody_was_led_inside(suite: Suite) -> None:
    assert suite.inner.connections == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_can_be_read_by_us_and_others(suite: Suite, name: str) -> None:
    (path,) = (suite.folder / "sweeps/hostile/captures" / suite.ended[name]["shop"]).glob("*.warc.gz")
    ours = read_capture(path)
    assert not ours.truncated
    with path.open("rb") as file:
        kinds = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "") for r in ArchiveIterator(file)]  # type: ignore[no-untyped-call]
    assert [kind for kind, _ in kinds].count("response") == len(ours.responses)
    assert not [url for _, url in kinds if "forged" in url]
