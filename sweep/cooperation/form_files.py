"""A form as files: Word, HTML and JSON in a folder with its evidence annex and the digests of all of it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template
from markupsafe import Markup

from sweep.cooperation import annex
from sweep.cooperation.annex import Piece
from sweep.cooperation.folder import SUMS, refuse_edited
from sweep.cooperation.form import Form
from sweep.cooperation.words import FormWords, texts
from sweep.errors import SweepError
from sweep.evidence.pack import write_sums
from sweep.paths import template_dir
from sweep.report.html import safe_url
from sweep.report.plain import clean, plain
from sweep.workspace import write_atomically, writing


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a form."""
    text = (files("sweep.cooperation") / "schema" / "form.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def write_form(form: Form, pieces: Sequence[Piece], folder: Path, template: Path | None = None) -> tuple[Path, ...]:
    """Writes the form and its annex; returns the files, without a Word document where docxtpl is not installed.

    Raises SweepError where it cannot write, an archive is not intact, a template of one's own does not work, or a file
    in `folder` was edited since it was written.
    """
    word = importlib.util.find_spec("docxtpl") is not None
    if template and not word:
        raise SweepError(f"{template}: Word documents need docxtpl; install sweepday[forms]")
    refuse_edited(folder)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = annex.copy(pieces, folder)
    data = plain(form)
    for ending, text in (("json", json.dumps(data, indent=2, ensure_ascii=False) + "\n"), ("html", as_html(form))):
        written.append(folder / f"{form.form}.{ending}")
        write_atomically(written[-1], text)
    if word:
        written.append(_document(form, folder / f"{form.form}.docx", template))
    write_sums(folder, written)
    return (*written, folder / SUMS)


def _document(form: Form, path: Path, template: Path | None) -> Path:
    # The extra `forms`: everything else works without it.
    from sweep.cooperation.document import render_document  # noqa: PLC0415

    standard = template_dir() / "cooperation" / "form.docx"
    render_document(context(form), form.language, path, template or standard, own=template is not None)
    return path


def context(form: Form) -> dict[str, Any]:
    """What a template can use: every field of the form's JSON, its words under `w.<section>.<key>`, and its colon."""
    w = {section: {key: text[form.language] for key, text in keys.items()} for section, keys in texts().items()}
    named = {name: getattr(form, name) for name in Form.__slots__}
    parts = [{"point": p, "quotes": p.quotes, "pages_read": p.pages_read} for p in form.points]
    colon = FormWords(form.language).of("format.colon")
    return {**named, "blanks": form.blanks, "findings": parts, "w": w, "colon": colon}


def as_html(form: Form) -> str:
    """The form as one page that loads nothing and runs nothing; everything a shop said is text."""
    style, digest = _style()
    return _template().render(**context(form), style=style, style_hash=digest)


@cache
def _style() -> tuple[Markup, str]:
    """The style sheet and its hash as a CSP source."""
    text = (template_dir() / "cooperation" / "form.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"  # noqa: S704 - our own file, no shop text in it


@cache
def _template() -> Template:
    jinja = Environment(
        loader=FileSystemLoader(template_dir() / "cooperation"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters |= {"safe_url": safe_url, "moment": moment, "day": _day}
    return jinja.get_template("form.html.j2")


def moment(seen: str) -> str:
    """ISO 8601 for people: "2026-11-21 09:30:12 UTC"; "" stays ""."""
    return f"{datetime.fromisoformat(seen):%Y-%m-%d %H:%M:%S} UTC" if seen else ""


def _day(value: date | None, language: str) -> str:
    return FormWords(language).day(value) if value else ""
