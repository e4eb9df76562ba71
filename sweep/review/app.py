"""The review application: a Flask app over one desk. Pages work without scripts; nothing is loaded from elsewhere."""

from __future__ import annotations

from functools import cache

from flask import Flask, Response
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound

from sweep.errors import SweepError
from sweep.paths import template_dir
from sweep.report.html import finalize, safe_url
from sweep.review import pages, proofs, sheets, signing, web
from sweep.review.desk import Desk
from sweep.review.people import People
from sweep.review.security import MAX_BODY

_ASSETS = {"style.css": ("text/css", ("report/style.css", "review/style.css")),
           "keys.js": ("text/javascript", ("review/keys.js",))}  # fmt: skip


def create_app(desk: Desk, people: People, settings: web.Settings) -> Flask:
    """The application, served by whatever speaks WSGI."""
    app = Flask("sweep.review", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY, MAX_FORM_PARTS=200)
    app.extensions["review"] = web.Context(desk, people, settings)
    app.jinja_loader = FileSystemLoader(template_dir() / "review")
    app.jinja_env.autoescape = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.finalize = finalize
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["safe_url"] = safe_url
    app.before_request(web.guard)
    app.after_request(web.finish)
    app.register_error_handler(web.RefuseError, web.refused)
    app.register_error_handler(HTTPException, web.http_error)
    app.register_error_handler(SweepError, web.sweep_error)
    app.register_error_handler(Exception, web.fault)
    app.add_url_rule("/assets/<name>", "asset", _asset)
    app.add_url_rule("/favicon.ico", "favicon", lambda: ("", 204))  # every browser asks for one
    for module in (pages, proofs, sheets, signing):
        module.register(app)
    return app


@cache
def _text(name: str) -> str:
    return "\n".join((template_dir() / part).read_text(encoding="utf-8") for part in _ASSETS[name][1])


def _asset(name: str) -> Response:
    if name not in _ASSETS:
        raise NotFound
    response = Response(_text(name), content_type=f"{_ASSETS[name][0]}; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=300"
    return response
