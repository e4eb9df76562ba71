"""Two readers who know nothing of one another, how far they agree, and who may decide what."""

from __future__ import annotations

import re

import pytest

from sweep.review.model import CHOICES, Choice, Decision, Sample, Seat
from sweep.review.standing import OPEN, agreement, standing
from tests.review.samples import Built, build, findings, served


@pytest.fixture
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("readers"))


def _decision(number: int, by: str, choice: Choice, seat: Seat = "first", **changes: str | int) -> Decision:
    fields = {
        "id": f"d{number}", "sweep": "toys", "shop": "s.example", "check": "identity.name", "proof": "p", "seat": seat,
        "version": number, "choice": choice, "reason": "as_found", "note": "", "by": by,
        "at": f"2026-11-21T10:0{number}", "outcome": "fail", "rules_version": "r", **changes,
    }  # fmt: skip
    return Decision(**fields)  # type: ignore[arg-type]


def test_standings() -> None:
    first, second = _decision(1, "ann", "confirmed"), _decision(1, "ben", "dismissed", "second", id="x")
    assert standing((), "p") == OPEN
    assert standing((first,), "p").state == "confirmed"
    assert standing((first,), "p", sampled=True).state == "second_reader"
    assert standing((first, second), "p", sampled=True).state == "disputed"
    agreed = _decision(1, "ben", "confirmed", "second", id="x")
    assert standing((first, agreed), "p", sampled=True).state == "confirmed"
    final = _decision(1, "lea", "unsure", "final", id="f")
    assert standing((first, second, final), "p", sampled=True).state == "unsure"
    changed = standing((first,), "other proof")
    assert (changed.state, changed.before, changed.counts) == ("reopened", first, None)
    back = _decision(2, "ann", "open", undoes="d1")
    assert standing((first, back), "p").state == "open"
    assert standing((first, back), "other proof").state == "open"


def test_kappa_by_the_textbook() -> None:
    pairs: list[tuple[Choice, Choice]] = [("confirmed", "confirmed")] * 20 + [("dismissed", "dismissed")] * 15
    pairs += [("confirmed", "dismissed")] * 5 + [("dismissed", "confirmed")] * 10
    found = agreement(pairs)
    assert (found.pairs, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.low is not None
    assert found.low < 0.4 < (found.high or 0)
    assert agreement([]).kappa is None
    assert agreement([("confirmed", "confirmed")] * 9).kappa is None  # nothing to be better than
    assert agreement([("confirmed", "dismissed"), ("dismissed", "confirmed")]).kappa == pytest.approx(-1)


def test_the_sample_can_be_drawn_again() -> None:
    names = [f"{n:016x}" for n in range(4000)]
    drawn = [name for name in names if Sample(10, "seed").holds(name)]
    assert 300 < len(drawn) < 500
    assert drawn == [name for name in names if Sample(10, "seed").holds(name)]
    assert drawn != [name for name in names if Sample(10, "another").holds(name)]
    assert set(drawn) <= {name for name in names if Sample(30, "seed").holds(name)}  # a larger share adds to it
    assert not any(Sample(0, "seed").holds(name) for name in names)
    assert all(Sample(100, "seed").holds(name) for name in names)


def test_the_second_reader_knows_nothing_until_both_have_decided(built: Built) -> None:
    with served(built, percent=100, sign_in=True) as review:
        ann, ben, cleo = (review.of(name, "reviewer") for name in ("annegret", "ben", "cleo"))
        lea = review.of("lea", "lead")
        name = findings(ann)[0]
        path, untouched = f"/finding/{name}", ben.get(f"/finding/{name}").text
        assert ann.decide(name, "confirmed", "worse", "secret words").status_code == 303
        stale = ann.token(path, path)
        assert "waits for a second reader" in ann.get(path).text
        for other in (ben, lea, cleo):
            page = other.get(path).text
            assert "secret words" not in page
            assert "annegret" not in page
            assert '<span class="state open">' in page
            assert "second" not in page.split("<main")[1]
            assert "0 of 10 decided" in other.get("/").text
        assert _bare(ben.get(path).text) == _bare(untouched)
        assert ben.decide(name, "dismissed", "misread").status_code == 303
        for reader in (ann, ben, lea):
            page = reader.get(path).text
            assert "the two readers differ" in page
            assert "secret words" in page
        # The two cannot change what they said any more, a third cannot mix in; a lead settles it.
        assert ann.decide(name, "dismissed", "misread", token=stale).status_code == 403
        assert 'id="decide"' not in cleo.get(path).text
        assert lea.decide(name, "confirmed", "as_found").status_code == 303
        assert '<span class="state confirmed">' in ann.get(path).text
        page = lea.get("/agreement").text
        assert "1 finding has been read twice" in page
        assert "not defined yet" not in page  # one pair that differs: kappa is 0
        assert "kappa: 0.00" in page


def _bare(page: str) -> str:
    """A page without its tokens and without the name of who reads it."""
    return re.sub(r'name="token" value="[^"]*"', "", page)


def test_whoever_comes_second_while_the_page_is_open_becomes_the_second_reader(built: Built) -> None:
    with served(built, percent=100, sign_in=True) as review:
        ann, ben, cleo = (review.of(name, "reviewer") for name in ("annegret", "ben", "cleo"))
        name = findings(ann)[0]
        path = f"/finding/{name}"
        tokens = {browser: browser.token(path, path) for browser in (ann, ben, cleo)}
        for browser, status in ((ann, 303), (ben, 303), (cleo, 403)):
            assert browser.decide(name, "confirmed", "as_found", token=tokens[browser]).status_code == status
        assert '<span class="state confirmed">' in cleo.get(path).text


def test_a_reader_reads(built: Built) -> None:
    with served(built, sign_in=True) as review:
        ann, rob = review.of("annegret", "reviewer"), review.of("rob", "reader")
        name = findings(rob)[0]
        path = f"/finding/{name}"
        page = rob.get(path).text
        assert "Your role may read" in page
        assert 'id="decide"' not in page
        sent = rob.post(path, {"token": ann.token(path, path), "choice": "confirmed", "reason_confirmed": "as_found"})
        assert sent.status_code == 403
        shop = "velours.example"
        token = rob.token(f"/questions/{shop}", f"/questions/{shop}")
        assert rob.post(f"/questions/{shop}", {"token": token, "a-Q34": "compliant"}).status_code == 403
        assert "0 of 10 decided" in ann.get("/").text


def test_all_choices_have_reasons_in_the_form(built: Built) -> None:
    with served(built) as review:
        browser = review.browser()
        page = browser.get(f"/finding/{findings(browser)[0]}").text
        for choice in CHOICES:
            assert f'name="reason_{choice}"' in page
