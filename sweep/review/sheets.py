"""The questionnaire in the review: what a person has to answer, shop by shop; nobody's answer is overwritten unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from checks.questionnaire import Answer, Given, Question, Questionnaire, fill
from sweep.evidence import custody
from sweep.questionnaire.answers import Entered, enter, entered
from sweep.questionnaire.filled import questionnaire_of
from sweep.questionnaire.sheet import answer_label, look
from sweep.questionnaire.words import text_in
from sweep.review import web
from sweep.review.folder import held
from sweep.review.pages import page_number, result_of
from sweep.review.security import form_token

PAGE = 30  # shops
LONGEST = 1_000  # characters of an answer or a comment
_NOTHING = Given("")


@dataclass(frozen=True, slots=True)
class Line:
    """One question of one shop, in words. `choices` is empty for free text."""

    id: str
    text: str
    said: str  # by the rules, or because the question does not arise
    choices: tuple[tuple[str, str], ...]
    given: Given
    by_person: bool
    look: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that was not kept, because somebody had answered in between."""

    question: str
    value: str
    by: str


def register(app: Flask) -> None:
    """Adds these pages to the application."""
    app.add_url_rule("/questions", "questions", questions)
    app.add_url_rule("/questions/<shop>", "sheet", sheet)
    app.add_url_rule("/questions/<shop>", "answer", answer, methods=["POST"])


def _shops() -> tuple[str, ...]:
    return web.context().desk.items.shops()


def _questionnaire() -> Questionnaire:
    return questionnaire_of(web.context().desk.sweep.folder)


def questions() -> Response:
    """The shops, each with how many questions nobody has answered."""
    shops, wanted = _shops(), request.args.get("shop", "")[:200]
    found = [shop for shop in shops if wanted.lower() in shop.lower()]
    number, pages = page_number(len(found), PAGE)
    given = entered(web.context().desk.sweep.folder)
    questionnaire = _questionnaire()
    rows = []
    for shop in found[(number - 1) * PAGE : number * PAGE]:
        result = result_of(shop)
        answers = fill(questionnaire, result.verdicts, result.country, given.get(shop))
        rows.append((shop, sum(not a.value for a in answers), len(answers)))
    return web.page("questions.html.j2", rows=rows, found=len(found), number=number, pages=pages, wanted=wanted)


def sheet(shop: str) -> Response:
    """The questions on one shop."""
    saved = request.args.get("saved", "")
    return _sheet(shop, saved=int(saved) if saved.isascii() and saved.isdigit() and len(saved) < 4 else None)


def _sheet(shop: str, status: int = 200, *, saved: int | None = None, conflicts: tuple[Conflict, ...] = ()) -> Response:
    shops = _shops()
    if shop not in shops:
        raise NotFound
    given = entered(web.context().desk.sweep.folder).get(shop, {})
    result = result_of(shop)
    lines = [_line(a) for a in fill(_questionnaire(), result.verdicts, result.country, given)]
    seen = {name: _mark(value) for name, value in given.items()}
    return web.page(
        "sheet.html.j2",
        status,
        shop=shop,
        lines=lines,
        token=form_token(web.session(), "answers", shop=shop, seen=seen),
        saved=saved,
        conflicts=conflicts,
        longest=LONGEST,
        following=next((behind for one, behind in pairwise(shops) if one == shop), ""),
    )


def _line(answer: Answer) -> Line:
    question, language = answer.question, web.language()
    said = answer.value if answer.by == "condition" else answer.said
    return Line(
        question.id,
        text_in(question.text, language),
        answer_label(question, said, language) if said else "",
        tuple((choice, answer_label(question, choice, language)) for choice in question.choices),
        answer.given or _NOTHING,
        answer.by == "person",
        tuple(look(question, language)),
    )


def _mark(given: Given) -> str:
    """Changes with an answer, so that a form can tell which one its author had seen."""
    text = "\n".join((given.value, given.comment, given.by, given.at))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12] if given.value else ""


def answer(shop: str) -> Response | BaseResponse:
    """Keeps the answers that were changed; one that somebody else has changed meanwhile is shown instead."""
    fields, person = web.form("answers"), web.session().person
    if fields.get("shop") != shop or shop not in _shops():
        raise web.RefuseError(403, "refused.form", "a form of another shop")
    if person.role == "reader":
        raise web.RefuseError(403, "refused.role")
    questionnaire, folder = _questionnaire(), web.context().desk.sweep.folder
    sent = {q.id: _sent(q) for q in questionnaire.questions if f"a-{q.id}" in request.form}
    with held(folder):
        now = entered(folder).get(shop, {})
        changed = {name: given for name, given in sent.items() if _differs(given, now.get(name, _NOTHING))}
        seen: Mapping[str, str] = fields["seen"]
        stale = {name for name in changed if _mark(now.get(name, _NOTHING)) != seen.get(name, "")}
        kept = [Entered(shop, name, given) for name, given in changed.items() if name not in stale]
        if kept:
            enter(folder, kept, questionnaire.version)
    if kept:
        custody.log(folder, "noted", by=person.name, what="answers", shop=shop, answers=[e.question for e in kept])
    if stale:
        web.logged("not answered", why="answered in between", shop=shop)
        conflicts = tuple(_conflict(questionnaire, name, now.get(name, _NOTHING)) for name in sorted(stale))
        return _sheet(shop, 409, saved=len(kept), conflicts=conflicts)
    return web.to("sheet", shop=shop, saved=len(kept))


def _sent(question: Question) -> Given:
    """The answer to a question as the form gives it. Refused where it is none."""
    value, comment = web.sent(f"a-{question.id}").strip(), web.sent(f"c-{question.id}").strip()
    if question.choices and value and value not in question.choices:
        raise web.RefuseError(422, "refused.no_choice", f"no answer to {question.id}")
    if max(len(value), len(comment)) > LONGEST:
        raise web.RefuseError(422, "refused.long_note")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Given(value, comment if value else "", web.session().person.name, at)


def _differs(new: Given, old: Given) -> bool:
    return (new.value, new.comment) != (old.value, old.comment if old.value else "")


def _conflict(questionnaire: Questionnaire, name: str, now: Given) -> Conflict:
    question = next(q for q in questionnaire.questions if q.id == name)
    language = web.language()
    return Conflict(text_in(question.text, language), answer_label(question, now.value, language), now.by)
