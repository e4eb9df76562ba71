"""The bytes of a page as received, taken out of the archives again: whole, or put together from a patch."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

from sweep.errors import CaptureError, told
from sweep.evidence.messages import split_http
from sweep.store.prices import PriceBook, State
from sweep.watch import patches
from sweep.watch.evidence import Base

_PATCH = ("delta", "level", "memory", "head")


def body_of(book: PriceBook, captures: Path, state: State) -> bytes:
    """The answer's body as received, proved by its digest. Raises CaptureError where it is not there or differs."""
    block = _block(captures / state.archive, state.offset, state.length)
    if state.base:
        base = book.states([state.base]).get(state.base)
        if base is None:
            raise CaptureError(f"{state.archive}: the earlier answer that a patch refers to is missing")
        body = _patched(body_of(book, captures, base), block, state)
    else:
        body = split_http(block)[1]
    if hashlib.sha256(body).hexdigest() != state.sha256:
        raise CaptureError(f"{state.archive}: the page {state.sha256[:16]} is not what was archived")
    return body


def _patched(base: bytes, block: bytes, state: State) -> bytes:
    try:
        data = json.loads(block)["data"]
        return patches.apply(base, patches.Patch(**{name: data[name] for name in _PATCH}))
    except (ValueError, KeyError, TypeError) as error:
        raise CaptureError(f"{state.archive}: a patch is damaged ({error})") from None


def _block(path: Path, offset: int, length: int) -> bytes:
    """The content of the record at a place of an archive."""
    if offset < 0:
        raise CaptureError(f"{path}: the place of this page in its archive is not known")
    try:
        with _open(path).open("rb") as file:
            file.seek(offset)
            record = gzip.decompress(file.read(length))
    except (OSError, EOFError, zlib.error) as error:
        raise CaptureError(f"{path}: cannot be read ({told(error)})") from None
    _, _, block = record.partition(b"\r\n\r\n")
    return block.removesuffix(b"\r\n\r\n")


def _open(path: Path) -> Path:
    """The archive, or its unfinished file while its round still runs."""
    part = path.with_name(f"{path.name}.part")
    return part if not path.exists() and part.exists() else path


def base_of(book: PriceBook, captures: Path, products: Iterable[int]) -> Base | None:
    """The newest answer of a product's address that is kept whole; None where there is none, or it is damaged."""
    for number in products:
        state = book.whole_state(number)
        if state is not None:
            try:
                return Base(state.id, state.record_id, state.sha256, body_of(book, captures, state))
            except CaptureError:
                return None
    return None
