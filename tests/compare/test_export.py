"""The comparison as files: valid by its schema, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from sweep.compare.compare import compare
from sweep.compare.export import schema, write_comparison
from tests.compare.samples import DAY, FAIL, PASS, shop, sweep, verdict

HOSTILE = '=HYPERLINK("http://evil.example","x")\x00 \ud800'


def test_hostile_reasons_and_names_stay_text(tmp_path: Path) -> None:
    before = sweep(shop(verdict(FAIL)), shop(verdict(FAIL), key="b.example", name=HOSTILE), name="earlier")
    now = sweep(shop(state="unreachable", reason=HOSTILE), shop(verdict(PASS), key="b.example", name=HOSTILE, days=9))
    as_json, as_csv = write_comparison(compare(now, before, letters={"b.example": DAY}), tmp_path)
    assert (as_json.name, as_csv.name) == ("compare-earlier.json", "compare-earlier.csv")
    data = json.loads(as_json.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(data)) == []
    assert not validator.is_valid({**data, "findings": [{**data["findings"][0], "state": "better"}]})
    assert data["findings"][0]["reason"] == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    with as_csv.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["not_measurable", "fixed"]
    assert rows[0]["reason"].startswith("'=HYPERLINK(")
    assert (rows[1]["letter"], rows[1]["seen"], rows[0]["letter"]) == ("2026-11-21", "2026-11-30", "")
