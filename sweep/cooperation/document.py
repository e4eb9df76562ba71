"""The Word document of a case, from a docxtpl template: the standard one or an authority's own."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from sweep.cooperation.model import OFFICIAL, Case
from sweep.errors import SweepError
from sweep.report.words import Words, words
from sweep.workspace import writing

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def write_document(case: Case, path: Path, template: Path, *, own: bool) -> None:
    """Fills `template` with the fields of `case.json`. Raises SweepError for a template of one's `own` that fails."""
    w = words(case.language)
    try:
        document = DocxTemplate(template)
        # Without autoescape a shop called "A & B <SARL>" would silently lose its name, or the whole finding.
        document.render(_context(case, w), _environment(w), autoescape=True)
    # Whatever can be wrong with a foreign file (no zip, no XML, a wrong name, a tag torn apart by Word).
    except Exception as error:
        if own:
            reason = str(error) or type(error).__name__
            raise SweepError(f"{template}: not a usable Word template: {reason}") from None
        raise
    with writing(path):
        document.save(path)


def _environment(w: Words) -> SandboxedEnvironment:
    """Templates travel between authorities: no code in them runs, and a name that is no field is an error."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters["day"] = lambda value: w.day(value if isinstance(value, date) else date.fromisoformat(value))
    environment.filters["moment"] = lambda value: w.moment(datetime.fromisoformat(value))
    environment.filters["country"] = w.country
    return environment


def _context(case: Case, w: Words) -> dict[str, object]:
    labels = {name: w(f"case.official.{name}") for name in OFFICIAL}
    return {**{name: _printable(value) for name, value in asdict(case).items()}, "labels": labels}


def _printable(value: object) -> object:
    """Shop text without the control characters that no XML document may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
