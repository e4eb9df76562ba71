"""Verifying a sweep: any changed byte is seen and its place named, and what is legitimate is no alarm."""

from __future__ import annotations

import json
import os
import shutil
import tracemalloc
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.evidence import custody
from sweep.evidence.index import indexed
from sweep.evidence.seal import seals
from sweep.evidence.verify import verify_sweep
from sweep.evidence.verify_seal import Checked
from sweep.workspace import SweepFolder
from tests.evidence.flips import flipped
from tests.evidence.samples import SHOPS, index_of, seal, sealed, unsealed

FLIPS = int(os.environ.get("SWEEPDAY_FLIPS", "60"))


def problems(folder: SweepFolder) -> list[Checked]:
    return [c for c in verify_sweep(folder) if c.kind == "problem"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SweepFolder:
    """A sweep with two seals, the second over a report made anew."""
    folder = sealed(tmp_path_factory.mktemp("flips"))
    (folder.path / "report/index.html").write_text("<h1>Report, again</h1>\n")
    seal(folder)
    return folder


def test_a_finished_sweep_is_whole(sample: SweepFolder) -> None:
    found = list(verify_sweep(sample))
    assert [c for c in found if c.kind == "problem"] == []
    assert {c.place for c in found if c.kind == "proved"} == {"seal/0001", "seal/0002"}
    assert [c.text for c in found if c.kind == "note" and "no time stamp" in c.text]


def test_any_flipped_bit_of_any_file_is_seen_and_its_file_named(sample: SweepFolder) -> None:
    assert len([p for p in sample.path.rglob("*") if p.is_file()]) > 15
    assert list(flipped(sample, FLIPS)) == []
    assert problems(sample) == []


def test_the_changed_record_is_named(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    wanted = next(r for r in map(indexed, index_of(folder, SHOPS[0])) if r.url.endswith("/legal"))
    archive = next(folder.captures(SHOPS[0]).glob("*.warc.gz"))
    data = bytearray(archive.read_bytes())
    data[wanted.offset + wanted.length // 2] ^= 1
    archive.write_bytes(data)
    (problem,) = problems(folder)
    assert wanted.id in problem.text
    assert wanted.url in problem.text


def test_the_changed_finding_is_named(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    path = folder.path / "exports/findings.jsonl"
    path.write_text(path.read_text().replace('"fail"', '"pass"', 1))
    (problem,) = problems(folder)
    assert f"finding {SHOPS[0]}/identity.address" in problem.text
    assert SHOPS[1] not in problem.text


def test_what_is_added_or_lost_is_named(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    stray = folder.captures(SHOPS[0]) / "20990101T000000Z.warc.gz"
    shutil.copy(next(folder.captures(SHOPS[0]).glob("*.warc.gz")), stray)
    (folder.path / "report/index.html").unlink()
    found = {c.place: c.text for c in problems(folder)}
    assert set(found) == {str(stray.relative_to(folder.path)), "report/index.html"}


def test_a_file_of_the_desktop_is_no_alarm(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    (folder.path / "report/.directory").write_text("icons")
    assert problems(folder) == []


@pytest.mark.parametrize("name", ["~$letter.docx", ".~lock.letter.docx#"])
def test_a_document_that_somebody_has_open_is_no_alarm(tmp_path: Path, name: str) -> None:
    folder = sealed(tmp_path)
    beside = folder.path / "report" / name
    beside.write_text("A. Verenne")
    assert [c.kind for c in verify_sweep(folder) if c.place == f"report/{name}"] == ["note"]
    (folder.path / "report/more.html").write_text("more")
    seal(folder)
    beside.unlink()  # the document is closed
    assert problems(folder) == []


def test_what_is_taken_away_while_a_seal_is_made_is_not_in_it(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    (folder.path / "report/gone.html").symlink_to(tmp_path / "nowhere")  # listed, and not there when it is read
    assert seal(folder).number == 1
    (folder.path / "report/more.html").write_text("more")
    assert "report/gone.html" not in seal(folder).files
    assert "report/more.html" in seals(folder)[-1].files


def test_an_archive_exchanged_with_its_manifest_is_seen_by_the_seal(tmp_path: Path) -> None:
    folder, other = sealed(tmp_path / "a"), unsealed(tmp_path / "b")
    shutil.rmtree(folder.captures(SHOPS[0]))
    shutil.copytree(other.captures(SHOPS[0]), folder.captures(SHOPS[0]))
    assert problems(folder)
    # Nor does a new seal make it right: what was received may not change from one seal to the next.
    seal(folder)
    text = " ".join(c.text for c in problems(folder))
    assert "in seal 0002 than in seal 0001" in text or "is missing since seal 0002" in text


def test_a_report_made_anew_gets_a_seal_of_its_own_that_points_back(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    (folder.path / "report/index.html").write_text("<h1>Second</h1>\n")
    assert [c.place for c in problems(folder)] == ["report/index.html"]
    seal(folder)
    assert problems(folder) == []
    first, second = seals(folder)
    assert second.manifest["previous_sha256"]
    assert seal(folder).number == second.number  # nothing changed: no third one
    shutil.rmtree(first.path)
    assert "seal 0001 is missing" in " ".join(c.text for c in problems(folder))


def test_a_sweep_without_a_seal_says_so(tmp_path: Path) -> None:
    folder = unsealed(tmp_path)
    found = list(verify_sweep(folder))
    assert [c.text for c in found if c.kind == "note" and "no seal" in c.text]
    assert not [c for c in found if c.kind in ("problem", "proved")]


def test_the_log_is_closed_over_by_the_seal(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    path = folder.path / custody.NAME
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:1]))  # a shorter log that is whole in itself
    assert custody.entries(folder)[1] == ()
    assert any("entries are not those" in c.text for c in problems(folder))


def test_verify_reads_a_folder_it_may_not_write_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sealed(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in folder.path.rglob("*")}
    assert main(["verify", str(folder.path)]) == 0
    assert "no time stamp" in capsys.readouterr().out
    assert {p: p.stat().st_mtime_ns for p in folder.path.rglob("*")} == before


def test_a_manifest_that_is_no_manifest_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    for number, text in enumerate(("[]", "{}", '{"root": 1}', "null", '{"custody": 3, "previous_sha256": []}')):
        folder = sealed(tmp_path / str(number))
        (folder.path / "seal/0001/manifest.json").write_text(text)
        assert problems(folder), text
    for number, text in enumerate(("[]\n", "null\n", "7\n", '{"file": []}\n', '{"file": "plan.yaml"}\n')):
        folder = sealed(tmp_path / f"leaves-{number}")
        (folder.path / "seal/0001/leaves.jsonl").write_text(text)
        assert problems(folder), text


def test_a_finding_that_is_no_json_is_a_problem(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    path = folder.path / "exports/findings.jsonl"
    path.write_text(json.dumps(["nothing"]) + "\n")
    assert [c.place for c in problems(folder)] == ["exports/findings.jsonl"]


def test_findings_are_sealed_and_verified_shop_by_shop(tmp_path: Path) -> None:
    folder = unsealed(tmp_path)
    lines = folder.path / "exports/findings.jsonl"
    with lines.open("a") as out:
        for shop in range(200):
            for check in range(20):
                out.write(json.dumps({"shop": f"{shop}.example", "check": f"c{check}", "text": "x" * 5_000}) + "\n")
    tracemalloc.start()
    try:
        seal(folder)
        _, sealing = tracemalloc.get_traced_memory()
        lines.write_bytes(lines.read_bytes().replace(b'"c7"', b'"c8"', 1))
        tracemalloc.reset_peak()
        changed = [c.text for c in problems(folder) if c.place == "exports/findings.jsonl"]
        _, verifying = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(changed) == 1
    assert changed[0].endswith("finding 0.example/c8")
    assert max(sealing, verifying) < lines.stat().st_size / 4


def test_what_a_killed_visit_left_is_sealed_and_no_alarm(tmp_path: Path) -> None:
    folder = unsealed(tmp_path)
    stray = folder.captures(SHOPS[0]) / "20200101T000000Z.warc.gz"
    shutil.copy(next(folder.captures(SHOPS[0]).glob("*.warc.gz")), stray)
    assert problems(folder)
    seal(folder)
    assert problems(folder) == []
    stray.write_bytes(stray.read_bytes()[:-9] + b"x" * 9)
    assert [c.place for c in problems(folder)] == [stray.relative_to(folder.path).as_posix()]


def test_a_sweep_folder_alone_and_a_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workspace may be called like its sweep, and a copy of the folder needs no workspace."""
    work = tmp_path / "sample"
    folder = sealed(work)
    (work / "plan.yaml").write_text("name: sample\n")
    monkeypatch.chdir(tmp_path)
    assert main(["verify", "sample", "--workspace", "sample"]) == 0
    shutil.copytree(folder.path, tmp_path / "stick")
    assert main(["verify", "stick"]) == 0
    assert capsys.readouterr().out.count("closes over") == 2
    for what, said in (
        ("./nothing", "no such folder"),
        ("./sample", "neither a sweep"),
        ("no.zip", "no proof that can be opened"),
    ):
        assert main(["verify", what]) == 1
        assert said in capsys.readouterr().err
