"""A real sweep of a few demonstration shops, one of them at two addresses, shared by the tests of the forms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from product_alerts.store import AlertStore
from product_alerts.update import import_file
from sweep.cli import main
from sweep.commands.demo import ALERTS
from sweep.commands.run import execute, publish
from sweep.demo.server import DemoServer
from sweep.demo.truth import load_truth
from sweep.run import Sweep
from sweep.sweeps import begin, collect, find
from sweep.workspace import Workspace

# Note of the list -> whose consumers. The German trader sells to France: a case for another state's authority.
CONSUMERS = {"de-voltwiese": "FR", "fr-joujoubrume": "FR", "be-lampadelle": "BE"}
_PLAN = """\
name: autumn
day: {day}
authority: Office A & B <test>
country: FR
lists: [shops.csv]
pace: {{delay_seconds: 0, shops_at_once: 4}}
budget: {{pages: 60, products: 20, request_seconds: 30}}
network: {{allow: [127.0.0.0/8]}}
browser: never
identity: {{contact: sweep@authority.example}}
"""


@dataclass(frozen=True)
class Autumn:
    """The workspace, the shops' keys by their notes (the German one's second address is "again"), and the server."""

    folder: Path
    keys: dict[str, str]
    server: DemoServer

    def sweep(self, name: str = "autumn") -> Sweep:
        return find(Workspace(self.folder), name)

    def run(self, *words: str) -> int:
        """One verb in this workspace."""
        return main([*words, "--workspace", str(self.folder)])

    def case(self, note: str, form: str) -> Path:
        return self.folder / "sweeps" / "autumn" / "cases" / f"{self.keys[note]}.{form}"


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Autumn]:
    folder = tmp_path_factory.mktemp("autumn")
    with DemoServer("sale") as server, DemoServer("sale") as second:
        urls = {note: server.shop(note).url for note in CONSUMERS} | {"again": second.shop("de-voltwiese").url}
        lines = [f"{url},{CONSUMERS.get(note, 'FR')},{note}\n" for note, url in urls.items()]
        (folder / "shops.csv").write_text("url,country,note\n" + "".join(lines))
        (folder / "plan.yaml").write_text(_PLAN.format(day=load_truth().day))
        import_file(ALERTS, AlertStore(folder / "alerts.sqlite"), datetime.now(UTC))
        sweep, _ = begin(folder / "plan.yaml", load_truth().day)
        execute(sweep)
        result = collect(sweep)
        publish(sweep, result)
        yield Autumn(folder, {shop.target.note: shop.target.key for shop in result.shops}, server)


@pytest.fixture
def autumn(swept: Autumn, tmp_path: Path) -> Autumn:
    """The same in a workspace of its own, which a test may change."""
    copy = tmp_path / "workspace"
    shutil.copytree(swept.folder, copy)
    return Autumn(copy, swept.keys, swept.server)
