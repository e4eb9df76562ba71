"""What all pages of the review application share: the session, the form, the page, the refusal, and the log."""

from __future__ import annotations

import json
import logging
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from checks.catalogue import title
from sweep.errors import SweepError
from sweep.report.words import Words
from sweep.report.words import words as report_words
from sweep.review.desk import Desk, Person
from sweep.review.people import People, Session
from sweep.review.security import HEADERS, form_fields, form_token
from sweep.review.words import languages, review_words

LOG = logging.getLogger("sweepday.review")
WITHOUT_SESSION = ("asset", "favicon", "sign_in", "enter", "set_language")
LANGUAGE_COOKIE = "sweepday_language"
_SAFE = ("GET", "HEAD")
_MENU = (("queue", "nav.queue"), ("questions", "nav.questions"), ("agreement", "nav.agreement"))  # endpoint, word


@dataclass(frozen=True)
class Settings:
    """How the application is served. Without sign-in `local` is who reviews, and `key` lets that browser in."""

    sign_in: bool
    local: Person
    hosts: frozenset[str] = frozenset()  # host:port under which it is served; empty: any
    secure: bool = False  # reached over https only
    language: str = "en"
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))  # signs the form for signing in


@dataclass(frozen=True)
class Context:
    """What the pages work on."""

    desk: Desk
    people: People
    settings: Settings


class RefuseError(Exception):
    """Ends a request with a page that says why, and a line in the log. `key` is one of the words for people."""

    def __init__(self, status: int, key: str, logged: str = "") -> None:
        super().__init__(key)
        self.status, self.key, self.logged = status, key, logged or key


def context() -> Context:
    """The context of this application."""
    found: Context = current_app.extensions["review"]
    return found


def session() -> Session:
    """The session of this request."""
    found: Session = g.session
    return found


def cookie_name() -> str:
    """With `__Host-` browsers take it from this host alone, and over https alone."""
    return "__Host-sweepday_review" if context().settings.secure else "sweepday_review"


def language() -> str:
    """The reader's choice, else what the browser asks for, else that of the plan."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in languages():
        return chosen
    return request.accept_languages.best_match(languages()) or context().settings.language


def words() -> Words:
    """The texts in the reader's language."""
    return review_words(language())


def page(template: str, status: int = 200, **values: object) -> Response:
    """A page in the reader's language."""
    current: Session | None = g.get("session")
    html = render_template(
        template,
        w=words(),
        languages=languages(),
        info=context().desk.sweep.plan,
        person=current.person if current else None,
        sign_out=form_token(current, "sign_out") if current else "",
        here=request.full_path.rstrip("?") if request.method in _SAFE else url_for("queue"),
        menu=_MENU,
        title_of=lambda check: title(check, language()),
        moment=_moment,
        country=report_words(language()).country,
        **values,
    )
    return Response(html, status=status, content_type="text/html; charset=utf-8")


def _moment(at: str) -> str:
    """A time of the records (ISO 8601) for people; as it stands where it is none."""
    try:
        return words().moment(datetime.fromisoformat(at))
    except ValueError:
        return at


def form(purpose: str) -> dict[str, Any]:
    """What travels in the token of the form just sent. Refused where it is forged, another session's or too old."""
    fields = form_fields(session(), purpose, request.form.get("token", ""))
    if fields is None:
        raise RefuseError(403, "refused.form", f"forged or stale form: {purpose}")
    return fields


def sent(name: str) -> str:
    """A field of the form as text that can be kept: without NUL, lone surrogates and other control characters."""
    text = request.form.get(name, "")
    kept = text.replace("\t", " ").replace("\r\n", "\n").replace("\n", "")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in kept):
        raise RefuseError(400, "refused.text", f"control characters in {name}")
    return text


def to(endpoint: str, **values: Any) -> BaseResponse:
    """To another page, by GET."""
    return redirect(url_for(endpoint, **values), 303)


def logged(event: str, **fields: object) -> None:
    """A line in the log of the application: what was refused, who came and went. Never a password or a token."""
    current: Session | None = g.get("session")
    line = {
        "event": event,
        "from": request.remote_addr or "",
        "person": current.person.name if current else "",
        "method": request.method[:10],
        "path": request.path[:200],
        **fields,
    }
    LOG.warning("%s", json.dumps(line, ensure_ascii=True))


def guard() -> BaseResponse | None:
    """Before every request: is it meant for us, whose is it, and may it come in."""
    settings = context().settings
    if settings.hosts and request.host.lower() not in settings.hosts:
        raise RefuseError(421, "refused.host", f"host {request.host[:100]!r}")
    if request.method not in _SAFE:
        _same_origin()
    g.session = context().people.session(request.cookies.get(cookie_name(), ""))
    if g.session is not None and not _fits(g.session, settings):
        g.session = None  # begun when the server was started in another way
    if g.session is None and request.endpoint not in WITHOUT_SESSION and request.endpoint is not None:
        if request.method not in _SAFE:
            raise RefuseError(403, "refused.form", "no session")
        return redirect(url_for("sign_in") + "?" + urlencode({"next": request.full_path.rstrip("?")}), 303)
    if g.session is not None:
        context().desk.refresh()
    return None


def _fits(found: Session, settings: Settings) -> bool:
    if settings.sign_in:
        return found.door == "password"
    return found.door == "local" and found.person == settings.local


def _same_origin() -> None:
    """A form must come from one of our own pages; browsers say where it comes from."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc.lower() != request.host.lower()):
        raise RefuseError(403, "refused.form", f"from another site: {origin[:100] or site[:20]}")


def finish(response: Response) -> Response:
    """Behind every request: the headers that keep a page to itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def refused(error: RefuseError) -> Response:
    """What one of the pages has refused."""
    logged("refused", why=error.logged, status=error.status)
    return _notice(error.status, error.key)


_KEYS = {404: "refused.nothing_here", 405: "refused.method", 413: "refused.large"}


def http_error(error: HTTPException) -> Response:
    """What the framework refuses: no such address, too much, not that way."""
    status = error.code or 400
    logged("refused", why=error.name, status=status)
    return _notice(status, _KEYS.get(status, "refused.form"))


def sweep_error(error: SweepError) -> Response:
    """Something that the user can mend, such as a full disk: shown as it stands."""
    logged("error", why=str(error)[:500], status=503)
    return _notice(503, "refused.fault", str(error))


def fault(error: Exception) -> Response:
    """The last door: the page says so, the log has the rest."""
    LOG.error("a fault of ours at %s", request.path[:200], exc_info=error)
    return _notice(500, "refused.fault")


def _notice(status: int, key: str, detail: str = "") -> Response:
    g.setdefault("session", None)
    return page("notice.html.j2", status, key=key, detail=detail)
