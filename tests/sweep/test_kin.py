"""Shops that report to the account of a shop that is warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks.facts import Absent, Evidence, Found, ShopFacts
from checks.goods_facts import PublicWarning
from checks.verdict import Outcome
from sweep.enrich.kin import kin
from sweep.enrich.warned import Warned, Warnings
from sweep.evidence.archive import ArchiveWriter
from sweep.results import ShopResult
from sweep.run import Sweep, sweep_shop
from sweep.sweeps import begin, collect
from sweep.together import compare_shops
from tests.extract.shops import page, response
from tests.sweep.test_twins import _at, _shop

DAY = date(2026, 11, 21)
ACCOUNT = "UA-7654321"


def _using(domain: str, *accounts: str, warned: str = "") -> ShopResult:
    found = tuple(Found(account, _at(domain, account)) for account in accounts)
    facts = ShopFacts(
        accounts=Found(found, found[0].evidence) if found else Absent((_at(domain),)),
        public_warnings=_warning(domain, warned) if warned else Absent((_at(domain),)),
    )
    return replace(_shop(domain, ""), facts=facts)


def _warning(domain: str, agreed: str) -> Found[tuple[Found[PublicWarning], ...]]:
    proof: Evidence = _at(domain)
    told = PublicWarning("Guetteur", None, "t.csv:2", agreed, domain)  # type: ignore[arg-type]
    return Found((Found(told, proof),), proof)


def _shared(*shops: ShopResult, warnings: Warnings | None = None) -> dict[str, list[tuple[str, str]]]:
    told = kin(shops, warnings)
    return {key: [(one.value.domain, one.evidence.quote) for one in fact.value] for key, fact in told.items()}


def test_the_account_of_a_warned_shop_of_the_sweep_is_told_of_others() -> None:
    shops = _using("nebulon.example", ACCOUNT, warned="domain"), _using("vortalune.example", "G-ABCDEF12", ACCOUNT)
    assert _shared(*shops) == {"vortalune.example": [("nebulon.example", ACCOUNT)]}


def test_the_account_of_a_line_of_warnings_is_told_of_shops_that_use_it() -> None:
    lines = Warnings([Warned("t.csv:2", "Guetteur", None, "", host="www.nebulon.example", account=ACCOUNT)])
    assert _shared(_using("vortalune.example", ACCOUNT), warnings=lines) == {
        "vortalune.example": [("nebulon.example", ACCOUNT)]
    }


@pytest.mark.parametrize(
    "shops",
    [
        (_using("nebulon.example", ACCOUNT), _using("vortalune.example", ACCOUNT)),  # nobody warns of either
        (_using("nebulon.example", ACCOUNT, warned="domain"), _using("vortalune.example", "UA-7654322")),
        (_using("nebulon.example", ACCOUNT, warned="email"), _using("vortalune.example", ACCOUNT)),  # of a mailbox
        (_using("fr.nebulon.example", ACCOUNT, warned="domain"), _using("nl.nebulon.example", ACCOUNT)),  # one site
        (_using("nebulon.example", warned="domain"), _using("vortalune.example", ACCOUNT)),
    ],
)
def test_other_accounts_are_told_of_nobody(shops: tuple[ShopResult, ...]) -> None:
    assert _shared(*shops) == {}


def test_an_account_that_very_many_shops_use_is_a_providers() -> None:
    users = [_using(f"shop{n}.example", ACCOUNT) for n in range(20)]
    assert _shared(_using("nebulon.example", ACCOUNT, warned="domain"), *users) == {}
    assert len(_shared(_using("nebulon.example", ACCOUNT, warned="domain"), *users[1:])) == 19


def _archive(folder: Path, name: str, code: str) -> str:
    words = f"Bienvenue chez {name}, notre boutique de lampes et de tables pour vous et pour tous."
    with ArchiveWriter(folder / f"{name}.warc.gz", software="test", info={}) as writer:
        writer.response(
            replace(response("/", page("fr", name, words, {"/cgv": "CGV"}, code)), url=f"https://{name}.example/")
        )
    return f"https://{name}.example,{name}.warc.gz\n"


def test_the_sign_comes_out_of_the_archives(tmp_path: Path) -> None:
    code = f"<script>ga('create', '{ACCOUNT}-1', 'auto')</script>"
    lines = [_archive(tmp_path, name, code) for name in ("nebulon", "vortalune")] + [_archive(tmp_path, "ombreval", "")]
    (tmp_path / "shops.csv").write_text("url,capture\n" + "".join(lines))
    (tmp_path / "warned.csv").write_text("authority,domain\nGuetteur,nebulon.example\n")
    plan = "name: kin\nauthority: A\ncountry: FR\nlists: shops.csv\nchecks: [scam]\nwarnings: [warned.csv]\n"
    (tmp_path / "plan.yaml").write_text(plan)
    sweep, _ = begin(tmp_path / "plan.yaml", DAY)
    for target in sweep.store.sweep_targets("kin"):
        sweep_shop(sweep, target, last=True)
    assert compare_shops(sweep) == 1
    assert _outcomes(sweep) == {
        "nebulon.example": (Outcome.NOT_MEASURABLE, ""),
        "vortalune.example": (Outcome.REVIEW, ACCOUNT),
        "ombreval.example": (Outcome.NOT_MEASURABLE, ""),
    }


def _outcomes(sweep: Sweep) -> dict[str, tuple[Outcome, str]]:
    verdicts = {s.target.key: v for s in collect(sweep).shops for v in s.verdicts if v.check == "scam.tls_infra"}
    return {key: (v.outcome, v.evidence[0].quote if v.evidence else "") for key, v in verdicts.items()}
