"""The common logo, linked to the authority's list, where medicines are sold (Directive 2001/83/EC, art. 85c)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import MedicineLogo
from checks.sector import _articles as goods
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(sector_goods: goods.Goods, medicine_logo: Known[MedicineLogo]) -> Answer:
    medicines = goods.of(sector_goods, "medicine", "prescription")
    if not medicines:
        return not_applicable("other_goods")
    title = medicines[0].value.title
    if isinstance(medicine_logo, Absent):
        if len(medicines) >= goods.ENOUGH:
            return failed("missing", *goods.shown(medicines), medicine_logo, n=len(medicines), title=title)
        return review("few", *goods.shown(medicines), medicine_logo, title=title)
    if not medicine_logo.value.linked:
        return review("unlinked", medicine_logo, quote=medicine_logo.evidence.quote)
    return passed("linked", medicine_logo, quote=medicine_logo.evidence.quote)
