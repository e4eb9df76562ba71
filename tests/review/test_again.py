"""Decisions and later sweeps: the same evidence keeps them, changed evidence opens them again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.verdict import Outcome
from sweep.review import folder
from sweep.review.folder import Standings
from sweep.review.model import proof_key
from tests.review.samples import CHECKS, QUOTE, Built, build, findings, save, seen, served, verdict


def test_a_proof_is_told_by_what_was_judged_not_by_its_record() -> None:
    before = verdict(CHECKS[0], Outcome.FAIL, seen("a  b"))
    same = replace(before, evidence=(replace(seen("a b"), record_id="<urn:uuid:2>", sha256="cd" * 32),))
    assert proof_key(same) == proof_key(before)
    changes = {
        "evidence": (seen("a c"),),
        "outcome": Outcome.REVIEW,
        "message": "other",
        "params": (("days", "7"),),
    }
    for name, value in changes.items():
        assert proof_key(replace(before, **{name: value})) != proof_key(before), name  # type: ignore[arg-type]


@pytest.mark.parametrize(("quote", "again"), [(QUOTE, False), ("Somebody else SARL", True)])
def test_decisions_survive_while_the_evidence_is_the_same(tmp_path: Path, quote: str, again: bool) -> None:
    first = build(tmp_path)
    with served(first, person="A. Verenne") as review:
        browser = review.browser()
        for name in findings(browser):
            browser.decide(name, "dismissed", "other_trader", "belongs to the host")
    later = build(tmp_path, "toys-2", quote=quote, day=30)
    with served(later, person="B. Quist") as review:
        browser = review.browser()
        page = browser.get("/").text
        # Four findings rest on pages without the thing; they are the same whatever the name is.
        assert page.count('class="state dismissed"') == (4 if again else 10)
        assert page.count('class="state reopened"') == (6 if again else 0)
        name = findings(browser, f"?check={CHECKS[0]}")[0]
        page = browser.get(f"/finding/{name}").text
        assert "belongs to the host" in page  # the old decision is shown either way
        assert ("open again" in page) is again
        assert ("Taken over from toys" in page) is not again
        assert not (later.sweep.folder.path / folder.NAME).read_bytes()
        if again:
            assert browser.decide(name, "confirmed", "as_found").status_code == 303
    assert Standings(later.workspace, first.sweep.folder).of(*_place(first)).state == "dismissed"
    expected = "confirmed" if again else "dismissed"
    assert Standings(later.workspace, later.sweep.folder).of(*_place(later)).state == expected


def _place(built: Built) -> tuple[str, str, str]:
    """Shop, check and proof of the first finding, of the shop that the list shows first."""
    shop = sorted(r.target.key for r in built.sweep.store.results(built.name))[0]
    (result,) = built.sweep.store.results(built.name, shop)
    return shop, CHECKS[0], proof_key(result.verdicts[0])


def test_a_shop_judged_anew_while_it_is_reviewed(tmp_path: Path) -> None:
    built = build(tmp_path)
    with served(built) as review:
        browser = review.browser()
        shop = "velours.example"
        name = findings(browser, f"?shop={shop}&check={CHECKS[0]}")[0]
        path = f"/finding/{name}"
        token = browser.token(path, path)
        (result,) = built.sweep.store.results(built.name, shop)
        changed = replace(result.verdicts[0], params=(("name", "other"),))
        save(built.sweep, replace(result, verdicts=(changed, *result.verdicts[1:])))
        late = browser.decide(name, "confirmed", "as_found", token=token)
        assert late.status_code == 409
        assert "The evidence of this finding has changed" in late.text
        save(built.sweep, replace(result, verdicts=result.verdicts[1:]))
        assert browser.get(path).status_code == 404
        assert len(findings(browser)) == 9
    assert not folder.read(built.sweep.folder).decisions
