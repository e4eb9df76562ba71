"""The evidence of a whole sweep: sealed by itself, stamped when the authority is up, handed on as case and proof."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence import custody, tsa
from sweep.evidence.reading import read_capture
from sweep.evidence.seal import seals
from sweep.plan import load_plan
from sweep.workspace import SweepFolder
from tests.evidence.authority import authority
from tests.evidence.samples import SHOPS, sealed
from tests.sweep.conftest import Swept

PLAN = """\
name: stamped
day: 2026-11-21
authority: Office of Fair Trade
country: FR
lists: [shops.csv]
pace: {{workers: 1}}
evidence:
  timestamps:
    - url: http://127.0.0.1:{port}/tsr
"""


def test_a_sweep_is_sealed_and_its_log_tells_who_did_what(swept: Swept) -> None:
    folder = swept.sweep.folder
    assert seals(folder)
    found, problems = custody.entries(folder)
    assert problems == ()
    events = [e.event for e in found]
    again = sum(shop.second_try is not None for shop in swept.result.shops)
    assert events.count("collected") == len(swept.result.shops) + again
    assert {"judged", "sealed"} <= set(events)


def test_archives_name_tool_plan_and_rules(swept: Swept) -> None:
    import gzip

    for shop in swept.result.shops:
        data = (swept.sweep.folder.path / shop.visit.archive).read_bytes()
        head = gzip.decompress(data)[:2000]
        assert b"software: sweepday/" in head
        assert b"sweepday-rules: " in head
        assert b"sweepday-plan: sha256:" in head


def test_a_case_is_a_pack_that_two_verifiers_accept(
    workspace: Path, swept: Swept, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = next(shop for shop in swept.result.shops if shop.target.note == "fr-brindesolde")
    words = ["case", "demo", faulty.target.key, "--workspace", str(workspace)]
    assert main(words) == 0
    folder = workspace / "sweeps/demo/cases" / faulty.target.key
    capsys.readouterr()
    assert main(["verify", str(folder)]) == 0
    text = capsys.readouterr().out
    assert f"proved: evidence/{Path(faulty.visit.archive).name}" in text
    assert "proved: evidence/earlier/demo-before/" in text  # the archive of the first sweep, under that sweep's seal
    done = subprocess.run(["bash", "check.sh"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for language in ("en", "fr"):
        assert faulty.target.key in (folder / f"KNOWN-OBJECTIONS.{language}.txt").read_text()
    # The sweep is sealed with the case in it; written once more, and with an official's notes beside it, all is well.
    assert main(["verify", "demo", "--workspace", str(workspace)]) == 0
    (folder / "notes.txt").write_text("called on Monday")
    assert main(words) == 0
    assert main(["verify", str(folder)]) == 0
    assert "notes.txt: was added later" in capsys.readouterr().out
    (folder / "evidence/quotes.json").write_text("[]")
    assert main(["verify", str(folder)]) == 1
    assert "CHANGED: evidence/quotes.json" in capsys.readouterr().out


def test_a_finding_is_proved_with_the_price_of_an_earlier_sweep(workspace: Path, tmp_path: Path) -> None:
    folder = SweepFolder(workspace / "sweeps/demo")
    captures = {p.parent.name: p for p in folder.path.glob("captures/*/*.warc.gz")}
    own = {key: {r.record_id for r in read_capture(path).responses} for key, path in captures.items()}
    findings = [json.loads(line) for line in (folder.exports / "findings.jsonl").read_text().splitlines()]
    finding = next(
        f for f in findings if any(e["record_id"] and e["record_id"] not in own[f["shop"]] for e in f["evidence"])
    )
    out = tmp_path / "proof"
    words = ["prove", "demo", finding["id"], "--workspace", str(workspace), "-o", str(out)]
    assert main(words) == 0
    assert main(["verify", str(out)]) == 0
    assert {p.name for p in (out / "seal").iterdir()} == {"demo", "demo-before"}


def test_an_authority_that_is_down_is_reported_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tsa.ask, "__kwdefaults__", {"login": "", "pauses": (0.0, 0.0)})
    shutil.copy(next(sealed(tmp_path / "other").captures(SHOPS[0]).glob("*.warc.gz")), tmp_path / "shop.warc.gz")
    (tmp_path / "shops.csv").write_text("url,country\nshop.warc.gz,FR\n")
    with socket.socket() as down, authority() as up:
        down.bind(("127.0.0.1", 0))  # bound, and nobody listens
        (tmp_path / "plan.yaml").write_text(PLAN.format(port=down.getsockname()[1]))
        assert main(["run", str(tmp_path / "plan.yaml")]) == 0
        assert "no time stamp by http://127.0.0.1" in capsys.readouterr().out
        folder = SweepFolder(tmp_path / "sweeps/stamped")
        assert (folder.report / "index.html").is_file()
        assert "stamp failed" in [e.event for e in custody.entries(folder)[0]]
        words = ["stamped", "--workspace", str(tmp_path)]
        assert main(["verify", *words]) == 0
        assert "not proved: seal/0001: no time stamp" in capsys.readouterr().out
        # Later, when it (or another) is up again:
        more = ["--timestamp", up.url, "--certificates", str(up.root)]
        assert main(["seal", *words, *more]) == 1  # one of the two is still down
        assert main(["verify", *words]) == 0
        assert "proved: seal/0001/stamp-1.tsr" in capsys.readouterr().out


def test_a_plan_names_its_mistakes_about_evidence(tmp_path: Path) -> None:
    (tmp_path / "shops.csv").write_text("url\nvendolux.example\n")
    text = PLAN.format(port=1).replace(
        "    - url: http://127.0.0.1:1/tsr\n",
        "    - https://a:b@tsa.example/\n    - ftp://tsa.example\n  keep_days: {captures: -1}\n",
    )
    (tmp_path / "plan.yaml").write_text(text)
    with pytest.raises(SweepError) as caught:
        load_plan(tmp_path / "plan.yaml")
    assert "name a variable with user:password" in str(caught.value)
    assert "no address of a time-stamp authority" in str(caught.value)
    assert "keep_days" in str(caught.value)
    (tmp_path / "plan.yaml").write_text(PLAN.format(port=1) + "      certificates: missing.pem\n")
    with pytest.raises(SweepError, match=r"plan.yaml:10:\d+: evidence.timestamps: there is no file"):
        load_plan(tmp_path / "plan.yaml")
    # The counter-case: a plain address, and a file that is there.
    (tmp_path / "missing.pem").write_text("")
    assert load_plan(tmp_path / "plan.yaml").evidence.timestamps[0].certificates == "missing.pem"
    (tmp_path / "plan.yaml").write_text(PLAN.format(port=1).replace("- url: ", "- "))
    assert load_plan(tmp_path / "plan.yaml").evidence.timestamps[0].url == "http://127.0.0.1:1/tsr"
