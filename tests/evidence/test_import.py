"""Captures of other tools: wget's WARC and py-wacz' WACZ are read, taken over byte by byte, and judged like our own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.demo.server import DemoServer
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.importing import import_visit
from sweep.evidence.index import digest_at, indexed
from sweep.evidence.manifest import closed_visits
from sweep.evidence.reading import read_capture
from sweep.evidence.verify import verify_sweep
from sweep.lists import read_lists
from sweep.workspace import SweepFolder
from tests.evidence.samples import SHOPS, sealed
from tests.shared import skip

PLAN = """\
name: taken-over
day: 2026-11-21
authority: Office of Fair Trade
country: FR
lists: [shops.csv]
network: {allow: [127.0.0.0/8]}
pace: {workers: 1}
"""


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """The address of a running demonstration shop with faults."""
    with DemoServer() as server:
        yield next(s.url for s in server.shops if s.key == "fr-brindesolde")


@pytest.fixture(scope="module")
def warc(shop: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What wget saw of the shop, compressed record by record."""
    if not shutil.which("wget"):
        skip("wget", "wget is not installed")
    folder = tmp_path_factory.mktemp("wget")
    command = ["wget", "--no-config", "--no-proxy", "-q", "-r", "-l", "2", "-e", "robots=off", "--warc-file=seen", shop]
    subprocess.run(command, cwd=folder, check=False, timeout=600)
    assert (folder / "seen.warc.gz").is_file()
    return folder / "seen.warc.gz"


@pytest.fixture(scope="module")
def wacz(warc: Path, shop: str) -> Path:
    """The same as another tool packs it."""
    out = warc.with_name("seen.wacz")
    pages = warc.with_name("pages.jsonl")
    page = {"id": "1", "url": shop, "ts": "2026-11-21T12:00:00Z", "title": "Shop", "seed": True}
    pages.write_text(json.dumps({"format": "json-pages-1.0", "id": "pages"}) + "\n" + json.dumps(page) + "\n")
    program = "import sys; from wacz.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "create", "-o", str(out), "-p", str(pages), str(warc)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert out.is_file(), done.stderr
    return out


def inspected(what: str, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    words = ["--country", "FR", "--day", "2026-11-21", "--json", "--allow-network", "127.0.0.0/8", "--delay", "0"]
    capsys.readouterr()
    assert main(["inspect", what, *words]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["state"] == "measured", seen["reason"]
    return {v["check"]: v for v in seen["verdicts"]}


def test_captures_of_others_are_judged_like_our_own(
    shop: str, warc: Path, wacz: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = {check: v["outcome"] for check, v in inspected(shop, capsys).items()}
    assert "fail" in ours.values()
    for theirs in (warc, wacz):
        outcomes = {check: v["outcome"] for check, v in inspected(str(theirs), capsys).items()}
        differing = {c: (ours[c], outcomes[c]) for c in ours if ours[c] != outcomes[c]}
        assert differing == {}, theirs.name
        assert read_capture(theirs).url.rstrip("/") == shop.rstrip("/")


def test_a_list_may_name_them(shop: str, warc: Path, wacz: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    shutil.copy(warc, tmp_path / "one.warc.gz")
    shutil.copy(wacz, tmp_path / "two.wacz")
    other = "https://vendolux.example/"
    (tmp_path / "shops.csv").write_text(f"url,country,capture\none.warc.gz,FR,\n{other},FR,two.wacz\nnone.wacz,FR,\n")
    lists = read_lists([tmp_path / "shops.csv"])
    assert [t.url.rstrip("/") for t in lists.targets] == [shop.rstrip("/"), other.rstrip("/")]
    assert [r.value for r in lists.rejected] == ["none.wacz"]
    assert main(["run", str(tmp_path / "plan.yaml")]) == 0
    folder = SweepFolder(tmp_path / "sweeps/taken-over")
    kept = [folder.path / v.archive for t in lists.targets for v in closed_visits(folder.captures(t.key))]
    assert [p.read_bytes() for p in kept] == [warc.read_bytes(), wacz.read_bytes()]
    assert [c for c in verify_sweep(folder) if c.kind == "problem"] == []
    assert [e.event for e in custody.entries(folder)[0]].count("imported") == 2
    # Started again, nothing is taken over twice, though the files are gone.
    (tmp_path / "one.warc.gz").unlink()
    assert main(["judge", "taken-over", "--workspace", str(tmp_path)]) == 0
    findings = (folder.exports / "findings.jsonl").read_text()
    assert '"outcome":"fail"' in findings.replace(" ", "")
    # A finding read in another tool's capture can be proved alone, too.
    record = next(json.loads(line) for line in findings.splitlines() if json.loads(line)["evidence"])
    out = tmp_path / "proof"
    name = f"{record['shop']}/{record['check']}"
    assert main(["prove", "taken-over", name, "--workspace", str(tmp_path), "-o", str(out)]) == 0
    assert list((out / "records").iterdir())
    assert main(["verify", str(out)]) == 0


@pytest.mark.parametrize("kind", ["compressed", "plain", "wacz", "one member"])
def test_the_index_cuts_records_out_of_any_archive(tmp_path: Path, warc: Path, wacz: Path, kind: str) -> None:
    import gzip

    source = {"compressed": warc, "wacz": wacz}.get(kind, tmp_path / "x.warc")
    data = gzip.decompress(warc.read_bytes())
    if kind == "plain":
        source.write_bytes(data)
    elif kind == "one member":
        source = tmp_path / "x.warc.gz"
        source.write_bytes(gzip.compress(data))
    folder = SweepFolder(tmp_path / "sweeps/one")
    visit = import_visit(folder, "vendolux.example", source)
    archive = folder.path / visit.archive
    index = archive.with_name(archive.name.split(".")[0] + ".records.jsonl")
    records = [indexed(line) for line in index.read_bytes().splitlines()]
    assert len(records) == visit.records
    assert (len(records) == 1) is (kind == "one member")
    whole = archive.read_bytes()
    for record in records:
        piece = whole[record.offset : record.offset + record.length]
        assert digest_at(archive, record) == record.sha256
        assert (piece if kind == "plain" else gzip.decompress(piece)).startswith(b"WARC/1.")
    if kind != "one member":
        assert {"response", "request"} <= {r.type for r in records}
        assert {r.mime for r in records if r.type == "response"} >= {"text/html"}


def test_a_zip_that_is_no_wacz_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("hello.txt", "hello")
    with pytest.raises(SweepError, match=r"x\.wacz.*is it a WACZ"):
        read_capture(path)
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(SweepError, match=r"x\.wacz"):
        read_capture(path)


def test_our_own_export_is_read_back(tmp_path: Path) -> None:
    from sweep.evidence.wacz import write_wacz

    folder = sealed(tmp_path)
    write_wacz(folder, SHOPS[0], tmp_path / "own.wacz", title="x", software="x")
    archive = next(folder.captures(SHOPS[0]).glob("*.warc.gz"))
    assert read_capture(tmp_path / "own.wacz") == read_capture(archive)
