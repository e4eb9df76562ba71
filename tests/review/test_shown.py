"""What people decided stands in the report and the exports of the sweep."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sweep.cli import main
from sweep.report.exports import schema
from tests.review.samples import CHECKS, SHOPS, build, findings, served


def test_report_and_exports_show_where_a_finding_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = build(tmp_path)
    with served(built) as review:
        browser = review.browser()
        names = {check: findings(browser, f"?shop={SHOPS[0]}&check={check}")[0] for check in CHECKS}
        browser.decide(names[CHECKS[0]], "confirmed", "as_found", "for the file only")
        browser.decide(names[CHECKS[3]], "dismissed", "trifle")
    for verb in ("report", "export"):
        assert main([verb, built.name, "--workspace", str(tmp_path)]) == 0
    folder = built.sweep.folder
    index = (folder.report / "index.html").read_text(encoding="utf-8")
    assert "People have decided 2 of 10 findings: 1 confirmed, 1 dismissed, 0 unsure." in index
    assert "kappa" not in index
    page = next(p for p in (folder.report / "shops").glob("*.html") if SHOPS[0] in p.name).read_text(encoding="utf-8")
    assert page.count("confirmed (as found).") == 2  # beside the finding, and in the timeline
    assert page.count("dismissed (too slight to pursue).") == 2
    assert "for the file only" not in page  # notes and names stay in the authority's own records
    assert "A. Verenne" not in page
    lines = [json.loads(line) for line in (folder.exports / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in lines:
        jsonschema.validate(line, schema("findings"))
    told = {(line["shop"], line["check"]): line["decision"] for line in lines}
    assert told[SHOPS[0], CHECKS[0]]["state"] == "confirmed"
    assert told[SHOPS[0], CHECKS[3]] == told[SHOPS[0], CHECKS[3]] | {"state": "dismissed", "reason": "trifle"}
    assert told[SHOPS[1], CHECKS[0]] is None
    table = (folder.exports / "findings.csv").read_text(encoding="utf-8-sig")
    assert table.splitlines()[0].endswith("Decision")
    assert "confirmed (as found)." in table
    capsys.readouterr()
    assert main(["verify", built.name, "--workspace", str(tmp_path)]) == 0


def test_the_report_gives_the_agreement_of_two_readers(tmp_path: Path) -> None:
    built = build(tmp_path)
    with served(built, percent=100, sign_in=True) as review:
        ann, ben = review.of("ann", "reviewer"), review.of("ben", "reviewer")
        for number, name in enumerate(findings(ann)):
            ann.decide(name, "confirmed" if number % 2 else "dismissed", "as_found" if number % 2 else "trifle")
            if number < 4:
                ben.decide(name, "confirmed" if number % 2 else "dismissed", "as_found" if number % 2 else "misread")
    assert main(["report", built.name, "--workspace", str(tmp_path)]) == 0
    index = (built.sweep.folder.report / "index.html").read_text(encoding="utf-8")
    assert "4 findings have been read twice" in index
    assert "kappa: 1.00" in index
    assert "People have decided 4 of 10 findings" in index  # the others wait for their second reader
    french = (built.sweep.folder.report / "fr" / "index.html").read_text(encoding="utf-8")
    assert "Kappa de Cohen : 1,00" in french
