"""What people answered: lines added to `answers.jsonl` of a sweep's folder; the last line on a question counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.questionnaire import Given
from sweep.errors import SweepError
from sweep.workspace import SweepFolder, writing

NAME = "answers.jsonl"


@dataclass(frozen=True, slots=True)
class Entered:
    """A person's answer to one question on one shop; an empty value takes an earlier answer back."""

    shop: str
    question: str
    given: Given


def entered(folder: SweepFolder) -> Mapping[str, Mapping[str, Given]]:
    """Shop -> question -> the answer that counts. Raises SweepError for a line that is no answer."""
    path = folder.path / NAME
    found: dict[str, dict[str, Given]] = {}
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            data = json.loads(line)
            given = Given(*(str(data[key]) for key in ("value", "comment", "by", "at")))
            found.setdefault(str(data["shop"]), {})[str(data["question"])] = given
        except (ValueError, KeyError, TypeError):
            raise SweepError(
                f"{path}:{number}:1: this line is no answer; take it out and run the command again"
            ) from None
    return found


def enter(folder: SweepFolder, answers: Iterable[Entered], version: str) -> Path:
    """Adds the answers, given to the questionnaire of this `version`. Raises SweepError where it cannot write."""
    path = folder.path / NAME
    lines = [
        json.dumps(
            {
                "shop": a.shop,
                "question": a.question,
                "value": a.given.value,
                "comment": a.given.comment,
                "by": a.given.by,
                "at": a.given.at,
                "questionnaire": version,
            },
            ensure_ascii=False,
        )
        for a in answers
    ]
    with writing(path), path.open("a", encoding="utf-8") as out:
        out.write("".join(f"{line}\n" for line in lines))
    return path
