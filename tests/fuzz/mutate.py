"""How a text is changed: marks of every syntax that is read, words that mean something, and hostile characters."""

from __future__ import annotations

import random
from collections.abc import Sequence

LONGEST = 200_000  # characters of a changed text
PIECES = (
    "<", ">", "</p>", "<p>", "<div>", "</div>", "<table><tr><td>", "<!--", "-->", "<script>", "</script>",
    "<style>", "<svg>", "<del>", "<template>", "<select><option>", '<p hidden>', '<p style="display:none">',
    "&#0;", "&amp;", "&euro;", "&#8364;", "\x00", "\u200b", "\u202e", "\u00ad", "\ufeff", "\ud7ff", "İ", "ß",
    "ﬁ", "①", "٣", "１９,９０ €", "é", "\n", "\t", "'", '"', "{", "}", "[", "]", '"@graph":[', '"price":',
    '"offers":[[[', "1e999", "-0", "NaN", "19,90 €", "3 x 33,33 €", "10 - 20 €", "€", "%", "-99 %", "0 %",
    "23.450", "1.2.3.4", "007 451 297", "SIREN", "RCS", "TVA FR", "BE 0001.835.674", "HRB 12 B", "IBAN FR76",
    "@", " [at] ", "tel:", "mailto:", "+33", "0" * 30, "9" * 40, "rue", "12 rue", "29999", "SAS", "GmbH", "Hébergeur :",
    "Médiateur :", "14 jours", "quatorze", "pas de remboursement", "garantie", "Impressum", 'href="',
    'href="//"', 'href="http://["', 'class="price"', 'class="old-price"', 'itemprop="price"', "itemscope",
    'typeof="Product"', 'content="', 'lang="xx"', "<base href='//x'>", "<meta charset=utf-16>", "<h1>",
    "</h1>", "<title>", "\\", "\\u0000", "\\ud800", "\\ud83d", "\u212a", "\u017f",
    "//", "/*", "*/", "`", "${", "function(){", "=>", ";", "=", ",",
    ":", "null",
    "undefined", "true", "window.", "JSON.parse('", "atob(", "])", "})", "&quot;", "%22", "%7B", "Kč", "лв.",
    "Ft", "kr", "zł", "CHF", "1'299.50", "12,-", "0,00", "Marke:", "SKU", "IČO", "CVR", "Org.nr", "ΑΦΜ",
    "ЕИК",
)  # fmt: skip


def changed(dice: random.Random, text: str, others: Sequence[str], pieces: Sequence[str] = PIECES) -> str:
    """`text` with 1 to 16 changes: words put in, left out, repeated, or taken from one of `others`."""
    for _ in range(dice.choice((1, 2, 4, 8, 16))):
        at, to = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
        to = min(to, at + dice.choice((1, 5, 40, 400)))
        piece = dice.choice(pieces)
        match dice.randrange(5):
            case 0:
                text = text[:at] + piece + text[at:]
            case 1:
                text = text[:at] + piece + text[to:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:to] + text[at:to] * dice.choice((1, 2, 30)) + text[to:]
            case _:
                other = dice.choice(others)
                text = text[:at] + other[dice.randrange(len(other) + 1) :][:400] + text[at:]
    return text[:LONGEST]
