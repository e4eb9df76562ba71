"""Results that are read from the store hold equal values once."""

from __future__ import annotations

from dataclasses import replace

from checks.facts import Absent, Evidence, Found, Unknown
from sweep.results import ShopResult
from sweep.store.shared import Sharing
from tests.report.samples import shop


def _copied(text: str) -> str:
    return "".join(list(text))


def _apart(result: ShopResult) -> ShopResult:
    """The same result in objects of its own, as a decoder makes them."""

    def proof(e: Evidence) -> Evidence:
        return Evidence(*map(_copied, (e.url, e.quote, e.sha256, e.role, e.record_id)))

    verdicts = (
        replace(v, law=tuple(replace(row) for row in v.law), evidence=tuple(map(proof, v.evidence)))
        for v in result.verdicts
    )
    return replace(result, verdicts=tuple(verdicts))


def test_results_stay_equal_and_hold_law_and_pages_once() -> None:
    sharing = Sharing()
    plain = [_apart(shop(name, "f" * 13)) for name in ("vesperine.example", "brumelot.example")]
    first, second = (sharing.result(one) for one in plain)
    assert [first, second] == plain
    by_law = [{id(v.law) for v in one.verdicts} for one in (first, second)]
    assert by_law[0] == by_law[1]
    assert len(by_law[0]) == len({v.law for v in plain[0].verdicts}) < len(plain[0].verdicts)
    absent = [v.evidence for v in first.verdicts if all(not e.quote for e in v.evidence)]
    assert len(absent) > 1
    assert len({id(evidence) for evidence in absent}) == 1
    quoted = [e for v in first.verdicts for e in v.evidence if e.quote]
    assert len({id(e.sha256) for e in quoted}) == 1
    assert len({id(e) for e in quoted}) == len(quoted)  # the quotes differ, the page is the same


def test_shops_with_other_law_keep_theirs() -> None:
    sharing = Sharing()
    made = shop("vesperine.example", "f" * 13)
    other = replace(made, verdicts=tuple(replace(v, law=v.law[:1]) for v in made.verdicts))
    assert sharing.result(made) == made
    assert sharing.result(other) == other


def test_facts_hold_the_pages_of_the_verdicts_and_stay_equal() -> None:
    made = shop("vesperine.example", "f" * 13)
    proof = next(e for v in made.verdicts for e in v.evidence if e.quote)
    pages = next(v.evidence for v in made.verdicts if v.evidence and all(not e.quote for e in v.evidence))
    gap = Unknown("not fetched", "https://vesperine.example/")
    facts = replace(
        made.facts,
        host_name=Absent(tuple(map(replace, pages))),
        mediator_name=Absent(tuple(map(replace, pages))),
        operator_emails=Found(("post@vesperine.example",), replace(proof), (replace(proof),)),
        offers=Found((Found("a lamp", replace(proof)),), replace(proof)),  # type: ignore[arg-type]
        operator_phones=gap,
        operator_vat=replace(gap),
    )
    plain = _apart(replace(made, facts=facts))
    held = Sharing().result(plain)
    assert held == plain
    assert isinstance(held.facts.host_name, Absent)
    assert isinstance(held.facts.mediator_name, Absent)
    assert held.facts.host_name.read is held.facts.mediator_name.read
    assert isinstance(held.facts.operator_emails, Found)
    assert isinstance(held.facts.offers, Found)
    assert held.facts.operator_emails.evidence is held.facts.offers.value[0].evidence
    assert held.facts.operator_vat is held.facts.operator_phones
    assert any(v.evidence is held.facts.host_name.read for v in held.verdicts)
