"""XML read as plain records by expat; a DOCTYPE (and with it every entity) is refused, depth and size are bounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from product_alerts.feeds.base import MAX_BYTES, FeedError

_MAX_DEPTH = 12
_MAX_ELEMENTS = 3_000_000


@dataclass(slots=True)
class Element:
    """A tag without its namespace prefix, its text and its children, in document order."""

    tag: str
    parts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()


class _Builder:
    def __init__(self) -> None:
        self.stack = [Element("")]
        self.count = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.stack) > _MAX_DEPTH or self.count > _MAX_ELEMENTS:
            raise FeedError("not a Safety Gate report: nested too deep or far too many elements")
        element = Element(tag.rpartition(":")[2])
        self.stack[-1].children.append(element)
        self.stack.append(element)

    def end(self, _tag: str) -> None:
        self.stack.pop()

    def data(self, text: str) -> None:
        self.stack[-1].parts.append(text)


def _refuse(*_: object) -> None:
    raise FeedError("the file declares a DOCTYPE, which no Safety Gate file does: refused")


def read_xml(raw: bytes) -> Element:
    """The root element of `raw`. Raises FeedError for anything that is not one sound, harmless document."""
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder = _Builder()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise FeedError(f"broken XML, perhaps cut off: {error}") from None
    except (LookupError, ValueError, TypeError) as error:  # an encoding that Python does not know or allow
        raise FeedError(f"XML in an unusable encoding: {error}") from None
    return builder.stack[0].children[0]
