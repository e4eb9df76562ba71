"""References to laws that were replaced: a sign of an old or copied text, not a breach in itself."""

from __future__ import annotations

from datetime import date

from checks.contract_facts import OutdatedReference
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, passed, review

# The day from which the reference is out of date, and what stands in its place.
_SINCE = {
    "de.tmg": (date(2024, 5, 14), "DDG"),
    "de.rstv": (date(2020, 11, 7), "MStV § 18"),
    "de.bgb_info": (date(2010, 6, 11), "EGBGB Art. 246a"),
    "fr.lcen": (date(2024, 5, 23), "LCEN art. 1-1"),
    "fr.l121_20": (date(2016, 7, 1), "Code de la consommation L221-18"),
    "be.pratiques": (date(2014, 5, 31), "CDE / WER VI"),
    "pl.2000": (date(2014, 12, 25), "Ustawa z 30 maja 2014"),
    "it.185": (date(2005, 10, 23), "Codice del consumo"),
    "eu.97_7": (date(2014, 6, 13), "Dir. 2011/83/EU"),
}


def check(outdated_references: Known[tuple[Found[OutdatedReference], ...]], day: date) -> Answer:
    if isinstance(outdated_references, Absent):
        return passed("none", outdated_references)
    old = [f for f in outdated_references.value if f.value.law in _SINCE and _SINCE[f.value.law][0] <= day]
    if not old:
        return passed("in_force", outdated_references, quote=outdated_references.value[0].value.text)
    since, successor = _SINCE[old[0].value.law]
    return review("outdated", *old, quote=old[0].value.text, successor=successor, date=since.isoformat())
