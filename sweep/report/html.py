"""Turns views into pages: everything escaped, only harmless links, nothing loaded from anywhere.

Each page carries its style (and, on the overview, its script) inside, allowed by their hashes alone, so that a
page can be opened from disk, mailed and printed by itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sweep.paths import template_dir
from sweep.report import charts, fragments
from sweep.report.fragments import safe_url
from sweep.report.look import Theme
from sweep.report.plain import clean
from sweep.report.price_chart import price_chart
from sweep.report.words import Words

__all__ = ["asset", "environment", "finalize", "policy", "render", "safe_url"]
_OURS = Theme()
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def finalize(value: Any) -> Any:
    """What Jinja2 prints: text without the characters that no page may hold."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The one Jinja2 environment of the report: escapes always, and an unknown name is an error."""
    jinja = Environment(
        loader=FileSystemLoader(template_dir() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals["charts"] = charts
    for piece in (fragments.link, fragments.law, fragments.role, fragments.proof, fragments.finding, fragments.passed,
                  fragments.brief, fragments.digest, fragments.card):  # fmt: skip
        jinja.globals[piece.__name__] = piece
    jinja.globals["price_chart"] = price_chart
    return jinja


@cache
def asset(name: str) -> tuple[Markup, str]:
    """A style sheet or script without its comments and indents, and its hash as a CSP source."""
    text = _COMMENT.sub("", (template_dir() / "report" / name).read_text(encoding="utf-8"))
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"  # noqa: S704 - our own file, no shop text in it


def policy(script: bool, theme: Theme = _OURS, *, pictures: bool = False) -> str:
    """The Content-Security-Policy of a page; only files that lie beside it may be loaded: data, and `pictures`."""
    scripts = f"{asset('report.js')[1]} 'self'" if script else "'none'"
    styles = " ".join(filter(None, (asset("style.css")[1], theme.css_hash)))
    sources = " ".join(("data:",) * bool(theme.logo) + ("'self'",) * pictures)
    images = f" img-src {sources};" if sources else ""
    return f"default-src 'none';{images} style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'"


def render(
    template: str,
    words: Words,
    *,
    script: bool = False,
    pictures: bool = False,
    theme: Theme = _OURS,
    **values: object,
) -> str:
    """The page `template` in the language of `words`. Raises UndefinedError for a value the template misses."""
    return (
        environment()
        .get_template(template)
        .render(
            w=words,
            csp=policy(script, theme, pictures=pictures),
            theme=theme,
            style=asset("style.css")[0],
            script=asset("report.js")[0] if script else "",
            host=partial(re.sub, r"^https?://", ""),
            **values,
        )
    )
