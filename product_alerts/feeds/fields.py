"""The fields that all Safety Gate formats share, taken apart: brands, models, barcodes, measures, traders, addenda."""

from __future__ import annotations

import re
from datetime import date, datetime

from product_alerts.countries import countries
from product_alerts.feeds.base import Change, Record
from product_alerts.gtin import Gtin, split_codes
from product_alerts.item_ids import host_of, items_of_text, marketplace
from product_alerts.model import AlertStatus, ItemId, Measure
from product_alerts.risks import risks
from product_alerts.text import is_placeholder, tidy

SOURCE = "safety-gate"
NUMBER = r"(?:SR|OR|EM|INFO|A\d{1,2})/\d{3,5}/\d{2}"
_NUMBER = re.compile(rf"(?<![\w/]){NUMBER}(?![\w/])")
_SEPARATORS = re.compile(r"[,;|\n\r\t•]+|\s/\s|\s+or\s+(?=[A-Z\d\"'])|\s+and\s+(?=\d)")
_SUFFIX = re.compile(
    r"(?:co|inc|ltd|llc|gmbh|ag|sa|s\.a|srl|s\.r\.l|sas|bv|b\.v|corp|limited|kg|oy|ab|as|doo|d\.o\.o)\.?", re.IGNORECASE
)
_QUOTES = " \"'“”„«»‘’`"


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a field that lists brands or models, without placeholders and without repetition.

    A company form after a comma stays with its name ("Lumora Trading, Ltd.").
    """
    entries: list[str] = []
    for part in _SEPARATORS.split(text):
        entry = tidy(part).strip(_QUOTES)
        if entry and _SUFFIX.fullmatch(entry) and entries:
            entries[-1] = f"{entries[-1]}, {entry}"
        elif not is_placeholder(entry):
            entries.append(entry)
    return tuple(dict.fromkeys(entries))


def one(text: str) -> str:
    """A single value, "" for a placeholder."""
    return "" if is_placeholder(text) else tidy(text)


def barcodes(record: Record, field: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """GTIN-14s, and the codes that are none (each reported), of a barcode field."""
    if is_placeholder(text):
        return (), ()
    valid, others = split_codes(text)
    others = tuple(code for code in others if not is_placeholder(code))
    for code in others:
        record.problem(field, code, "not a valid GTIN: kept among the other codes")
    for gtin in valid:
        _mark(record, field, gtin)
    return tuple(gtin.code for gtin in valid), others


def _mark(record: Record, field: str, code: Gtin) -> None:
    if code.junk:
        record.problem(field, code.code, "barcode made up to fill the field: never compared")
    elif code.restricted:
        record.problem(field, code.code, "barcode valid inside one retailer only")


def day(record: Record, field: str, text: str) -> date | None:
    """A date as dd/mm/yyyy, dd.mm.yyyy, yyyy-mm-dd (with or without a time) or "December 07, 2023"; else None.

    What is no date, or no date of this life, is reported.
    """
    if not text:
        return None
    for pattern, said in _DATES.items():
        found = said.match(text)
        if found:
            try:
                read = datetime.strptime(found[0], pattern).date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                break
            if 1970 <= read.year <= 2100:
                return read
            break
    record.problem(field, text[:200], "not a date")
    return None


_DATES = {
    "%d/%m/%Y": re.compile(r"\d{1,2}/\d{1,2}/\d{4}\b"),
    "%d.%m.%Y": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b"),
    "%d-%m-%Y": re.compile(r"\d{1,2}-\d{1,2}-\d{4}\b"),
    "%Y-%m-%d": re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)"),
    "%B %d, %Y": re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}\b"),
}


_MEASURE = re.compile(
    r"Type of economic operator\s+(?P<how>to whom the measure\(s\) were ordered|taking notified measure\(s\))\s*:\s*"
    r"(?P<who>.*?)\s*Category of measure\(s\)\s*:\s*(?P<what>.*?)\s*Date of entry into force\s*:\s*"
    r"(?P<when>\d{1,2}/\d{1,2}/\d{4}|Unknown|)\s*(?=Type of economic operator|$)",
    re.DOTALL,
)


def measures(record: Record, text: str, field: str = "measures") -> tuple[Measure, ...]:
    """The measures of the weekly reports, taken apart; other text is one measure as it stands.

    The published text glues its pieces: "...ordered: DistributorCategory of measure(s): Ban...Date of entry...".
    """
    found = list(_MEASURE.finditer(text))
    if not found:
        if "Category of measure(s)" in text:
            record.problem(field, text[:200], "not in the usual three parts: kept as it stands")
        return (Measure(text),) if text else ()
    left = tidy(_MEASURE.sub(" ", text))
    if left:
        record.problem(field, left[:200], "text outside the usual three parts: kept at the end")
    return (*(_measure(record, field, m) for m in found), *((Measure(left),) if left else ()))


def _measure(record: Record, field: str, found: re.Match[str]) -> Measure:
    when = "" if is_placeholder(found["when"]) else found["when"]
    who = found["who"].strip(" ,;")
    return Measure(
        tidy(found["what"]) or "measure not stated",
        "ordered" if "ordered" in found["how"] else "voluntary",
        "" if is_placeholder(who) and who.lower() != "other" else who,
        day(record, field, when),
    )


def listed_risks(record: Record, field: str, text: str) -> tuple[str, ...]:
    """Risks in Safety Gate's words; what is none of them is kept as it stands, and reported."""
    known, others = risks(text)
    for other in others:
        if not is_placeholder(other):
            record.problem(field, other, "no risk of the list: kept as it stands")
    return (*known, *(other for other in others if not is_placeholder(other)))


def listed_countries(record: Record, field: str, text: str) -> tuple[str, ...]:
    """Codes of countries; a name that is not known is reported."""
    codes, others = countries(text)
    for other in others:
        if not is_placeholder(other):
            record.problem(field, other, "no country known here: not among the countries")
    return codes


def address(record: Record, field: str, text: str) -> str:
    """A web address; what is none is reported and left out."""
    found = text.strip()
    if found and not found.lower().startswith(("http://", "https://")):
        found = f"https://{found}" if re.fullmatch(r"www\.[\w.-]+(?:/\S*)?", found) else ""
        if not found:
            record.problem(field, text, "not a web address")
    return found


_TRADER = re.compile(r"([^()/,;]*)\(([^()]*)\)")


def traders(text: str) -> tuple[str, tuple[ItemId, ...]]:
    """Where it was sold ("AliExpress", "mesto-igrac.si"), and the items named, of `Name(site) / number` entries."""
    heads = list(_TRADER.finditer(text))
    if not heads:
        return host_of(text) or one(text), items_of_text(text)
    places: list[str] = []
    items: list[ItemId] = []
    for head, end in zip(heads, [*(later.start() for later in heads[1:]), len(text)], strict=False):
        number = text[head.end() : end].strip(" /,;")
        place, item = trader(head[1].strip(), head[2], number)
        places.append(place)
        items.extend(item)
    return ", ".join(dict.fromkeys(p for p in places if p)), tuple(dict.fromkeys(items))


def trader(name: str, site: str, number: str) -> tuple[str, tuple[ItemId, ...]]:
    """One seller: the place it names, and the items of `number` there."""
    kind = "" if name.lower() in ("other", "others") else name
    place = host_of(site) or one(site) or host_of(kind) or one(kind) or host_of(number)
    return place, items_of_text(f"{site} {number}", kind if marketplace(kind) else site)


_NOTICE = re.compile(rf"Notifications?\s+({NUMBER}(?:\s*(?:,|;|and|&)\s*{NUMBER})*)\s*:?")
_WITHDRAWN = re.compile(
    r"\b(?:has|have|had|is|are|was|were|been)\s+(?:\w+\s+){0,2}?(?:withdrawn|cancelled|canceled|deleted|revoked|annulled|removed)\b"
    r"(?!\s+(?:and\s+\w+\s+)?from\s+(?:the\s+|its\s+)?(?:market|sale|shel|end|consumers?|online|trade))",
    re.IGNORECASE,
)
_WITHDRAWAL = re.compile(
    r"\bwithdrawal of (?:the|this) (?:notification|alert)|\bwithdrawn (?:on|at|upon) the request", re.IGNORECASE
)
_NOT = re.compile(r"\bnot\s+(?:been\s+)?withdrawn", re.IGNORECASE)


def addendum(record: Record, text: str, published: date | None) -> tuple[Change, ...]:
    """Withdrawals and corrections of earlier alerts, as a report's addendum words them."""
    plain = tidy(re.sub(r"<[^<>]{0,200}>", " ", text))
    heads = list(_NOTICE.finditer(plain))
    changes: list[Change] = []
    for head, end in zip(heads, [*(later.start() for later in heads[1:]), len(plain)], strict=False):
        said = plain[head.end() : end].strip()
        status = AlertStatus.WITHDRAWN if says_withdrawn(said) else AlertStatus.CORRECTED
        changes += [Change(SOURCE, number, status, said, published) for number in _NUMBER.findall(head[1])]
    loose = plain[: heads[0].start()].strip() if heads else plain
    if loose and not is_placeholder(loose):
        record.problem("report_addendum", loose[:500], "names no notification that could be corrected by it")
    return tuple(changes)


def says_withdrawn(text: str) -> bool:
    """Whether a correction takes the whole alert back, and not the product from the market."""
    return bool(_WITHDRAWN.search(text) or _WITHDRAWAL.search(text)) and not _NOT.search(text)
