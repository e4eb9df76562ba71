"""A django-oscar shop whose prices, stocks and time a script sets: one JSON object a line on standard input.

    {"now": 1790000000, "goods": {"BRW-001": {"price": "15.90", "was": "€20.90", "note": "", "public": true}}}

Prints its address, then "ok" after every line. The platform is the real one, with a voucher and an offer of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from decimal import Decimal
from email.utils import formatdate
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

import django
from django.conf import settings

from tests.platforms.oscar.shop import _Quiet, _Server, configure, fill

CODE = "HARBOUR10"


class _Clock:
    now = 0.0


class _Handler(_Quiet):
    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(_Clock.now if timestamp is None else timestamp, usegmt=True)


class _Dated:
    """The application with the simulated time in its answers."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, environ: Any, start: Any) -> Any:
        def dated(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [*headers, ("Date", formatdate(_Clock.now, usegmt=True))], *rest)

        return self._inner(environ, dated)


def voucher() -> None:
    """Ten percent for whoever knows the code: the platform's own offer, range and voucher."""
    from django.utils import timezone
    from oscar.core.loading import get_model

    everything = get_model("offer", "Range").objects.create(name="All goods", includes_all_products=True)
    benefit = get_model("offer", "Benefit").objects.create(range=everything, type="Percentage", value=10)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=1)
    offer = get_model("offer", "ConditionalOffer").objects.create(
        name="Harbour", offer_type="Voucher", benefit=benefit, condition=condition
    )
    now = timezone.now()
    code = get_model("voucher", "Voucher").objects.create(
        name="Harbour",
        code=CODE,
        usage="Multi-use",
        start_datetime=now,
        end_datetime=now + timezone.timedelta(days=900),
    )
    code.offers.add(offer)


def change(goods: dict[str, dict[str, Any]]) -> None:
    from oscar.core.loading import get_model

    for upc, said in goods.items():
        product = get_model("catalogue", "Product").objects.get(upc=upc)
        product.meta_title, product.meta_description = said.get("was", ""), said.get("note", "")
        product.is_public = said.get("public", True)
        product.save()
        stock = product.stockrecords.get()
        stock.price, stock.num_in_stock = Decimal(said["price"]), said.get("stock", 5)
        stock.num_allocated = 0
        stock.save()


def main() -> None:
    from django.core.wsgi import get_wsgi_application

    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder))
        settings.TEMPLATES[0]["DIRS"].insert(0, str(Path(__file__).parent / "templates"))
        django.setup()
        fill()
        voucher()
        server = make_server(
            "127.0.0.1", 0, _Dated(get_wsgi_application()), server_class=_Server, handler_class=_Handler
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        from oscar.core.loading import get_model

        paths = {p.upc: p.get_absolute_url() for p in get_model("catalogue", "Product").objects.all()}
        print(json.dumps({"address": f"http://127.0.0.1:{server.server_port}", "paths": paths}), flush=True)
        for line in sys.stdin:
            said = json.loads(line)
            _Clock.now = said["now"]
            change(said["goods"])
            print("ok", flush=True)


if __name__ == "__main__":
    main()
