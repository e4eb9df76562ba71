"""A case as a folder: `case.json`, `case.docx`, the evidence it rests on, and the digests of all of it."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sweep.cooperation.model import Case, EarlierArchive
from sweep.errors import SweepError
from sweep.evidence.manifest import NAME, file_sha256
from sweep.paths import template_dir
from sweep.workspace import SweepFolder, write_atomically, writing

SUMS = "SHA256SUMS"
DOCUMENT = "case.docx"


def write_case(
    case: Case,
    sweep: SweepFolder,
    folder: Path,
    *,
    earlier: Sequence[EarlierArchive] = (),
    template: Path | None = None,
) -> tuple[Path, ...]:
    """Writes the case; returns its files, without a Word document where docxtpl is not installed.

    Raises SweepError where it cannot write, the archive is not intact, a template of one's own does not work, or a
    file in `folder` was edited since it was written.
    """
    archive = _intact(sweep, case.archive, case.archive_sha256)
    words_missing = importlib.util.find_spec("docxtpl") is None
    if words_missing and template:
        raise SweepError(f"{template}: Word documents need docxtpl; install sweepday[forms]")
    refuse_edited(folder)
    evidence = folder / "evidence"
    files = [folder / "case.json", evidence / "quotes.json", evidence / archive.name, evidence / NAME]
    with writing(folder):
        evidence.mkdir(parents=True, exist_ok=True)
        shutil.copy2(archive, files[2])
        shutil.copy2(archive.parent / NAME, files[3])
        files += [_copy_earlier(visit, folder) for visit in earlier]
    quotes = [
        {"finding": f.number, "check": f.check, **asdict(e)} for f in case.findings for e in f.evidence if e.quote
    ]
    _write_json(files[0], asdict(case))
    _write_json(files[1], quotes)
    if not words_missing:
        files.insert(1, _document(case, folder / DOCUMENT, template))
    sums = "".join(f"{file_sha256(path)}  {path.relative_to(folder)}\n" for path in files)
    write_atomically(folder / SUMS, sums)
    return (*files, folder / SUMS)


def _intact(sweep: SweepFolder, name: str, digest: str) -> Path:
    archive = sweep.path / name
    if not archive.is_file() or file_sha256(archive) != digest:
        raise SweepError(f"{archive}: not the archive that was judged (see `sweepday verify`); no case was written")
    return archive


def _copy_earlier(visit: EarlierArchive, folder: Path) -> Path:
    archive = _intact(visit.sweep, visit.archive, visit.sha256)
    target = folder / visit.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(archive, target)
    return target


def _document(case: Case, path: Path, template: Path | None) -> Path:
    # The extra `forms`: everything else works without it.
    from sweep.cooperation.document import write_document  # noqa: PLC0415

    standard = template_dir() / "cooperation" / f"case.{case.language}.docx"
    write_document(case, path, template or standard, own=template is not None)
    return path


def refuse_edited(folder: Path) -> None:
    """What an official has filled in is never written over."""
    if not (folder / SUMS).is_file():
        return
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if path.is_file() and file_sha256(path) != digest:
            raise SweepError(f"{path}: was edited since the case was written; give another folder with --out")


def _write_json(path: Path, data: object) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n"
    # A shop can send half a character (a lone surrogate), which no file can hold.
    write_atomically(path, text.encode("utf-8", "replace").decode("utf-8"))
