"""Notifications of Safety Gate's website as JSON: richer than the weekly report, and not documented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, FeedError, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each
from product_alerts.feeds.json_rows import flat, looks_json, read_json
from product_alerts.feeds.reader import Reader
from product_alerts.feeds.safety_gate_list import ADDRESS, year_list
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, AlertStatus, ItemId, Measure, MeasureKind
from product_alerts.text import is_placeholder, tidy

NAME = "safety-gate-json"
SOURCE = fields.SOURCE
TITLE = "Safety Gate, notifications of the website (JSON)"
LICENCE = "CC BY 4.0"
CREDIT = "European Commission, Safety Gate, website in English"
RANK = 4
FEWEST, MOST = 1, 60_000
BY_DEFAULT, YEARS = False, 1
_PAGE = "https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/{}?lang=en"
_PICTURE = f"{ADDRESS}notification/image/{{}}"

Json = Mapping[str, Any]


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"reference", b"product") and not looks_json(raw, b"caseNumber")


# --- fetching


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """Every notification published since `want.since` that is lacking, year by year, the oldest first.

    The list comes in pages. The site answers 404 to a page with one broken record: it is skipped and reported.
    """
    for year in range(want.since.year, want.today.year + 1):
        found: dict[str, Report] = {}
        for step in year_list(ask, year):
            if isinstance(step, Report):
                found[step.name] = step
            else:
                yield step
        wanted = [r for r in found.values() if r.published and r.published >= want.since and want.lacks(r.name)]
        yield from each(ask, sorted(wanted, key=lambda r: (r.published or want.today, r.name)))


# --- one notification, or several


def parse(raw: bytes) -> Iterator[Item]:
    """The notification of a detail answer, or every one of a list of them."""
    data = read_json(raw)
    notices = data if isinstance(data, list) else [data]
    if not notices or not all(isinstance(n, dict) and "product" in n and "reference" in n for n in notices):
        raise FeedError("not a Safety Gate notification: it needs the fields reference and product")
    for at, notice in enumerate(notices):
        yield from _notice(notice, f"notification {at + 1}")


def _notice(notice: Json, place: str) -> Iterator[Item]:
    record = Record(flat(notice), tidy(str(notice.get("reference") or "")) or place)
    if not notice.get("reference"):
        record.problem("reference", "", "a record without its number cannot be kept")
    else:
        yield _alert(record, Reader(notice))
    yield from record.problems


def _words(enum_name: str) -> str:
    """ "ELECTRIC_SHOCK" -> "Electric shock"."""
    return tidy(enum_name.replace("_", " ")).capitalize()


def _listing(record: Record, notice: Reader) -> tuple[str, tuple[ItemId, ...]]:
    places: list[str] = []
    items: list[ItemId] = []
    for row in notice.each("onlineTraderProductIdentifierReference"):
        name = row.text("onlineTrader") or row.into("onlineTrader").text("name")
        text = row.text("uniqueProductIdentifier")
        place, found = fields.trader(name, "", text)
        places.append(place)
        items.extend(found)
        if text and not found:
            record.problem(
                "uniqueProductIdentifier", text[:200], "no item number of a known marketplace: kept as it stands"
            )
    traceability = notice.into("traceability")
    sold_by = traceability.text("onlineTrader") or traceability.into("onlineTrader").text("name")
    places.insert(0, fields.one(sold_by))
    return ", ".join(dict.fromkeys(p for p in places if p)), tuple(dict.fromkeys(items))


def _measures(record: Record, notice: Reader) -> tuple[Measure, ...]:
    said = []
    for row in notice.into("measureTaken").each("measures"):
        compulsory = row.into("measureType").text("name") == "COMPULSORY"
        kind: MeasureKind = "ordered" if compulsory else "voluntary"
        who = row.into(f"measure{'Compulsory' if compulsory else 'Voluntary'}EconomicOperator").text("name")
        what = _words(row.into("measureCategory").text("name")) or row.english("measureCategoryOther") or "Measure"
        since = fields.day(record, "measures.entryIntoForceDate", row.text("entryIntoForceDate"))
        said.append(Measure(what, kind, _words(who), since))
    return tuple(said)


def _status(notice: Reader) -> AlertStatus:
    said = notice.text("corrigendum") or notice.english("corrigendum")
    if not said or is_placeholder(said):
        return AlertStatus.ACTIVE
    return AlertStatus.WITHDRAWN if fields.says_withdrawn(said) else AlertStatus.CORRECTED


def _alert(record: Record, notice: Reader) -> Alert:
    product, risk = notice.into("product"), notice.into("risk")
    codes = "\n".join(row.text("barcode") for row in product.each("barcodes"))
    gtins, others = fields.barcodes(record, "barcodes", codes)
    place, items = _listing(record, notice)
    danger = " ".join(part for part in (risk.english("riskDescription"), risk.english("legalProvision")) if part)
    recalls = [row.text("link") or row.text("url") for row in notice.into("measureTaken").each("companyRecalls")]
    countries = (notice.into("country"), *(row.into("country") for row in notice.each("reactingCountries")))
    category = product.into("productCategory").text("name")
    if not category:
        record.problem("productCategory", "", "missing")
    description = product.english("description") or product.text("description")
    _drop_read(record)
    return Alert(
        source=fields.SOURCE,
        number=notice.text("reference"),
        published=fields.day(record, "publicationDate", notice.text("publicationDate")),
        updated=fields.day(record, "modificationDate", notice.text("modificationDate")),
        status=_status(notice),
        category=_words(category),
        product=fields.one(product.english("name") or product.text("name")),
        name=fields.one(product.text("nameSpecific")),
        brands=_lists(product, "brands", "brand"),
        models=_lists(product, "modelTypes", "modelType"),
        gtins=gtins,
        other_codes=others,
        batches=_lists(product, "batchNumbers", "batchNumber"),
        item_ids=tuple(dict.fromkeys((*items, *items_of_text(description)))),
        risks=_risks(record, risk),
        danger=danger,
        measures=_measures(record, notice),
        description=description,
        notifying_country=notice.into("country").text("name"),
        countries=fields.listed_countries(record, "countries", ", ".join(filter(None, map(_key, countries)))),
        origin_country=fields.one(notice.into("traceability").into("countryOrigin").text("name")),
        level=notice.into("notificationType").text("code"),
        online_trader=place,
        url=_PAGE.format(notice.text("id")) if notice.text("id") else "",
        recall_url=fields.address(record, "companyRecalls", next((link for link in recalls if link), "")),
        pictures=tuple(_PICTURE.format(photo.text("id")) for photo in product.each("photos") if photo.text("id")),
        extra=_extra(record),
    )


def _key(country: Reader) -> str:
    return country.text("key") or country.text("name")


def _risks(record: Record, risk: Reader) -> tuple[str, ...]:
    names = ", ".join(_words(row.text("name")) for row in risk.each("riskType"))
    return fields.listed_risks(record, "riskType", names) if names else ()


def _lists(product: Reader, name: str, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for row in product.each(name) for entry in fields.split_list(row.text(field))))


def _drop_read(record: Record) -> None:
    """Takes what the alert has columns for, and the website's own keys, which say nothing about the product."""
    for path in record.names():
        if path in _READ or (path.endswith(_KEYS) and path not in _KEPT):
            record.take(path)


def _extra(record: Record) -> tuple[tuple[str, str], ...]:
    known = [(path, value) for path in record.names() if path in _KEPT and (value := record.take(path))]
    return (*known, *record.rest())


_READ = frozenset(
    """reference id publicationDate modificationDate
    product.nameSpecific product.brands.brand product.versions.name product.name
    product.versions.description product.description product.barcodes.barcode product.batchNumbers.batchNumber
    product.modelTypes.modelType product.productCategory.name risk.riskType.name risk.versions.riskDescription
    risk.versions.legalProvision measureTaken.measures.entryIntoForceDate measureTaken.measures.measureCategory.name
    measureTaken.measures.measureType.name measureTaken.measures.measureVoluntaryEconomicOperator.name
    measureTaken.measures.measureCompulsoryEconomicOperator.name measureTaken.measures.versions.measureCategoryOther
    measureTaken.measures.entryIntoForceDateKnown measureTaken.companyRecalls.link measureTaken.companyRecalls.url
    country.name country.key reactingCountries.country.key reactingCountries.country.name
    traceability.countryOrigin.name traceability.onlineTrader
    onlineTraderProductIdentifierReference.onlineTrader notificationType.code notificationType.name
    product.photos.mainPicture product.photos.fileName product.photos.path""".split()
)
_KEYS = (".id", ".key", ".propertyKey", ".orderIndex", ".euCountry", ".eeaCountry", ".language.name")
_KEPT = frozenset(
    """corrigendum versions.corrigendum creationDate isImmediatePublication singlePublication forInfo
    product.professionalProduct product.isCounterfeit.name product.nameSpecificKnown product.brandKnown
    product.typeModelKnown product.batchNumberKnown product.barcodeKnown product.packageDescriptionKnown
    product.versions.packageDescription product.packageDescription product.versions.productCategoryOther
    product.productCategoryOther risk.versions.riskTypeOther measureTaken.hasPublishedRecallOnline.name
    measureTaken.measures.measureDuration measureTaken.measures.measureScope
    measureTaken.measures.measureVoluntaryAuthority measureTaken.measures.measureCompulsoryAuthority
    traceability.isSoldOnline.name traceability.onlineTrader.name
    webReport
    onlineTraderProductIdentifierReference.uniqueProductIdentifier
    onlineTraderProductIdentifierReference.onlineTrader.name measureTaken.companyRecalls.language""".split()
)
