"""The joint report: a page for people in each language, JSON and CSV for machines; and the schema of a return."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from checks.catalogue import load, title
from sweep import __version__
from sweep.report.exports import csv_cell
from sweep.report.html import render
from sweep.report.plain import plain
from sweep.report.site import switch_to
from sweep.report.words import words
from sweep.returns.merge import FLAGS, OUTCOMES, Joint, QuestionTotal, Tally
from sweep.returns.model import NationalReturn
from sweep.workspace import write_atomically, writing

LABELS = {"f": "fail", "r": "review", "p": "pass", "u": "not_measurable", "n": "not_applicable"}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a national return."""
    text = files("sweep.returns").joinpath("schema", "return.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def schema_text() -> str:
    """The schema as the model gives it: what is published must be this."""
    made = NationalReturn.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:sweepday:schema:return"}
    return json.dumps(head | made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write_return(made: NationalReturn, path: Path) -> Path:
    """Writes a return; returns `path`. Raises SweepError where it cannot."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, made.model_dump_json(indent=1) + "\n")
    return path


def write_joint(joint: Joint, folder: Path, name: str, languages: Sequence[str]) -> tuple[Path, ...]:
    """Writes joint.json, joint.csv and the page in each language; returns what was written. Raises SweepError."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "joint.json", folder / "joint.csv"]
    write_atomically(written[0], json.dumps(_record(joint, name), indent=2, ensure_ascii=False) + "\n")
    write_atomically(written[1], "\ufeff" + _csv(joint))
    for language in languages:
        base = folder if language == languages[0] else folder / language
        with writing(base):
            base.mkdir(parents=True, exist_ok=True)
        write_atomically(base / "index.html", _page(joint, name, language, languages))
        written.append(base / "index.html")
    return tuple(written)


def _tally_record(tally: Tally, kinds: Sequence[str]) -> dict[str, dict[str, int]]:
    return {
        "sum_of_parts": {LABELS[kind]: tally.parts[kind] for kind in kinds},
        "counted_twice": {LABELS[kind]: tally.twice[kind] for kind in kinds},
        "total": {LABELS[kind]: tally.total(kind) for kind in kinds},
    }


def _record(joint: Joint, name: str) -> Any:
    return plain(
        {
            "format": "sweepday-joint/1",
            "name": name,
            "tool_version": __version__,
            "parts": [asdict(part) | {"shops": {LABELS[k]: n for k, n in part.shops.items()}} for part in joint.parts],
            "shops": _tally_record(joint.shops, FLAGS),
            "questions": [
                {"check": q.question.check, "question": q.question.question, "title": q.question.title,
                 "asked_by": q.asked_by, **_tally_record(q.tally, OUTCOMES)}
                for q in joint.questions
            ],
            "countries": {code: _tally_record(tally, FLAGS) for code, tally in joint.countries},
            "sectors": {code: _tally_record(tally, FLAGS) for code, tally in joint.sectors},
            "duplicates": [
                {"id": d.id, "authorities": d.authorities, "seen_as": [LABELS[f] for f in d.flags],
                 "counted_as": LABELS[d.counted]}
                for d in joint.duplicates
            ],
            "rules_versions": joint.rules_versions,
        }
    )  # fmt: skip


def _csv(joint: Joint) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "name", "outcome", "sum_of_parts", "counted_twice", "total"])
    tables: list[tuple[str, str, Tally, Sequence[str]]] = [("shops", "", joint.shops, FLAGS)]
    tables += [("question", q.question.check, q.tally, OUTCOMES) for q in joint.questions]
    tables += [("country", code, tally, FLAGS) for code, tally in joint.countries]
    tables += [("sector", code, tally, FLAGS) for code, tally in joint.sectors]
    for table, name, tally, kinds in tables:
        for kind in kinds:
            row = (table, name, LABELS[kind], tally.parts[kind], tally.twice[kind], tally.total(kind))
            writer.writerow([csv_cell(cell) for cell in row])
    return out.getvalue()


def _title(total: QuestionTotal, language: str) -> str:
    """In the language of the reader where this version knows the rule, else as the return has it."""
    known = total.question.check in load()
    return title(total.question.check, language) if known else total.question.title or total.question.check


def _page(joint: Joint, name: str, language: str, languages: Sequence[str]) -> str:
    w = words(language)
    rules = ", ".join(joint.rules_versions)
    authorities = " · ".join(dict.fromkeys(part.authority for part in joint.parts))
    info = SimpleNamespace(authority=authorities, tool_version=__version__, rules_version=rules, contact="")
    return render(
        "joint.html.j2", w, info=info, j=joint, name=name, switch=switch_to("index.html", language, languages),
        flags=[(flag, "unmeasured" if flag == "u" else LABELS[flag]) for flag in FLAGS],
        outcomes=[(kind, LABELS[kind]) for kind in OUTCOMES], titled=lambda total: _title(total, language),
    )  # fmt: skip
