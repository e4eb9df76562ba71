"""Accounts of measuring and advertising services, and words that only look like one."""

from __future__ import annotations

import pytest

from checks.facts import Absent, Found, Unknown
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.extract.shops import shop


def _accounts(code: str) -> list[str] | None:
    capture = shop("fr", {"home": "Bienvenue dans notre boutique pour vous et pour tous."}, bodies={"home": code})
    fact = read_shop(capture, country="FR").accounts
    if not isinstance(fact, Found):
        assert isinstance(fact, Absent)
        return None
    assert all(one.evidence.quote == one.value for one in fact.value)
    return [one.value for one in fact.value]


@pytest.mark.parametrize(
    ("code", "account"),
    [
        ("<script>ga('create', 'UA-7654321-1', 'auto')</script>", "UA-7654321"),
        ('<script src="https://www.googletagmanager.com/gtag/js?id=G-7K2PQ9WXYZ"></script>', "G-7K2PQ9WXYZ"),
        ("<script>(function(w,d){})(window,document,'script','dataLayer','GTM-K7Q2ZPX')</script>", "GTM-K7Q2ZPX"),
        ('<script data-ad-client="ca-pub-7351902846518203" async></script>', "ca-pub-7351902846518203"),
        ("<script>fbq('init', '735190284651820');</script>", "735190284651820"),
        ("<script>'https://mc.yandex.ru/metrika/tag.js'; ym(73519028, 'init', {})</script>", "73519028"),
        ('<script src="https://hm.baidu.com/hm.js?0f9d3c5a7b1e42860f9d3c5a7b1e4286"></script>',
         "0f9d3c5a7b1e42860f9d3c5a7b1e4286"),
        ("<script>ttq.load('C7RT5LJK2M9PQX0ZB41G');</script>", "C7RT5LJK2M9PQX0ZB41G"),
    ],
)  # fmt: skip
def test_an_account_is_read_with_its_words(code: str, account: str) -> None:
    assert _accounts(code) == [account]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "<p>Lampe G-7K2PQ9WXYZ</p>",
        "<p>Référence UA-12, modèle LUA-7654321-1</p>",
        "<script>ga('create', 'UA-XXXXX-Y', 'auto')</script>",
        "<script>ga('create', 'UA-00000000-1', 'auto')</script>",
        "<script>'GTM-XXXXXXX'</script>",
        "<script>fbq('init', '1234567890123456');</script>",
        "<script>fbq('track', '735190284651820');</script>",
        "<script>fbq('init', '12');</script>",
    ],
)
def test_what_only_looks_like_one_is_none(code: str) -> None:
    assert _accounts(code) is None


def test_each_is_told_once_and_a_flood_is_cut() -> None:
    assert _accounts("<script>'UA-7654321-1' 'UA-7654321-2'</script>") == ["UA-7654321"]
    flood = _accounts(f"<script>{' '.join(f'UA-76{n:05d}-1' for n in range(500))}</script>")
    assert flood is not None
    assert len(flood) == 20


def test_without_a_home_page_nothing_is_known() -> None:
    assert isinstance(read_shop(Capture("https://shop.example/", ()), country="FR").accounts, Unknown)
