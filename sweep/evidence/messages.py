"""HTTP messages as they lie in archives: first line, headers, body, and chunks that some tools leave in. Pure."""

from __future__ import annotations

Headers = tuple[tuple[str, str], ...]


def split_http(block: bytes) -> tuple[tuple[str, Headers] | None, bytes]:
    """First line, headers and body of an HTTP message; no head where there is none."""
    end = block.find(b"\r\n\r\n")
    width = 4
    if end < 0:
        end, width = block.find(b"\n\n"), 2
    if end < 0:
        return None, b""
    lines = block[:end].decode("latin-1").replace("\r\n", "\n").split("\n")
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    return (lines[0], tuple(headers)), block[end + width :]


def status(line: str) -> tuple[int, str]:
    version, _, rest = line.partition(" ")
    code, _, reason = rest.strip().partition(" ")
    ok = version.upper().startswith("HTTP") and code.isascii() and code.isdigit() and len(code) == 3
    return (int(code), reason.strip()) if ok else (0, "")


def undo_chunks(headers: Headers, body: bytes) -> tuple[bytes, bool]:
    """`body` without its chunk marks, and whether it ended early. A body that bears none stays as it is."""
    coding = next((v for k, v in headers if k.lower() == "transfer-encoding"), "").lower()
    if "chunked" not in coding:
        return body, False
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 1024)
        size = _chunk_size(body[at:end]) if end >= 0 else None
        if size is None:
            # Some tools undo the chunks and leave the header: then the first line is no size.
            return (b"".join(parts), True) if parts else (body, False)
        if size == 0:
            return b"".join(parts), False
        piece = body[end + 1 : end + 1 + size]
        parts.append(piece)
        if len(piece) < size:
            return b"".join(parts), True
        at = end + 1 + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    if not digits or len(digits) > 12 or any(c not in b"0123456789abcdefABCDEF" for c in digits):
        return None
    return int(digits, 16)
