"""The pages of the review: the queue, one finding with its proof, deciding and taking back, the second reading."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from checks.catalogue import rules_version, title
from sweep.report.words import words as report_words
from sweep.results import ShopResult
from sweep.review import web
from sweep.review.desk import Person, RefusedError, Seen
from sweep.review.finding import Shown, shown
from sweep.review.items import SEVERITIES, Item
from sweep.review.ledger import StaleError
from sweep.review.listing import MINE, PAGE, filters_of, listed, neighbours, next_open, progress
from sweep.review.model import CHOICES, LONGEST_NOTE, REASONS, STATES, Decision
from sweep.review.security import form_token
from sweep.review.words import kappa_text


def register(app: Flask) -> None:
    """Adds these pages to the application."""
    app.add_url_rule("/", "queue", queue)
    app.add_url_rule("/finding/<name>", "finding", finding)
    app.add_url_rule("/finding/<name>", "decide", decide, methods=["POST"])
    app.add_url_rule("/undo", "undo", undo, methods=["POST"])
    app.add_url_rule("/agreement", "agreement", agreement)


def _person() -> Person:
    return web.session().person


def _seen() -> tuple[Seen, ...]:
    desk, person = web.context().desk, _person()
    return tuple(desk.seen(item, person) for item in desk.items.all())


def item_of(name: str) -> Item:
    """The finding of that name. Raises NotFound."""
    item = web.context().desk.items.get(name)
    if item is None:
        raise NotFound
    return item


def result_of(shop: str) -> ShopResult:
    """The result of a shop of this sweep. Raises NotFound."""
    sweep = web.context().desk.sweep
    for result in sweep.store.results(sweep.name, shop):
        return result
    raise NotFound


def queue() -> Response:
    """The list, gravest first."""
    filters = filters_of(request.args)
    seen = _seen()
    found = listed(seen, filters)
    number, pages = page_number(len(found), PAGE)
    return web.page(
        "queue.html.j2",
        filters=filters,
        rows=found[(number - 1) * PAGE : number * PAGE],
        found=len(found),
        number=number,
        pages=pages,
        progress=progress(seen),
        next=next_open(found, ""),
        titles=_titles(seen),
        groups=_groups(seen),
        fixed=_choices(),
        said=_said(),
    )


def page_number(rows: int, size: int) -> tuple[int, int]:
    """The page of a list that the address asks for, and how many there are."""
    pages = max(1, -(-rows // size))
    asked = request.args.get("page", "1")
    return min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1, 1), pages), pages


def _choices() -> dict[str, list[tuple[str, str]]]:
    """The fixed choices of the filters, each with its word."""
    w = web.words()
    return {
        "state": [(MINE, w("queue.mine")), *((state, w(f"states.{state}")) for state in STATES)],
        "severity": [(severity, w(f"severity.{severity}")) for severity in SEVERITIES],
        "outcome": [(outcome, w(f"outcomes.{outcome}")) for outcome in ("fail", "review")],
        "sort": [(sort, w(f"sorts.{sort}")) for sort in ("shop", "rule")],
    }


def _groups(seen: tuple[Seen, ...]) -> list[tuple[str, str]]:
    """The subjects of the findings, with the report's word for each."""
    w = report_words(web.language())
    return [(group, w.get(f"groups.{group}", group)) for group in sorted({s.item.check.split(".")[0] for s in seen})]


def _titles(seen: tuple[Seen, ...]) -> dict[str, str]:
    language = web.language()
    return dict(sorted(((c, title(c, language)) for c in {s.item.check for s in seen}), key=lambda pair: pair[1]))


def _said() -> dict[str, Any] | None:
    """What was done last, by the address: a decision that can be taken back, or one that was."""
    name, what = request.args.get("said", ""), request.args.get("what", "")
    item = web.context().desk.items.get(name)
    if item is None or what not in ("saved", "undone"):
        return None
    mine = web.context().desk.seen(item, _person()).mine
    undo = form_token(web.session(), "undo", decision=mine.id) if what == "saved" and mine else ""
    return {"item": item, "what": what, "undo": undo, "choice": mine.choice if mine else "open"}


def finding(name: str) -> Response:
    """One finding beside its evidence."""
    return _finding(web.context().desk.seen(item_of(name), _person()))


def _finding(
    seen: Seen, status: int = 200, *, problem: str = "", since: tuple[Decision, ...] = (), conflict: bool = False
) -> Response:
    item, filters = seen.item, filters_of(request.args)
    result = result_of(item.shop)
    found = listed(_seen(), filters)
    place, before, behind = neighbours(found, item.id)
    view: Shown | None = shown(web.context().desk.sweep, result, item, web.words())
    if view is None:
        raise NotFound
    token = form_token(web.session(), "decide", finding=item.id, proof=item.proof, version=seen.version)
    mine = seen.mine
    return web.page(
        "finding.html.j2",
        status,
        s=seen,
        v=view,
        result=result,
        filters=filters,
        place=place,
        before=before,
        behind=behind,
        found=len(found),
        token=token,
        undo=form_token(web.session(), "undo", decision=mine.id) if _may_undo(seen) and mine else "",
        choices=CHOICES,
        reasons=REASONS,
        longest=LONGEST_NOTE,
        filled=_filled(seen, problem=bool(problem or conflict)),
        problem=problem,
        conflict=conflict,
        since=since,
        rules_changed=mine is not None and mine.rules_version != rules_version(),
        said=_said(),
    )


def _may_undo(seen: Seen) -> bool:
    return seen.mine is not None and seen.mine.by == _person().name and seen.mine.seat == seen.seat


def _filled(seen: Seen, *, problem: bool) -> dict[str, str]:
    """What stands in the form: what was just sent and not kept, else the decision that can be changed."""
    if problem:
        return {name: request.form.get(name, "") for name in ("choice", "reason", "note")}
    mine = seen.mine
    return (
        {"choice": mine.choice, "reason": mine.reason, "note": mine.note}
        if mine
        else dict.fromkeys(("choice", "reason", "note"), "")
    )


def decide(name: str) -> Response | BaseResponse:
    """Keeps a decision and goes on to the next finding; what is not kept is shown again with the reason."""
    item, fields = item_of(name), web.form("decide")
    if fields.get("finding") != item.id:
        raise web.RefuseError(403, "refused.form", "a form of another finding")
    desk, person = web.context().desk, _person()
    choice, reason, note = web.sent("choice"), web.sent("reason"), web.sent("note")
    reason = request.form.get(f"reason_{choice}", reason) if choice in CHOICES else reason
    proof, version = str(fields["proof"]), int(fields["version"])
    try:
        desk.decide(item, person, proof=proof, version=version, choice=choice, reason=reason, note=note)
    except RefusedError as error:
        key = str(error)
        web.logged("not decided", why=key, finding=item.id)
        status = 403 if key in ("refused.role", "refused.locked") else 422
        return _finding(desk.seen(item, person), status, problem=key)
    except StaleError:
        web.logged("not decided", why="decided or judged in between", finding=item.id)
        desk.refresh()
        seen = desk.seen(item_of(name), person)
        since = tuple(d for d in seen.standing.history if d.seat == seen.seat)[version:]
        return _finding(seen, 409, since=since, conflict=True)
    filters = filters_of(request.args)
    following = next_open(listed(_seen(), filters), item.id)
    said = {"said": item.id, "what": "saved", **filters.query()}
    return web.to("finding", name=following, **said) if following else web.to("queue", **said)


def undo() -> BaseResponse:
    """Takes back one's own last decision, or the one that the form names."""
    desk, person = web.context().desk, _person()
    wanted = web.form("undo").get("decision", "")
    try:
        given = next((s for s in _seen() if s.mine and s.mine.id == wanted), None)
        if given is None:
            raise RefusedError("refused.undo_passed")
        done = desk.take_back(given.item, person, str(wanted))
    except RefusedError as error:
        raise web.RefuseError(409, str(error)) from None
    name = done.finding
    return web.to("finding", name=name, said=name, what="undone", **filters_of(request.args).query())


def agreement() -> Response:
    """Two readers side by side."""
    desk = web.context().desk
    found = desk.agreement()
    kappa = kappa_text(web.words(), found.kappa, found.low, found.high)
    return web.page("agreement.html.j2", a=found, kappa=kappa, sample=desk.sample, choices=CHOICES)
