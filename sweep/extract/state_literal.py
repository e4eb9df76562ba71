"""Object literals of JavaScript as JSON: `{name: 'Lamp', price: 19.9,}`, as data layers are written by hand.

Nothing is run: a literal that holds anything but constants gives nothing.
"""

from __future__ import annotations

import json
import re

MAX_LITERAL = 60_000  # characters
_CONSTANTS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}
_TOKEN = re.compile(
    r"'(?P<single>[^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*))'"
    r"|(?P<double>\"[^\"\\\n]*+(?>(?:\\.[^\"\\\n]*+)*)\")"
    r"|(?P<word>[A-Za-z_$][\w$]*+)(?P<key>\s*+:)?"
    r"|(?P<open>[{\[])|(?P<close>[}\]])"
    r"|(?P<last>,)(?=\s*+[}\]])"
)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_NO_ESCAPE = re.compile(r"\\([^\"\\/bfnrtu])")


def as_json(text: str, at: int) -> tuple[str, int]:
    """The literal that begins at `at` as JSON, and where it ends; "" where it is none, and how far that was read."""
    found: list[str] = []
    done, depth = at, 0
    for token in _TOKEN.finditer(text, at, at + MAX_LITERAL):
        found.append(text[done : token.start()])
        done = token.end()
        found.append(_written(token))
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth <= 0:
            return ("".join(found) if token["close"] else ""), done
    return "", min(len(text), at + MAX_LITERAL)


def _written(token: re.Match[str]) -> str:
    """A token as JSON has it. A name that is no key stays as it is, so that nothing is read."""
    if token["single"] is not None:
        body = _HEX.sub(r"\\u00\1", token["single"].replace("\\'", "'"))
        return '"' + _NO_ESCAPE.sub(r"\1", re.sub(r'(?<!\\)"', '\\"', body)) + '"'
    if token["word"] is not None:
        return (
            json.dumps(token["word"]) + token["key"] if token["key"] else _CONSTANTS.get(token["word"], token["word"])
        )
    return "" if token["last"] else token[0]
