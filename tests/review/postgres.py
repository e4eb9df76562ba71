"""A PostgreSQL server of our own for a test: in a folder that goes away, on a socket in it, open to nobody else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.shared import skip


def _program(name: str) -> str:
    """The path of a server program; Debian keeps them out of the search path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(installed[-1]) if installed else "")
    if not found:
        skip("postgres", f"{name} not found: apt-get install postgresql")
    return found


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("neither an account postgres nor nobody")


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a fresh server; the test is skipped where PostgreSQL is not installed."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    account = _account()
    place = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # short: the path of a socket is

    def call(*words: str) -> None:
        to = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        done = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False, timeout=300, **to)  # type: ignore[call-overload]
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        if account:
            os.chown(place, account.pw_uid, account.pw_gid)
        data = str(place / "data")
        call(initdb, "-D", data, "-U", "review", "-A", "trust", "-N", "--encoding=UTF8", "--locale=C")
        options = f"-c listen_addresses='' -k {place} -F -c max_connections=80"
        call(control, "-D", data, "-o", options, "-l", str(place / "log"), "-w", "-t", "120", "start")
        try:
            yield f"postgresql://review@/postgres?host={place}"
        finally:
            call(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
