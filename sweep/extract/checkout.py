"""What basket and order say: facts read on basket and checkout pages, and where they need it on product pages."""

from __future__ import annotations

from typing import Any

from checks.facts import Fact
from sweep.extract.practices.basket import baskets
from sweep.extract.practices.extras import paid_extras
from sweep.extract.practices.order_button import order_button
from sweep.extract.shop_pages import ShopPages


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """`order_button`, `paid_extras` and `baskets` of one visit."""
    return {"order_button": order_button(shop), "paid_extras": paid_extras(shop), "baskets": baskets(shop)}
