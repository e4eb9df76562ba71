"""The Word document of a case, from a docxtpl template: the standard one or an authority's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from sweep.cooperation.model import OFFICIAL, Case
from sweep.errors import SweepError, told
from sweep.report.words import Words, words
from sweep.workspace import writing

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def write_document(case: Case, path: Path, template: Path, *, own: bool) -> None:
    """Fills `template` with the fields of `case.json`. Raises SweepError for a template of one's `own` that fails."""
    labels = {name: words(case.language)(f"case.official.{name}") for name in OFFICIAL}
    render_document({**asdict(case), "labels": labels}, case.language, path, template, own=own)


def render_document(fields: Mapping[str, object], language: str, path: Path, template: Path, *, own: bool) -> None:
    """Fills a template with `fields` (dataclasses in them become dicts). Raises SweepError as above."""
    w = words(language)
    try:
        document = DocxTemplate(template)
        # Without autoescape a shop called "A & B <SARL>" would silently lose its name, or the whole finding.
        document.render(_printable(fields), _environment(w), autoescape=True)
    # Whatever can be wrong with a foreign file (no zip, no XML, a wrong name, a tag torn apart by Word).
    except Exception as error:
        if own:
            raise SweepError(f"{template}: not a usable Word template: {told(error)}") from None
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


def _printable(value: Any) -> Any:
    """Shop text without the control characters that no XML document may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if is_dataclass(value) and not isinstance(value, type):
        return _printable(asdict(value))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
