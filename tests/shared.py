"""Development data that does not ship with the project, and the rule for what may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def required(what: str) -> bool:
    """Whether a missing `what` ("shared", "browser", ...) is a failure: SWEEPDAY_REQUIRE names it, or is "all"."""
    wanted = os.environ.get("SWEEPDAY_REQUIRE", "")
    return wanted == "all" or what in wanted.split(",")


def skip(what: str, message: str) -> None:
    """Skips the test, or fails it where `what` is required."""
    if required(what):
        pytest.fail(f"{message} (required by SWEEPDAY_REQUIRE)")
    pytest.skip(message)


def shared(*parts: str) -> Path:
    """A path below the development data; the test is skipped where it is not there."""
    path = Path(os.environ.get("SWEEPDAY_SHARED", ROOT / ".." / "shared")).joinpath("data", *parts)
    if not path.exists():
        skip(
            "shared",
            f"development data not found: set SWEEPDAY_SHARED to the folder that holds data/{'/'.join(parts)}",
        )
    return path
