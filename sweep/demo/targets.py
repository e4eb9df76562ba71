"""The target list of a running demonstration, as an authority would bring it: with a double and a broken line."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlsplit

from sweep.demo.server import DemoServer

COLUMNS = ("url", "country", "sector", "complaints", "note")
# Complaints received, as an authority would know them: the shops with planted faults have more.
_COMPLAINTS = {
    "fr-joujoubrume": 41,
    "fr-brindesolde": 23,
    "de-voltwiese": 12,
    "be-lampadelle": 7,
    "ie-wickerharrow": 5,
    "fr-remparts": 3,
    "fr-vacant": 1,
}


def addresses(text: str) -> dict[str, tuple[str, int]]:
    """Key -> host and port of the shops in a list that `targets_csv` wrote."""
    rows = csv.DictReader(io.StringIO(text))
    parts = ((row["note"], urlsplit(row["url"])) for row in rows)
    found: dict[str, tuple[str, int]] = {}
    for key, address in parts:
        if address.hostname and address.port:
            found.setdefault(key, (address.hostname, address.port))
    return found


def targets_csv(server: DemoServer) -> str:
    """CSV with a header. `note` holds the shop's key; the last two lines are a double and a line without an address."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for shop in server.shops:
        writer.writerow([shop.url, shop.country, shop.sector, _COMPLAINTS.get(shop.key, 0), shop.key])
    double = server.shop("fr-brindesolde")
    writer.writerow([double.url + "collections/tout", double.country, double.sector, 2, "listed twice"])
    writer.writerow(["(address not given by the consumer)", "FR", "", 1, ""])
    return out.getvalue()
