"""Object literals of JavaScript as JSON: `{name: 'Lamp', price: 19.9,}`, as data layers are written by hand.

Nothing is run: a literal that holds anything but constants gives nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

MAX_LITERAL = 60_000  # characters
_CONSTANTS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}
_TOKEN = re.compile(
    r"'(?P<single>[^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*))'"
    r"|(?P<double>\"[^\"\\\n]*+(?>(?:\\.[^\"\\\n]*+)*)\")"
    r"|(?P<word>[A-Za-z_$][\w$]*+)(?P<key>\s*+:)?"
    r"|!(?P<flag>[01])(?![\w.])"
    r"|(?P<open>[{\[])|(?P<close>[}\]])"
    r"|(?P<last>,)(?=\s*+[}\]])"
)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_NO_ESCAPE = re.compile(r"\\([^\"\\/bfnrtu])")


def as_json(text: str, at: int, names: Mapping[str, str] = _CONSTANTS, limit: int = MAX_LITERAL) -> tuple[str, int]:
    """The literal that begins at `at` as JSON, and where it ends; "" where it is none, and how far that was read.

    `names` are the words that stand for a constant, with their JSON.
    """
    found: list[str] = []
    done, depth = at, 0
    for token in _TOKEN.finditer(text, at, at + limit):
        found.append(text[done : token.start()])
        done = token.end()
        found.append(_written(token, names))
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth <= 0:
            return ("".join(found) if token["close"] else ""), done
    return "", min(len(text), at + limit)


def _written(token: re.Match[str], names: Mapping[str, str]) -> str:
    """A token as JSON has it. A name that is no key and no constant stays as it is, so that nothing is read."""
    if token["single"] is not None:
        body = _HEX.sub(r"\\u00\1", token["single"].replace("\\'", "'"))
        return '"' + _NO_ESCAPE.sub(r"\1", re.sub(r'(?<!\\)"', '\\"', body)) + '"'
    if token["word"] is not None:
        return json.dumps(token["word"]) + token["key"] if token["key"] else names.get(token["word"], token["word"])
    if token["flag"] is not None:
        return "true" if token["flag"] == "0" else "false"
    return "" if token["last"] else token[0]


# --- Nuxt 2: a function that returns one literal, called at once with the constants that its parameters stand for

_CALL = re.compile(r"__NUXT__\s{0,3}=\s{0,3}\(?function\s?\(([\w$,\s]{0,40000})\)\s?\{\s{0,3}return\s?(?=[{\[])")
_GIVEN = re.compile(r"\s{0,3};?\s{0,3}\}\s{0,3}\(")
_NONE = re.compile(r"(?<![\w$\"'])(?:void 0|Array\(0\))")
_LONGEST = 1_500_000  # characters of such a program


def called(text: str) -> str:
    """The literal that Nuxt's program returns as JSON, "" where it does anything else. It is not run."""
    call = _CALL.search(text)
    if call is None or len(text) > _LONGEST:
        return ""
    end = as_json(text, call.end(), _CONSTANTS, _LONGEST)[1]
    given = _GIVEN.match(text, end)
    if given is None:
        return ""
    last = text[given.end() :].rstrip("; \n\t").removesuffix(")").rstrip().removesuffix(")")
    constants = as_json(f"[{_NONE.sub(_as_constant, last)}]", 0, _CONSTANTS, _LONGEST)[0]
    try:
        values = json.loads(constants, parse_int=_Raw, parse_float=_Raw)
    except (ValueError, RecursionError):
        return ""
    parameters = [name.strip() for name in call[1].split(",") if name.strip()]
    if len(values) != len(parameters):
        return ""
    names = {name: _dumped(value) for name, value in zip(parameters, values, strict=True)}
    return as_json(text, call.end(), {**_CONSTANTS, **names}, _LONGEST)[0]


def _as_constant(match: re.Match[str]) -> str:
    return "null" if match[0] == "void 0" else "[]"


class _Raw(str):
    """A number as it is written."""


def _dumped(value: object) -> str:
    """A constant as JSON; what is built of others (an empty list, an object) is none that a field needs."""
    if isinstance(value, _Raw):
        return str(value)
    return json.dumps(value) if isinstance(value, str | bool) else "null" if value is None else "[]"
