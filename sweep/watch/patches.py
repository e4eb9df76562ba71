"""A changed page as what changed: a patch against an earlier answer of the same address, exact to the last byte.

A price changes on a page of a hundred kilobytes; the rest is as before. Where the answer came packed by gzip, the patch
is made of the unpacked pages, and the packing repeated: servers use the same few settings of one library. A patch is
only ever used after it has given back the very bytes that were received; where it does not, the whole answer is kept.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

import zstandard

MAX_PAGE = 8_000_000  # bytes of a page, unpacked
_WORTH = 0.5  # share of the answer above which it is kept whole
_LEVELS = (6, 1, 5, 9, 4, 3, 2, 7, 8)
_HEAD, _TAIL = 10, 8  # bytes of a plain gzip header, and of the checksum and length at the end


@dataclass(frozen=True, slots=True)
class Patch:
    """`delta` (zstd, base64) turns the unpacked base into the unpacked page; `head` and levels pack it again.

    `level` 0 says that the answer was not packed.
    """

    delta: str
    level: int = 0
    memory: int = 0
    head: str = ""

    def data(self) -> dict[str, Any]:
        return asdict(self)


def make(base: bytes, answer: bytes) -> Patch | None:
    """The patch from the answer `base` to `answer`, both as received; None where the whole is to be kept."""
    old, new = unpacked(base), unpacked(answer)
    if old is None or new is None:
        return None
    packing = (0, 0, "") if new is answer else _packing(new, answer)
    if packing is None:
        return None
    delta = _compressor(old).compress(new)
    patch = Patch(b64encode(delta).decode(), *packing)
    if len(patch.delta) > _WORTH * len(answer) or apply(base, patch) != answer:
        return None
    return patch


def apply(base: bytes, patch: Patch) -> bytes:
    """The answer as received. Raises ValueError where base and patch do not belong together."""
    old = unpacked(base)
    if old is None:
        raise ValueError("the earlier answer cannot be unpacked")
    try:
        new = zstandard.ZstdDecompressor(dict_data=_dictionary(old)).decompress(
            b64decode(patch.delta), max_output_size=MAX_PAGE
        )
    except zstandard.ZstdError as error:
        raise ValueError(f"the patch does not belong to the earlier answer ({error})") from None
    return _packed(new, patch.level, patch.memory, bytes.fromhex(patch.head)) if patch.level else new


def unpacked(answer: bytes) -> bytes | None:
    """The answer without its gzip packing, as it is where it has none; None for one too large or damaged."""
    if not answer.startswith(b"\x1f\x8b"):
        return answer if len(answer) <= MAX_PAGE else None
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        page = engine.decompress(answer, MAX_PAGE)
    except zlib.error:
        return None
    return page if engine.eof and not engine.unused_data else None


def _dictionary(old: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(old, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compressor(old: bytes) -> zstandard.ZstdCompressor:
    # A window over the old page and the new one, so that everything the same is found again.
    window = max(20, min(24, (2 * len(old)).bit_length()))
    settings = zstandard.ZstdCompressionParameters.from_level(3, window_log=window, enable_ldm=True)
    return zstandard.ZstdCompressor(dict_data=_dictionary(old), compression_params=settings)


def _packing(page: bytes, answer: bytes) -> tuple[int, int, str] | None:
    """The settings that pack `page` into exactly `answer`."""
    if len(answer) < _HEAD + _TAIL or answer[3]:  # a header with a name or comment in it
        return None
    head = answer[:_HEAD]
    for level, memory in ((level, memory) for memory in (8, 9) for level in _LEVELS):
        if _packed(page, level, memory, head) == answer:
            return level, memory, head.hex()
    return None


def _packed(page: bytes, level: int, memory: int, head: bytes) -> bytes:
    engine = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, memory)
    tail = zlib.crc32(page).to_bytes(4, "little") + (len(page) & 0xFFFFFFFF).to_bytes(4, "little")
    return head + engine.compress(page) + engine.flush() + tail
