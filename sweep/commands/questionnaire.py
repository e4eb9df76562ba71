"""`sweepday questionnaire`: what the sweep answers, as tables with room for a person's answers, and these read back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from checks.questionnaire import ANSWERS, Questionnaire
from sweep.commands.common import sweep_of
from sweep.commands.seal import seal_now
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.manifest import file_sha256
from sweep.questionnaire.answers import enter, entered
from sweep.questionnaire.filled import Sheet, questionnaire_of, sheets, totals
from sweep.questionnaire.reading import changed, read_answers
from sweep.questionnaire.sheet import write_csv, write_xlsx
from sweep.questionnaire.words import text_in, word
from sweep.run import Sweep
from sweep.sweeps import collect


def run(args: argparse.Namespace) -> int:
    """Exit code 0. Raises SweepError for mistakes in the answers, and where there is nothing to fill."""
    sweep = sweep_of(args)
    if args.out and args.out.suffix.lower() not in (".xlsx", ".csv"):
        raise SweepError(f"{args.out}: name a file that ends in .xlsx or .csv")
    questionnaire = questionnaire_of(sweep.folder)
    if args.answers:
        _take_over(sweep, questionnaire, args.answers, args.by)
    result = collect(sweep)
    if not result.shops:
        raise SweepError(f"{sweep.name}: no shop has a result yet; `sweepday run` visits them")
    filled = sheets(result, questionnaire, entered(sweep.folder))
    language = args.language or _language(sweep.plan.languages, questionnaire)
    for path in _write(sweep, filled, questionnaire, args.out, language):
        print(path)
    _print_totals(filled, language)
    seal_now(sweep)
    return 0


def _language(wanted: Sequence[str], questionnaire: Questionnaire) -> str:
    return next((code for code in wanted if code in questionnaire.languages), questionnaire.languages[0])


def _take_over(sweep: Sweep, questionnaire: Questionnaire, path: Path, by: str) -> None:
    shops = {target.key for target in sweep.store.sweep_targets(sweep.name)}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    read = read_answers(path, questionnaire, shops, by=by or custody.person(), at=now)
    new = changed(read, entered(sweep.folder))
    if new:
        enter(sweep.folder, new, questionnaire.version)
        custody.log(sweep.folder, "noted", what="answers", file=path.name, sha256=file_sha256(path), answers=len(new))
    print(f"{path.name}: {counted(len(read), 'answer')}, {len(new)} of them new or changed")


def _write(
    sweep: Sweep, filled: tuple[Sheet, ...], questionnaire: Questionnaire, out: Path | None, language: str
) -> list[Path]:
    paths = [out] if out else [sweep.folder.exports / f"questionnaire{suffix}" for suffix in (".xlsx", ".csv")]
    written = [
        write_csv(filled, path, language)
        if path.suffix.lower() == ".csv"
        else write_xlsx(filled, questionnaire, path, language)
        for path in paths
    ]
    if out:
        custody.log(sweep.folder, "exported", what="questionnaire", to=str(out))
    return written


def _print_totals(filled: tuple[Sheet, ...], language: str) -> None:
    names = (*(word("columns", answer, language) for answer in ANSWERS), word("columns", "open", language))
    print(f"{counted(len(filled), 'shop')}; " + ", ".join(names))
    for total in totals(filled):
        own = sum(n for value, n in total.counts.items() if value not in (*ANSWERS, ""))
        counts = [total.counts.get(answer, 0) for answer in ANSWERS] + [total.counts.get("", 0)]
        said = f" {own} answered" if own else ""
        figures = " ".join(f"{n:>4}" for n in counts)
        print(f"{total.country} {total.question.id:<5}{figures}{said}  {text_in(total.question.text, language)}")
