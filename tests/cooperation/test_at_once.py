"""Several people write cases of one sweep at the same time: nothing breaks, and all of it is whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sweep.evidence import custody
from sweep.evidence.verify import verify_sweep
from tests.review.samples import SHOPS, Built, build
from tests.shared import ROOT

# Loads everything once; then a process a command, all of them held back until the last is there.
_AT_ONCE = """
import json, os, sys
import sweep.commands.case, sweep.commands.seal, sweep.cooperation.document
from sweep.cli import main
wait, go = os.pipe()
for words in json.load(sys.stdin):
    if os.fork() == 0:
        os.close(go)
        os.read(wait, 1)
        os._exit(max(main(words) for _ in range(2)))
os.close(go)
sys.exit(max(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(int(sys.argv[1]))))
"""


def at_once(built: Built, commands: Sequence[Sequence[str]]) -> None:
    """Runs the commands together, each twice in a row; all of them must succeed."""
    words = [[*one, "--workspace", str(built.workspace.path)] for one in commands]
    done = subprocess.run(
        [sys.executable, "-c", _AT_ONCE, str(len(words))],
        input=json.dumps(words), capture_output=True, text=True, cwd=ROOT, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_same_letter_is_written_by_several_at_once(tmp_path: Path) -> None:
    built = build(tmp_path)
    letter = ["case", built.name, SHOPS[0], "--form", "trader-letter", "--unconfirmed"]
    at_once(built, [letter, letter, letter, ["seal", built.name]])
    folder = built.sweep.folder
    log, problems = custody.entries(folder)
    assert problems == ()
    assert sum(entry.event == "exported" for entry in log) == 6
    assert [one for one in verify_sweep(folder) if one.kind == "problem"] == []
    assert list(folder.cases.rglob("*.part")) == []
