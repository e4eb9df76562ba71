"""YAML of a plan with the place of every value, so that all mistakes can be named at once.

Scalars stay words: what is a number or a date is decided by the field that takes it, so `NO` is Norway
and `12:30` is no number of seconds.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

Path_ = tuple[str | int, ...]
_NAMED = 30  # known words in a message


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a file; lines and columns count from 1."""

    line: int
    column: int
    message: str

    def at(self, name: str) -> str:
        return f"{name}:{self.line}:{self.column}: {self.message}"


@dataclass(slots=True)
class Document:
    """The data of a file, where each value stands, and what is wrong with its form."""

    data: object = None
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the value at `path`, or of its nearest ancestor that is there."""
        current = tuple(path)
        while current and current not in self.places:
            current = current[:-1]
        return self.places.get(current, (1, 1))

    def said(self, name: str) -> str:
        """The mistakes, each once and on a line, in the order of the file `name`."""
        ordered = sorted(set(self.mistakes), key=lambda m: (m.line, m.column, m.message))
        return "\n".join(mistake.at(name) for mistake in ordered)


def read_document(text: str) -> Document:
    """The document in `text`; what is no YAML at all is its only mistake."""
    document = Document()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        document.mistakes.append(Mistake(line, column, f"not valid YAML: {error.problem}"))
        return document
    except (yaml.YAMLError, RecursionError) as error:
        document.mistakes.append(Mistake(1, 1, f"not valid YAML: {str(error).splitlines()[0]}"))
        return document
    if root is not None:
        document.data = _value(root, (), document, set())
    return document


def _value(node: yaml.Node, path: Path_, document: Document, seen: set[int]) -> object:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    document.places.setdefault(path, (line, column))
    if id(node) in seen:
        document.mistakes.append(Mistake(line, column, "aliases are not supported here; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_entries(node, path, document, seen))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document, seen) for index, item in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _entries(node: yaml.MappingNode, path: Path_, document: Document, seen: set[int]) -> Iterator[tuple[str, object]]:
    names: dict[str, int] = {}
    for key, value in node.value:
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            document.mistakes.append(Mistake(line, column, "a key must be a single word"))
            continue
        name = str(key.value)
        if name in names:
            message = f"{name}: given twice (first on line {names[name]}); remove one"
            document.mistakes.append(Mistake(line, column, message))
            continue
        names[name] = line
        document.places[(*path, name)] = (line, column)
        yield name, _value(value, (*path, name), document, seen)


def _scalar(node: yaml.ScalarNode) -> object:
    word = str(node.value)
    if node.style is None and word in ("", "~", "null"):
        return None
    if node.style is None and word in ("true", "false"):
        return word == "true"
    return word


def near_miss(word: str, known: Sequence[str]) -> str:
    """ "; did you mean 'x'?" when a known word is close, else "; known are: ...", the first of many."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return f"; known are: {', '.join(known[:_NAMED])}{more}" if known else ""
