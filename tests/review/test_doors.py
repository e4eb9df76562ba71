"""Who gets in: passwords, sessions, forged and foreign forms, odd paths, too much of everything; refused and logged."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from sweep.errors import SweepError
from sweep.review import folder
from sweep.review.people import LIMITS
from sweep.review.server import LOG_NAME, Listening, Server, logging_to
from tests.review.samples import Browser, Built, Served, build, findings, served

ANN = ("ann", "a long pass phrase")
BODY = {"choice": "confirmed", "reason_confirmed": "as_found"}


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A review behind a sign-in, with one user, and its log."""
    built = build(tmp_path_factory.mktemp("doors"))
    accounts = ((ANN[0], "reviewer", ANN[1]),)
    with logging_to(built.workspace.path / LOG_NAME), served(built, accounts=accounts) as review:  # type: ignore[arg-type]
        yield review
    assert folder.read(built.sweep.folder).decisions == ()  # whatever was tried here, nothing was decided


def _log(built: Built) -> str:
    path = built.workspace.path / LOG_NAME
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _try(browser: Browser, name: str, password: str) -> requests.Response:
    token = browser.token("/sign-in", "/sign-in")
    return browser.post("/sign-in", {"token": token, "name": name, "password": password, "next": "/"})


def test_nothing_is_shown_without_a_session(review: Served) -> None:
    browser = review.browser()
    for path in ("/", "/finding/0123456789abcdef", "/questions", "/questions/velours.example", "/agreement"):
        page = browser.get(path)
        assert urlsplit(page.url).path == "/sign-in", path
        assert "<table" not in page.text
    assert browser.post("/finding/0123456789abcdef", {"token": "x", **BODY}).status_code == 403
    assert browser.get("/enter?key=x").status_code == 403  # the way in of a review on the own machine


def test_right_and_wrong_passwords(review: Served) -> None:
    browser = review.browser()
    before = _log(review.built)
    for name, password in ((ANN[0], "wrong"), (ANN[0], ""), ("nobody", ANN[1]), ("ann'--", ANN[1]), ("ann", "\0" * 99)):
        page = _try(browser, name, password)
        assert page.status_code == 403
        assert "do not belong together" in page.text
        assert "sweepday_review" not in page.headers.get("Set-Cookie", "")
    assert _log(review.built).count("wrong name or password") == before.count("wrong name or password") + 5
    inside = review.signed_in(*ANN)
    assert len(findings(inside)) == 10
    cookie = next(c for c in inside.http.cookies if c.name == "sweepday_review")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "Lax"
    assert ANN[1] not in _log(review.built)


def test_trying_is_limited_by_name_and_address(review: Served) -> None:
    browser = review.browser()
    codes = [_try(browser, "guessed", f"guess {n}").status_code for n in range(LIMITS["pair"] + 2)]
    assert codes == [403] * LIMITS["pair"] + [429] * 2
    assert "too many failed sign-ins" in _log(review.built)
    assert review.signed_in(*ANN)  # others are not concerned


def test_a_session_ends_on_the_server(review: Served) -> None:
    browser = review.signed_in(*ANN)
    kept = browser.http.cookies.get("sweepday_review")
    assert browser.post("/sign-out", {"token": browser.token("/", "/sign-out")}).status_code == 200
    browser.http.cookies.set("sweepday_review", kept)
    assert urlsplit(browser.get("/").url).path == "/sign-in"
    for made_up in ("", "x", kept[:-1], "' OR 1=1 --"):
        browser.http.cookies.set("sweepday_review", made_up)
        assert urlsplit(browser.get("/").url).path == "/sign-in", made_up


def test_a_session_of_the_other_door_does_not_count(review: Served) -> None:
    local = review.server.settings.local
    for door, inside in (("local", False), ("password", True)):  # a lead may bear the name of the system's user
        browser = Browser(review.server.address)
        browser.http.cookies.set("sweepday_review", review.people.begin(local, door))  # type: ignore[arg-type]
        assert ("<table" in browser.get("/").text) is inside


def test_forms_are_bound_to_session_finding_and_purpose(review: Served) -> None:
    ann, ben = review.of("ann", "reviewer"), review.of("ben", "lead")
    one, two = findings(ann)[:2]
    path = f"/finding/{one}"
    good = ann.token(path, path)
    forged = {
        "none": "",
        "nonsense": "x.y.z",
        "another session": ben.token(path, path),
        "another finding": ann.token(f"/finding/{two}", f"/finding/{two}"),
        "another form": ann.token(path, "/sign-out"),
        "changed": good[:-2] + ("aa" if good[-2:] != "aa" else "bb"),
        "its head changed": "e" + good,
    }
    before = _log(review.built).count('"refused"')
    for what, token in forged.items():
        sent = ann.post(path, {"token": token, **BODY})
        assert sent.status_code == 403, what
        assert "Nothing was changed" in sent.text
    assert _log(review.built).count('"refused"') == before + len(forged)


def test_forms_of_other_sites_are_refused(review: Served) -> None:
    ann = review.of("ann", "reviewer")
    path = f"/finding/{findings(ann)[0]}"
    data = {"token": ann.token(path, path), **BODY}
    for headers in (
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):  # fmt: skip
        assert ann.post(path, data, headers=headers).status_code == 403, headers
    assert "from another site" in _log(review.built)


def test_nobody_is_led_elsewhere(review: Served) -> None:
    ann = review.of("ann", "reviewer")
    for target in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "/\t/e",
    ):
        sent = ann.post("/language", {"language": "fr", "to": target})
        assert sent.status_code == 303
        assert sent.headers["Location"] == "/", target
    assert ann.post("/language", {"language": "fr", "to": "/?state=mine"}).headers["Location"] == "/?state=mine"


ODD_PATHS = """
/finding/../../etc/passwd /finding/..%2f..%2fetc%2fpasswd /assets/../review.log /assets/..%2f..%2fplan.yaml
/assets/%2e%2e/style.css /assets/style.css%00.js /finding/%00 /questions/..%2fplan.yaml /questions/%2e%2e
/finding/0123456789abcdef/text/0 /finding/0123456789abcdef/screenshot/999999999999999999999 /static/app.py
/finding/0123456789abcdef/text/-1 //etc/passwd /%ff%fe /sweepday.sqlite /decisions.jsonl /?page=-1
/?page=9999999999999999999999 /?page=%C2%B2 /?state=%00&shop=%ff /?said=../../x&what=saved
""".split()


def test_odd_paths_lead_nowhere(review: Served) -> None:
    ann = review.of("ann", "reviewer")
    place = urlsplit(review.server.address)
    cookie = ann.http.cookies.get("sweepday_review")
    for path in ODD_PATHS:
        with socket.create_connection((place.hostname, place.port), timeout=60) as raw:  # no client tidies the path
            head = f"GET {path} HTTP/1.0\r\nHost: {place.netloc}\r\nCookie: sweepday_review={cookie}\r\n\r\n"
            raw.sendall(head.encode("latin-1", "replace"))
            answer = b"".join(iter(lambda raw=raw: raw.recv(65536), b""))
        status = int(answer.split(b" ", 2)[1])
        assert status in ((200,) if path.startswith("/?") else (200, 303, 308, 400, 404)), (path, status)
        assert b"root:" not in answer
        assert b"authority: Office" not in answer
        assert b"SQLite format" not in answer


def test_too_much_is_refused_and_logged(review: Served) -> None:
    ann = review.of("ann", "reviewer")
    path = f"/finding/{findings(ann)[0]}"
    token = ann.token(path, path)
    sizes = {4_001: 422, 200_000: 413, 1_500_000: 413}
    for size, status in sizes.items():
        sent = ann.post(path, {"token": token, **BODY, "note": "x" * size})
        assert sent.status_code == status, size
    parts = {f"f{n}": (None, "x") for n in range(500)}  # a form of many parts costs more than its size
    assert ann.http.post(f"{ann.address}{path}", files=parts, timeout=60).status_code == 413
    log = _log(review.built)
    assert log.count("Request Entity Too Large") >= 3
    assert "refused.long_note" in log
    huge = ann.get("/", headers={"X-Filler": "y" * 300_000})
    assert huge.status_code in (431, 400)


def test_every_answer_keeps_to_itself(review: Served) -> None:
    ann = review.of("ann", "reviewer")
    name = findings(ann)[0]
    for path in ("/", f"/finding/{name}", "/nothing", "/sign-in", "/assets/style.css", "/assets/keys.js", "/questions"):
        headers = ann.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "waitress" not in headers.get("Server", "")
        assert "no-store" in headers["Cache-Control"] or path.startswith("/assets")
        page = ann.get(path).text
        assert "<script>" not in page
        assert " onclick" not in page
        assert "style=" not in page or path.startswith("/assets")


def test_on_the_own_machine_only_its_address_lets_in(tmp_path: Path) -> None:
    with served(build(tmp_path)) as review:
        stranger = Browser(review.server.address)
        assert stranger.get("/").status_code == 403
        assert stranger.get("/enter?key=guessed").status_code == 403
        assert "0 of 10" in review.browser().get("/").text
        # A page of another name that points here (DNS rebinding) is not served.
        browser = review.browser()
        assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421
        port, cookie = urlsplit(review.server.address).port, browser.http.cookies.get("sweepday_review")
        headers = {"Host": f"localhost:{port}", "Cookie": f"sweepday_review={cookie}"}
        assert browser.get("/", headers=headers).status_code == 200


def test_others_are_let_in_only_with_users(tmp_path: Path) -> None:
    with served(build(tmp_path)) as review:
        desk = review.desk
        for where in (Listening("0.0.0.0"), Listening("::"), Listening(public="https://review.example")):
            with pytest.raises(SweepError, match="there are no users yet"):
                Server(desk, review.people, where, "A")
        with pytest.raises(SweepError, match="https address"):
            Server(desk, review.people, Listening(public="http://review.example"), "A")
        review.people.add("lea", "lead", "a long pass phrase")
        server = Server(desk, review.people, Listening(public="https://review.example"), "A")
        assert server.settings.sign_in
        assert server.settings.secure
        assert server.settings.hosts == {"review.example"}
        assert "key=" not in server.entrance
        server.close()
        server.run()  # ends at once, and lets go of the socket
