"""Photos in a sweep: fetched where the plan says so, kept as received, compared with those of notices."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.facts import Found
from product_alerts.model import Alert, AlertStatus, Grade, Match
from product_alerts.store import AlertStore
from sweep.capture import Capture
from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.shop import read_shop
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.photos import photos_of
from sweep.plan import load_plan
from sweep.results import ShopResult
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.extract.shops import FILLER
from tests.pictures import drawn
from tests.servers import Route, Server, page, redirect, serve

LAMP, CUP, VASE = 0, 7, 19
PLAN = """\
name: photos
day: 2026-11-21
authority: Test authority
country: FR
languages: [fr]
lists: [shops.csv]
browser: never
pace: {{delay_seconds: 0, shops_at_once: 2, workers: 1, second_try: false}}
budget: {{pages: 12, products: 3}}
network: {{allow: [127.0.0.1/32]}}
{pictures}
"""


def _picture(data: bytes, kind: str = "image/jpeg") -> Route:
    return page(data, headers={"Content-Type": kind})


def _product(name: str, picture: str, more: str = "") -> Route:
    data = {"@context": "https://schema.org", "@type": "Product", "name": name, "image": [picture]}
    data |= {"offers": {"@type": "Offer", "price": "9.90", "priceCurrency": "EUR"}}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    text = f"<h1>{name}</h1><p>9,90 €</p><button>Ajouter au panier</button><p>{FILLER['fr']}</p>{more}"
    return page(f'<!doctype html><html lang="fr"><body>{script}{text}</body></html>')


def _shop(pictures: Sequence[tuple[str, Route]], names: Sequence[str]) -> dict[str, Route]:
    links = "".join(f'<a href="/produit/{at}">{name}</a>' for at, name in enumerate(names))
    home = (
        f'<!doctype html><html lang="fr"><body><h1>Boutique Brindelune</h1><p>{FILLER["fr"]}</p>{links}</body></html>'
    )
    pages = {f"/produit/{at}": _product(name, pictures[at][0]) for at, name in enumerate(names)}
    return {"/": page(home), **pages, **dict(pictures)}


NAMES = ("Suspension Orvelane", "Gobelet Zephirelle", "Vase Tourmalon")
ALERTS = (
    Alert("safety-gate", "SR/00001/26", product="Hanging lamp", published=date(2026, 11, 1)),
    Alert("safety-gate", "SR/00002/26", product="Cup", published=date(2026, 11, 2)),
    Alert("safety-gate", "SR/00003/26", product="Ladder", status=AlertStatus.WITHDRAWN),
)
SEEDS = (LAMP, 500, VASE)  # the pictures of the notices; that of the cup shows another one


def _store(folder: Path, server: Server) -> None:
    """A file of alerts whose pictures lie on a server of ours."""
    alerts = [replace(a, pictures=(server.url(f"/alert/{at}.jpg"),)) for at, a in enumerate(ALERTS)]
    with AlertStore(folder / "alerts.sqlite") as store:
        now = datetime(2026, 11, 20, tzinfo=UTC)
        store.add(b"batch", alerts, feed="safety-gate-weekly", name="b", origin="test", published=None, now=now)


@contextmanager
def _served(folder: Path, pictures: Sequence[tuple[str, Route]]) -> Iterator[Server]:
    alerts = {f"/alert/{at}.jpg": _picture(drawn.encoded(drawn.photo(seed))) for at, seed in enumerate(SEEDS)}
    with serve({**_shop(pictures, NAMES), **alerts}) as server:
        (folder / "shops.csv").write_text(f"url\n{server.url()}\n")
        _store(folder, server)
        yield server


PICTURES: tuple[tuple[str, Route], ...] = (
    ("/photos/lamp.webp", _picture(drawn.CHANGES["mirrored and smaller"](drawn.photo(LAMP)), "image/webp")),
    ("/photos/cup.jpg", _picture(drawn.encoded(drawn.photo(CUP)))),
    ("/photos/vase.jpg", _picture(drawn.encoded(drawn.photo(VASE)))),
)


def _hash(folder: Path, *words: str) -> int:
    return main(
        ["alerts", "pictures", "--workspace", str(folder), "--allow-network", "127.0.0.0/8", "--delay", "0", *words]
    )


def _run(folder: Path) -> ShopResult:
    (folder / "plan.yaml").write_text(PLAN.format(pictures="pictures: {number: 3}"))
    assert main(["run", str(folder / "plan.yaml"), "--no-report"]) == 0
    (shop,) = collect(find(Workspace(folder), "photos")).shops
    return shop


def _visited(folder: Path, server: Server, pictures: int = 3, megabytes: int = 10) -> Capture:
    """One visit as it lies in its archive."""
    limits = Limits(
        pages=12,
        products=3,
        delay=0.0,
        retries=0,
        pictures=pictures,
        picture_bytes=megabytes * 1_000_000,
        allow_networks=("127.0.0.1/32",),
    )
    path = folder / "visit.warc.gz"
    with ArchiveWriter(path, software="test", info={}) as archive:
        gather(server.url(), limits, archive)
    return read_capture(path)


def _seen(capture: Capture) -> dict[str, int]:
    """The offers that show something, and how many photos of each."""
    offers = read_shop(capture, country="FR").offers
    assert isinstance(offers, Found)
    return {offer.title: len(photos) for offer, photos in photos_of(capture, [o.value for o in offers.value]).items()}


def _matches(shop: ShopResult) -> dict[str, Match]:
    fact = shop.facts.alert_matches
    return {m.value.alert.number: m.value for m in fact.value} if isinstance(fact, Found) else {}


def test_a_photo_of_a_dangerous_product_is_a_lead_for_the_eye(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _served(tmp_path, PICTURES) as server:
        assert _hash(tmp_path) == 0
        assert "2 pictures hashed, 0 by which nothing can be told" in capsys.readouterr().out
        assert "/alert/2.jpg" not in server.requests, "a withdrawn notice"
        shop = _run(tmp_path)
        asked = [path for path in server.requests if path.startswith("/photos/")]
    assert sorted(asked) == ["/photos/cup.jpg", "/photos/lamp.webp", "/photos/vase.jpg"]
    (match,) = _matches(shop).values()
    assert (match.grade, match.alert.number) == (Grade.LOOK_AT_PICTURE, "SR/00001/26")
    (reason,) = [r for r in match.reasons if r.feature == "same_picture"]
    assert reason.agrees
    assert reason.offer_value.endswith("/photos/lamp.webp")
    assert reason.alert_value.endswith("/alert/0.jpg")
    (verdict,) = [v for v in shop.verdicts if v.check == "gpsr.alert_match"]
    assert (verdict.outcome.label, verdict.severity, verdict.message) == ("review", "minor", "look_at_picture")


def test_the_photos_lie_in_the_archive_as_received_and_cost_no_page(tmp_path: Path) -> None:
    with _served(tmp_path, PICTURES) as server:
        capture = _visited(tmp_path, server)
    bodies = {r.url.rsplit("/", 1)[1]: r.body for r in capture.responses if "/photos/" in r.url}
    assert bodies["cup.jpg"] == drawn.encoded(drawn.photo(CUP))
    assert len(bodies) == 3
    assert capture.failures == ()
    assert _seen(capture) == dict.fromkeys(NAMES, 1)


def test_the_hashes_are_kept_and_no_picture_is(tmp_path: Path) -> None:
    with _served(tmp_path, PICTURES):
        assert _hash(tmp_path) == 0
    with closing(sqlite3.connect(tmp_path / "alerts.sqlite")) as db:
        rows = db.execute("SELECT length(prints), problem FROM pictures").fetchall()
    assert rows
    assert all(size < 400 and not problem for size, problem in rows)
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        assert store.count() == len(ALERTS), "the file is of the same version as before"


def test_without_the_key_no_photo_is_asked_for(tmp_path: Path) -> None:
    assert Limits().pictures == 0
    with _served(tmp_path, PICTURES) as server:
        _visited(tmp_path, server, pictures=0)
        assert not [path for path in server.requests if path.startswith("/photos/")]


def test_no_more_photos_and_bytes_than_the_plan_allows(tmp_path: Path) -> None:
    huge = b"\xff\xd8" + b"\0" * 600_000
    pictures = [(f"/photos/{at}.jpg", _picture(huge)) for at in range(3)]
    with _served(tmp_path, pictures) as server:
        capture = _visited(tmp_path, server, pictures=2, megabytes=1)
        asked = [path for path in server.requests if path.startswith("/photos/")]
    assert len(asked) == 2
    assert sum(len(r.body) for r in capture.responses if "/photos/" in r.url) == len(huge), "the second is over 1 MB"


def test_photos_that_lead_inside_our_network_are_refused(tmp_path: Path) -> None:
    """127.0.0.1 is allowed here and nothing else: neither as the address of a photo, nor behind a redirect."""
    pictures = (
        ("http://127.0.0.2:9/lamp.jpg", _picture(b"")),
        ("/photos/cup.jpg", redirect("http://127.0.0.3:9/cup.jpg")),
        ("file:///etc/vase.jpg", _picture(b"")),
    )
    with _served(tmp_path, pictures) as server:
        capture = _visited(tmp_path, server)
        assert "/photos/cup.jpg" in server.requests
    assert capture.failures == (), "troubles of photos say nothing about the shop"
    assert {urlsplit(r.url).hostname for r in capture.responses} == {"127.0.0.1"}
    assert _seen(capture) == {}


def test_robots_txt_counts_for_photos_too(tmp_path: Path) -> None:
    rules = page("User-agent: *\nDisallow: /photos/\n", headers={"Content-Type": "text/plain"})
    with _served(tmp_path, (*PICTURES, ("/robots.txt", rules))) as server:
        _visited(tmp_path, server)
        assert not [path for path in server.requests if path.startswith("/photos/")]


@pytest.mark.parametrize(
    "bad",
    [
        page("<h1>404</h1>", status="404 Not Found"),
        page("<svg xmlns='http://www.w3.org/2000/svg'/>", headers={"Content-Type": "image/svg+xml"}),
        _picture(drawn.encoded(drawn.photo(LAMP))[:3_000]),
        _picture(drawn.blank()),
        _picture(b""),
    ],
    ids=["missing", "svg", "cut off", "blank", "empty"],
)
def test_a_photo_that_shows_nothing_changes_nothing(tmp_path: Path, bad: Route) -> None:
    pictures = (("/photos/lamp.jpg", bad), *PICTURES[1:])
    with _served(tmp_path, pictures) as server:
        capture = _visited(tmp_path, server)
    assert _seen(capture) == dict.fromkeys(NAMES[1:], 1)


def test_a_photo_behind_a_redirect_is_that_of_its_offer(tmp_path: Path) -> None:
    moved = (("/photos/lamp.jpg", redirect("/photos/moved/lamp.jpg")), *PICTURES[1:])
    there = ("/photos/moved/lamp.jpg", _picture(drawn.encoded(drawn.photo(LAMP))))
    with _served(tmp_path, (*moved, there)) as server:
        assert _seen(_visited(tmp_path, server)) == dict.fromkeys(NAMES, 1)


def test_pictures_that_cannot_be_had_are_told_and_asked_for_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve({"/alert/1.jpg": _picture(drawn.blank())}) as server:
        _store(tmp_path, server)
        assert _hash(tmp_path) == 0
        said = capsys.readouterr()
        assert "0 pictures hashed, 1 by which nothing can be told" in said.out
        assert "1 that could not be had" in said.out
        asked = len(server.requests)
        assert _hash(tmp_path) == 0
        assert len(server.requests) == asked, "not twice on one day"


def test_a_next_call_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _served(tmp_path, PICTURES) as server:
        assert _hash(tmp_path, "--most", "1") == 0
        assert "1 picture hashed" in (out := capsys.readouterr().out)
        assert "1 not fetched yet: call `sweepday alerts pictures` again" in out
        assert [p for p in server.requests if "alert" in p] == ["/alert/1.jpg"], "the newest first"
        assert _hash(tmp_path) == 0
        assert "2 pictures hashed" in capsys.readouterr().out


def test_without_the_extra_plan_and_command_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "PIL" else there(name, *more))
    (tmp_path / "shops.csv").write_text("url\nshop.example\n")
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.format(pictures="pictures: {number: 3}"))
    with pytest.raises(SweepError, match=r"plan.yaml:11:1: pictures: .*pip install 'sweepday\[images\]'"):
        load_plan(plan)
    plan.write_text(PLAN.format(pictures=""))
    assert load_plan(plan).pictures.number == 0
    with AlertStore(tmp_path / "alerts.sqlite"):
        pass
    for words in (["pictures"], ["update", "--pictures"]):
        assert main(["alerts", *words, "--workspace", str(tmp_path)]) == 1
        assert "pip install 'sweepday[images]'" in capsys.readouterr().err


@pytest.mark.parametrize("pictures", ["{number: 501}", "{number: -1}", "{megabytes: 0}", "{count: 3}", "yes"])
def test_the_key_is_strict(tmp_path: Path, pictures: str) -> None:
    (tmp_path / "shops.csv").write_text("url\nshop.example\n")
    (tmp_path / "plan.yaml").write_text(PLAN.format(pictures=f"pictures: {pictures}"))
    with pytest.raises(SweepError, match="pictures"):
        load_plan(tmp_path / "plan.yaml")
