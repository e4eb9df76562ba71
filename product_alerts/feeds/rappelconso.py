"""France's RappelConso (v2): one record a barcode, put together again by notice.

https://data.economie.gouv.fr/explore/dataset/rappelconso-v2-gtin-trie/ ; texts come in lower case, lists parted by
"|", and `identification_produits` glues barcode, lot, kind of date and dates with "$".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each, months
from product_alerts.feeds.json_rows import Json, looks_json, rows, text
from product_alerts.model import Alert, AlertStatus, Measure, MeasureKind
from product_alerts.text import is_placeholder, tidy

NAME = SOURCE = "rappelconso"
TITLE = "France, RappelConso v2 (JSON)"
LICENCE = "Licence Ouverte 2.0 (Etalab)"
CREDIT = "RappelConso, DGCCRF, data.economie.gouv.fr"
RANK = 1
FEWEST, MOST = 0, 50_000
BY_DEFAULT, YEARS = True, 2
ADDRESS = "https://data.economie.gouv.fr/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-trie/"
_WHERE = quote("date_publication>='{first:%Y-%m-%d}' and date_publication<'{next:%Y-%m-%d}'", safe="{}:%-'")
_MONTH = f"{ADDRESS}exports/json?limit=-1&where={_WHERE}"
_CASE = re.compile(fields.NUMBER, re.IGNORECASE)
_NO_LIMIT = re.compile(
    r"tous? (?:les )?(?:lots?|num[ée]ros.*|produits?)|toutes?(?: les .*)?|non concern[ée]e?s?|n\.?c\.?"
)


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"numero_fiche", b"rappel_guid")


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The months that are lacking or may still be corrected, one export each."""
    yield from each(ask, months(want, _MONTH))


def parse(raw: bytes) -> Iterator[Item]:
    """The notices of an export (a list) or of a page of records (`results`), the rows of each put together."""
    notices: dict[str, list[Json]] = {}
    for place, row in rows(raw, "results"):
        number = _number(row)
        if row is None or not number:
            yield Problem("numero_fiche", "", place, "a record without its number cannot be kept")
        else:
            notices.setdefault(number, []).append(row)
    for number, found in notices.items():
        yield from _notice(number, found)


def _number(row: Json | None) -> str:
    number = tidy(text(row.get("numero_fiche"))) if row else ""
    return number.upper() if _CASE.fullmatch(number) else number


def _version(row: Json) -> int:
    value = row.get("numero_version")
    return value if isinstance(value, int) else 0


def _notice(number: str, found: list[Json]) -> Iterator[Item]:
    newest = max(map(_version, found))
    current = [row for row in found if _version(row) == newest]
    record = Record(_joined(current), number)
    if len(current) < len(found):
        record.problem("numero_version", f"{len(found) - len(current)} rows", f"replaced by version {newest}")
    yield _alert(record, number, newest)
    yield from record.problems


def _joined(found: list[Json]) -> dict[str, str]:
    """The fields of a notice's rows, which differ in their barcode: every value once."""
    values: dict[str, dict[str, None]] = {}
    for row in found:
        for name, value in row.items():
            if said := text(value):
                values.setdefault(name, {})[said] = None
    return {name: "\n".join(said) for name, said in values.items()}


def _alert(record: Record, number: str, version: int) -> Alert:
    gtins, others, batches, dates = _identified(record)
    record.take("numero_fiche")
    kind, reason = record.take("nature_juridique_rappel"), record.take("motif_rappel")
    # Records of one notice differ in their own number; the fiche bears it too.
    record.take("id")
    born = (f"safety-gate:{number}",) if _CASE.fullmatch(number) else ()
    return Alert(
        source=SOURCE,
        number=number,
        published=fields.day(record, "date_publication", record.take("date_publication").split("\n")[0]),
        status=AlertStatus.CORRECTED if version > 1 else AlertStatus.ACTIVE,
        language="fr",
        category=_category(record),
        product=fields.one(record.take("libelle")),
        brands=fields.split_list(record.take("marque_produit")),
        models=fields.split_list(record.take("modeles_ou_references")),
        gtins=gtins,
        other_codes=others,
        batches=batches,
        risks=fields.listed_risks(record, "risques_encourus", record.take("risques_encourus")),
        danger=" ".join(filter(None, (reason, record.take("description_complementaire_risque")))),
        measures=_measures(record, kind),
        description=record.take("informations_complementaires"),
        notifying_country="France",
        countries=("FR",),
        level=kind,
        companies=_companies(record),
        made=dates,
        sold_from=_day(record, "date_debut_commercialisation"),
        sold_until=_day(record, "date_date_fin_commercialisation"),
        url=fields.address(record, "lien_vers_la_fiche_rappel", record.take("lien_vers_la_fiche_rappel")),
        pictures=_pictures(record),
        cites=born,
        extra=(*record.keep(*_KEPT), *record.rest()),
    )


def _day(record: Record, name: str) -> date | None:
    return fields.day(record, name, record.take(name).split("\n")[0])


def _category(record: Record) -> str:
    return " / ".join(filter(None, (record.take("categorie_produit"), record.take("sous_categorie_produit"))))


def _identified(record: Record) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """Barcodes, other codes, batches and dates of `gtin` and `identification_produits`."""
    codes = [code for code in record.take("gtin").split("\n") if code.strip("0")]
    batches: list[str] = []
    dates: list[str] = []
    for entry in re.split(r"[|\n]", record.take("identification_produits")):
        code, lot, kind, *days = (part.strip() for part in f"{entry}$$$$".split("$"))
        if code.strip("0"):
            codes.append(code)
        if lot and not _NO_LIMIT.fullmatch(lot.lower()) and not is_placeholder(lot):
            batches.append(lot)
        if said := " - ".join(one for one in days if one):
            dates.append(f"{kind}: {said}" if kind and not _NO_LIMIT.fullmatch(kind.lower()) else said)
    gtins, others = fields.barcodes(record, "gtin", "\n".join(dict.fromkeys(codes)))
    return gtins, others, tuple(dict.fromkeys(batches)), "; ".join(dict.fromkeys(dates))


def _measures(record: Record, legal: str) -> tuple[Measure, ...]:
    kind: MeasureKind = "voluntary" if legal.startswith("volontaire") else "ordered" if legal else ""
    told = record.take("conduites_a_tenir_par_le_consommateur").replace("|", "\n").splitlines()
    return tuple(Measure(one.strip(), kind) for one in told if one.strip())


def _companies(record: Record) -> tuple[str, ...]:
    sellers = (tidy(one).strip(" .") for one in re.split(r"[¤\n]", record.take("distributeurs")))
    return tuple(dict.fromkeys(one for one in sellers if one and not is_placeholder(one)))


def _pictures(record: Record) -> tuple[str, ...]:
    listed = record.take("liens_vers_les_images").replace("|", "\n").splitlines()
    return tuple(dict.fromkeys(found for one in listed if (found := fields.address(record, "images", one))))


_KEPT = tuple(
    """numero_version conditionnements temperature_conservation marque_salubrite zone_geographique_de_vente
    preconisations_sanitaires numero_contact modalites_de_compensation date_de_fin_de_la_procedure_de_rappel
    informations_complementaires_publiques lien_vers_la_liste_des_produits lien_vers_la_liste_des_distributeurs
    lien_vers_affichette_pdf rappel_guid""".split()
)
