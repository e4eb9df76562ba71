"""Archives: what is written comes back, other tools can read it, and damage costs no more than what it hit."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import io
import json
import resource
import subprocess
import sys
import textwrap
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sweep.capture import Capture, Failure, Response, Screenshot, Tls
from sweep.errors import SweepError
from sweep.evidence.archive import ArchiveWriter, read_capture
from tests.shared import shared

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)


def answer(number: int = 1, body: bytes = b"<p>Bonjour</p>", **changes: object) -> Response:
    values: dict[str, object] = {
        "url": f"https://vendolux.example/page-{number}?a=1",
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        "body": body,
        "fetched_at": NOON,
        "ip": "192.0.2.7",
        "request_headers": (("Host", "vendolux.example"), ("User-Agent", "sweepday")),
    }
    return Response(**(values | changes))  # type: ignore[arg-type]


def write(path: Path, *responses: Response) -> tuple[Response, ...]:
    with ArchiveWriter(path, software="sweepday/0.1", info={"operator": "Office of Fair Trade"}) as archive:
        kept = tuple(archive.response(r) for r in responses)
        archive.failure(Failure("https://vendolux.example/cgv", "timeout", "nothing within 30 s", True))
        archive.note("visit", {"url": "vendolux.example", "not_followed": ["https://vendolux.example/blog"]})
    return kept


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "shop" / "visit.warc.gz"
    kept = write(path, answer(1), answer(2, b"", status=302, reason="Found"), answer(3, truncated=True))
    capture = read_capture(path)
    assert capture.responses == kept
    assert capture.url == "vendolux.example"
    assert capture.not_followed == ("https://vendolux.example/blog",)
    assert capture.failures == (Failure("https://vendolux.example/cgv", "timeout", "nothing within 30 s", True),)
    assert capture.started is not None
    assert not capture.truncated
    assert not list(path.parent.glob("*.part"))


def test_warcio_reads_it_and_its_digests_agree(tmp_path: Path) -> None:
    path = tmp_path / "visit.warc.gz"
    body = gzip.compress(b"<p>Impressum</p>" * 50)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    (kept,) = write(path, answer(1, body, headers=headers))
    with path.open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            kinds.append(record.rec_type)
            content = record.content_stream().read()
            assert record.digest_checker.passed is True
            if record.rec_type == "response":
                assert content == b"<p>Impressum</p>" * 50
                assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.7"
                digest = base64.b32encode(bytes.fromhex(kept.sha256)).decode()
                assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{digest}"
                assert record.rec_headers.get_header("WARC-Date") == "2026-11-21T12:00:00.250000Z"
            if record.rec_type == "request":
                assert record.rec_headers.get_header("WARC-Concurrent-To") == kept.record_id
    assert kinds == ["warcinfo", "request", "response", "metadata", "metadata"]
    assert read_capture(path).responses == (kept,)


def test_connections_rendered_pages_and_pictures_come_back(tmp_path: Path) -> None:
    path = tmp_path / "visit.warc.gz"
    tls = Tls("TLSv1.3", "TLS_AES_256_GCM_SHA384", (b"\x30\x82own", b"\x30\x82root"))
    known = {"dns": ("192.0.2.7", "2001:db8::7"), "tls": tls}
    with ArchiveWriter(path, software="s", info={}) as archive:
        first = archive.response(answer(1, **known))
        second = archive.response(answer(2, overridden="Disallow: /", status=404, reason="Not Found", **known))
        proxied = archive.response(answer(3, ip="", via="socks5h://127.0.0.1:9050"))
        made = answer(2, b"<p>made</p>", rendered_from=second.record_id, ip="", request_headers=())
        page = archive.response(replace(made, status=404, reason="Not Found", headers=made.headers[:1]))
        archive.screenshot(Screenshot(page.url, b"\x89PNG...", NOON, page.record_id))
    assert read_capture(path).responses == (first, second, proxied, page)
    kinds = [r.type for r in archive.index]
    # What is known of a connection is told once for all answers that came over it.
    assert kinds.count("metadata") == 2
    assert kinds[-2:] == ["conversion", "resource"]
    data = path.read_bytes()
    for record in archive.index:
        piece = data[record.offset : record.offset + record.length]
        assert hashlib.sha256(piece).hexdigest() == record.sha256
        assert f"WARC-Record-ID: {record.id}".encode() in gzip.decompress(piece)
    assert archive.sha256 == hashlib.sha256(data).hexdigest()


def test_text_that_another_tool_made_of_a_page_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "visit.warc.gz"
    headers = (
        b"WARC-Target-URI: https://vendolux.example/\r\nWARC-Refers-To: <urn:uuid:1>\r\nContent-Type: text/plain\r\n"
    )
    converted = b"WARC/1.1\r\nWARC-Type: conversion\r\n" + headers + b"Content-Length: 4\r\n\r\ntext\r\n\r\n"
    write(path, answer(1))
    path.write_bytes(path.read_bytes() + gzip.compress(converted))
    assert len(read_capture(path).responses) == 1


def test_a_compressed_body_is_kept_as_received(tmp_path: Path) -> None:
    body = gzip.compress(bytes(range(256)) * 40)
    write(tmp_path / "v.warc.gz", answer(1, body, headers=(("content-encoding", "gzip"),)))
    assert body in (tmp_path / "v.warc.gz").read_bytes()


def test_a_header_cannot_smuggle_in_another(tmp_path: Path) -> None:
    path = tmp_path / "v.warc.gz"
    hostile = answer(1, headers=(("X-A", "1\r\nContent-Type: evil"),), reason="OK\r\nX-B: 2", ip="")
    write(path, hostile)
    (back,) = read_capture(path).responses
    assert back.header("content-type") == ""
    assert back.header("x-b") == ""


def test_a_killed_visit_leaves_only_a_part_file(tmp_path: Path) -> None:
    path = tmp_path / "v.warc.gz"

    class KilledError(Exception): ...

    def killed() -> None:
        with ArchiveWriter(path, software="s", info={}) as archive:
            archive.response(answer(1))
            raise KilledError

    with pytest.raises(KilledError):
        killed()
    assert not path.exists()
    assert len(read_capture(path.with_name("v.warc.gz.part")).responses) == 1


def test_an_archive_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "v.warc.gz"
    write(path, answer(1))
    with pytest.raises(SweepError, match="exists already"):
        ArchiveWriter(path, software="s", info={})
    assert len(read_capture(path).responses) == 1


def test_a_full_disk_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "v.warc.gz.part").symlink_to("/dev/full")
    with pytest.raises(SweepError, match="the disk is full: No space left on device"):
        ArchiveWriter(tmp_path / "v.warc.gz", software="s", info={})


def test_a_disk_that_fills_up_loses_only_the_record_it_could_not_take(tmp_path: Path) -> None:
    """The limit on file sizes stands in for the disk: the kernel refuses the write in the same way."""
    program = textwrap.dedent("""
        import os, resource, sys
        from pathlib import Path
        from sweep.errors import SweepError
        from sweep.evidence.archive import ArchiveWriter
        from tests.evidence.test_archive import answer
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        try:
            with ArchiveWriter(Path(sys.argv[1]), software="s", info={}) as archive:
                for number in range(40):
                    archive.response(answer(number, os.urandom(3_000)))
        except SweepError as error:
            print(error)
    """)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 20_000
    path = tmp_path / "v.warc.gz"
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert "cannot write the archive" in run.stdout
    assert not path.exists()
    kept = read_capture(path.with_name("v.warc.gz.part"))
    assert 3 <= len(kept.responses) <= 6
    assert not kept.truncated


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>no archive</html>",
        gzip.compress(b"<html>", mtime=0),
        b"\x1f\x8b\x08\x00junk",
        b"WARC/1.1\r\n",
        b"\x00" * 99,
    ],
)
def test_what_is_no_archive_is_told_plainly(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(SweepError, match=r"x\.warc\.gz"):
        read_capture(path)


def test_a_missing_file_and_a_folder_are_told_plainly(tmp_path: Path) -> None:
    for path in (tmp_path / "none.warc", tmp_path):
        with pytest.raises(SweepError, match="cannot be read"):
            read_capture(path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Capture]:
    path = tmp_path_factory.mktemp("sample") / "v.warc.gz"
    write(path, answer(1), answer(2, b"x" * 3000), answer(3, gzip.compress(b"y" * 5000)))
    return path.read_bytes(), read_capture(path)


def _members(data: bytes) -> list[tuple[int, bool]]:
    """Where each gzip member ends, and whether it holds a response."""
    ends, at = [], 0
    while at < len(data):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        block = unpacker.decompress(data[at:])
        at = len(data) - len(unpacker.unused_data)
        ends.append((at, b"WARC-Type: response" in block))
    return ends


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0, 1))
def test_cut_anywhere_the_complete_records_stay(
    sample: tuple[bytes, Capture], tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    data, whole = sample
    cut = int(share * len(data))
    path = tmp_path_factory.mktemp("cut") / "v.warc.gz"
    path.write_bytes(data[:cut])
    complete = sum(1 for end, is_response in _members(data) if is_response and end <= cut)
    try:
        capture = read_capture(path)
    except SweepError:
        assert cut < _members(data)[0][0]
        return
    assert capture.responses[:complete] == whole.responses[:complete]
    assert set(capture.responses) <= set(whole.responses)
    assert capture.truncated or any(cut == end for end, _ in _members(data)) or capture.responses == whole.responses


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0, 0.999), flip=st.integers(1, 255), plain=st.booleans())
def test_a_damaged_byte_never_changes_what_is_read(
    sample: tuple[bytes, Capture], tmp_path_factory: pytest.TempPathFactory, share: float, flip: int, plain: bool
) -> None:
    data, whole = sample
    damaged = bytearray(gzip.decompress(data) if plain else data)
    damaged[int(share * len(damaged))] ^= flip
    path = tmp_path_factory.mktemp("damaged") / "v.warc"
    path.write_bytes(damaged)
    try:
        capture = read_capture(path)
    except SweepError:
        return
    bodies = {r.body for r in whole.responses}
    assert all(r.body in bodies for r in capture.responses)


@settings(max_examples=80, deadline=None)
@given(
    junk=st.binary(max_size=400), head=st.sampled_from([b"", b"WARC/1.0\r\n", b"WARC/1.1\r\nWARC-Type: response\r\n"])
)
def test_junk_raises_nothing_else(tmp_path_factory: pytest.TempPathFactory, junk: bytes, head: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "v.warc"
    path.write_bytes(head + junk)
    with contextlib.suppress(SweepError):
        read_capture(path)


def _foreign(gzipped: bool, raw_body: bytes, headers: list[tuple[str, str]], kind: str = "response") -> bytes:
    """A record as warcio writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    if kind == "revisit":
        record = writer.create_revisit_record("http://vendolux.example/a", "sha1:X", "http://vendolux.example/b", "")
    else:
        record = writer.create_warc_record(
            "http://vendolux.example/", kind, payload=io.BytesIO(raw_body), http_headers=http
        )
    writer.write_record(record)
    return out.getvalue()


CHUNKED = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize(
    ("raw", "body", "torn"),
    [
        (b"5\r\nHallo\r\n6; x=1\r\n Welt!\r\n0\r\n\r\n", b"Hallo Welt!", False),
        (b"5\r\nHallo\r\n6\r\n We", b"Hallo We", True),
        (b"5\r\nHallo\r\n", b"Hallo", True),
        (b"<p>the chunks are undone already</p>", b"<p>the chunks are undone already</p>", False),
    ],
)
def test_chunked_bodies_of_other_tools(tmp_path: Path, gzipped: bool, raw: bytes, body: bytes, torn: bool) -> None:
    path = tmp_path / "other.warc"
    path.write_bytes(_foreign(gzipped, raw, CHUNKED))
    (response,) = read_capture(path).responses
    assert (response.body, response.truncated) == (body, torn)


def test_one_gzip_stream_for_all_records_and_revisits(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    plain = _foreign(False, b"a", [("Content-Type", "text/html")])
    path.write_bytes(gzip.compress(plain + _foreign(False, b"", [], "revisit") + plain))
    capture = read_capture(path)
    assert [r.body for r in capture.responses] == [b"a", b"a"]
    assert not capture.truncated


def test_metadata_of_strangers_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "v.warc.gz"
    with ArchiveWriter(path, software="s", info={}) as archive:
        archive.response(answer(1))
        archive.note("visit", {"url": 7, "not_followed": [1, "https://vendolux.example/b"], "started": "yesterday"})
        archive.note("failure", {"url": "u", "kind": "made up", "detail": "d"})
        archive.note("other", [json.dumps({"a": 1})])
    capture = read_capture(path)
    assert capture.url == answer(1).url
    assert capture.not_followed == ("https://vendolux.example/b",)
    assert capture.failures == ()


def test_a_capture_of_a_real_platform(tmp_path: Path) -> None:
    capture = read_capture(shared("shop_captures", "prestashop-de.html.warc.gz"))
    assert len(capture.responses) == 70
    assert not capture.truncated
    assert capture.responses[0].header("content-type") == "text/html; charset=utf-8"
