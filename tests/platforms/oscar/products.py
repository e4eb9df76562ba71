"""The invented goods of the platform shop: title, product code, price in euros."""

from decimal import Decimal

TITLES = ("Oakmere lamp", "Fenwick kettle", "Tolland basket", "Rushmoor clock")
PRODUCTS = [(f"{TITLES[n % 4]} {n}", f"BRW-{n:03}", Decimal("19.90") + n) for n in range(1, 9)]
