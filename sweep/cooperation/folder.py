"""A case as a folder: `case.json`, `case.docx`, the evidence it rests on, and the digests of all of it."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

from sweep.cooperation.case import Case
from sweep.errors import SweepError
from sweep.evidence.manifest import NAME, file_sha256
from sweep.paths import template_dir
from sweep.workspace import SweepFolder, write_atomically, writing

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def write_case(case: Case, sweep: SweepFolder, folder: Path, *, template: Path | None = None) -> tuple[Path, ...]:
    """Writes the case; returns its files. Raises SweepError where it cannot write or the archive is not intact."""
    archive = sweep.path / case.archive
    if not archive.is_file() or file_sha256(archive) != case.archive_sha256:
        raise SweepError(f"{archive}: not the archive that was judged (see `sweepday verify`); no case was written")
    evidence = folder / "evidence"
    with writing(folder):
        evidence.mkdir(parents=True, exist_ok=True)
        shutil.copy2(archive, evidence / archive.name)
        shutil.copy2(archive.parent / NAME, evidence / NAME)
    quotes = [
        {"finding": f.number, "check": f.check, **asdict(e)} for f in case.findings for e in f.evidence if e.quote
    ]
    write_atomically(evidence / "quotes.json", json.dumps(quotes, indent=2, ensure_ascii=False) + "\n")
    write_atomically(folder / "case.json", json.dumps(asdict(case), indent=2, ensure_ascii=False, default=str) + "\n")
    document = folder / "case.docx"
    if importlib.util.find_spec("docxtpl") is not None:
        write_document(case, document, template or template_dir() / "cooperation" / "case.docx")
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    sums = "".join(f"{file_sha256(path)}  {path.relative_to(folder)}\n" for path in files)
    write_atomically(folder / "SHA256SUMS", sums)
    return (*files, folder / "SHA256SUMS")


def write_document(case: Case, path: Path, template: Path) -> None:
    """The Word document of a case, from a docxtpl template. Raises SweepError for a template that does not work."""
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - the extra `forms`
    from docxtpl.template import DocxTemplate  # noqa: PLC0415
    from jinja2 import TemplateError  # noqa: PLC0415

    try:
        document = DocxTemplate(template)
        # Without autoescape a shop called "A & B <SARL>" would silently lose its name, or the whole finding.
        document.render({name: _printable(value) for name, value in asdict(case).items()}, autoescape=True)
    except (PackageNotFoundError, TemplateError, ValueError, KeyError) as error:
        raise SweepError(f"{template}: not a usable Word template: {error}") from None
    with writing(path):
        document.save(path)


def _printable(value: object) -> object:
    """Shop text without the control characters that no XML document may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
