"""One notification of Safety Gate's website as JSON: richer than the weekly report, and not documented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from product_alerts.feeds import fields
from product_alerts.feeds.base import MAX_BYTES, FeedError, Item, Record
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, AlertStatus, ItemId
from product_alerts.text import is_placeholder, tidy

NAME = "safety-gate-json"
FEWEST, MOST = 1, 60_000
_PAGE = "https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/{}?lang=en"
_PICTURE = "https://ec.europa.eu/safety-gate-alerts/public/api/notification/image/{}"

Json = Mapping[str, Any]


def recognises(raw: bytes) -> bool:
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def parse(raw: bytes) -> Iterator[Item]:
    """The notification of a detail answer, or every one of a list of them."""
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FeedError(f"broken JSON, perhaps cut off: {error}") from None
    notices = data if isinstance(data, list) else [data]
    if not notices or not all(isinstance(n, dict) and "product" in n and "reference" in n for n in notices):
        raise FeedError("not a Safety Gate notification: it needs the fields reference and product")
    for at, notice in enumerate(notices):
        yield from _notice(notice, f"notification {at + 1}")


def _notice(notice: Json, place: str) -> Iterator[Item]:
    flat: dict[str, str] = {}
    _flatten(notice, "", flat)
    record = Record(flat, tidy(str(notice.get("reference") or "")) or place)
    if not notice.get("reference"):
        record.problem("reference", "", "a record without its number cannot be kept")
    else:
        yield _alert(record, _Reader(notice))
    yield from record.problems


def _flatten(value: Any, path: str, flat: dict[str, str]) -> None:
    """Every leaf under its path; list positions are left out: "product.brands.brand" -> "A\\nB". Iterative."""
    stack: list[tuple[Any, str]] = [(value, path)]
    while stack:
        node, here = stack.pop()
        if isinstance(node, dict):
            stack.extend((child, f"{here}.{name}" if here else str(name)) for name, child in reversed(node.items()))
        elif isinstance(node, list):
            stack.extend((child, here) for child in reversed(node))
        elif node is not None and node != "":
            text = str(node).lower() if isinstance(node, bool) else str(node)
            flat[here] = f"{flat[here]}\n{text}" if here in flat else text


class _Reader:
    """Steps into nested objects that may be missing or of another shape."""

    def __init__(self, node: Any) -> None:
        self.node = node if isinstance(node, dict) else {}

    def into(self, name: str) -> _Reader:
        return _Reader(self.node.get(name))

    def each(self, name: str) -> list[_Reader]:
        value = self.node.get(name)
        return [_Reader(item) for item in value] if isinstance(value, list) else []

    def text(self, name: str) -> str:
        value = self.node.get(name)
        return tidy(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def english(self, field: str) -> str:
        """A field of the English version, or of the first one that has it."""
        versions = sorted(self.each("versions"), key=lambda v: v.into("language").text("key") != "EN")
        return next((text for version in versions if (text := version.text(field))), "")


def _words(enum_name: str) -> str:
    """ "ELECTRIC_SHOCK" -> "Electric shock"."""
    return tidy(enum_name.replace("_", " ")).capitalize()


def _listing(record: Record, notice: _Reader) -> tuple[str, tuple[ItemId, ...]]:
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


def _measures(notice: _Reader) -> str:
    said = []
    for row in notice.into("measureTaken").each("measures"):
        compulsory = row.into("measureType").text("name") == "COMPULSORY"
        kind = "Compulsory" if compulsory else "Voluntary"
        who = row.into(f"measure{kind}EconomicOperator").text("name") or "operator not stated"
        what = _words(row.into("measureCategory").text("name")) or row.english("measureCategoryOther") or "measure"
        since = row.text("entryIntoForceDate")[:10]
        said.append(
            f"{what} ({'ordered' if compulsory else 'voluntary'}: {_words(who)}{f'; from {since}' if since else ''})"
        )
    return "; ".join(said)


def _status(notice: _Reader) -> AlertStatus:
    said = notice.text("corrigendum") or notice.english("corrigendum")
    if not said or is_placeholder(said):
        return AlertStatus.ACTIVE
    return AlertStatus.WITHDRAWN if fields.says_withdrawn(said) else AlertStatus.CORRECTED


def _alert(record: Record, notice: _Reader) -> Alert:
    product, risk = notice.into("product"), notice.into("risk")
    codes = "\n".join(row.text("barcode") for row in product.each("barcodes"))
    gtins, others = fields.barcodes(record, "barcodes", codes)
    place, items = _listing(record, notice)
    danger = " ".join(part for part in (risk.english("riskDescription"), risk.english("legalProvision")) if part)
    recalls = [row.text("link") or row.text("url") for row in notice.into("measureTaken").each("companyRecalls")]
    published = fields.day(record, "publicationDate", notice.text("publicationDate")[:10])
    category = product.into("productCategory").text("name")
    if not category:
        record.problem("productCategory", "", "missing")
    description = product.english("description") or product.text("description")
    _drop_read(record)
    return Alert(
        source=fields.SOURCE,
        number=notice.text("reference"),
        published=published,
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
        risks=tuple(_words(row.text("name")) for row in risk.each("riskType")),
        danger=danger,
        measures=_measures(notice),
        description=description,
        notifying_country=notice.into("country").text("name"),
        origin_country=fields.one(notice.into("traceability").into("countryOrigin").text("name")),
        level=notice.into("notificationType").text("code"),
        online_trader=place,
        url=_PAGE.format(notice.text("id")) if notice.text("id") else "",
        recall_url=next((link for link in recalls if link), ""),
        pictures=tuple(_PICTURE.format(photo.text("id")) for photo in product.each("photos") if photo.text("id")),
        extra=_extra(record),
    )


def _lists(product: _Reader, name: str, field: str) -> tuple[str, ...]:
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
    """reference id publicationDate product.nameSpecific product.brands.brand product.versions.name product.name
    product.versions.description product.description product.barcodes.barcode product.batchNumbers.batchNumber
    product.modelTypes.modelType product.productCategory.name risk.riskType.name risk.versions.riskDescription
    risk.versions.legalProvision measureTaken.measures.entryIntoForceDate measureTaken.measures.measureCategory.name
    measureTaken.measures.measureType.name measureTaken.measures.measureVoluntaryEconomicOperator.name
    measureTaken.measures.measureCompulsoryEconomicOperator.name measureTaken.measures.versions.measureCategoryOther
    measureTaken.measures.entryIntoForceDateKnown measureTaken.companyRecalls.link measureTaken.companyRecalls.url
    country.name country.key traceability.countryOrigin.name traceability.onlineTrader
    onlineTraderProductIdentifierReference.onlineTrader notificationType.code notificationType.name
    product.photos.mainPicture product.photos.fileName product.photos.path""".split()
)
_KEYS = (".id", ".key", ".propertyKey", ".orderIndex", ".euCountry", ".eeaCountry", ".language.name")
_KEPT = frozenset(
    """corrigendum versions.corrigendum creationDate modificationDate isImmediatePublication singlePublication forInfo
    product.professionalProduct product.isCounterfeit.name product.nameSpecificKnown product.brandKnown
    product.typeModelKnown product.batchNumberKnown product.barcodeKnown product.packageDescriptionKnown
    product.versions.packageDescription product.packageDescription product.versions.productCategoryOther
    product.productCategoryOther risk.versions.riskTypeOther measureTaken.hasPublishedRecallOnline.name
    measureTaken.measures.measureDuration measureTaken.measures.measureScope
    measureTaken.measures.measureVoluntaryAuthority measureTaken.measures.measureCompulsoryAuthority
    traceability.isSoldOnline.name traceability.onlineTrader.name reactingCountries.country.name
    reactingCountries.country.key webReport
    onlineTraderProductIdentifierReference.uniqueProductIdentifier
    onlineTraderProductIdentifierReference.onlineTrader.name measureTaken.companyRecalls.language""".split()
)
