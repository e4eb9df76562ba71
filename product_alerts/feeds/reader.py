"""Steps into nested objects of JSON that may be missing or of another shape than announced."""

from __future__ import annotations

from typing import Any

from product_alerts.text import tidy


class Reader:
    """Steps into nested objects that may be missing or of another shape."""

    def __init__(self, node: Any) -> None:
        self.node = node if isinstance(node, dict) else {}

    def into(self, name: str) -> Reader:
        return Reader(self.node.get(name))

    def each(self, name: str) -> list[Reader]:
        value = self.node.get(name)
        return [Reader(item) for item in value] if isinstance(value, list) else []

    def text(self, name: str) -> str:
        value = self.node.get(name)
        return tidy(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def english(self, field: str) -> str:
        """A field of the English version, or of the first one that has it."""
        versions = sorted(self.each("versions"), key=lambda v: v.into("language").text("key") != "EN")
        return next((text for version in versions if (text := version.text(field))), "")
