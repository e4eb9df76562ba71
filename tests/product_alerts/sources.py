"""The sources of alerts as a server replays them: answers of their shape, with invented products."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from tests.product_alerts.replay import NOTHING, Reply, as_json, month_of

LAST = date(2026, 11, 20)
FIRST = date(2026, 10, 1)


def day(n: int) -> date:
    """The day of record n, within the last seven weeks."""
    return LAST - timedelta(days=(n * 7) % 50)


def gtin(n: int) -> str:
    """A barcode of a range never issued, with its check digit."""
    body = f"1990{(n * 7_919_357 + 41_736_205) % 10**8:08}"
    total = sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body))
    return f"{body}{-total % 10}"


# --- one record in each source's shape; without a number it is broken


def weekly(n: int) -> str:
    number = f"<caseNumber>SR/{n:05}/26</caseNumber>" if n >= 0 else ""
    return (
        f"<notifications><order>1</order>{number}<category><![CDATA[Toys]]></category><product>Rattle {n}</product>"
        f"<brand>Grelinou</brand><type_numberOfModel>GR-{n:04}</type_numberOfModel><barcode>{gtin(max(n, 0))}</barcode>"
        "<riskType>Choking</riskType><notifyingCountry>Malta</notifyingCountry><level>Serious risk</level>"
        "</notifications>"
    )


def detail(n: int) -> dict[str, object]:
    return {
        "id": 19000000 + n,
        "reference": f"SR/{n:05}/26" if n >= 0 else None,
        "publicationDate": f"{day(n)}T10:00:00.000Z",
        "modificationDate": f"{day(n)}T11:00:00.000Z",
        "country": {"key": "MT", "name": "Malta"},
        "product": {
            "productCategory": {"key": "product.category.toys", "name": "TOYS"},
            "brands": [{"brand": "Grelinou"}],
            "versions": [{"language": {"key": "EN", "name": "english"}, "name": f"Rattle {n}"}],
            "barcodes": [{"barcode": gtin(max(n, 0))}],
        },
        "risk": {"riskType": [{"key": "riskType.choking", "name": "CHOKING"}]},
    }


def mirrored(n: int) -> dict[str, object]:
    return {
        "alert_number": f"SR/{n:05}/26" if n >= 0 else None,
        "alert_date": str(day(n)),
        "modification_date": f"{day(n)}T08:05:02+00:00",
        "alert_level": "Serious risk",
        "alert_country": "Malta",
        "alert_type": ["Choking"],
        "product_brand": "Grelinou",
        "product_type": f"Rattle {n}",
        "product_barcode": gtin(max(n, 0)),
        "product_category": "Toys",
        "product_image": "https://safety.example/image/1",
        "product_other_images": ["https://safety.example/image/2"],
        "rapex_url": f"https://safety.example/alert/{n}",
    }


def canadian(n: int) -> dict[str, str]:
    return {
        "NID": f"{n}" if n >= 0 else "",
        "Title": f"Grelinou Rattle {n} recalled due to choking hazard",
        "URL": f"https://recalls-rappels.canada.ca/en/alert-recall/grelinou-rattle-{n}",
        "Organization": "Consumer product safety",
        "Product": f"Grelinou Rattle {n}",
        "Issue": "Choking hazard",
        "What you should do": "Stop using the rattle.",
        "Category": "Toys",
        "Recall class": "",
        "Last updated": str(day(n)),
        "Archived": "0",
    }


def french(n: int) -> dict[str, object]:
    return {
        "gtin": int(gtin(max(n, 0))),
        "numero_fiche": f"2026-11-{n:04}" if n >= 0 else None,
        "numero_version": 1,
        "nature_juridique_rappel": "volontaire (sans arrêté préfectoral)",
        "categorie_produit": "bébés-enfants (hors alimentaire)",
        "sous_categorie_produit": "jouets",
        "marque_produit": "grelinou",
        "modeles_ou_references": f"gr-{n:04}",
        "identification_produits": f"{gtin(max(n, 0))}$lot {n}$non concerné$$",
        "risques_encourus": "étouffement",
        "conduites_a_tenir_par_le_consommateur": "ne plus utiliser le produit|contacter le point de vente",
        "rappel_guid": f"guid-{n}",
        "date_publication": f"{day(n)}T10:00:00+00:00",
        "libelle": f"hochet {n}",
        "id": n,
    }


def american(n: int) -> dict[str, object]:
    return {
        "RecallID": n,
        "RecallNumber": f"26{n:03}" if n >= 0 else "",
        "RecallDate": f"{day(n)}T00:00:00",
        "LastPublishDate": f"{day(n)}T00:00:00",
        "Title": f"Grelinou Recalls Rattles Due to Choking Hazard {n}",
        "Description": f"This recall involves Grelinou rattles with model number GR-{n:04}.",
        "URL": f"https://www.cpsc.gov/Recalls/2026/grelinou-{n}",
        "Products": [{"Name": f"Grelinou Rattle {n}", "Model": "", "NumberOfUnits": "About 200"}],
        "Hazards": [{"Name": "The bell can come loose, posing a choking hazard.", "HazardType": ""}],
        "ProductUPCs": [{"UPC": gtin(max(n, 0))}],
        "RemedyOptions": [{"Option": "Refund"}],
    }


def british(n: int) -> dict[str, object]:
    path = f"/product-safety-alerts-reports-recalls/grelinou-rattle-2611-{n:04}"
    rows = {"Brand": "Grelinou", "Model": f"GR-{n:04}", "Barcode": gtin(max(n, 0)), "Batches": "B1, B2 (All batches)"}
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows.items())
    return {
        "base_path": path if n >= 0 else "/elsewhere",
        "title": f"Product Recall: Grelinou Rattle (2611-{n:04})",
        "first_published_at": f"{day(n)}T14:24:26+01:00",
        "public_updated_at": f"{day(n)}T14:24:26+01:00",
        "details": {
            "body": "<p>Product: Grelinou Rattle</p><p>Hazard: The product presents a risk of choking.</p>"
            f"<table><thead><tr><th>Type</th><th>Toys</th></tr></thead><tbody>{table}</tbody></table>"
            f"<p>PSD notification number: 2611-{n:04}</p>",
            "metadata": {"product_measure_type": ["recall-of-product-from-end-users"], "product_risk_level": "high"},
        },
    }


def australian(n: int) -> str:
    link = f"https://www.productsafety.gov.au/recalls/grelinou-rattle-{n}" if n >= 0 else "https://elsewhere.example/"
    heads = {
        "Product description": f"Grelinou wooden rattle, model GR-{n:04}",
        "What are the hazards?": "A child may choke on the bell.",
        "What should consumers do?": "Return it for a refund.",
    }
    body = "".join(f"<h3>{name}</h3><p>{text}</p>" for name, text in heads.items())
    field_ = '<div class="field__label">PRA number</div><div class="field__item">2026/20000</div>'
    gtin_ = f'<div class="field__label">GTIN</div><div class="field__item">{gtin(max(n, 0))}</div>'
    return (
        f'<!DOCTYPE html><html><head><link rel="canonical" href="{link}"></head><body><h1>Grelinou Rattle {n}</h1>'
        f"{field_}{gtin_}{body}</body></html>"
    )


# --- whole sources

Site = Callable[[str, bytes], Reply]


@dataclass(frozen=True)
class Source:
    """A source that can be replayed with any records. `list_of` is what the addresses of its lists have in them."""

    name: str
    site: Callable[[Sequence[int]], Site]
    list_of: str = ""

    def lists(self, address: str) -> bool:
        """Whether an address is that of a list, and not of data."""
        return bool(self.list_of) and self.list_of in address


def _xml_site(records: Sequence[int]) -> Site:
    fridays = [LAST - timedelta(days=7 * weeks) for weeks in range(3)]

    def answer(address: str, body: bytes) -> Reply:
        if "/list/xml/" in address:
            rows = "".join(
                f"<weeklyReport><reference>Report-2026-{f.isocalendar()[1]}</reference><publicationDate>{f:%d/%m/%Y}"
                f"</publicationDate><URL>https://ec.europa.eu/week/{at},</URL></weeklyReport>"
                for at, f in enumerate(fridays)
            )
            return Reply(f"<Safety-Gate>{rows}</Safety-Gate>".encode(), kind="application/xml")
        at = int(address.rstrip(",").rpartition("/")[2])
        mine = "".join(weekly(n) for place, n in enumerate(records) if place % 3 == at)
        head = f"<report_date>{fridays[at]:%d/%m/%Y}</report_date>"
        return Reply(f"<Safety-Gate>{head}{mine}</Safety-Gate>".encode(), kind="application/xml")

    return answer


def _json_site(records: Sequence[int]) -> Site:
    def answer(address: str, body: bytes) -> Reply:
        if address.endswith("/search"):
            asked = json.loads(body)
            page, size = asked["pagination"]["page"], asked["pagination"]["numberElements"]
            year = [n for n in records if asked["criteria"]["year"] == [2026]]
            rows = [{"id": 19000000 + n, "publicationDate": f"{day(n)}T10:00:00Z"} for n in year]
            pages = -(-len(rows) // size)
            return as_json(
                {"content": rows[page * size : (page + 1) * size], "totalPages": pages, "totalElements": len(rows)}
            )
        found = re.search(r"/notification/(\d+)\?", address)
        return as_json(detail(int(found[1]) - 19000000)) if found else NOTHING

    return answer


def _months_site(
    record: Callable[[int], dict[str, object]],
) -> Callable[[Sequence[int]], Site]:
    def site(records: Sequence[int]) -> Site:
        return lambda address, body: as_json(
            [record(n) for n in records if f"{day(n):%Y-%m}" == month_of(address) or n < 0]
        )

    return site


def _canada_site(records: Sequence[int]) -> Site:
    return lambda address, body: as_json([canadian(n) for n in records])


def _british_site(records: Sequence[int]) -> Site:
    newest = sorted(records, key=day, reverse=True)

    def answer(address: str, body: bytes) -> Reply:
        if "/search.json" in address:
            asked = dict(parse_qsl(urlsplit(address).query))
            start, count = int(asked["start"]), int(asked["count"])
            rows = [
                {"title": "x", "link": str(british(n)["base_path"]), "public_timestamp": f"{day(n)}T14:24:26Z"}
                for n in newest[start : start + count]
            ]
            return as_json({"results": rows, "total": len(newest), "start": start})
        known = {str(british(n)["base_path"]): n for n in records}
        path = address.partition("/api/content")[2]
        return as_json(british(known[path])) if path in known else NOTHING

    return answer


def _australian_site(records: Sequence[int]) -> Site:
    def answer(address: str, body: bytes) -> Reply:
        if "/rss/" in address:
            items = "".join(
                f"<item><title>Grelinou Rattle {n}</title><link>https://www.productsafety.gov.au/recalls/grelinou-rattle-{n}"
                f"</link><pubDate>{day(n):%a, %d %b %Y} 10:00:00 +1000</pubDate></item>"
                for n in records
            )
            return Reply(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode())
        return Reply(australian(int(address.rpartition("-")[2])).encode(), kind="text/html")

    return answer


SOURCES = (
    Source("safety-gate-xml", _xml_site, "/list/"),
    Source("safety-gate-json", _json_site, "/api/search"),
    Source("safety-gate-mirror", _months_site(mirrored)),
    Source("health-canada", _canada_site),
    Source("rappelconso", _months_site(french)),
    Source("cpsc", _months_site(american)),
    Source("uk-opss", _british_site, "/search.json"),
    Source("accc", _australian_site, "/rss/"),
)
