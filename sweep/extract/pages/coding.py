"""Undoes content codings, bounded: what is packed into kilobytes may want to be gigabytes.

We ask for gzip alone; servers that send something else all the same, and archives made by browsers, need the others.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CODINGS = 3  # in a row; more are no page
_WINDOW = 23  # log2 of the bytes that zstd may look back on (RFC 9659 lets no web server ask for more)


def undo(body: bytes, codings: str, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes of the body behind a Content-Encoding header, and whether it came to its end.

    Raises ValueError with the reason where it cannot be read.
    """
    names = [name for part in codings.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(names) > _CODINGS:
        raise ValueError(f"{len(names)} content codings over one another")
    whole = True
    for name in reversed(names):
        if name not in _UNDO:
            raise ValueError(f"content coding {name!r} is not supported")
        body, ended = _UNDO[name](body, limit)
        whole = whole and ended
    return body, whole


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    # A server may announce a coding that it did not apply; what is no gzip is read as it stands.
    return _deflate(body, limit) if body[:2] == b"\x1f\x8b" else (body, True)


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    for wbits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(wbits)
        try:
            data = inflater.decompress(body, limit)
        except zlib.error:
            continue
        return data, inflater.eof
    raise ValueError("broken compression")


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    try:
        data = unpacker.process(body, output_buffer_limit=limit)  # stops at the first block over the limit
    except brotli.error as error:
        raise ValueError("broken compression") from error
    return data[:limit], unpacker.is_finished()


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    unpacker = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})
    try:
        return unpacker.decompress(body, limit), unpacker.eof
    except zstd.ZstdError as error:
        raise ValueError("broken compression") from error


_UNDO: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
