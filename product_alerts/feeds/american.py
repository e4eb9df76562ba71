"""What recalls of the CPSC say in running text: models, barcodes, lots, brands, sellers, countries, risks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from product_alerts import risks as risk_names
from product_alerts.brands import Key, company_keys
from product_alerts.feeds import fields
from product_alerts.feeds.base import Record
from product_alerts.gtin import normalise
from product_alerts.modelnumbers import Strength, code, strength
from product_alerts.text import is_placeholder, tidy, tokens

_NUMBER = re.compile(r"(\d{2})-?(\d{3}[A-Za-z]?)")
_MODEL = re.compile(
    r"(?<!serial )\b(?:model|item|style|sku|part|catalog|product)s?\b(?!\s+and\s+serial)", re.IGNORECASE
)
_BATCH = re.compile(r"\b(?:lot|batch|serial)s?\b", re.IGNORECASE)
_UPC = re.compile(r"\b(?:UPC|barcode|bar code|EAN|GTIN)s?\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w-])\d(?:[ -]?\d){11,13}(?![\w-])")
_WORD = re.compile(r"[^\s,;()\[\]“”\"]+")
_BETWEEN = frozenset(
    "number numbers no nos code codes name names # is are and or & include includes including with the following that "
    "begin begins beginning start starts starting of either any these models items skus all upc ending end ends".split()
)
_REMARK = re.compile(r"(\d[\w-]*)\s\([^()]{1,40}\)")  # behind a code: "LN-2210 (red)"
_REACH = 400  # characters behind a label
_FAR = 160  # characters behind the word UPC


def number(text: str) -> str:
    """A recall's number in one spelling ("25203" and "25-203" -> "25-203"), or "" where there is none."""
    found = _NUMBER.fullmatch(text)
    return f"{found[1]}-{found[2].upper()}" if found else text


def _listed(text: str, label: re.Pattern[str]) -> Iterator[str]:
    """The codes right behind each label, up to the first word that is neither a code nor a word of listing."""
    text = _REMARK.sub(r"\1", text)
    for head in label.finditer(text):
        for found in _WORD.finditer(text, head.end(), head.end() + _REACH):
            word = found[0].strip(".:'’*")
            if any(c.isdigit() for c in word) and not word.startswith(("$", "www.")):
                yield word
            elif word.lower() not in _BETWEEN and word:
                break


def models(text: str) -> tuple[str, ...]:
    """Model and item numbers behind their label ("models UK30500 and UK30500PC"); a serial number is none."""
    found = (word.strip("#/") for word in _listed(text, _MODEL))
    serials = set(_listed(text, _BATCH))
    return tuple(
        dict.fromkeys(
            word
            for word in found
            if word not in serials and strength(code(word).compact) >= Strength.WITH_KIND and not normalise(word)
        )
    )


def batches(text: str) -> tuple[str, ...]:
    """Lot, batch and serial numbers behind their label, or what these begin with."""
    return tuple(dict.fromkeys(word.strip("#") for word in _listed(text, _BATCH) if len(word) >= 3))


def barcodes(text: str) -> tuple[str, ...]:
    """GTIN-14s of 12 to 14 digits right behind the word UPC or barcode; the check digit must hold."""
    found = (
        normalise(digits[0])
        for head in _UPC.finditer(text)
        for digits in _DIGITS.finditer(text, head.end(), head.end() + _FAR)
    )
    return tuple(dict.fromkeys(one.code for one in found if one))


_QUOTED = re.compile(r"[“\"]([^“”\"]{2,40}?)[,.]?[”\"]")
_BRANDED = re.compile(r"\b((?:[A-Z0-9][\w&'’.]*[ -]){1,4})brand(?:ed)?\b")


def brands(text: str, names: Iterable[str], firms: Iterable[str] = ()) -> tuple[str, ...]:
    """Brands that the text quotes from the goods or calls so, where the product's name begins with them.

    So do the names of `firms`: "Lumora USA Inc." and "Lumora Twinkle Lamps" show a brand Lumora.
    """
    said = [*(m[1] for m in _QUOTED.finditer(text)), *(m[1].rstrip(" -") for m in _BRANDED.finditer(text))]
    known = list(names)
    begins = [tokens(name) for name in known]
    said += [written for name in known for key in company_keys(firms) if (written := _begun(name, key))]
    return tuple(
        dict.fromkeys(
            tidy(brand)
            for brand in said
            if (words := tokens(brand))
            and any(name[: len(words)] == words and len(name) > len(words) for name in begins)
        )
    )


def _begun(name: str, key: Key) -> str:
    """The words that a name begins with, as written, where they are a company's name."""
    words = name.split()
    for size in range(1, min(len(words), len(key) + 1) + 1):
        written = " ".join(words[:size]).strip(" ,;:®™")
        if tuple(tokens(written)) == key:
            return written
    return ""


_HOST = re.compile(r"\b(?:www\.)?((?:[a-z0-9-]+\.)+(?:com|net|org|us|ca|co|shop|store|io))\b", re.IGNORECASE)


def sellers(text: str) -> str:
    """The shops on the net that a text names: "acmetools.com, amazon.com"."""
    return ", ".join(dict.fromkeys(m[1].lower() for m in _HOST.finditer(text)))


def companies(*texts: str) -> tuple[str, ...]:
    """Companies without the place behind their name ("Lumora Inc., of Springfield, Ohio" -> "Lumora Inc.")."""
    named = (re.split(r",?\s+of\s+(?=[A-Z])", line)[0].strip(" ,") for text in texts for line in text.splitlines())
    return tuple(dict.fromkeys(name for name in named if name and not is_placeholder(name)))


def countries(units: str) -> tuple[str, ...]:
    """The United States, and the neighbours that the number of units names."""
    near = (("CA", "Canada"), ("MX", "Mexico"))
    return ("US", *(code for code, name in near if name in units))


def risks(record: Record, field: str, named: str, told: str) -> tuple[str, ...]:
    """Risks by name where the source names them, else those that its sentences speak of."""
    return fields.listed_risks(record, field, named) if named else risk_names.risks_told(told)
