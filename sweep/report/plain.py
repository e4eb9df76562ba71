"""Shop text made fit for files: no character that breaks JSON, XML or a line, no value that is not plain data."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

# Lone surrogates cannot be encoded; XML (and so XLSX) forbids the control characters and the two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPED = re.compile(r"\\[bfu]")  # in JSON: what may be such a character, or a backslash in front of the letter
_AS_THEY_ARE = frozenset({type(None), bool, int, float})
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def clean(text: str) -> str:
    """`text` with every character that a file format forbids replaced by U+FFFD; tab and line ends stay."""
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def decimal(amount: Decimal) -> str:
    """Plain notation, never an exponent: "1000", "19.90"."""
    return f"{amount:f}"


def plain(value: Any) -> Any:
    """`value` as JSON data: dataclasses become objects, tuples lists, amounts and dates strings.

    Raises TypeError for a type that has no plain form.
    """
    kind = type(value)
    if kind is str:  # by far the most frequent
        return clean(value)
    if kind in _AS_THEY_ARE:
        return value
    match value:
        case Enum():
            return plain(value.value)
        case Decimal():
            return decimal(value)
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {clean(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


def json_line(data: Any) -> str:
    """One line of a .jsonl file, without its end. Readers that split at U+2028 or U+0085 still see one line."""
    try:
        text = _ENCODER.encode(data)
    except TypeError:  # a key that is no word
        text = _ENCODER.encode(plain(data))
    if clean(text) != text or ("\\" in text and _ESCAPED.search(text)):
        text = _ENCODER.encode(plain(data))
    for char, escaped in _LINE_ENDS.items():
        text = text.replace(char, escaped)
    return text


def _one_level(value: Any) -> Any:
    """What JSON has no form for, made plain by one level: a sweep has millions of values, and most are plain."""
    match value:
        case Enum():
            return value.value
        case set() | frozenset():
            return list(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return plain(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_one_level)
