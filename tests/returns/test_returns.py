"""National returns: no shop is named in them, and together they make totals that are the sum of the parts."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from sweep.cli import main
from sweep.errors import SweepError
from sweep.paths import languages
from sweep.results import ShopResult, SweepResult
from sweep.returns.make import make_return
from sweep.returns.merge import Joint, Tally, merge
from sweep.returns.model import NationalReturn, hashed, read_key, read_return
from sweep.returns.write import schema, schema_text, write_joint, write_return
from sweep.targets import Funnel
from tests.report.samples import HOSTILE, Texts, sample, shop, unseen

KEY = b"a key of the joint sweep, long enough"


def handed_in(authority: str, country: str, *shops: ShopResult, key: bytes = KEY, rules: str = "r1") -> NationalReturn:
    info = replace(
        sample().info, authority=authority, country=country, name=f"joint-{country}", rules_version=rules,
        funnel=Funnel(len(shops) + 2, len(shops) + 1, len(shops)),
    )  # fmt: skip
    return make_return(SweepResult(info, shops), key, Texts())


def three() -> list[NationalReturn]:
    """Three lists: one shop on two of them, one on all three, each time seen otherwise."""
    fr = handed_in(
        "Autorité A", "FR",
        shop("own-a.example", "fpppppppppppn"), shop("two.example", "pppppppuppppn"),
        shop("all.example", "fppppppuppppn"),
    )  # fmt: skip
    be = handed_in(
        "Autoriteit B", "BE",
        shop("two.example", "ffpppppuppppn", country="BE"), unseen("all.example", "unreachable", "dns: gone"),
        shop("own-b.example", "ppppppppppppn", country="BE", sector="decoration"),
    )  # fmt: skip
    de = handed_in(
        "Behörde C", "DE",
        shop("www.all.example", "prpppppupppfn", country="DE"), unseen("own-c.example", "not_measurable", "blocked: x"),
    )  # fmt: skip
    return [fr, be, de]


def total(tally: Tally) -> dict[str, int]:
    return {kind: tally.total(kind) for kind in tally.parts}


def test_totals_are_the_sum_of_the_parts_less_what_was_counted_twice() -> None:
    joint = merge(three())
    assert joint.shops.parts == {"f": 4, "r": 0, "p": 2, "u": 2}  # as the authorities handed it in: eight
    assert total(joint.shops) == {"f": 3, "r": 0, "p": 1, "u": 1}  # five different shops
    by_check = {q.question.check: q for q in joint.questions}
    name = by_check["identity.name"].tally
    assert name.parts == {"f": 3, "r": 0, "p": 3, "u": 2, "n": 0}
    assert total(name) == {"f": 3, "r": 0, "p": 1, "u": 1, "n": 0}
    for tally in (joint.shops, *(q.tally for q in joint.questions)):
        assert sum(tally.parts.values()) == 8
        assert sum(total(tally).values()) == 5
        assert all(number >= 0 for number in (*tally.twice.values(), *total(tally).values()))
    assert [(code, sum(total(tally).values())) for code, tally in joint.countries] == [("BE", 2), ("DE", 1), ("FR", 4)]


def test_duplicates_across_lists_are_named_by_hash_and_by_whose_list() -> None:
    joint = merge(three())
    found = {d.id: (d.authorities, d.flags, d.counted) for d in joint.duplicates}
    assert found == {
        hashed(KEY, "two.example"): (("Autorité A", "Autoriteit B"), ("p", "f"), "f"),
        hashed(KEY, "all.example"): (("Autorité A", "Autoriteit B", "Behörde C"), ("f", "u", "f"), "f"),
    }
    # No shop on two lists: nothing is taken away.
    alone = merge(
        [handed_in("A", "FR", shop("a.example", "fpppppppppppn")), handed_in("B", "BE", shop("b.example", "f" * 13))]
    )
    assert alone.duplicates == ()
    assert alone.shops.twice == {"f": 0, "r": 0, "p": 0, "u": 0}


def test_a_shop_one_authority_could_not_see_counts_as_the_other_saw_it() -> None:
    made = merge([
        handed_in("A", "FR", unseen("s.example", "not_measurable", "blocked: x")),
        handed_in("B", "BE", shop("s.example", "ppppppppppppn")),
    ])  # fmt: skip
    assert total(made.shops) == {"f": 0, "r": 0, "p": 1, "u": 0}


def test_zero_rows_are_kept_and_questions_that_one_authority_did_not_ask_are_told() -> None:
    asked = shop("s.example", "ppppppppppppn")
    fewer = replace(shop("t.example", "ppppppppppppn"), verdicts=asked.verdicts[:3])
    joint = merge([handed_in("A", "FR", asked), handed_in("B", "BE", fewer)])
    assert len(joint.questions) == 13
    assert all(q.tally.total("f") == 0 for q in joint.questions)
    assert [q.asked_by for q in joint.questions].count(2) == 3


def test_no_word_of_a_shop_is_in_a_return_and_its_schema_fits(tmp_path: Path) -> None:
    made = handed_in("Autorité A", "FR", *sample().shops)
    path = write_return(made, tmp_path / "deep" / "return.json")
    text = path.read_text(encoding="utf-8")
    for shown in ("example", "https", "Vesperine", "SARL", "fair", HOSTILE, "urn:uuid", "captures"):
        assert shown not in text, shown
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(json.loads(text))
    assert read_return(path) == made
    order = [hashed(KEY, s.target.key) for s in sample().shops]
    assert sorted(order) == [s.id for s in made.shops] != order  # the order of the list tells nothing either


def test_the_published_schema_is_that_of_the_model() -> None:
    assert schema() == json.loads(schema_text())
    Draft202012Validator.check_schema(schema())


def test_another_key_gives_other_hashes_and_is_refused() -> None:
    one, other = (
        handed_in("A", "FR", shop("a.example", "p" * 13)),
        handed_in("B", "BE", shop("a.example", "p" * 13), key=b"x" * 20),
    )
    assert one.shops[0].id != other.shops[0].id
    with pytest.raises(SweepError, match="made with another key"):
        merge([one, handed_in("C", "DE", shop("b.example", "p" * 13)), other])


def test_the_same_return_twice_is_refused() -> None:
    with pytest.raises(SweepError, match="its return on 'joint-FR' is there twice"):
        merge([*three(), three()[0]])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "sweepday-return/9"}, "format"),
        ({"strange": 1}, "strange: Extra inputs are not permitted"),
        ({"country": "France"}, "country"),
        ({"key_check": "x"}, "key_check"),
        ({"funnel": {"listed": 1, "valid": 1, "distinct": 0}}, "different ones in the funnel"),
        ({"questions": []}, "answers to 0 questions"),
        ({"shops": [{"id": "../x", "country": "FR", "state": "measured", "answers": "p"}]}, "shops.0.id"),
    ],
)
def test_a_wrong_return_is_refused_with_its_mistake(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(json.loads(three()[0].model_dump_json()) | change))
    with pytest.raises(SweepError, match=said):
        read_return(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": NaN}'])
def test_what_is_no_return_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.json").write_bytes(content)
    with pytest.raises(SweepError, match=r"r\.json"):
        read_return(tmp_path / "r.json")


def test_a_short_or_missing_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="no key can be read"):
        read_key(tmp_path / "none")
    (tmp_path / "short").write_text("secret\n")
    with pytest.raises(SweepError, match="too short"):
        read_key(tmp_path / "short")
    (tmp_path / "key").write_text(" " + "k" * 16 + "\n")
    assert read_key(tmp_path / "key") == b"k" * 16


def test_the_joint_report_stands_in_every_language_with_hostile_names_as_text(tmp_path: Path) -> None:
    hostile = handed_in(HOSTILE, "IT", shop("h.example", "f" * 13, sector="=1+1"), rules="r2")
    files = write_joint(merge([*three(), hostile]), tmp_path, HOSTILE, languages())
    assert len(files) == 2 + len(languages())
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "onerror=" not in page.replace("&lt;img src=x onerror=", "")
    assert page.count(hashed(KEY, "two.example")) == 1
    data = json.loads((tmp_path / "joint.json").read_text(encoding="utf-8"))
    assert data["shops"]["total"]["fail"] == 4
    assert data["rules_versions"] == ["r1", "r2"]
    with (tmp_path / "joint.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(int(r["sum_of_parts"]) - int(r["counted_twice"]) == int(r["total"]) for r in rows)
    assert any(r["name"] == "'=1+1" for r in rows)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(write_return(one, tmp_path / f"{n}.json")) for n, one in enumerate(three())]
    assert main(["merge", *paths, "-o", str(tmp_path / "joint"), "--languages", "fr,en"]) == 0
    assert "3 returns, 5 shops; 2 of them on several lists, counted once" in capsys.readouterr().out
    assert 'lang="fr"' in (tmp_path / "joint" / "index.html").read_text(encoding="utf-8")
    assert main(["merge", paths[0], paths[0], "-o", str(tmp_path / "no")]) == 1
    assert not (tmp_path / "no").exists()


letters = st.text("frpun-", min_size=3, max_size=3)
lists = st.lists(st.dictionaries(st.integers(0, 5), letters, max_size=6), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(lists)
def test_whatever_the_lists_each_shop_counts_once(made: list[dict[int, str]]) -> None:
    joint = _merged(made)
    different = {number for one in made for number in one}
    assert sum(total(joint.shops).values()) == len(different)
    assert len(joint.duplicates) == sum(sum(n in one for one in made) > 1 for n in different)
    assert sum(joint.shops.parts.values()) == sum(map(len, made))
    for q in joint.questions:
        assert all(0 <= q.tally.total(kind) <= q.tally.parts[kind] for kind in q.tally.parts)


def _merged(made: list[dict[int, str]]) -> Joint:
    questions = [{"check": f"a.b{n}"} for n in range(3)]
    model = json.loads(three()[0].model_dump_json())
    try:
        return merge([
            NationalReturn.model_validate_json(json.dumps(model | {
                "authority": f"A{place}", "questions": questions,
                "funnel": {"listed": 9, "valid": 9, "distinct": 9},
                "shops": [
                    {"id": hashed(KEY, str(n)), "country": "FR", "state": "measured", "answers": answers}
                    for n, answers in one.items()
                ],
            }))
            for place, one in enumerate(made)
        ])  # fmt: skip
    except ValidationError as error:
        raise AssertionError(str(error)) from error
