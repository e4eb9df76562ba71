"""Deciding on findings over real HTTP: kept in database, file and custody log; taken back; never overwritten unseen."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from sweep.evidence import custody
from sweep.evidence.index import index_path, indexed, read_index
from sweep.review import folder
from sweep.review.items import items_of
from tests.review.samples import CHECKS, PICTURE, QUOTE, SHOPS, Built, build, findings, served, token_in


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def test_a_decision_is_kept_everywhere_and_the_next_finding_comes(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        ids = findings(browser)
        assert len(ids) == 10
        sent = browser.decide(ids[0], "dismissed", "misread", "le <b>nom</b> y est")
        assert sent.status_code == 303
        assert f"/finding/{ids[1]}?said={ids[0]}" in sent.headers["Location"]
        assert "le &lt;b&gt;nom&lt;/b&gt; y est" in browser.get(f"/finding/{ids[0]}").text
        (kept,) = folder.read(built.sweep.folder).decisions
    assert (kept.finding, kept.choice, kept.reason, kept.by) == (ids[0], "dismissed", "misread", "A. Verenne")
    entries, problems = custody.entries(built.sweep.folder)
    assert not problems
    assert [(e.event, e.by, e.detail["id"]) for e in entries] == [("decided", "A. Verenne", kept.id)]


def test_the_gravest_and_surest_come_first(built: Built) -> None:
    with served(built) as review:
        items = {i.id: i for r in built.sweep.store.results(built.name) for i in items_of(r)}
        order = [items[name] for name in findings(review.browser())]
    assert order == sorted(order, key=lambda i: i.rank)
    assert order[0].severity in ("critical", "major")


def test_a_shop_is_found_by_a_part_of_its_name_and_by_an_address(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        for asked in ("velour", " Velours.Example ", "https://www.velours.example/mentions?a=1", "velours.example/"):
            assert len(findings(browser, f"?shop={quote(asked)}")) == 5, asked
        for asked in ("https://velours.example:8443/", "https://other.example/", "rs ex"):
            assert not findings(browser, f"?shop={quote(asked)}"), asked


def test_the_quote_stands_marked_in_the_archived_text(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        pages = [browser.get(f"/finding/{name}").text for name in findings(browser)]
        quoted = [page for page in pages if "<mark>" in page]
        assert len(quoted) == 6  # three of five findings rest on words
        for page in quoted:
            assert "Société <mark>Velours &lt;b&gt;&amp; Quillon&lt;/b&gt; SARL</mark> au capital" in page
            assert "The archived record is unchanged." in page
            assert QUOTE not in page
        missing = [page for page in pages if "<mark>" not in page]
        assert all("Not found on the 1 page read" in page for page in missing)


def test_screenshot_and_whole_text_lie_one_click_away(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        for shop, pictures in zip(SHOPS, (1, 0), strict=True):
            path = f"/finding/{findings(browser, f'?shop={shop}&check={CHECKS[0]}')[0]}"
            assert browser.get(path).text.count("<img") == pictures
            image = browser.get(f"{path}/screenshot/0")
            assert image.status_code == (200 if pictures else 404)
            assert not pictures or (image.content, image.headers["Content-Type"]) == (PICTURE, "image/png")
            text = browser.get(f"{path}/text/0").text
            assert '<mark id="quote">Velours &lt;b&gt;&amp; Quillon&lt;/b&gt; SARL</mark>' in text
            assert "1 rue de la Blague" in text
            assert browser.get(f"{path}/text/1").status_code == 404  # there is one quote


def test_a_changed_archive_is_named(built: Built) -> None:
    archive = next(built.sweep.folder.path.glob("captures/*/*.warc.gz"))
    shop = archive.parent.name
    record = next(r for r in map(indexed, read_index(index_path(archive))) if r.type == "response")
    data = bytearray(archive.read_bytes())
    data[record.offset + record.length // 2] ^= 1
    archive.write_bytes(data)
    with served(built) as review:
        browser = review.browser()
        pages = [browser.get(f"/finding/{name}").text for name in findings(browser, f"?shop={shop}&outcome=review")]
    assert len(pages) == 2
    assert all("The archived record was changed." in page for page in pages)
    assert not any("The archived record is unchanged." in page for page in pages)


def test_taken_back_what_stood_before_stands_again(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        name = findings(browser)[0]
        path = f"/finding/{name}"
        browser.decide(name, "confirmed", "as_found")
        browser.decide(name, "unsure", "law_unclear", "hm")
        assert browser.post("/undo", {"token": browser.token(path, "/undo")}).status_code == 303
        assert '<span class="state confirmed">' in browser.get(path).text
        assert browser.post("/undo", {"token": browser.token(path, "/undo")}).status_code == 303
        page = browser.get(path).text
        assert 'action="/undo' not in page  # nothing is left to take back
        assert '<span class="state open">' in page
        choices = [(d.choice, bool(d.undoes)) for d in folder.read(built.sweep.folder).decisions]
    assert choices == [("confirmed", False), ("unsure", False), ("confirmed", True), ("open", True)]


def test_of_two_readers_the_later_is_shown_what_happened(built: Built) -> None:
    with served(built) as review:
        one, two = review.browser(), review.browser()
        name = findings(one)[0]
        path = f"/finding/{name}"
        stale = two.token(path, path)
        assert one.decide(name, "confirmed", "worse", "first words").status_code == 303
        late = two.decide(name, "dismissed", "trifle", "my own words", token=stale)
        assert late.status_code == 409
        assert "first words" in late.text
        assert "my own words" in late.text  # still in the form
        assert [d.choice for d in folder.read(built.sweep.folder).decisions] == ["confirmed"]
        # Knowing of it, the second may decide otherwise; both stay in the record.
        assert two.decide(name, "dismissed", "trifle", "w", token=token_in(late.text, path)).status_code == 303
        assert [d.choice for d in folder.read(built.sweep.folder).decisions] == ["confirmed", "dismissed"]


def test_the_same_form_sent_twice_is_one_decision(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        name = findings(browser)[0]
        token = browser.token(f"/finding/{name}", f"/finding/{name}")
        for _ in range(3):
            assert browser.decide(name, "confirmed", "as_found", token=token).status_code == 303
    assert len(folder.read(built.sweep.folder).decisions) == 1


def test_what_the_form_does_not_offer_is_not_kept(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        name = findings(browser)[0]
        for choice, reason, note in (
            ("guilty", "as_found", ""), ("dismissed", "", ""), ("dismissed", "as_found", ""), ("unsure", "other", " "),
        ):  # fmt: skip
            assert browser.decide(name, choice, reason, note).status_code == 422, (choice, reason)
        assert browser.decide(name, "unsure", "other", "told in a note").status_code == 303
    assert len(folder.read(built.sweep.folder).decisions) == 1


def test_a_lost_database_is_filled_from_the_folder(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        ids = findings(browser)
        browser.decide(ids[0], "confirmed", "as_found")
        browser.decide(ids[1], "dismissed", "trifle")
        browser.decide(ids[1], "unsure", "look_again")
    lines = (built.sweep.folder.path / folder.NAME).read_text(encoding="utf-8")
    with served(built, url="") as review, review.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM review_decisions")
    with served(built) as review:
        page = review.browser().get("/").text
        assert page.count('class="state confirmed"') == 1
        assert page.count('class="state unsure"') == 1
        assert "2 of 10 decided" in page
    assert (built.sweep.folder.path / folder.NAME).read_text(encoding="utf-8") == lines


def test_a_server_killed_between_database_and_file_loses_nothing(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        for name in findings(browser)[:3]:
            browser.decide(name, "confirmed", "as_found")
    path = built.sweep.folder.path / folder.NAME
    whole = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(whole[:2]) + whole[2][:40])  # half a line
    with served(built):
        pass
    assert [json.loads(line) for line in path.read_bytes().splitlines()] == [json.loads(line) for line in whole]
