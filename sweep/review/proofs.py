"""Pieces of the archive that a finding's page links to: the whole text of a page, and its screenshot."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.exceptions import NotFound

from checks.facts import Evidence
from sweep.evidence.passages import Record, locate, picture
from sweep.review import web
from sweep.review.finding import verdict_of
from sweep.review.pages import item_of, result_of
from sweep.review.quotes import find_record, whole_text


def register(app: Flask) -> None:
    """Adds these pages to the application."""
    app.add_url_rule("/finding/<name>/text/<int:place>", "whole", whole)
    app.add_url_rule("/finding/<name>/screenshot/<int:place>", "screenshot", screenshot)


def _record(name: str, place: int) -> tuple[Evidence, Record]:
    """The proof at a place among those of a finding, and its record: nothing else of the disk can be asked for."""
    item = item_of(name)
    result = result_of(item.shop)
    verdict = verdict_of(result, item)
    quoted = (
        (*(e for e in verdict.evidence if e.quote), *(e for e in verdict.evidence if not e.quote)) if verdict else ()
    )
    if place >= len(quoted):
        raise NotFound
    record = find_record(web.context().desk.sweep, result, quoted[place])
    if record is None:
        raise NotFound
    return quoted[place], record


def whole(name: str, place: int) -> Response:
    """All that is to be read on an archived page, with the quote marked."""
    evidence, record = _record(name, place)
    text = whole_text(record)
    start, end = (locate(text, evidence.quote) if evidence.quote else None) or (0, 0)
    parts = (text[:start], text[start:end], text[end:])
    return web.page("whole.html.j2", item=item_of(name), evidence=evidence, record=record, parts=parts)


def screenshot(name: str, place: int) -> Response:
    """The picture that a browser took of a page during the visit."""
    data = picture(_record(name, place)[1])
    if not data:
        raise NotFound
    return Response(data, content_type="image/png")
