"""Tables that an authority supplies: read strictly, compared strictly, kept with the sweep as used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.fact import Evidence
from checks.facts import Absent, Fact, Found, Registration, ShopFacts, Unknown
from checks.goods_facts import DomainRecord, RegisterEntry
from sweep.enrich import supplied
from sweep.enrich.keys import NUMBER_KINDS, number_key
from sweep.enrich.registered import read_domains, read_entries, same_name
from sweep.enrich.supplied import Supplied, read_supplied
from sweep.enrich.warned import Warnings, read_warnings
from sweep.errors import SweepError
from sweep.evidence.seal import lasting
from sweep.plan import load_plan
from sweep.sweeps import begin, find
from sweep.workspace import Workspace

DAY = date(2026, 11, 21)
SIREN, OTHER = "012345674", "098765431"
SHOP = "https://zephirelle.example/"
PLAN = "name: spring\nauthority: A\ncountry: FR\nlists: shops.csv\n"


def _evidence(quote: str = "") -> Evidence:
    return Evidence(SHOP, quote, "0" * 64)


def _facts(name: str = "Maison Zéphirelle SARL", number: str = SIREN, valid: bool | None = True) -> ShopFacts:
    return ShopFacts(
        visited_on=Found(DAY, _evidence()),
        operator_name=Found(name, _evidence(name)) if name else Absent((_evidence(),)),
        operator_registrations=Found(
            (Registration("fr.siren", number, valid),), _evidence("écrivez-nous"), (_evidence(f"SIREN {number}"),)
        ),
        operator_emails=Found(("Bonjour@zephirelle.example",), _evidence("Bonjour@zephirelle.example")),
    )


def _table(folder: Path, key: str, text: str) -> Supplied:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return read_supplied({"warnings": (), "registers": (), "domains": (), key: ("t.csv",)}, folder)


def _told(folder: Path, key: str, text: str, facts: ShopFacts | None = None, url: str = SHOP) -> Fact[object]:
    (fact,) = _table(folder, key, text).facts(facts or _facts(), url, DAY).values()
    return fact


@pytest.mark.parametrize(
    ("columns", "line", "agreed", "quote"),
    [
        ("domain", "zephirelle.example", "domain", ""),
        ("domain", "https://www.Zephirelle.example/", "domain", ""),
        ("kind,number", f"fr.siren,{SIREN}", "number", f"SIREN {SIREN}"),
        ("kind,number", f"fr.siret,{SIREN}00019", "number", f"SIREN {SIREN}"),
        ("email", "BONJOUR@zephirelle.example", "email", "Bonjour@zephirelle.example"),
    ],
)
def test_a_warning_agrees_by_domain_number_or_address(
    tmp_path: Path, columns: str, line: str, agreed: str, quote: str
) -> None:
    text = f"authority,date,url,{columns}\nGuetteur,2026-10-02,https://guetteur.example/12,{line}\n"
    found = _told(tmp_path, "warnings", text)
    assert isinstance(found, Found)
    assert isinstance(found.value, tuple)
    (one,) = found.value
    assert (one.value.agreed, one.value.source, one.evidence.quote) == (agreed, "t.csv:2", quote)
    assert (one.value.day, one.value.url) == (date(2026, 10, 2), "https://guetteur.example/12")


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ("name", "Maison Zéphirelle SARL"),  # two firms may bear it
        ("domain", "nevelhuis.example"),
        ("domain", "promo.zephirelle.example"),  # one site below the domain is not the whole of it
        ("domain", "zephirelle.example.org"),
        ("kind,number", f"fr.siren,{OTHER}"),
        ("kind,number", f"nl.kvk,{SIREN[:8]}"),
        ("email", "jour@zephirelle.example"),
    ],
)
def test_what_does_not_agree_wholly_warns_of_nobody(tmp_path: Path, columns: str, line: str) -> None:
    fact = _told(tmp_path, "warnings", f"authority,{columns}\nGuetteur,{line}\n")
    assert fact == Absent((_evidence(),))


def test_a_warned_domain_covers_the_hosts_below_it(tmp_path: Path) -> None:
    text = "authority,domain\nGuetteur,zephirelle.example\n"
    assert isinstance(_told(tmp_path, "warnings", text, url="https://promo.zephirelle.example"), Found)


def test_a_number_with_wrong_check_digits_is_compared_with_nothing(tmp_path: Path) -> None:
    text = f"authority,kind,number\nGuetteur,fr.siren,{SIREN}\n"
    assert isinstance(_told(tmp_path, "warnings", text, _facts(valid=False)), Absent)


def test_an_account_is_told_of_a_site_and_warns_of_no_other_shop(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("authority,domain,account\nGuetteur,www.nebulon.example,UA-7654321-3\n")
    warnings = Warnings(read_warnings(tmp_path / "t.csv"))
    assert list(warnings.accounts()) == [("UA-7654321", "nebulon.example")]
    assert isinstance(warnings.of(_facts(), "zephirelle.example", _evidence()), Absent)


def test_a_line_counts_once_however_much_of_it_agrees(tmp_path: Path) -> None:
    text = f"authority,domain,kind,number\nGuetteur,zephirelle.example,fr.siren,{SIREN}\nWacht,zephirelle.example,,\n"
    found = _told(tmp_path, "warnings", text)
    assert isinstance(found, Found)
    assert isinstance(found.value, tuple)
    assert [one.value.authority for one in found.value] == ["Guetteur", "Wacht"]


def test_a_shop_that_did_not_answer_is_not_called_unwarned(tmp_path: Path) -> None:
    gone = ShopFacts(visited_on=Unknown("unreachable", SHOP))
    assert isinstance(_told(tmp_path, "warnings", "authority,domain\nGuetteur,x.example\n", gone), Unknown)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("authority,domian\n", "t.csv:1: 'domian': unknown column; did you mean 'domain'?"),
        ("domain\n", "t.csv:1: there is no column 'authority'"),
        ("authority,domain,domain\n", "t.csv:1: 'domain': two columns of this name"),
        ("", "t.csv: empty"),
        ("authority,domain\n\n,a.example\n", "t.csv:3: authority: is missing"),
        ("authority,domain\nG,\n", "t.csv:2: names nobody"),
        ("authority,domain\nG,market.example/shops/12\n", "is one page; only a whole site can be compared"),
        ("authority,domain\nG,a.example,more\n", "t.csv:2: 3 cells under 2 columns"),
        ("authority,number\nG,012345674\n", "a number needs its kind"),
        ("authority,kind,number\nG,fr.sirn,012345674\n", "did you mean 'fr.siren'?"),
        ("authority,kind,number\nG,fr.siren,012345675\n", "the check digits of '012345675' are wrong"),
        ("authority,kind,number\nG,fr.siren,12\n", "'12' is no fr.siren number"),
        ("authority,kind,number\nG,de.hr,HRB 12\n", "given anew by every court"),
        ("authority,email\nG,nobody\n", "'nobody' is no e-mail address"),
        ("authority,domain,date\nG,a.example,02/10/2026\n", "'02/10/2026' is no day (YYYY-MM-DD)"),
        ("authority,domain,url\nG,a.example,javascript:1\n", "is no address (https://...)"),
    ],
)
def test_faults_of_a_list_of_warnings_are_told_by_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(SweepError) as raised:
        read_warnings(tmp_path / "t.csv")
    assert says in str(raised.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("domain;created\nx.example;yesterday\na.b.example;2020-01-01\ny.example;\n")
    with pytest.raises(SweepError) as raised:
        read_domains(tmp_path / "t.csv")
    assert [line.split(":")[1] for line in str(raised.value).splitlines()] == ["2", "3", "4"]
    assert "a.b.example is no registered domain; that is b.example" in str(raised.value)


ENTRIES = "kind,number,name,status,date,register\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ZEPHIRELLE MAISON,active,,RNE", RegisterEntry("RNE", "ZEPHIRELLE MAISON", source="t.csv:2")),
        ("Garage Nébulon,active,,RNE", RegisterEntry("RNE", "Garage Nébulon", same_name=False, source="t.csv:2")),
        ("Zéphirelle,struck_off,2026-11-21,", RegisterEntry("t.csv", "Zéphirelle", "struck_off", source="t.csv:2")),
        ("Zéphirelle,struck_off,2026-11-22,", RegisterEntry("t.csv", "Zéphirelle", source="t.csv:2")),  # not yet
    ],
)
def test_the_register_speaks_of_the_number_on_the_day(tmp_path: Path, line: str, wanted: RegisterEntry) -> None:
    found = _told(tmp_path, "registers", f"{ENTRIES}fr.siren,{SIREN},{line}\n")
    assert isinstance(found, Found)
    assert found.value == wanted
    assert found.evidence.quote == f"SIREN {SIREN}"


def test_any_name_of_the_firm_will_do(tmp_path: Path) -> None:
    lines = f"fr.siren,{SIREN},Nébulon Holding,active,,\nfr.siren,{SIREN},Zéphirelle,active,,\n"
    found = _told(tmp_path, "registers", ENTRIES + lines)
    assert isinstance(found, Found)
    assert found.value == RegisterEntry("t.csv", "Zéphirelle", source="t.csv:3")


def test_a_number_that_no_line_holds_is_unknown_and_one_that_was_asked_in_vain_absent(tmp_path: Path) -> None:
    assert isinstance(_told(tmp_path, "registers", f"{ENTRIES}fr.siren,{OTHER},X,active,,\n"), Unknown)
    asked = _told(tmp_path, "registers", f"{ENTRIES}fr.siren,{SIREN},,unknown,,\n")
    assert asked == Absent((_evidence(),))


def test_without_the_shops_name_nothing_is_said_of_names(tmp_path: Path) -> None:
    text = f"{ENTRIES}fr.siren,{SIREN},Garage Nébulon,active,,\n"
    assert isinstance(_told(tmp_path, "registers", text, _facts(name="")), Unknown)


def test_one_firm_has_one_status(tmp_path: Path) -> None:
    lines = f"fr.siren,{SIREN},X,active,,\nfr.siren,{SIREN},X,struck_off,,\n"
    with pytest.raises(SweepError, match=r"t\.csv:3: 012345674 is active in t\.csv:2"):
        _table(tmp_path, "registers", ENTRIES + lines)
    (tmp_path / "t.csv").write_text(f"{ENTRIES}fr.siren,{SIREN},X,actve,,\n")
    with pytest.raises(SweepError, match="did you mean 'active'"):
        read_entries(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maison Zéphirelle SARL", "MAISON ZEPHIRELLE", True),
        ("Nevelhuis BV", "Nevelhuis Nederland B.V.", True),
        ("Zéphirelle SARL", "Nébulon SARL", False),
        ("Zéphirelle", "Zéphirellerie", False),
        ("", "Zéphirelle", False),
    ],
)
def test_names_are_one_firms_without_their_legal_forms(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_the_domains_day_comes_from_its_line_alone(tmp_path: Path) -> None:
    text = "domain,created,registrar,private\nzephirelle.example,2026-10-01,Nebula,yes\nnevel.example,2010-01-01,,\n"
    found = _told(tmp_path, "domains", text, url="https://shop.zephirelle.example")
    assert isinstance(found, Found)
    assert isinstance(record := found.value, DomainRecord)
    assert (record.registered, record.private, record.registrar) == (date(2026, 10, 1), True, "Nebula")
    other = _told(tmp_path, "domains", text, url="https://nevel.example")
    assert isinstance(other, Found)
    assert isinstance(other.value, DomainRecord)
    assert other.value.private is None
    assert isinstance(_told(tmp_path, "domains", text, url="https://elsewhere.example"), Unknown)


def test_without_tables_nothing_is_said() -> None:
    assert Supplied().facts(_facts(), SHOP, DAY) == {}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NUMBER_KINDS), st.text(max_size=24))
def test_any_number_has_one_key_or_none(kind: str, number: str) -> None:
    key = number_key(kind, number)
    assert key is None or (key[0] in NUMBER_KINDS and key[1] != "")


def _workspace(folder: Path, keys: str) -> Path:
    (folder / "shops.csv").write_text("url\nzephirelle.example\n")
    (folder / "own.csv").write_text("authority,domain\nGuetteur,zephirelle.example\n")
    (folder / "plan.yaml").write_text(PLAN + keys)
    return folder / "plan.yaml"


def test_tables_are_kept_with_the_sweep_as_used(tmp_path: Path) -> None:
    begin(_workspace(tmp_path, "warnings: [own.csv]\n"), DAY)
    (tmp_path / "own.csv").unlink()
    sweep = find(Workspace(tmp_path), "spring")
    assert (sweep.folder.path / supplied.FOLDER / "own.csv").read_text() == (
        "authority,domain\nGuetteur,zephirelle.example\n"
    )
    assert isinstance(sweep.supplied.facts(_facts(), SHOP, DAY)["public_warnings"], Found)
    assert lasting(f"{supplied.FOLDER}/own.csv")  # no later seal takes another
    assert not lasting("report/own.csv")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("warnings: [none.csv]\n", "plan.yaml:5:12: warnings: "),
        ("domains: own.csv\n", "plan.yaml:5:1: domains: own.csv:1: 'authority': unknown column"),
        ("warning: [own.csv]\n", "unknown key; did you mean 'warnings'?"),
    ],
)
def test_a_plan_tells_what_is_wrong_with_its_tables(tmp_path: Path, keys: str, says: str) -> None:
    with pytest.raises(SweepError) as raised:
        load_plan(_workspace(tmp_path, keys))
    assert says in str(raised.value)


def test_two_tables_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "own.csv").write_text("domain,created\nx.example,2020-01-01\n")
    with pytest.raises(SweepError, match=r"two tables of the plan are called 'own\.csv'"):
        begin(_workspace(tmp_path, "warnings: [own.csv]\ndomains: [old/own.csv]\n"), DAY)
