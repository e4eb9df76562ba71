"""What processes that match nothing need not load."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["sweep.run", "sweep.commands.alerts", "sweep.commands.inspect", "sweep.cli"])
def test_numpy_is_loaded_where_offers_meet_alerts_and_not_before(module: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print('numpy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert told.stdout.strip() == "False"
