"""Real shop platforms, installed from their registries once and kept between runs.

They lie in $SWEEPDAY_PLATFORMS, by default ~/.cache/sweepday/platforms, a folder for each list of requirements. They
are programs under test like any server on the net: nothing of them is imported by the project or shipped with it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
_PATIENCE = 600  # seconds; about 40 on an idle machine


class MissingError(Exception):
    """A platform that cannot be had here, and what would help."""


def python_of(name: str) -> Path:
    """The interpreter of a virtual environment with `name`/requirements.txt. Raises MissingError."""
    folder = _kept(name, HERE / name / "requirements.txt", _pip)
    return folder / "bin" / "python"


def node_modules_of(name: str, home: Path = HERE) -> Path:
    """The folder with the packages of `home`/`name`/package.json, exactly those of its package-lock.json where one
    lies beside it. Raises MissingError."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise MissingError(f"{program} is not installed (on Debian: apt-get install nodejs npm)")
    lock = home / name / "package-lock.json"
    return _kept(name, lock if lock.exists() else lock.with_name("package.json"), _npm)


def _kept(name: str, wanted: Path, install: Callable[[Path, Path], None]) -> Path:
    """The folder into which `install` has put what `wanted` lists; made once, by one process at a time."""
    root = Path(os.environ.get("SWEEPDAY_PLATFORMS") or Path.home() / ".cache" / "sweepday" / "platforms")
    root.mkdir(parents=True, exist_ok=True)
    version = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = root / f"{name}-{version}"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            install(folder, wanted)
            (folder / ".ready").touch()
    return folder


def _pip(folder: Path, wanted: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)], folder)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--requirement", str(wanted)], folder)


def _npm(folder: Path, wanted: Path) -> None:
    for file in {wanted, wanted.with_name("package.json")}:
        shutil.copy(file, folder)
    verb = "ci" if wanted.name == "package-lock.json" else "install"
    # No script of a package runs: none is needed, and none is trusted.
    _run(["npm", verb, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise MissingError(f"{command[0]} did not end within {_PATIENCE} s") from None
    if done.returncode:
        raise MissingError(f"{' '.join(command[:4])} failed: {(done.stderr or done.stdout).strip()[-600:]}")
