"""The mean rating of a product, as structured data states it."""

from __future__ import annotations

import re

from sweep.extract.products import Product

_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?")
_COUNT = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,9}")


def rating_of(stated: Product | None) -> tuple[str, int | None]:
    """ "4.6/5" ("4.6" where no scale is stated) and of how many ratings; ("", None) without one, or of none.

    A mean of no ratings is a template's default.
    """
    for rated in (r for n in (stated.nodes if stated else ()) for r in n.nodes("aggregaterating")):
        value, best = rated.text("ratingvalue"), rated.text("bestrating")
        counted = rated.text("reviewcount", "ratingcount")
        number = int(re.sub(r"\D", "", counted)) if _COUNT.fullmatch(counted) else None
        if _FIGURE.fullmatch(value) and number != 0:
            return f"{value}/{best}" if _FIGURE.fullmatch(best) else value, number
    return "", None
