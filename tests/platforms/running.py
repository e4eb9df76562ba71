"""Live shops on loopback: each platform with the address to visit, and what is true of it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.platforms.cartridge import goods as cartridge_goods
from tests.platforms.installed import HERE, MissingError, node_modules_of, python_of
from tests.platforms.oscar.products import PRODUCTS as OSCAR_PRODUCTS
from tests.shared import ROOT

Command = tuple[list[str], dict[str, str]]  # what to start, and what to add to its environment


@dataclass(frozen=True)
class Platform:
    """One platform. `roles` is the truth: path -> role, for every page of a shop that the law asks for and its basket.

    `goods` are (title, price); `needs_browser` where no page can be read without scripts.
    """

    name: str
    country: str
    command: Callable[[], Command]
    roles: Mapping[str, str]
    goods: frozenset[tuple[str, Decimal]]
    trader: str
    needs_browser: bool = False


def _oscar() -> Command:
    if not all(importlib.util.find_spec(name) for name in ("oscar", "whoosh")):
        raise MissingError("django-oscar and whoosh are not installed (make test installs them)")
    return [sys.executable, "-m", "tests.platforms.oscar.shop"], {}


def _cartridge() -> Command:
    return [str(python_of("cartridge")), "-m", "tests.platforms.cartridge.shop"], {"PYTHONPATH": str(ROOT)}


def _vendure() -> Command:
    folder = node_modules_of("vendure")
    script = HERE / "vendure" / "shop.cjs"
    return ["node", str(script)], {"SHOP_FOLDER": str(script.parent), "NODE_PATH": str(folder / "node_modules")}


_VENDURE = json.loads((HERE / "vendure" / "goods.json").read_text(encoding="utf-8"))

PLATFORMS = (
    Platform(
        name="django-oscar",
        country="IE",
        command=_oscar,
        roles={
            "/legal-notice/": "legal_notice",
            "/terms/": "terms",
            "/privacy/": "privacy",
            "/basket/": "basket",
        },
        goods=frozenset((title, price) for title, _, price in OSCAR_PRODUCTS),
        trader="Brindlewick Goods",
    ),
    Platform(
        name="cartridge",
        country="IE",
        command=_cartridge,
        roles={
            "/legal-notice/": "legal_notice",
            "/terms/": "terms",
            "/right-of-withdrawal/": "withdrawal",
            "/delivery/": "delivery",
            "/privacy-policy/": "privacy",
            "/shop/cart/": "basket",
        },
        goods=frozenset((title, Decimal(price)) for title, _, price in cartridge_goods.PRODUCTS),
        trader="Fennimoor Tableware",
    ),
    Platform(
        name="vendure",
        country="DE",
        command=_vendure,
        roles={
            "/info/impressum": "legal_notice",
            "/info/agb": "terms",
            "/info/widerruf": "withdrawal",
            "/info/versand": "delivery",
            "/info/datenschutz": "privacy",
            "/warenkorb": "basket",
        },
        goods=frozenset((p["name"], Decimal(p["price"])) for p in _VENDURE["products"]),
        trader="Wolkenhag Leuchten",
        needs_browser=True,
    ),
)


@contextlib.contextmanager
def running(platform: Platform) -> Iterator[str]:
    """The address of the running shop. Raises MissingError where it cannot be had here."""
    command, settings = platform.command()
    # Its log goes to a file: a pipe that nobody empties would stop the shop.
    with (
        tempfile.TemporaryDirectory() as folder,
        (Path(folder) / "log").open("w+") as log,
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        try:
            assert server.stdout
            address = next((line.strip() for line in server.stdout if line.startswith("http://127.0.0.1:")), "")
            if not address:
                log.seek(0)
                raise AssertionError(f"{platform.name} did not start: {log.read()[-2000:]}")
            yield address
        finally:
            server.kill()
