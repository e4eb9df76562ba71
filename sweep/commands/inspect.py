"""`sweepday inspect`: one shop, one page or one archive, without a workspace."""

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from checks.catalogue import load, say
from checks.facts import Found
from sweep.capture import Capture, Response
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.evidence.containers import is_archive
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.inspection import as_json
from sweep.judging import Judged, judge_capture
from sweep.lists import site
from sweep.run import TOOL, load_matcher

MAX_FILE = 20_000_000  # bytes of a saved page


def run(args: argparse.Namespace) -> int:
    if args.alerts and not args.alerts.is_file():
        raise SweepError(f"{args.alerts}: there is no such file; `sweepday alerts import` makes one in a workspace")
    capture = _capture(args)
    on = args.day or date.today()  # noqa: DTZ011 - the day of the law is a local one
    matcher = load_matcher(args.alerts) if args.alerts else None
    judged = judge_capture(capture, country=args.country, day=on, checks=tuple(load().values()), matcher=matcher)
    if args.json:
        print(json.dumps(as_json(capture.url, on, args.country, judged), ensure_ascii=False, indent=2))
    else:
        _print_text(capture, judged)
    return 0


def _capture(args: argparse.Namespace) -> Capture:
    path = Path(args.what)
    if path.is_file():
        return _saved(path, args.url)
    found = site(args.what)
    if isinstance(found, str) or ("/" not in args.what and path.suffix in (".html", ".htm", ".warc", ".gz", ".wacz")):
        reason = found if isinstance(found, str) else "there is no such file"
        raise SweepError(f"{args.what}: neither a file that exists nor an address ({reason})")
    return _visit(found.url, args)


def _saved(path: Path, url: str) -> Capture:
    with path.open("rb") as file:
        start = file.read(12)
    # What opens like an archive is one; anything else is taken for a page.
    if is_archive(start):
        return read_capture(path)
    if path.stat().st_size > MAX_FILE:
        raise SweepError(f"{path}: larger than {MAX_FILE // 1_000_000} MB; is this a web page?")
    body = path.read_bytes()
    if not body.strip():
        raise SweepError(f"{path}: the file is empty")
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    address = url or path.resolve().as_uri()
    headers = (("Content-Type", "text/html"),)
    page = Response(address, 200, "OK", headers, body, saved, sha256=sha256(body).hexdigest())
    return Capture(address, (page,), started=saved)


def _visit(url: str, args: argparse.Namespace) -> Capture:
    limits = Limits(
        pages=args.pages,
        delay=args.delay,
        user_agent=args.user_agent,
        allow_networks=tuple(args.allow_network),
        proxy=args.proxy,
        browser=args.browser,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = args.save or Path(folder) / "capture.warc.gz"
        with ArchiveWriter(path, software=TOOL, info={"description": f"sweepday inspect {url}"}) as archive:
            gather(url, limits, archive)
        return read_capture(path)


def _print_text(capture: Capture, judged: Judged) -> None:
    print(f"{capture.url}: {judged.state}{': ' + judged.reason if judged.reason else ''}")
    print(f"{counted(len(judged.pages), 'page')}: " + ", ".join(sorted({p.role for p in judged.pages if p.role})))
    for name, fact in judged.facts.items():
        if isinstance(fact, Found) and name.startswith(("operator", "host", "mediator", "publication")):
            print(f"  {name}: {fact.evidence.quote[:100]!r} ({fact.evidence.url})")
    offers = judged.facts.offers
    print(f"{counted(len(offers.value) if isinstance(offers, Found) else 0, 'offer')}")
    for verdict in sorted(judged.verdicts, key=lambda v: v.outcome, reverse=True):
        print(f"  {verdict.outcome.label:15} {verdict.check}: {say(verdict, 'en')}")
