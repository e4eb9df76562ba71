"""The price including all taxes: no net price as the only price a consumer sees."""

from __future__ import annotations

from typing import Literal

from checks.facts import Absent, Fact, Found, Known, Unknown
from checks.verdict import Answer, failed, graded, not_measurable, passed, review
from product_alerts.model import Offer

Notice = Literal["included", "excluded"]


def check(offers: Known[tuple[Found[Offer], ...]], tax_notice: Fact[Notice], statement_required: bool) -> Answer:
    priced = [o for o in offers.value if o.value.price is not None] if isinstance(offers, Found) else []
    net = [o for o in priced if o.value.tax == "excluded"]
    gross = [o for o in priced if o.value.tax == "included"]
    notice = tax_notice.value if isinstance(tax_notice, Found) else ""
    said = [tax_notice] if isinstance(tax_notice, Found) else []
    if net or notice == "excluded":
        proof = (*net, *(said if notice == "excluded" else ()))
        what = proof[0].evidence.quote
        if gross or notice == "included" or isinstance(tax_notice, Unknown):
            return review("both", *proof, *gross, *said, what=what)
        return failed("net", *proof, what=what)
    if not priced:
        return not_measurable("no_price")
    if statement_required and not gross and not notice:
        if isinstance(tax_notice, Absent):
            return graded(failed("no_statement", tax_notice), "minor")
        return not_measurable("cannot_tell")
    return passed("gross", *(gross or priced), *said)
