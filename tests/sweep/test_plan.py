"""Plans: every mistake at once, at its line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.errors import SweepError
from sweep.paths import template_dir
from sweep.plan import chosen_checks, load_plan
from sweep.plan_file import read_document

KNOWN = ("identity.name", "identity.email", "withdrawal.function")

GOOD = """\
name: spring
authority: Consumer authority
country: NO
languages: fr
lists: shops.csv
checks: [identity, withdrawal.function]
day: 2026-06-19
"""


def write(folder: Path, text: str) -> Path:
    (folder / "shops.csv").write_text("url\nshop.example\n")
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(SweepError) as error:
        load_plan(write(folder, text), known_checks=KNOWN)
    return str(error.value).splitlines()


def test_a_good_plan_is_read_and_norway_is_a_country(tmp_path: Path) -> None:
    plan = load_plan(write(tmp_path, GOOD), known_checks=KNOWN)
    assert (plan.country, plan.languages, plan.lists) == ("NO", ("fr",), ("shops.csv",))
    assert chosen_checks(plan, KNOWN) == KNOWN
    assert plan.limits().delay == 1.0


def test_the_sample_plan_that_new_writes_is_right(tmp_path: Path) -> None:
    plan = load_plan(write(tmp_path, (template_dir() / "workspace" / "plan.yaml").read_text()), known_checks=KNOWN)
    assert plan.checks == ("all",)
    assert chosen_checks(plan, KNOWN) == KNOWN


def test_ten_mistakes_are_named_at_once_each_where_it_stands(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """\
name: black friday
day: 2026-13-01
autority: X
country: XX
country: FR
langages: [fr]
lists: [nope.csv]
pace: {delay_second: 1, shops_at_once: many}
robots: ignore
checks: [identity.nam]
identity: {contact: me}
""",
    )
    for where in (
        "plan.yaml:1:1: authority: is missing",
        "plan.yaml:1:1: name:",
        "plan.yaml:2:1: day:",
        "plan.yaml:3:1: autority: unknown key; did you mean 'authority'?",
        "plan.yaml:4:1: country: 'XX'",
        "plan.yaml:5:1: country: given twice (first on line 4)",
        "plan.yaml:6:1: langages: unknown key; did you mean 'languages'?",
        "plan.yaml:7:9: lists: there is no file",
        "plan.yaml:8:8: pace.delay_second: unknown key; did you mean 'delay_seconds'?",
        "plan.yaml:8:25: pace.shops_at_once:",
        "plan.yaml:9:1: robots:",
        "plan.yaml:10:10: checks: there is no check 'identity.nam'; did you mean 'identity.name'?",
        "plan.yaml:11:12: identity.contact:",
    ):
        assert any(line.startswith(where) for line in found), (where, found)


def test_the_languages_of_the_report_are_those_that_exist(tmp_path: Path) -> None:
    assert load_plan(write(tmp_path, GOOD)).report.languages == ()
    assert load_plan(write(tmp_path, GOOD + "report: {languages: [nl, FR]}\n")).report.languages == ("nl", "fr")
    with pytest.raises(SweepError, match="there is no report in 'it'; it exists in en, fr, nl, de"):
        load_plan(write(tmp_path, GOOD + "report: {languages: [en, it]}\n"))
    with pytest.raises(SweepError, match=r"report\.theme: there is no folder"):
        load_plan(write(tmp_path, GOOD + "report: {theme: ours}\n"))
    (tmp_path / "ours").mkdir()
    assert load_plan(write(tmp_path, GOOD + "report: {theme: ours, sample: true}\n")).report.sample


def test_an_authority_says_who_it_is(tmp_path: Path) -> None:
    plain = load_plan(write(tmp_path, GOOD.replace("Consumer authority", "Autorité (économique) Åland")))
    assert plain.limits().user_agent.startswith("sweepday/")
    assert plain.limits().user_agent.endswith("(consumer-protection screening by Autorite economique Aland)")
    known = load_plan(write(tmp_path, GOOD + "identity: {contact: sweep@authority.example}\n"))
    assert known.limits().user_agent.endswith("by Consumer authority; sweep@authority.example)")
    assert known.limits().contact == "sweep@authority.example"
    other = load_plan(write(tmp_path, GOOD + "identity: {user_agent: Some Browser/1.0}\n"))
    assert other.limits().user_agent == other.user_agent == "Some Browser/1.0"


def test_proxies_are_chosen_by_list_and_logins_stay_out_of_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "onions.csv").write_text("url\nshop.example\n")
    lists = GOOD.replace("lists: shops.csv", "lists: [shops.csv, onions.csv]")
    ways = "{proxy: 'http://10.1.2.3:3128', proxies: {onions.csv: 'socks5h://127.0.0.1:9050'}, proxy_login: WAY}"
    plan = load_plan(write(tmp_path, f"{lists}network: {ways}\n"))
    with pytest.raises(SweepError, match="WAY does not hold user:password"):
        plan.limits("shops.csv:2")
    monkeypatch.setenv("WAY", "clara:s:cret@1")
    assert plan.limits("shops.csv:2").proxy == "http://clara:s%3Acret%401@10.1.2.3:3128"
    assert plan.limits("onions.csv:77").proxy == "socks5h://clara:s%3Acret%401@127.0.0.1:9050"
    straight = load_plan(write(tmp_path, f"{lists}network: {{proxies: {{onions.csv: 'socks5h://127.0.0.1:9050'}}}}\n"))
    assert straight.limits("shops.csv:2").proxy == ""
    assert straight.limits("onions.csv:2").proxy == "socks5h://127.0.0.1:9050"


def test_browser_and_vantage(tmp_path: Path) -> None:
    assert load_plan(write(tmp_path, GOOD)).limits().browser == "auto"
    limits = load_plan(write(tmp_path, GOOD + "browser: never\nvantage: office Lyon\n")).limits()
    assert (limits.browser, limits.vantage) == ("never", "office Lyon")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "plan.yaml:1:1: a plan is a list"),
        ("- a\n- b\n", "plan.yaml:1:1: a plan is a list"),
        ("name: [\n", "plan.yaml:2:1: not valid YAML"),
        ("name: a\n\tb: c\n", "plan.yaml:2:1: not valid YAML"),
        (GOOD.replace("fr", "français"), "plan.yaml:4:1: languages.0: 'français' is no language code"),
        (GOOD + "pace: {delay_seconds: -1}\n", "plan.yaml:8:8: pace.delay_seconds:"),
        (GOOD + "browser: maybe\n", "plan.yaml:8:1: browser:"),
        (GOOD + "network: {proxy: 127.0.0.1:9050}\n", "plan.yaml:8:11: network.proxy: '127.0.0.1:9050' is no proxy"),
        (GOOD + "network: {proxy: 'http://me:secret@10.0.0.1'}\n", "plan.yaml:8:11: network.proxy: a plan is kept"),
        (GOOD + "network: {proxies: {shop.csv: ''}}\n", "plan.yaml:8:21: network.proxies: no list 'shop.csv'; did you"),
        (GOOD + "x: &a [1]\ny: *a\n", "aliases are not supported"),
    ],
)
def test_a_wrong_form_has_its_message(tmp_path: Path, text: str, expected: str) -> None:
    assert any(expected in line for line in mistakes(tmp_path, text))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("vantage: {a: b}", "vantage: this is `key: value` lines; write a word or a text"),
        ("seed:", "seed: has no value; write one, or take the key away"),
        ("warnings:", "warnings: has no value"),
        ("pace: fast", "pace: this is 'fast'; write `key: value` lines (delay_seconds, shops_at_once, workers"),
        ("pace: {workers: many}", "pace.workers: this is 'many'; write a whole number"),
        ("pace: {second_try: maybe}", "pace.second_try: this is 'maybe'; write true or false"),
        ("budget: {minutes: long}", "budget.minutes: this is 'long'; write a number"),
        ("network: {proxies: [a]}", "network.proxies: this is a list; write `key: value` lines"),
        ("network: {allow: [all]}", "network.allow.0: 'all' is no network (such as 127.0.0.0/8)"),
        ("checks: [widrawal]", "checks: there is no check 'widrawal'; did you mean 'withdrawal'?"),
        ("checks: []", "checks: it is empty; write a list with at least one entry"),
        ("lists: []", "lists: it is empty; write a list with at least one entry"),
        ("authority: ''", "authority: it is empty; write a word or a text"),
        ("day: 21/11/2026", "day: '21/11/2026' is no day; write it as YYYY-MM-DD"),
        ("day: 0", "day: '0' is no day; write it as YYYY-MM-DD"),
        ("day: 1999-11-21", "plan.yaml:7:1: day: 1999-11-21: the rules know the law from 2014-06-13 to 2039-12-31"),
        ("day: 2099-11-21", "is the year right?"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(tmp_path: Path, line: str, said: str) -> None:
    key = line.partition(":")[0]
    kept = "".join(f"{other}\n" for other in GOOD.splitlines() if not other.startswith(f"{key}:"))
    assert any(said in found for found in mistakes(tmp_path, f"{kept}{line}\n"))


def test_a_sweep_that_is_there_keeps_its_day(tmp_path: Path) -> None:
    there = write(tmp_path, GOOD.replace("day: 2026-06-19", "day: 2099-06-19"))
    assert load_plan(there, known_checks=KNOWN, lists_beside=False).day == date(2099, 6, 19)
    assert load_plan(write(tmp_path, GOOD.replace("day: 2026-06-19", "day: 2014-06-13"))).day == date(2014, 6, 13)


def test_a_network_may_stand_alone_and_with_its_hosts(tmp_path: Path) -> None:
    assert load_plan(write(tmp_path, GOOD + "network: {allow: 127.0.0.1/8}\n")).network.allow == ("127.0.0.0/8",)


def test_a_plan_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="there is no such plan"):
        load_plan(tmp_path / "plan.yaml")
    (tmp_path / "plan.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(SweepError, match="not UTF-8"):
        load_plan(tmp_path / "plan.yaml")


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    document = read_document(text)
    assert document.mistakes or document.data is None or isinstance(document.data, str | list | dict | bool)


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert any("aliases" in m.message for m in read_document(bomb).mistakes)


@pytest.mark.parametrize(
    ("budget", "products", "pages", "everything"),
    [
        ("{products: 5}", 5, 40, False),
        ("{products: all}", 5000, 5000, True),
        ("{products: all, pages: 300}", 5000, 300, True),
    ],
)
def test_a_sample_or_all_products(tmp_path: Path, budget: str, products: int, pages: int, everything: bool) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"name: a\nauthority: b\ncountry: FR\nlists: [s.csv]\nseed: autumn\nbudget: {budget}\n")
    limits = load_plan(path, lists_beside=False).limits()
    assert (limits.products, limits.pages, limits.all_products) == (products, pages, everything)
    assert (limits.seed, limits.country) == ("autumn", "FR")


@pytest.mark.parametrize("products", ["many", "-1", "9999999", "[1]"])
def test_a_wrong_number_of_products_is_named(tmp_path: Path, products: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"name: a\nauthority: b\ncountry: FR\nlists: [s.csv]\nbudget:\n  products: {products}\n")
    with pytest.raises(SweepError, match=r"plan.yaml:6:3: budget.products: .*nor the word all"):
        load_plan(path, lists_beside=False)
