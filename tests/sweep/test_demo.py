"""The demonstration, end to end over loopback: every planted fault, no false accusation, nothing fetched twice."""

from __future__ import annotations

import json
from pathlib import Path

from checks.facts import Found, Unknown
from checks.verdict import Outcome
from sweep.capture import Response
from sweep.cli import main
from sweep.demo.check import differences
from sweep.demo.truth import load_truth
from sweep.evidence.archive import read_capture
from sweep.extract.page import parse_page
from tests.sweep.conftest import Swept


def test_every_planted_fault_is_found_and_no_faultless_shop_is_accused(swept: Swept) -> None:
    assert differences(load_truth(), swept.result.shops) == ()


def test_a_faulty_shop_is_accused_of_nothing_that_was_not_planted(swept: Swept) -> None:
    truth = load_truth().shops
    accused = {
        (shop.target.note, v.check): v.message
        for shop in swept.result.shops
        for v in shop.verdicts
        if v.outcome is Outcome.FAIL
    }
    planted = {(key, check) for key, shop in truth.items() for check in {**shop.outcomes, **shop.history}}
    assert {pair: message for pair, message in accused.items() if pair not in planted} == {}


def test_the_funnel_is_counted(swept: Swept) -> None:
    funnel = swept.result.info.funnel
    states = [shop.state for shop in load_truth().shops.values()]
    assert funnel.listed > funnel.valid > funnel.distinct == len(states)
    assert funnel.alive == len(states) - states.count("unreachable")
    assert funnel.measured == states.count("measured")


def test_a_shop_that_was_not_seen_is_accused_of_nothing(swept: Swept) -> None:
    for shop in swept.result.shops:
        if shop.state != "measured":
            assert shop.reason
            assert not [v.check for v in shop.verdicts if v.outcome > Outcome.NOT_MEASURABLE]
            assert all(isinstance(fact, Unknown) for name, fact in shop.facts.items() if name != "visited_on")


def test_every_quote_stands_on_the_archived_page_it_names(swept: Swept) -> None:
    checked = 0
    for shop in swept.result.shops:
        capture = read_capture(swept.sweep.folder.path / shop.visit.archive)
        pages = {r.record_id: parse_page(r) for r in capture.responses}
        proofs = [e for v in shop.verdicts for e in v.evidence]
        proofs += [e for _, fact in shop.facts.items() if isinstance(fact, Found) for e in fact.proof]
        for proof in proofs:
            if proof.quote and proof.record_id in pages:
                page = pages[proof.record_id]
                assert proof.sha256 == page.sha256
                assert proof.quote in page.text or proof.quote in page.html, (proof.url, proof.quote)
                checked += 1
    assert checked > 500


def test_running_the_same_plan_again_fetches_nothing(swept: Swept, capsys: object) -> None:
    fetched = dict(swept.server.requests)
    assert main(["run", str(swept.folder / "demo.yaml")]) == 0
    assert dict(swept.server.requests) == fetched


def test_within_one_sweep_no_address_is_fetched_twice(swept: Swept) -> None:
    for shop in swept.result.shops:
        capture = read_capture(swept.sweep.folder.path / shop.visit.archive)
        urls = [r.url for r in capture.responses]
        assert len(urls) == len(set(urls)), shop.target.url


def test_the_second_sweep_knows_what_the_first_one_found(swept: Swept) -> None:
    faulty = next(shop for shop in swept.result.shops if shop.target.note == "fr-brindesolde")
    assert {e.sweep for e in faulty.earlier} == {"demo-before"}
    assert isinstance(faulty.facts.price_history, Found)


def test_judging_again_from_disk_changes_nothing(workspace: Path, swept: Swept, capsys: object) -> None:
    fetched = dict(swept.server.requests)
    before = (workspace / "sweeps/demo/exports/findings.jsonl").read_text()
    assert main(["judge", "demo", "--workspace", str(workspace)]) == 0
    assert (workspace / "sweeps/demo/exports/findings.jsonl").read_text() == before
    assert dict(swept.server.requests) == fetched


def test_a_lost_database_is_made_anew_from_the_folder(workspace: Path, swept: Swept) -> None:
    fetched = dict(swept.server.requests)
    before = (workspace / "sweeps/demo/exports/findings.jsonl").read_text()
    for path in workspace.glob("sweepday.sqlite*"):
        path.unlink()
    for name in ("demo-before", "demo"):
        assert main(["judge", name, "--workspace", str(workspace)]) == 0
    assert (workspace / "sweeps/demo/exports/findings.jsonl").read_text() == before
    assert main(["run", str(workspace / "demo.yaml")]) == 0
    assert dict(swept.server.requests) == fetched


def test_the_archives_are_verified_and_a_changed_byte_is_named(workspace: Path, capsys: object) -> None:
    assert main(["verify", "demo", "--workspace", str(workspace)]) == 0
    archive = next((workspace / "sweeps/demo/captures").glob("*/*.warc.gz"))
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    assert main(["verify", "demo", "--workspace", str(workspace)]) == 1
    assert archive.name in capsys.readouterr().out  # type: ignore[attr-defined]


def test_a_case_holds_findings_evidence_and_a_document(workspace: Path, swept: Swept) -> None:
    faulty = next(shop for shop in swept.result.shops if shop.target.note == "fr-brindesolde")
    assert main(["case", "demo", faulty.target.key, "--workspace", str(workspace)]) == 0
    folder = workspace / "sweeps/demo/cases" / faulty.target.key
    case = json.loads((folder / "case.json").read_text())
    assert {f["check"] for f in case["findings"]} == {v.check for v in faulty.verdicts if v.outcome is Outcome.FAIL}
    assert case["infringement_status"] == "reasonable suspicion"
    assert all(f["legal_basis"] and f["evidence"] for f in case["findings"])
    assert (folder / "case.docx").stat().st_size > 10_000
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {"case.json", "case.docx", f"evidence/{Path(faulty.visit.archive).name}"} <= set(sums)
    # The false reduction rests on a price of the first sweep: its archive comes along.
    (earlier,) = (folder / "evidence/earlier/demo-before").iterdir()
    records = {response.record_id for path in (earlier, folder / "evidence") for response in _responses(path)}
    quoted = {e["record_id"] for finding in case["findings"] for e in finding["evidence"]}
    assert quoted <= records
    assert earlier.relative_to(folder).as_posix() in sums


def _responses(path: Path) -> tuple[Response, ...]:
    archive = path if path.is_file() else next(path.glob("*.warc.gz"))
    return read_capture(archive).responses
