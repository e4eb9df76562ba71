"""A small sweep with two shops and a real archive, and a browser that speaks HTTP to a review of it."""

from __future__ import annotations

import base64
import html
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import requests
from sqlalchemy import insert, select

from checks.catalogue import load, rules_version
from checks.facts import Absent, Evidence, Found, ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.capture import Response, Screenshot
from sweep.evidence.archive import ArchiveWriter
from sweep.evidence.index import index_path, write_index
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.results import ShopResult, Visit
from sweep.review.database import Database, open_database
from sweep.review.desk import Desk, Person, Role
from sweep.review.people import People
from sweep.review.schema import users
from sweep.review.server import Listening, Server, open_desk
from sweep.run import Sweep
from sweep.sweeps import find
from sweep.workspace import Workspace

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SHOPS = ("velours.example", "quillon.example")
CHECKS = ("identity.name", "identity.address", "withdrawal.info", "adr.info", "price.delivery_cost")
QUOTE = "Velours <b>& Quillon</b> SARL"
PAGE = (
    "<html><head><title>Mentions</title></head><body><h1>Mentions légales</h1>"
    f"<p>Société {html.escape(QUOTE)} au capital de 1 euro</p><p>Adresse : 1 rue de la Blague</p></body></html>"
)
PICTURE = base64.b64decode(  # one grey point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
PLAN = """\
name: {name}
day: 2026-11-21
authority: Office A & B <test>
country: FR
languages: [en, fr]
sector: "{sector}"
lists: [shops.csv]
"""


def verdict(check: str, outcome: Outcome, evidence: Evidence) -> Verdict:
    """A verdict with the first message of the card; its placeholders stay empty."""
    card = load()[check].card
    law = tuple(row.row() for row in card.legal_basis if row.country in ("EU", "FR") and row.holds_on(DAY))
    return Verdict(check, outcome, next(iter(card.messages)), (), (evidence,), law, "FR", DAY, card.severity)


def seen(quote: str) -> Evidence:
    """A proof outside any archive."""
    return Evidence("https://velours.example/mentions", quote, "ab" * 32, "legal_notice", "<urn:uuid:1>")


@dataclass(frozen=True)
class Built:
    """A workspace with one sweep, whose results can be judged anew."""

    workspace: Workspace
    name: str

    @property
    def sweep(self) -> Sweep:
        return find(self.workspace, self.name)


def build(path: Path, name: str = "toys", *, quote: str = QUOTE, day: int = 0, sector: str = "") -> Built:
    """A sweep of two shops in the workspace `path`: of each one page, on which `quote` stands, and five findings."""
    workspace = Workspace(path)
    folder = workspace.sweep(name)
    folder.path.mkdir(parents=True)
    folder.plan.write_text(PLAN.format(name=name, sector=sector), encoding="utf-8")
    folder.targets.write_text("url\n" + "".join(f"https://{shop}/\n" for shop in SHOPS), encoding="utf-8")
    sweep = find(workspace, name)
    moment = MOMENT + timedelta(days=day)
    for target in sweep.store.sweep_targets(name):
        save(sweep, _result(sweep, target.key, quote, moment))
    return Built(workspace, name)


def save(sweep: Sweep, result: ShopResult) -> None:
    """Keeps a judged visit, as a run does."""
    sweep.store.save(sweep.name, result, rules_version=rules_version(), tool_version="test", now=MOMENT)


def _result(sweep: Sweep, shop: str, quote: str, moment: datetime) -> ShopResult:
    target = next(t for t in sweep.store.sweep_targets(sweep.name) if t.key == shop)
    captures = sweep.folder.captures(shop)
    captures.mkdir(parents=True)
    archive = captures / f"{moment:%Y%m%dT%H%M%SZ}.warc.gz"
    url, body = f"https://{shop}/mentions?a=1&b=2", PAGE.replace(html.escape(QUOTE), html.escape(quote)).encode()
    with ArchiveWriter(archive, software="test", info={}) as writer:
        kept = writer.response(Response(url, 200, "OK", (("Content-Type", "text/html; charset=utf-8"),), body, moment))
        if shop == SHOPS[0]:
            writer.screenshot(Screenshot(url, PICTURE, moment, kept.record_id))
        writer.note("visit", {"url": target.url})
    write_index(index_path(archive), writer.index)
    relative, digest = archive.relative_to(sweep.folder.path).as_posix(), file_sha256(archive)
    closed = ClosedVisit(archive.stem, moment.isoformat(), moment.isoformat(), relative, digest, 1, "test")
    close_visit(captures, shop, closed)
    seen = Evidence(url, quote, kept.sha256, "legal_notice", kept.record_id)
    nothing = replace(seen, quote="")
    found = [verdict(CHECKS[0], Outcome.FAIL, seen), *(verdict(c, Outcome.FAIL, nothing) for c in CHECKS[1:3])]
    found += [verdict(c, Outcome.REVIEW, seen) for c in CHECKS[3:]]
    facts = ShopFacts(operator_name=Found(quote, seen), operator_vat=Absent((nothing,)))
    visit = Visit(f"{sweep.name}/{shop}/{moment:%s}", moment, moment, relative, digest)
    return ShopResult(target, "FR", "measured", "", visit, facts, tuple(found))


class Browser:
    """A person at a browser: keeps cookies, reads forms out of pages and sends them."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept-Language"] = "en"

    def get(self, path: str, **options: object) -> requests.Response:
        """A page of the server, redirects followed."""
        return self.http.get(f"{self.address}{path}", timeout=60, **options)  # type: ignore[arg-type]

    def post(self, path: str, data: Mapping[str, str | bytes], **options: object) -> requests.Response:
        """A form sent, with the redirect behind it not followed."""
        options.setdefault("allow_redirects", False)
        return self.http.post(f"{self.address}{path}", data=data, timeout=60, **options)  # type: ignore[arg-type]

    def token(self, path: str, form: str) -> str:
        """The token in the form whose action begins with `form` on the page `path`."""
        return token_in(self.get(path).text, form)

    def decide(self, finding: str, choice: str, reason: str, note: str = "", token: str = "") -> requests.Response:
        """Opens a finding and decides on it; with `token`, as its form was opened before."""
        path = f"/finding/{finding}"
        token = token or self.token(path, path)
        return self.post(path, {"token": token, "choice": choice, f"reason_{choice}": reason, "note": note})


def token_in(page: str, action: str) -> str:
    """The token of the first form whose action begins so. Raises AssertionError where there is none."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}[^>]*>.*?name="token" value="([^"]*)"', page, re.DOTALL)
    assert form, f"no form for {action}"
    return html.unescape(form[1])


@dataclass(frozen=True)
class Served:
    """A review that is being served."""

    built: Built
    desk: Desk
    server: Server
    database: Database
    people: People

    def browser(self) -> Browser:
        """A browser that has been let in where nobody signs in, else one at the door."""
        browser = Browser(self.server.address)
        if not self.server.settings.sign_in:
            assert browser.http.get(self.server.entrance, timeout=60).status_code == 200
        return browser

    def of(self, name: str, role: Role) -> Browser:
        """The browser of somebody who has signed in before."""
        browser = Browser(self.server.address)
        browser.http.cookies.set("sweepday_review", self.people.begin(Person(name, role), "password"))
        return browser

    def signed_in(self, name: str, password: str) -> Browser:
        """The browser of a user who has just signed in."""
        browser = Browser(self.server.address)
        token = browser.token("/sign-in", "/sign-in")
        sent = browser.post("/sign-in", {"token": token, "name": name, "password": password, "next": "/"})
        assert sent.status_code == 303, sent.text
        return browser


@contextmanager
def served(
    built: Built, *, percent: int | None = None, person: str = "A. Verenne", host: str = "127.0.0.1", url: str = "",
    accounts: tuple[tuple[str, Role, str], ...] = (), sign_in: bool = False,
) -> Iterator[Served]:  # fmt: skip
    """Serves a review on a free port; with `accounts` (name, role, password), or `sign_in`, it asks for a sign-in."""
    with closing(open_database(built.workspace.database, url)) as database:
        desk, _, _ = open_desk(built.sweep, database, percent=percent, person=person)
        people = People(database)
        if sign_in:
            _nobody(database)
        for name, role, password in accounts:
            people.add(name, role, password)
        where = Listening(host, 0, always=bool(accounts) or sign_in)
        server = Server(desk, people, where, person)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield Served(built, desk, server, database, people)
        finally:
            server.close()
            thread.join(timeout=60)


def _nobody(database: Database) -> None:
    """A user who cannot sign in: a review that asks for names wants to have one."""
    with database.engine.begin() as connection:
        known = connection.execute(select(users.c.name)).first()
        if known is None:
            connection.execute(insert(users).values(name="nobody", role="lead", password="", added=0.0))


def findings(browser: Browser, query: str = "") -> list[str]:
    """The ids of the findings in the list, in its order."""
    page = browser.get(f"/{query}").text
    return re.findall(r'<th scope="row"><a href="/finding/([0-9a-f]{16})', page)
