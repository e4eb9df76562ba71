"""A plan's data against its model, with every mistake told by its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sweep.plan_file import Document, Mistake, near_miss

M = TypeVar("M", bound=BaseModel)

# What pydantic calls a wrong value, and what a person should write instead.
_WANTED = {
    "string_type": "a word or a text",
    "string_too_short": "a word or a text",
    "tuple_type": "a list: [one, two]",
    "too_short": "a list with at least one entry",
    "model_type": "`key: value` lines",
    "dict_type": "`key: value` lines",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def validated(document: Document, model: type[M]) -> M | None:
    """The plan; None where it cannot be made, with the reasons among the mistakes of `document`."""
    if not isinstance(document.data, dict):
        if not document.mistakes:
            document.mistakes.append(Mistake(1, 1, "a plan is a list of `key: value` lines; this file holds none"))
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        document.mistakes.extend(_mistake(fault, document, model) for fault in error.errors(include_url=False))
    return None


def _mistake(error: Any, document: Document, model: type[BaseModel]) -> Mistake:
    path = tuple(error["loc"])
    name = ".".join(str(part) for part in path)
    line, column = document.place(path)
    if error["type"] == "extra_forbidden":
        return Mistake(line, column, f"{name}: unknown key{near_miss(str(path[-1]), _keys(model, path[:-1]))}")
    if error["type"] == "missing":
        return Mistake(line, column, f"{name}: is missing")
    message = _message(error, _keys(model, path))
    return Mistake(line, column, f"{name}: {message[0].lower()}{message[1:]}" if name else message)


def _message(error: Any, keys: tuple[str, ...]) -> str:
    given, wanted = error["input"], _WANTED.get(error["type"], "")
    if given is None:
        return "has no value; write one, or take the key away"
    if wanted:
        found = "it is empty" if given in ("", []) else f"this is {_form(given)}"
        known = f" ({', '.join(keys)})" if keys else ""
        return f"{found}; write {wanted}{known}"
    return str(error["msg"]).removeprefix("Value error, ")


def _form(given: object) -> str:
    forms = {dict: "`key: value` lines", list: "a list", bool: "true or false"}
    return forms.get(type(given), repr(given)[:60])


def _keys(model: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that are known at a place of the plan."""
    for part in path:
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return ()
        model = annotation
    return tuple(model.model_fields)
