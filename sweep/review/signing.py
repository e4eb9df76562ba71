"""Coming in and going out: with a password, or on the own machine by the address that the command printed."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, redirect, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as BaseResponse

from sweep.review import web
from sweep.review.desk import Person
from sweep.review.people import Door, TooManyError
from sweep.review.words import languages

_DOOR = "sweepday_door"  # the cookie that ties the form for signing in to a browser
_FORM_AGE = 3600  # seconds
_YEAR = 365 * 86_400


def register(app: Flask) -> None:
    """Adds these pages to the application."""
    app.add_url_rule("/enter", "enter", enter)
    app.add_url_rule("/sign-in", "sign_in", sign_in, methods=["GET", "POST"])
    app.add_url_rule("/sign-out", "sign_out", sign_out, methods=["POST"])
    app.add_url_rule("/language", "set_language", set_language, methods=["POST"])


def enter() -> BaseResponse:
    """On the own machine: the address with the key lets this browser in."""
    settings = web.context().settings
    given = request.args.get("key", "").encode("utf-8", "replace")
    if settings.sign_in or not hmac.compare_digest(given, settings.key.encode()):
        raise web.RefuseError(403, "signin.local" if not settings.sign_in else "refused.form", "wrong key")
    return _come_in(settings.local, "local", url_for("queue"))


def _come_in(person: Person, door: Door, target: str) -> BaseResponse:
    """Begins a session, never the one that the browser had before."""
    if g.session is not None:
        web.context().people.end(g.session)
    token = web.context().people.begin(person, door)
    response = redirect(target, 303)
    secure = web.context().settings.secure
    response.set_cookie(web.cookie_name(), token, httponly=True, samesite="Lax", secure=secure, path="/")
    return response


def sign_in() -> Response | BaseResponse:
    """The form for name and password, and what comes of it."""
    settings = web.context().settings
    target = _inside(request.values.get("next", ""))
    if not settings.sign_in:
        return web.page("notice.html.j2", 403, key="signin.local", detail="")
    if request.method == "GET":
        return _door(target)
    _check_door()
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    try:
        person = web.context().people.check(name, password, request.remote_addr or "")
    except TooManyError:
        web.logged("refused", why="too many failed sign-ins", name=name[:80], status=429)
        return _door(target, 429, "signin.too_many")
    if person is None:
        web.logged("refused", why="wrong name or password", name=name[:80], status=403)
        return _door(target, 403, "signin.wrong")
    web.logged("signed in", name=person.name)
    return _come_in(person, "password", target)


def _door(target: str, status: int = 200, problem: str = "") -> Response:
    """The page with the form, tied to this browser, so that no other site can sign anybody in."""
    mark = secrets.token_urlsafe(16)
    token = _signer().dumps(mark)
    response = make_response(web.page("signin.html.j2", status, target=target, problem=problem, token=token))
    secure = web.context().settings.secure
    response.set_cookie(_DOOR, mark, httponly=True, samesite="Strict", secure=secure, max_age=_FORM_AGE)
    return response


def _check_door() -> None:
    try:
        mark = str(_signer().loads(request.form.get("token", ""), max_age=_FORM_AGE))
    except BadData:
        mark = ""
    if not mark or not hmac.compare_digest(mark.encode(), request.cookies.get(_DOOR, "").encode("utf-8", "replace")):
        raise web.RefuseError(403, "refused.form", "forged or stale form: sign in")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(web.context().settings.secret, salt="sign in")


def sign_out() -> Response:
    """Ends the session, on the server too."""
    web.form("sign_out")
    web.context().people.end(web.session())
    g.session = None
    response = web.page("notice.html.j2", key="signin.done", detail="")
    response.delete_cookie(web.cookie_name(), path="/")
    return response


def set_language() -> BaseResponse:
    """Keeps the reader's language in a cookie, and goes back."""
    response = redirect(_inside(request.form.get("to", "")), 303)
    chosen = request.form.get("language", "")
    if chosen in languages():
        secure = web.context().settings.secure
        response.set_cookie(web.LANGUAGE_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def _inside(target: str) -> str:
    """An address on this server, else that of the queue: nobody is led elsewhere."""
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    parts = urlsplit(target) if plain else None
    return target if parts and not parts.netloc and not parts.scheme and "\\" not in target else url_for("queue")
