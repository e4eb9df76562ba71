"""Time stamps by a real authority: ours and openssl agree, and one that is down stops nothing."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sweep.evidence import custody, tsa
from sweep.evidence.seal import seals
from sweep.evidence.stamp import stamp_seal
from sweep.evidence.verify import verify_sweep
from sweep.evidence.verify_seal import Checked
from sweep.plan import TimestampAuthority
from sweep.workspace import SweepFolder
from tests.evidence.authority import Authority, authority
from tests.evidence.samples import seal, sealed


@pytest.fixture(scope="module")
def stamper() -> Iterator[Authority]:
    with authority() as here:
        yield here


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tsa.ask, "__kwdefaults__", {"login": "", "pauses": (0.0, 0.0)})


def stamped(tmp_path: Path, stamper: Authority, *, vouched: bool = True) -> SweepFolder:
    folder = sealed(tmp_path)
    wanted = TimestampAuthority(url=stamper.url, certificates=str(stamper.root) if vouched else "")
    (done,) = stamp_seal(folder, seals(folder)[-1], [wanted], tmp_path)
    assert done.problem == ""
    return folder


def test_two_who_stamp_the_same_seal_at_once_get_one_stamp(tmp_path: Path, stamper: Authority) -> None:
    folder = sealed(tmp_path)
    wanted = TimestampAuthority(url=stamper.url, certificates=str(stamper.root))
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: stamp_seal(folder, seals(folder)[-1], [wanted], tmp_path), range(3)))
    assert sorted(map(len, done)) == [0, 0, 1]
    assert len(seals(folder)[-1].stamps) == 1
    assert [c for c in verify_sweep(folder) if c.kind == "problem"] == []


def about_stamps(folder: SweepFolder, certificates: Path | None = None) -> list[Checked]:
    return [c for c in verify_sweep(folder, certificates) if ".tsr" in c.place]


def test_a_stamp_verifies_with_ours_and_with_openssl(tmp_path: Path, stamper: Authority) -> None:
    folder = stamped(tmp_path, stamper)
    (said,) = about_stamps(folder)
    assert said.kind == "proved"
    assert "Invented stamper" in said.text
    assert "Invented root of the tests" in said.text
    place = folder.path / "seal/0001"
    command = ["openssl", "ts", "-verify", "-data", "manifest.json", "-in", "stamp-1.tsr", "-CAfile", "stamp-1.pem"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout, done.stderr
    assert [c for c in verify_sweep(folder) if c.kind == "problem"] == []
    assert [e.event for e in custody.entries(folder)[0]][-2:] == ["sealed", "stamped"]
    # The fingerprint is the one that openssl shows.
    shown = subprocess.run(
        ["openssl", "x509", "-in", str(stamper.root), "-noout", "-fingerprint", "-sha256"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert shown.split("=")[1].strip().replace(":", "").lower() in said.text


def test_a_changed_manifest_fails_both_verifiers(tmp_path: Path, stamper: Authority) -> None:
    folder = stamped(tmp_path, stamper)
    manifest = folder.path / "seal/0001/manifest.json"
    manifest.write_text(re.sub(r'"made": "2\d{3}', '"made": "2001', manifest.read_text()))
    (said,) = about_stamps(folder)
    assert said.kind == "problem"
    command = ["openssl", "ts", "-verify", "-data", "manifest.json", "-in", "stamp-1.tsr", "-CAfile", "stamp-1.pem"]
    assert subprocess.run(command, cwd=manifest.parent, capture_output=True, check=False).returncode != 0


def test_only_the_right_root_vouches(tmp_path: Path, stamper: Authority) -> None:
    folder = stamped(tmp_path, stamper)
    assert about_stamps(folder, stamper.root)[0].kind == "proved"
    assert about_stamps(folder, stamper.stranger)[0].kind == "problem"


def test_a_stamp_without_certificates_is_not_called_proved(tmp_path: Path, stamper: Authority) -> None:
    folder = stamped(tmp_path, stamper, vouched=False)
    (said,) = about_stamps(folder)
    assert said.kind == "note"
    assert "nobody vouches" in said.text
    assert about_stamps(folder, stamper.root)[0].kind == "proved"


def test_an_authority_that_is_down_stops_nothing_and_is_asked_again(tmp_path: Path, stamper: Authority) -> None:
    folder = sealed(tmp_path)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, and nobody listens
        down = TimestampAuthority(url=f"http://127.0.0.1:{closed.getsockname()[1]}/")
        up = TimestampAuthority(url=stamper.url, certificates=str(stamper.root))
        first, second = stamp_seal(folder, seals(folder)[-1], [down, up], tmp_path)
        assert first.problem
        assert second.problem == ""
        assert [e.event for e in custody.entries(folder)[0]][-2:] == ["stamp failed", "stamped"]
        # Asked again, only the one that was down is.
        before = stamper.asked
        (again,) = stamp_seal(folder, seal(folder), [down, up], tmp_path)
    assert again.authority == down.url
    assert stamper.asked == before
    assert [c for c in verify_sweep(folder) if c.kind == "problem"] == []


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, b"", "503"),
        (200, b"<html>maintenance</html>", "no time stamp"),
        (200, b"", "no time stamp"),
        (200, bytes.fromhex("30053003020102"), "refused"),  # PKIStatus: rejection
        (302, b"", "302"),
    ],
)
def test_a_strange_answer_is_no_stamp(tmp_path: Path, stamper: Authority, status: int, body: bytes, said: str) -> None:
    folder = sealed(tmp_path)
    stamper.answers = [(status, body)] * 2
    (done,) = stamp_seal(folder, seals(folder)[-1], [TimestampAuthority(url=stamper.url)], tmp_path)
    assert said in done.problem
    assert seals(folder)[-1].stamps == ()
    assert not list((folder.path / "seal/0001").glob("*.tsr"))
    assert stamper.answers == []


def test_a_second_try_may_succeed(tmp_path: Path, stamper: Authority) -> None:
    stamper.answers = [(503, b"")]
    stamped(tmp_path, stamper)


def test_the_stamp_of_another_file_is_refused(tmp_path: Path, stamper: Authority) -> None:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    other = TimestampRequestBuilder().data(b"something else").hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    stamper.answers = [(200, stamper.reply(other))] * 2
    folder = sealed(tmp_path)
    (done,) = stamp_seal(folder, seals(folder)[-1], [TimestampAuthority(url=stamper.url)], tmp_path)
    assert "something else" in done.problem


def test_a_login_comes_from_the_environment(tmp_path: Path, stamper: Authority) -> None:
    wanted = TimestampAuthority(url=stamper.url, login="SWEEPDAY_NO_SUCH_LOGIN")
    folder = sealed(tmp_path)
    (done,) = stamp_seal(folder, seals(folder)[-1], [wanted], tmp_path)
    assert "SWEEPDAY_NO_SUCH_LOGIN" in done.problem


def test_what_the_strict_reader_refuses_openssl_may_read(tmp_path: Path, stamper: Authority) -> None:
    """Where the library cannot read an answer, the second verifier decides, and a changed file still fails."""
    folder = stamped(tmp_path, stamper)
    place = folder.path / "seal/0001"
    answer, data = (place / "stamp-1.tsr").read_bytes(), (place / "manifest.json").read_bytes()
    assert tsa._by_openssl(answer, data, stamper.root, "test").root
    with pytest.raises(tsa.StampError, match="openssl"):
        tsa._by_openssl(answer, data + b" ", stamper.root, "test")
    with pytest.raises(tsa.StampError, match="openssl"):
        tsa._by_openssl(answer, data, stamper.stranger, "test")
