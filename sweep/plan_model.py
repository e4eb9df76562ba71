"""A plan's data against its model, with every mistake told by its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sweep.plan_file import Document, Mistake, near_miss

M = TypeVar("M", bound=BaseModel)


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
    message = error["msg"].removeprefix("Value error, ")
    return Mistake(line, column, f"{name}: {message[0].lower()}{message[1:]}" if name else message)


def _keys(model: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that are known at a place of the plan."""
    for part in path:
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return ()
        model = annotation
    return tuple(model.model_fields)
