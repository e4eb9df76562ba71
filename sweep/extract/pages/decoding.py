"""From the bytes of an answer to its text: content codings undone, bounded, and the charset told."""

from __future__ import annotations

import re

from sweep.capture import Response
from sweep.extract.pages.coding import undo

MAX_DECODED = 8_000_000  # bytes of HTML we are ready to parse


def decode_body(response: Response) -> bytes:
    """The body with its content coding undone, at most MAX_DECODED bytes. Raises ValueError with the reason."""
    return decoded(response)[0]


def decoded(response: Response) -> tuple[bytes, str]:
    """The same, with what is missing of it ("" for a whole one)."""
    data, whole = undo(response.body, response.header("content-encoding"), MAX_DECODED + 1)
    if len(data) > MAX_DECODED:
        raise ValueError(f"larger than {MAX_DECODED // 1_000_000} MB")
    return data, "" if whole else "its compressed form ends early"


_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Declared by mistake more often than not (cp1252 is meant), and codecs of Python that are no charsets.
_NOT_DECLARED = frozenset(
    "utf-8 utf8 iso-8859-1 latin-1 latin1 us-ascii "
    "idna punycode undefined unicode-escape raw-unicode-escape utf-7".split()
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


def plain_utf8(data: bytes) -> str | None:
    """The text of `data` where that is valid UTF-8 without a byte order mark, so that its UTF-8 is `data` again."""
    if data[:3] == b"\xef\xbb\xbf":
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def with_plain_marks(data: bytes, content_type: str) -> bytes:
    """`data` as UTF-8 where its charset does not write "<p>" in the bytes of ASCII, as UTF-16 does not; else as it is.

    What looks at the marks of a page before it is parsed would see none of them.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    header = _HEADER_CHARSET.search(content_type)
    if header is None or b"\x00" not in data[:64] or header[1].lower().replace("_", "-") in _NOT_DECLARED:
        return data
    try:
        plain = "<p>".encode(header[1]) == b"<p>"
        return data if plain else data.decode(header[1], "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError):
        return data


def decode_text(data: bytes, content_type: str) -> str:
    """HTML text of `data`: byte order mark, then header, then meta; what is valid UTF-8 is UTF-8; else cp1252."""
    if (text := plain_utf8(data)) is not None:
        return text
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    header = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(data[:4096])
    for name in (header and header[1], meta and meta[1].decode("ascii")):
        if name and name.lower().replace("_", "-") not in _NOT_DECLARED:
            try:
                return data.decode(name, "replace")
            except (LookupError, UnicodeError):
                continue
    utf8 = any(n and n.lower() in ("utf-8", "utf8") for n in (header and header[1], meta and meta[1].decode("ascii")))
    return data.decode("utf-8" if utf8 else "cp1252", "replace")
