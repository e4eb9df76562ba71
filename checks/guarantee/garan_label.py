"""The label GARAN: only for a producer's free guarantee of durability of more than two years."""

from __future__ import annotations

from checks.claims import CommercialGuarantee, GaranLabel
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(garan_label: Known[GaranLabel], commercial_guarantee: Fact[CommercialGuarantee], label_years: int) -> Answer:
    if isinstance(garan_label, Absent):
        return _unlabelled(garan_label, commercial_guarantee, 12 * label_years)
    label, quote = garan_label.value, garan_label.evidence.quote
    if label.years is not None and label.years <= label_years:
        return failed("too_short", garan_label, years=label.years, minimum=label_years)
    if label.limited:
        return review("limited", garan_label, quote=quote)
    return passed("shown", garan_label, quote=quote)


def _unlabelled(label: Absent, guarantee: Fact[CommercialGuarantee], months: int) -> Answer:
    match guarantee:
        case Found(value=CommercialGuarantee(months=int(given), giver="producer", paid=False)) if given > months:
            return review("unlabelled", guarantee, label, months=given, quote=guarantee.evidence.quote)
    return not_applicable("none", label)
