"""The same words laid out otherwise: lists, tables, line breaks, one paragraph, parts that open by a click."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from html import escape, unescape

_BREAKS = re.compile(r"</(?:p|li|h\d|td|tr|dd|dt)>|<br ?/?>")
_TAGS = re.compile(r"<[^>]+>")


def lines(html: str) -> list[str]:
    """The words of a piece of HTML, a line for each paragraph, cell or entry; links lose their targets."""
    text = unescape(_TAGS.sub(" ", _BREAKS.sub("\n", html)))
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _joined(html: str, template: str, between: str = "") -> str:
    return between.join(template.format(escape(line, quote=False)) for line in lines(html))


def _in_words(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda html: re.sub(r"(?<=>)[^<]+(?=<)", lambda m: change(m[0]), f"<i>{html}</i>")


# Of these the words alone are left: no links, forms or pictures.
PLAIN: dict[str, Callable[[str], str]] = {
    "line breaks": lambda html: f"<div>{_joined(html, '{}', '<br>')}</div>",
    "a list": lambda html: f"<ul>{_joined(html, '<li>{}</li>')}</ul>",
    "a list of terms": lambda html: f"<dl>{_joined(html, '<dt>•</dt><dd>{}</dd>')}</dl>",
    "numbered clauses": lambda html: "".join(f"<p>3.{i} {escape(line)}</p>" for i, line in enumerate(lines(html), 1)),
    "one paragraph": lambda html: f"<p>{_joined(html, '{}', ' ')}</p>",
    "a sentence a paragraph": lambda html: "".join(
        f"<p>{escape(part)}</p>" for line in lines(html) for part in re.split(r"(?<=[a-zé]\.) ", line)
    ),
    "text as typed": lambda html: f"<pre>{_joined(html, '{}', chr(10))}</pre>",
    "a field": lambda html: f"<textarea readonly rows='20'>{_joined(html, '{}', chr(10))}</textarea>",
    "lines of fixed length": lambda html: "<div>{}</div>".format(
        "<br>".join(escape(part) for line in lines(html) for part in textwrap.wrap(line, 60))
    ),
}
# The same elements, with more round them or other ones in their place.
WRAPPED: dict[str, Callable[[str], str]] = {
    "capitals": _in_words(str.upper),
    "a word an element": _in_words(lambda text: " ".join(f"<span>{word}</span>" for word in text.split(" "))),
    "blanks that do not break": _in_words(lambda text: text.replace(" ", "&nbsp;")),
    "no paragraphs": lambda html: re.sub(r"<(/?)(?:p|li|ul|ol|h\d)\b[^>]*>", r"<\1div>", html),
    "a table": lambda html: f"<table><tr><td>{html}</td></tr></table>",
    "an aside": lambda html: f"<aside>{html}</aside>",
    "a footer": lambda html: f"<footer>{html}</footer>",
    "a part to open": lambda html: f"<details><summary>+</summary>{html}</details>",
    "a part not shown yet": lambda html: f"<h2>+</h2><div style='display:none'>{html}</div>",
    "a part hidden by a sheet": lambda html: (
        f"<style>.fold:not(.open){{display:none}}</style><a href='#f'>+</a><div id='f' class='fold'>{html}</div>"
    ),
    "a dialogue": lambda html: f"<button>+</button><dialog>{html}</dialog>",
    "a part for scripts": lambda html: f"<template id='t'>{html}</template><div id='c'></div><script>show()</script>",
    "a part twice": lambda html: f"<div>{html}</div><div class='mobile' style='display:none'>{html}</div>",
}
