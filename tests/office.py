"""LibreOffice of this machine, without a window: what authorities open our files with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pypdfium2 import PdfDocument

from tests.shared import skip

_SECONDS = 300  # on a busy machine


def convert(files: Sequence[Path], to: str, folder: Path) -> Path:
    """Converts files, all in one go, into `folder`/out; the test is skipped where LibreOffice is not installed.

    `to` is an ending ("pdf"), or one with the filter of LibreOffice and its options behind colons.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        skip(
            "office",
            "no LibreOffice found: apt-get install --no-install-recommends libreoffice-writer-nogui "
            "libreoffice-calc-nogui",
        )
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--convert-to", to, "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    assert out.is_dir(), f"nothing was converted: {done.stdout} {done.stderr}"
    return out


def text_of_pdf(path: Path) -> str:
    """The text of a PDF, page by page, without blanks and ends of lines: where it wraps is for the program to say."""
    document = PdfDocument(path)
    try:
        pages = (page.get_textpage().get_text_bounded() for page in document)
        # A hyphen at the end of a line is printed as U+FFFE.
        return "".join("".join(pages).replace("\ufffe", "-").split())
    finally:
        document.close()
