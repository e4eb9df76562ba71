"""Spreadsheets as OpenDocument (ISO/IEC 26300, ".ods"), written row by row: text is only text, numbers are numbers.

Nothing in them is a formula or a link. A cell holds plain paragraphs; runs of spaces and tabs have elements of their
own, because a reader of the format folds them otherwise (part 1, 6.1.2).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from sweep.report.plain import clean, decimal
from sweep.report.tables import Cell, Row

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_NAMES}:office:1.0" xmlns:style="{_NAMES}:style:1.0" xmlns:table="{_NAMES}:table:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0" xmlns:fo="{_NAMES}:xsl-fo-compatible:1.0" office:version="1.2"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WIDTHS = (("first", "9cm", 1), ("second", "7cm", 1), ("other", "3.2cm", 200))  # style, width, columns
_LOOK = "".join(
    f'<style:style style:name="{name}" style:family="table-column">'
    f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    for name, width, _ in _WIDTHS
)
_HEAD = (
    f"{_XML}<office:document-content {_SPACES}><office:automatic-styles>{_LOOK}"
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_COLUMNS = "".join(
    f'<table:table-column table:style-name="{name}" table:number-columns-repeated="{number}"/>'
    for name, _, number in _WIDTHS
)
# Printed on A4, lying, 60 % as large.
_STYLES = (
    f'{_XML}<office:document-styles {_SPACES}><office:automatic-styles><style:page-layout style:name="page">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" fo:margin="1.5cm" '
    'style:print-orientation="landscape" style:scale-to="60%"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/>'
    "</office:master-styles></office:document-styles>"
)
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_MAX_TEXT = 32_767  # characters of a cell, as in the other workbook
_EXACT = 15  # digits a cell's number keeps
_FOLDED = re.compile(r"\t| {2,}|^ | $")
_ENDS = re.compile(r"\r\n|\r|\n")
_NO_NAME = re.compile(r"[\[\]*?:/\\]")


def write_ods(path: Path, sheets: Iterable[tuple[str, Iterable[Row]]]) -> Path:
    """Writes (name, rows) as the sheets of a workbook; the first row of each is its head. Raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        # First and as it is: by these bytes the format is known.
        book.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        book.writestr("META-INF/manifest.xml", _MANIFEST)
        book.writestr("styles.xml", _STYLES)
        with book.open("content.xml", "w", force_zip64=True) as out:
            out.write(_HEAD.encode())
            for name, rows in sheets:
                _sheet(out, name, rows)
            out.write(_FOOT.encode())
    return path


def _sheet(out: IO[bytes], name: str, rows: Iterable[Row]) -> None:
    called = quoteattr(_NO_NAME.sub(" ", clean(name))[:31])
    out.write(f'<table:table table:name={called} table:style-name="sheet">{_COLUMNS}'.encode())
    for number, row in enumerate(rows):
        cells = "".join(map(_cell, row)) or "<table:table-cell/>"
        if not number:
            cells = cells.replace("<table:table-cell", '<table:table-cell table:style-name="head"')
        out.write(f"<table:table-row>{cells}</table:table-row>".encode())
    out.write(b"</table:table>")


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        short = value.is_finite() and len(value.as_tuple().digits) <= _EXACT
        value = float(value) if short else decimal(value)
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    if not value:
        return "<table:table-cell/>"
    text = clean(value)
    text = text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in _ENDS.split(text))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    return _FOLDED.sub(_white, escape(line))


def _white(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'
