"""One real sweep of the demonstration shops, shared by the tests that look at its results."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sweep.commands.demo import sweep_twice
from sweep.demo.server import DemoServer
from sweep.results import SweepResult
from sweep.run import Sweep
from sweep.sweeps import collect


@dataclass(frozen=True)
class Swept:
    """A workspace in which the demonstration was swept twice, and the server that still runs."""

    folder: Path
    server: DemoServer
    sweep: Sweep
    result: SweepResult


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swept]:
    folder = tmp_path_factory.mktemp("demo")
    with DemoServer() as server:
        sweep = sweep_twice(folder, server)
        yield Swept(folder, server, sweep, collect(sweep))


@pytest.fixture
def workspace(swept: Swept, tmp_path: Path) -> Path:
    """A copy of the swept workspace that a test may damage."""
    copy = tmp_path / "workspace"
    shutil.copytree(swept.folder, copy)
    return copy
