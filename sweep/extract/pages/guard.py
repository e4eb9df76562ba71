"""Refuses markup that the parser or the readers would choke on: what costs more than in proportion to its length.

The parser's cost is quadratic in nesting, in formatting never closed, in options and in the attributes of one element.
Pages of real shops have at most half of what is allowed here.
"""

from __future__ import annotations

import re

MAX_TAGS = 100_000
MAX_TEXT = 600_000  # bytes outside of tags, scripts and styles
MAX_DEPTH = 4_000
MAX_FORMATTING = 4_000
MAX_OPTIONS = 12_000
MAX_ATTRIBUTES = 4_000  # of one element: words of a script that stand behind a "<" count, too
MAX_ATTRIBUTES_OF_LARGE = 1_000  # the same on a page that has room for hundreds of such elements
_LARGE = 1_000_000  # bytes

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_OPENING = re.compile(rb"<[a-zA-Z]")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr p li td tr th dt dd option".split())
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_DRAWING = frozenset(
    b"g path circle rect line polygon polyline ellipse use stop image defs symbol text tspan title desc mask clipPath"
    b" linearGradient radialGradient filter animate".lower().split()
)
_W = rb" \t\n\r\f\v"  # spelled out in sets, which makes each of them one look at a table
_VALUE = rb"[%b]*+=[%b]*+(?:\"[^\"]*+\"|'[^']*+'|[^%b>\"']*+)" % (_W, _W, _W)
# The commonest form of everything is tried first: a value in double quotes, a tag that closes or has no attributes.
_ATTRIBUTE = rb"[%b/]++[^%b/>=]*+(?>(?:=\"[^\"]*+\"|%b)?)" % (_W, _W, _VALUE)
_TOO_MANY = rb"[%b/]+[^%b/>]" % (_W, _W)


def ordinary(most: int) -> re.Pattern[bytes]:
    """All that comes before a tag with more than `most` attributes.

    Nothing is given back once taken: linear on any input, in one pass of C.
    """
    opening = rb"[a-zA-Z][^%b/>]*+(?:>|(?>(?:%b){0,%d})(?:>|(?!%b)))" % (_W, _ATTRIBUTE, most, _TOO_MANY)
    return re.compile(rb"[^<]*+(?>(?:<(?>/|%b|(?![a-zA-Z]))[^<]*+)*)" % opening)


_ORDINARY, _ORDINARY_IF_LARGE = ordinary(MAX_ATTRIBUTES), ordinary(MAX_ATTRIBUTES_OF_LARGE)
# A tag, or all from one of these up to where it closes.
_NO_TEXT = re.compile(
    rb"<(?:[^sStTnN<>][^<>]*+>|%b|[^<>]*+>|)"
    % b"|".join(
        rb"%b[^<]*+(?>(?:<(?!/%b)[^<]*+)*)" % (n, n) for n in (b"script", b"style", b"svg", b"template", b"noscript")
    ),
    re.IGNORECASE,
)


def guard(html: bytes, signs: int | None = None) -> str:
    """Why `html` must not be parsed, or "" when it may. Linear in its length; `signs` is how many "<" are in it."""
    problem = _tags(html, html.count(b"<") if signs is None else signs) or _attributes(html) or _text(html)
    return f"page could not be parsed: {problem}" if problem else ""


def _tags(html: bytes, signs: int) -> str:
    # Depth, formatting and options are at most the number of tags: most pages need no closer look.
    if signs <= MAX_DEPTH:
        return ""
    if signs > 4 * MAX_TAGS:
        return "too many elements"
    opening = signs - html.count(b"</")
    if opening <= MAX_DEPTH:
        return ""
    opening = len(_OPENING.findall(html))
    if opening > MAX_TAGS:
        return "too many elements"
    return _nesting(html) if opening > MAX_DEPTH else ""


def _nesting(html: bytes) -> str:
    depth = formatting = options = drawing = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        step = -1 if match[1] else 1
        if name == b"option":
            options += 1
            if options > MAX_OPTIONS:
                return "too many options"
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
            if formatting > MAX_FORMATTING:
                return "formatting never closed"
        if name == b"svg":
            drawing = max(0, drawing + step)
        elif name not in _DRAWING:
            drawing = 0  # elements of HTML end a drawing
        if name not in _VOID and not (drawing and step > 0 and _closes_itself(html, match.end())):
            depth = max(0, depth + step)
            if depth > MAX_DEPTH:
                return "nested too deep"
    return ""


def _closes_itself(html: bytes, at: int) -> bool:
    """Whether the tag that goes on at `at` ends in "/>", which means something inside a drawing only."""
    return html[html.find(b">", at) - 1 :][:1] == b"/"


def _attributes(html: bytes) -> str:
    pattern = _ORDINARY if len(html) <= _LARGE else _ORDINARY_IF_LARGE
    return "" if pattern.fullmatch(html) else "too many attributes"


def _text(html: bytes) -> str:
    if len(html) <= MAX_TEXT:
        return ""
    return "too much text" if len(_NO_TEXT.sub(b"", html)) > MAX_TEXT else ""
