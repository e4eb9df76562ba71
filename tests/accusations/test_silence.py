"""A shop is silent on a matter only where none of its words touches it: oddly told is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.strict_yaml import load_text
from tests.accusations.site import accusations, judged, lawful

_FILE = Path(__file__).with_name("silence.yaml")
CASES: dict[str, dict[str, dict[str, list[str]]]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
# A matter told in several blocks: the one that is exchanged, and what stands in the others meanwhile.
_BARE = "<h1>Kanne</h1><p class='price'>39,00 €</p><button>In den Warenkorb</button>"
_BLOCKS = {"right": ("withdrawal", {"refund": "", "returns": ""}), "tax": ("prices", {"goods": _BARE})}
# The checks that ask for what a block tells. A shop whose block tells other things breaks at least one of them.
_ASK = {
    "returns": {"withdrawal.return_costs"},
    "guarantee": {"guarantee.legal_info"},
    "delivery": {"price.delivery_cost", "terms.delivery_time"},
    "host": {"identity.hosting_provider"},
    "director": {"identity.publication_director"},
    "adr": {"adr.info"},
    "right": {"withdrawal.info"},
    "tax": {"price.total_incl_tax"},
}


def _accused(block: str, language: str, sentence: str) -> set[str]:
    name, others = _BLOCKS.get(block, (block, {}))
    site = lawful(language, {**others, name: f"<p>{sentence}</p>"})
    return set(accusations(judged(site.capture(), site.country)))


def _cases(kind: str) -> list[tuple[str, str, str]]:
    return [(block, code, one) for block, texts in CASES[kind].items() for code, some in texts.items() for one in some]


@pytest.mark.parametrize(("block", "language", "sentence"), _cases("told"))
def test_what_is_oddly_told_is_told(block: str, language: str, sentence: str) -> None:
    assert not _ASK[block] & _accused(block, language, sentence)


@pytest.mark.parametrize(("block", "language", "sentence"), _cases("silent"))
def test_what_tells_other_things_is_silent(block: str, language: str, sentence: str) -> None:
    # France asks for its boxed text instead.
    wanted = {"guarantee.fr_box"} if (block, language) == ("guarantee", "fr") else _ASK[block]
    assert wanted & _accused(block, language, sentence)
