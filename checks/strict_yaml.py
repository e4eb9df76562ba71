"""YAML read strictly: double keys refused, `NO` stays a word, and every error has its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_WORD = "tag:yaml.org,2002:str"


class StrictYamlError(ValueError):
    """Carries `where` ("file:line:column") and the message."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


class _Strict(yaml.constructor.SafeConstructor):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value if key_node.tag == _WORD else self.construct_object(key_node, deep=True)
            if isinstance(key, list | dict):
                raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=key_node.start_mark)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"double key {key!r}", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def _marked(construct: Callable[[Any, yaml.ScalarNode], Any]) -> Callable[[Any, yaml.ScalarNode], Any]:
    """`construct`, its errors with their place."""

    def constructed(loader: Any, node: yaml.ScalarNode) -> Any:
        try:
            return construct(loader, node)
        except (ValueError, OverflowError) as error:  # 2026-02-30, or a number of absurd length
            raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from None
        except (LookupError, AttributeError):  # a tag that its value does not bear: !!int "", !!bool 3
            problem = f"{node.value!r} is no {node.tag.rpartition(':')[2]}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from None

    return constructed


# libyaml reads about ten times faster; PyYAML may have been built without it.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Loader: Any = type("_Loader", (_Strict, _Base), {})

# Of the YAML 1.1 booleans only true and false remain; the others are words: `country: NO` is Norway.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:bool",)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


# All others make what any scalar can say.
for _kind in ("int", "float", "timestamp", "binary", "bool"):
    _tag = f"tag:yaml.org,2002:{_kind}"
    _Loader.add_constructor(_tag, _marked(yaml.SafeLoader.yaml_constructors[_tag]))


@dataclass(frozen=True)
class Places:
    """Where things stand in a document, so that a later test of its content can point at the line."""

    name: str
    node: yaml.Node | None

    def where(self, path: Sequence[str | int] = ()) -> str:
        """ "name:line:column" of the deepest part of `path` (keys and indices) that the document has."""
        node, mark = self.node, self.node.start_mark if self.node else None
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = next((p for p in node.value if p[0].value == str(step)), None)
                if pair is None:
                    break
                mark, node = pair[0].start_mark, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            else:
                break
        return f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else self.name


def load_placed(text: str, name: str) -> tuple[Any, Places]:
    """The data of one YAML document and its places. Raises StrictYamlError ("name:line:column: what is wrong")."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            return (None if node is None else loader.construct_document(node)), Places(name, node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise StrictYamlError(where, error.problem or "not valid YAML") from None
    except yaml.YAMLError as error:
        raise StrictYamlError(name, f"not valid YAML: {error}") from None


def load_text(text: str, name: str) -> Any:
    """The data of one YAML document. Raises StrictYamlError ("name:line:column: what is wrong")."""
    return load_placed(text, name)[0]
