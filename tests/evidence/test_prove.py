"""A proof of one finding: whole, checkable by two verifiers, and silent about other shops."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence.chains import parse
from sweep.evidence.index import indexed
from sweep.evidence.pack import verify_pack
from sweep.evidence.reading import read_capture
from sweep.evidence.seal import seals
from sweep.evidence.stamp import stamp_seal
from sweep.plan import TimestampAuthority
from sweep.workspace import SweepFolder
from tests.evidence.authority import Authority, authority
from tests.evidence.samples import SHOPS, index_of, sealed

HERE, ELSEWHERE = SHOPS


@pytest.fixture(scope="module")
def stamper() -> Iterator[Authority]:
    with authority() as here:
        yield here


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory, stamper: Authority) -> SweepFolder:
    folder = sealed(tmp_path_factory.mktemp("work"))
    wanted = TimestampAuthority(url=stamper.url, certificates=str(stamper.root))
    assert stamp_seal(folder, seals(folder)[-1], [wanted], folder.path)[0].problem == ""
    return folder


@pytest.fixture
def proof(sweep: SweepFolder, tmp_path: Path) -> Path:
    out = tmp_path / "proof"
    assert main(["prove", str(sweep.path), f"{HERE}/identity.address", "-o", str(out)]) == 0
    return out


def problems(folder: Path) -> list[str]:
    return [f"{c.place}: {c.text}" for c in verify_pack(folder) if c.kind == "problem"]


def shell(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "check.sh", *words], cwd=folder, capture_output=True, text=True, check=False)


def test_both_verifiers_accept_it(proof: Path, stamper: Authority) -> None:
    assert problems(proof) == []
    proved = {c.place for c in verify_pack(proof) if c.kind == "proved"}
    assert "finding.json" in proved
    assert any(place.endswith(".tsr") for place in proved)
    done = shell(proof)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all is as it was" in done.stdout
    assert "in the seal: finding.json" in done.stdout
    assert "Time stamp:" in done.stdout
    plain = subprocess.run(["sh", "check.sh"], cwd=proof, capture_output=True, text=True, check=False)
    assert (plain.returncode, plain.stdout) == (0, done.stdout)  # whatever shell is called sh
    assert shell(proof, str(stamper.root)).returncode == 0
    assert shell(proof, str(stamper.stranger)).returncode == 1


def test_it_holds_the_pages_on_which_the_absence_rests(sweep: SweepFolder, proof: Path) -> None:
    data = b"".join(p.read_bytes() for p in sorted((proof / "records").iterdir()))
    (proof / "pages.warc.gz").write_bytes(data)
    capture = read_capture(proof / "pages.warc.gz")
    finding = json.loads((proof / "finding.json").read_text())
    assert {r.sha256 for r in capture.responses} >= {page["sha256"] for page in finding["pages_read"]}
    home = capture.responses[0]
    assert home.tls is not None  # the connection came along
    assert home.request_headers  # and the request
    assert b"WARC-Type: warcinfo" in gzip.decompress(data)


def test_it_says_nothing_of_other_shops(sweep: SweepFolder, proof: Path) -> None:
    everything = b"".join(p.read_bytes() for p in proof.rglob("*") if p.is_file())
    everything += b"".join(gzip.decompress(p.read_bytes()) for p in (proof / "records").iterdir())
    for secret in (ELSEWHERE, "kramuria", *(indexed(line).id for line in index_of(sweep, ELSEWHERE))):
        assert secret.encode() not in everything
    assert HERE.encode() in everything
    assert seals(sweep)[0].key.hex().encode() not in everything


def test_a_zip_file_is_as_good(sweep: SweepFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "proof.zip"
    assert main(["prove", str(sweep.path), f"{HERE}/identity.name", "-o", str(out)]) == 0
    assert main(["verify", str(out)]) == 0
    assert "proved: finding.json" in capsys.readouterr().out
    with zipfile.ZipFile(out) as opened:
        names = {name.split("/", 1)[1] for name in opened.namelist()}
    assert {"HOW-TO-VERIFY.fr.txt", "KNOWN-OBJECTIONS.en.txt", "check.sh", "proof.txt", "SHA256SUMS"} <= names
    assert main(["prove", str(sweep.path), f"{HERE}/identity.name", "-o", str(out)]) == 1  # never written over


def test_any_flipped_bit_is_seen_by_both(proof: Path) -> None:
    files = sorted(p for p in proof.rglob("*") if p.is_file())
    chance = random.Random(3161)
    for number, path in enumerate(files):
        data = path.read_bytes()
        place = chance.randrange(len(data))
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
        assert problems(proof), path
        # sha256sum takes "A" for "a"; and who changes the script changes the verifier.
        if number % 5 == 0 and path.name not in ("check.sh", "SHA256SUMS"):
            assert shell(proof).returncode != 0, (path, place)
        path.write_bytes(data)
    assert problems(proof) == []


def test_a_forged_finding_does_not_reach_the_root(proof: Path) -> None:
    """Whoever forges the finding can make all digests anew, but not the tree."""
    finding = proof / "finding.json"
    finding.write_text(finding.read_text().replace('"fail"', '"pass"'))
    from sweep.evidence.pack import write_sums

    write_sums(proof)
    assert problems(proof) == [
        "finding.json: is not what the seal closes over: it was changed, or its chain in proof.txt was"
    ]
    done = shell(proof)
    assert done.returncode == 1
    assert "finding.json" in done.stdout


def test_a_proof_without_a_stamp_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sealed(tmp_path / "work")
    out = tmp_path / "proof"
    assert main(["prove", str(folder.path), f"{HERE}/adr.info", "-o", str(out)]) == 0
    assert "no time stamp" in capsys.readouterr().out
    assert [c.text for c in verify_pack(out) if c.kind == "note" and "no time stamp" in c.text]
    done = shell(out)
    assert done.returncode == 0
    assert "no time stamp" in done.stdout


def test_an_unsealed_or_unknown_finding_is_told_plainly(
    sweep: SweepFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", str(sweep.path), "nobody.example/identity.name"]) == 1
    assert "no finding" in capsys.readouterr().err
    folder = sealed(tmp_path / "work")
    path = folder.path / "exports/findings.jsonl"
    path.write_text(path.read_text().replace('"fail"', '"pass"', 1))
    assert main(["prove", str(folder.path), f"{HERE}/identity.name"]) == 1
    assert "sweepday seal" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "file x\n", "leaf {}\n", "file x\nleaf {}\nleft zz\n", "what is this\n"])
def test_a_broken_chain_is_told_plainly(text: str) -> None:
    with pytest.raises(SweepError, match=r"proof\.txt"):
        parse(text)


def test_a_chain_cannot_lead_out_of_the_folder(proof: Path) -> None:
    text = (proof / "proof.txt").read_text()
    (proof / "proof.txt").write_text(text.replace("file finding.json", "file ../../etc/hostname"))
    assert any("outside" in problem for problem in problems(proof))
