"""Builds the wheel, installs it into a fresh environment, and writes a report and the rule book from it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, env=environment, text=True, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Ends with exit code 1 and the output of the step that failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, cwd=folder)
        wheel = next((folder / "dist").glob("*.whl"))
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        _run(python, "-m", "pip", "install", "--quiet", f"{wheel}[forms]", cwd=folder)
        command = python.parent / "sweepday"
        print(_run(command, "doctor", cwd=folder))
        print(_run(command, "demo", "demo", cwd=folder))
        report = folder / "demo" / "sweeps" / "demo" / "report" / "index.html"
        assert "<html" in report.read_text(encoding="utf-8"), report
        _run(command, "rules", "book", "-o", "book", cwd=folder)
        page = folder / "book" / "rules" / "withdrawal.function.html"
        assert "<details" in page.read_text(encoding="utf-8"), "the cases are not in the wheel"
        print(f"wheel: {wheel.name} builds, installs and writes a report")


if __name__ == "__main__":
    main()
