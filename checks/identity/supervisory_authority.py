"""The supervisory authority or professional body, of traders whose own name tells a regulated trade."""

from __future__ import annotations

import re

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review

_REGULATED = re.compile(
    r"(?<!\w)(?:pharmac|apothek|apotek|farmac|aptek|optici|opticien|optik|óptica|ottica|voyages|reise|travel|viajes|"
    r"viaggi|viagens|biuro podróży|assuranc|versicherung|insurance|verzekering|seguros|assicuraz|ubezpiecz|immobili|"
    r"makler|armurerie|waffen|gunsmith)",
    re.IGNORECASE,
)


def check(operator_name: Known[str], supervisory_authority: Known[str]) -> Answer:
    name = operator_name.value if isinstance(operator_name, Found) else ""
    if not _REGULATED.search(name):
        return not_applicable("unregulated", operator_name)
    if isinstance(supervisory_authority, Absent):
        return review("unnamed", operator_name, supervisory_authority, name=name)
    return passed("named", operator_name, supervisory_authority, quote=supervisory_authority.evidence.quote)
