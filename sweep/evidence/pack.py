"""Folders that are handed on: a proof, or a case. What is in them, how they are explained, and how they are checked."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import Template

from sweep.errors import SweepError, told
from sweep.evidence.chains import Chain, broken, parse
from sweep.evidence.manifest import file_sha256
from sweep.evidence.seal import MANIFEST, STAMPS, Seal
from sweep.evidence.statements import check_statements
from sweep.evidence.verify_seal import Checked, check_stamps
from sweep.paths import template_dir
from sweep.workspace import write_atomically, writing

PROOF, SUMS, CHECK, SEALS = "proof.txt", "SHA256SUMS", "check.sh", "seal"
LANGUAGES = ("en", "fr", "nl", "de")
TEXTS = ("HOW-TO-VERIFY", "KNOWN-OBJECTIONS")
_MAX_UNPACKED = 4_000_000_000  # bytes of a zip file
_MAX_FILES = 100_000


def add_seal(folder: Path, seal: Seal, sweep: str) -> str:
    """Copies a seal's manifest and stamps, none of its leaves; returns the path of the manifest inside `folder`."""
    inside = f"{SEALS}/{sweep}/{seal.path.name}"
    target = folder / inside
    stamped = [STAMPS] if seal.stamps else []
    for stamp in seal.stamps:
        request = Path(stamp["file"]).with_suffix(".tsq").name
        stamped += [stamp["file"], request, *([stamp["certificates"]] if stamp["certificates"] else [])]
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
        for name in (MANIFEST, *stamped):
            shutil.copyfile(seal.path / name, target / name)
    return f"{inside}/{MANIFEST}"


def finish(folder: Path, chains: Sequence[Chain], facts: Mapping[str, str], files: Sequence[Path] = ()) -> list[Path]:
    """Writes the chains, the explanations in every language and the checking script; returns these files.

    The digests are those of `files`, the seals and what is written here; without `files`, of the whole folder.
    """
    written = [folder / PROOF, folder / CHECK]
    write_atomically(folder / PROOF, "".join(f"{line}\n" for chain in chains for line in chain.lines()))
    source = template_dir() / "evidence"
    for language in LANGUAGES:
        for name in TEXTS:
            text = (source / f"{name.lower()}.{language}.txt").read_text(encoding="utf-8")
            written.append(folder / f"{name}.{language}.txt")
            write_atomically(written[-1], Template(text).substitute(facts))
    write_atomically(folder / CHECK, (source / CHECK).read_text(encoding="utf-8"))
    seals = [p for p in (folder / SEALS).rglob("*") if p.is_file()]
    write_sums(folder, [*files, *seals, *written] if files else ())
    return written


def write_sums(folder: Path, files: Iterable[Path] = ()) -> None:
    """`SHA256SUMS` over these files of a folder, or over all of them."""
    found = list(files) or [p for p in folder.rglob("*") if p.is_file()]
    names = sorted({p.relative_to(folder).as_posix() for p in found})
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in names if name != SUMS]
    write_atomically(folder / SUMS, "".join(lines))


def zipped(folder: Path, target: Path) -> None:
    """The folder as a zip file, the same bytes for the same files."""
    with writing(target), zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            out.writestr(zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}"), path.read_bytes())


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a pack; a zip file is unpacked for the while. Raises SweepError for what is no pack."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as name:
        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.infolist()
                if len(members) > _MAX_FILES or sum(m.file_size for m in members) > _MAX_UNPACKED:
                    raise SweepError(f"{path}: too large for a proof")
                archive.extractall(name)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise SweepError(f"{path}: no proof that can be opened ({told(error)})") from None
        found = next(iter(sorted(Path(name).rglob(SUMS), key=lambda p: len(p.parts))), None)
        yield found.parent if found else Path(name)


def verify_pack(folder: Path, certificates: Path | None = None) -> Iterator[Checked]:
    """What a proof or a case proves. Raises SweepError for a folder that is neither."""
    if not (folder / SUMS).is_file():
        raise SweepError(f"{folder}: neither a sweep (no plan.yaml) nor a proof or case (no {SUMS})")
    yield from _sums(folder)
    yield from check_statements(folder)
    if not (folder / PROOF).is_file():
        yield Checked(PROOF, "note", "there is no chain to a seal: only that nothing here changed since it was written")
        return
    try:
        chains = parse((folder / PROOF).read_text(encoding="ascii", errors="replace"))
    except SweepError as error:
        yield Checked(PROOF, "problem", str(error))
        return
    for chain in chains:
        problem = broken(chain, folder)
        text = problem or f"is a leaf of the sweep sealed in {chain.manifest}"
        yield Checked(chain.file, "problem" if problem else "proved", text)
    for manifest in sorted({chain.manifest for chain in chains}):
        place = Path(manifest).parent
        yield from check_stamps(Seal(folder / place), place.as_posix(), certificates)


def _sums(folder: Path) -> Iterator[Checked]:
    try:
        *lines, end = (folder / SUMS).read_text(encoding="utf-8").split("\n")
    except ValueError:
        yield Checked(SUMS, "problem", "was changed")
        return
    if end:
        yield Checked(SUMS, "problem", "its end was changed")
    named = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {SUMS}
    for name in sorted(there | set(named)):
        if name not in named:
            yield Checked(name, "note", f"was added later: it does not stand in {SUMS}")
        elif name not in there:
            yield Checked(name or SUMS, "problem", f"is missing, or its line in {SUMS} was changed")
        elif file_sha256(folder / name) != named[name]:
            yield Checked(name, "problem", f"was changed, or its line in {SUMS} was")
        else:
            yield Checked(name, "ok", "")
