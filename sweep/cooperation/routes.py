"""Which way a case can go: who is addressed depends on where the trader sits, and on the acts that were breached."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from checks.countries import EEA
from checks.verdict import Verdict

Route = Literal["cpc_request", "national", "third_country", "establishment_unknown"]

# Directives and regulations of the annex to Regulation (EU) 2017/2394 that the checks rest on. Product safety
# (Regulation (EU) 2023/988) is not among them: it has its own channel.
CPC_ANNEX = (
    "93/13/EEC",
    "98/6/EC",
    "2000/31/EC",
    "2005/29/EC",
    "2006/114/EC",
    "2011/83/EU",
    "2013/11/EU",
    "2018/302",
    "2019/770",
    "2019/771",
)


def route(trader_country: str, consumer_country: str) -> Route:
    """The way for a trader established in one country and consumers in another (ISO codes, "" = not known)."""
    if not trader_country:
        return "establishment_unknown"
    if trader_country == consumer_country:
        return "national"
    return "cpc_request" if trader_country in EEA else "third_country"


def annex_acts(verdict: Verdict) -> tuple[str, ...]:
    """The acts of the CPC annex on which a verdict rests; none means that no CPC request can be built on it."""
    acts = [row.act for row in verdict.law]
    return tuple(act for act in CPC_ANNEX if any(_names(text, act) for text in acts))


def _names(text: str, act: str) -> bool:
    number = act.rsplit("/", 1)[0] if act.count("/") == 2 else act
    return re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text) is not None


def all_annex_acts(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """The acts of the annex over several verdicts, in the annex's order."""
    named = {act for verdict in verdicts for act in annex_acts(verdict)}
    return tuple(act for act in CPC_ANNEX if act in named)
