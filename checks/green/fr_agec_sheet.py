"""The French register number of producers, and the sheet of environmental qualities."""

from __future__ import annotations

import re

from checks.claims import EnvironmentalSheet
from checks.facts import Absent, Known
from checks.verdict import Answer, not_measurable, passed, review

# Code de l'environnement, R541-173.
_IDENTIFIER = re.compile(r"FR\d{6}_\d{2}[A-Z0-9]{4}")


def check(fr_environmental_sheet: Known[EnvironmentalSheet]) -> Answer:
    if isinstance(fr_environmental_sheet, Absent):
        return not_measurable("cannot_tell", fr_environmental_sheet)
    quote = fr_environmental_sheet.evidence.quote
    if not fr_environmental_sheet.value.identifier:
        return passed("sheet", fr_environmental_sheet, quote=quote)
    if _IDENTIFIER.fullmatch(fr_environmental_sheet.value.identifier):
        return passed("shown", fr_environmental_sheet, quote=quote)
    return review("malformed", fr_environmental_sheet, quote=quote)
