"""How well the trader behind a shop is read: real legal texts of 25 companies against what people labelled.

Run `python -m tests.bench.operator` for the table, `... -v` for every difference.

A value beside a labelled one counts as wrong even where the label does not claim to be complete; only a fact
without any label in an incomplete text is not scored. The last lines of the table leave out the values that stand
in the texts as the trader's own and that the labels lack (`READ_AGAIN`, each read by a person). A number that the
labellers noted as another's (host, bank, partner) counts as a decoy wherever it is reported.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers
from rapidfuzz import fuzz

from checks.facts import Fact, Found, Unknown
from sweep.capture import Capture
from sweep.extract.operator import read
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.legal_forms import canonical
from sweep.extract.words.name_words import name_key
from sweep.extract.words.text import fold
from tests.bench.table import ratio, table
from tests.shared import shared

URL = "https://www.shop-under-test.example/legal"
_COUNTRY = {"fr": "FR", "de": "DE", "es": "ES", "it": "IT", "pl": "PL", "pt": "PT", "nl": "NL", "en": "IE"}
_NOT_A_REGISTRATION = ("capital", "APE", "NAF", "REP")


# Text -> values that stand there as the trader's own, beside what the labellers took down.
READ_AGAIN = {
    "007.md": {"+33772723604"},  # its line for messages
    "009.md": {"+33969362950", "+33320697500"},  # its lines for collecting goods and for stolen cards
    "010.md": {"+33450108080"},  # given for withdrawals, beside the e-mail address that is labelled
    "021.md": {"+34935531805", "43431729300018"},  # its line for sales; the establishment of the labelled SIREN
}


@dataclass
class Row:
    """One fact in one language: values read right, reported wrongly, missed; `n` texts with a label."""

    fact: str
    language: str
    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0
    n: int = 0
    decoys: int = 0

    @property
    def f1(self) -> float:
        wrong = self.false_positives + self.false_negatives
        return 2 * self.true_positives / (2 * self.true_positives + wrong) if self.true_positives else 0.0


# --- the texts as pages ---

_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.){0,300})\]\(([^()\s]{0,600})(?: \"[^\"]{0,200}\")?\)")
_BOLD = re.compile(r"(\*{2,4}|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")


def to_html(markdown: str, language: str) -> str:
    """The text as a simple page: headings, paragraphs, line breaks, links, bold."""
    blocks = re.split(r"\n[ \t]*\n", markdown.replace("\r\n", "\n"))
    return f'<html lang="{language}"><body>{"".join(map(_block, blocks))}</body></html>'


def _block(block: str) -> str:
    lines = block.strip("\n").split("\n")
    if len(lines) > 1 and re.fullmatch(r"[=\-]{3,}\s*", lines[-1]):
        return f"<h2>{_inline(' '.join(lines[:-1]))}</h2>"
    parts: list[str] = []
    for line in lines:
        if match := re.match(r"\s{0,3}(#{1,6})\s+(.*)", line):
            parts.append(f"</p><h{len(match[1])}>{_inline(match[2])}</h{len(match[1])}><p>")
        elif re.match(r"\s*(?:[*+•-]|\d{1,2}\.)\s", line):
            parts.append("</p><p>" + _inline(line))
        else:
            parts.append(_inline(line) + ("<br>" if line.endswith("  ") else " "))
    return f"<p>{''.join(parts)}</p>"


def _inline(text: str) -> str:
    text = html.escape(text.strip(), quote=False)
    text = _LINK.sub(lambda m: f'<a href="{m[2].replace(chr(34), "")}">{m[1]}</a>', text)
    return _ESCAPE.sub(r"\1", _BOLD.sub(r"<strong>\2</strong>", text))


def shop_of(text: str, language: str) -> ShopPages:
    page = Page(URL, 200, "0" * 64, "", to_html(text, language))
    page.role = "legal_notice"
    return ShopPages(Capture(URL, ()), (page,), {}, _COUNTRY.get(language, "FR"), (language,))


# --- what agrees ---


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def _same_number(label: str, value: str) -> bool:
    return bool(_digits(label)) and _digits(label) == _digits(value)


def _e164(label: str, language: str) -> str:
    try:
        number = phonenumbers.parse(re.sub(r"^00 ?", "+", label.replace("(0)", "")), _COUNTRY.get(language, "FR"))
    except phonenumbers.NumberParseException:
        return label
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _same_name(label: str, value: str) -> bool:
    a, b = name_key(label), name_key(value)
    return a == b or fuzz.ratio(a, b) >= 90


def _same_words(label: str, value: str) -> bool:
    return fuzz.token_set_ratio(fold(label), fold(value)) >= 85


def _same_address(label: str, value: str) -> bool:
    codes = set(re.findall(r"\d{2}-\d{3}|\d{4}-\d{3}|\d{4,5}", label.replace(" ", "")))
    found = set(re.findall(r"\d{2}-\d{3}|\d{4}-\d{3}|\d{4,5}", value.replace(" ", "")))
    return bool(codes & found) and fuzz.token_set_ratio(fold(label), fold(value)) >= 80


def _same_form(label: str, value: str) -> bool:
    return canonical(label) == value or fold(label) == fold(value)


@dataclass(frozen=True)
class Measured:
    fact: str
    labels: Callable[[dict[str, Any]], list[str]]
    values: Callable[[Any], list[str]]
    same: Callable[[str, str], bool]


def _one(key: str) -> Callable[[dict[str, Any]], list[str]]:
    return lambda label: [label[key]] if label.get(key) else []


def _registrations(label: dict[str, Any]) -> list[str]:
    wanted = (r for r in label["registration_numbers"] if not r["type"].startswith(_NOT_A_REGISTRATION))
    return list(dict.fromkeys(_digits(r["value"]) for r in wanted))


MEASURED = (
    Measured("operator_name", _one("operator_name"), lambda v: [v], _same_name),
    Measured("operator_legal_form", _one("legal_form"), lambda v: [v], _same_form),
    Measured("operator_address", _one("address_text"), lambda v: [v.text], _same_address),
    Measured("operator_emails", lambda x: x["emails"], list, lambda a, b: a.lower() == b.lower()),
    Measured(
        "operator_phones",
        lambda x: [_e164(p, x["lang"]) for p in x["phones"]],
        lambda v: [p.e164 for p in v],
        str.__eq__,
    ),
    Measured(
        "operator_registrations",
        _registrations,
        lambda v: list(dict.fromkeys(_digits(r.number) for r in v)),
        _same_number,
    ),
    Measured("operator_vat", _one("vat"), lambda v: [v.number], _same_number),
    Measured("publication_director", _one("publication_director"), lambda v: [v], _same_name),
    Measured("host_name", _one("host_name"), lambda v: [v], _same_words),
    Measured("mediator_name", _one("mediator_name"), lambda v: [v], _same_words),
)


def _decoys(label: dict[str, Any]) -> set[str]:
    """Numbers that the labellers noted as somebody else's."""
    own = {_digits(x) for x in (*_registrations(label), *label["phones"], label["vat"] or "0")}
    runs = (_digits(m) for m in re.findall(r"[+\d][\d ().]{6,24}", label["note"] or ""))
    return {r for r in runs if len(r) >= 6 and r not in own}


def _score(
    row: Row, measured: Measured, label: dict[str, Any], fact: Fact[Any], known: Collection[str]
) -> Iterator[str]:
    labels = measured.labels(label)
    values = [v for v in measured.values(fact.value) if v not in known] if isinstance(fact, Found) else []
    decoys = [v for v in values if any(d and d in _digits(v) for d in _decoys(label))]
    row.decoys += len(decoys)
    yield from (f"decoy {v!r}" for v in decoys)
    if not labels and not label["complete"]:
        return
    row.n += bool(labels)
    missed = [x for x in labels if not any(measured.same(x, v) for v in values)]
    wrong = [v for v in values if not any(measured.same(x, v) for x in labels)]
    row.true_positives += len(labels) - len(missed)
    row.false_negatives += len(missed)
    row.false_positives += len(wrong)
    yield from (f"missed {x!r}" + (f" ({fact.reason})" if isinstance(fact, Unknown) else "") for x in missed)
    yield from (f"wrong {v!r}" for v in wrong)


def measure(differences: list[str] | None = None, *, read_again: bool = False) -> list[Row]:
    """One row per fact and language. `differences` receives a line for each value missed or wrong.

    With `read_again`, values of `READ_AGAIN` are not scored.
    """
    folder = shared("terms_pages")
    rows: dict[tuple[str, str], Row] = {}
    for label in _labels(folder):
        text = (folder / label["file"]).read_text(encoding="utf-8")
        facts = read(shop_of(text, label["lang"]))
        for measured in MEASURED:
            row = rows.setdefault((measured.fact, label["lang"]), Row(measured.fact, label["lang"]))
            known = READ_AGAIN.get(Path(label["file"]).name, ()) if read_again else ()
            for line in _score(row, measured, label, facts[measured.fact], known):
                if differences is not None:
                    differences.append(f"{label['file']} {measured.fact}: {line}")
    order = [m.fact for m in MEASURED]
    return sorted(rows.values(), key=lambda r: (order.index(r.fact), r.language))


def _labels(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def total(rows: list[Row], fact: str = "", language: str = "") -> Row:
    """The sum of the rows of one fact, one language, or all."""
    chosen = [r for r in rows if fact in ("", r.fact) and language in ("", r.language)]
    result = Row(fact or "all facts", language or "all")
    for row in chosen:
        result.true_positives += row.true_positives
        result.false_positives += row.false_positives
        result.false_negatives += row.false_negatives
        result.n += row.n
        result.decoys += row.decoys
    return result


def _cells(row: Row) -> tuple[object, ...]:
    right, wrong, missed = row.true_positives, row.false_positives, row.false_negatives
    figures = (ratio(right, right + wrong), ratio(right, right + missed), f"{row.f1:.3f}")
    return (row.fact, row.language, row.n, right, wrong, missed, row.decoys, *figures)


def main() -> None:
    """Prints the table: one line per fact, then per language, then all."""
    differences: list[str] = []
    rows = measure(differences)
    facts = [total(rows, fact=m.fact) for m in MEASURED]
    spoken = [total(rows, language=code) for code in dict.fromkeys(r.language for r in rows)]
    header = ("fact", "language", "texts", "right", "wrong", "missed", "of others", "precision", "recall", "F1")
    again = measure(read_again=True)
    scored = [total(again, fact=f) for f in ("operator_phones", "operator_registrations")]
    for row in (*scored, whole := total(again)):
        row.fact += ", labels read again"
    print(table(header, (_cells(row) for row in (*facts, *spoken, total(rows), *scored, whole))))
    print(f"\n{_register_numbers()}")
    if "-v" in sys.argv:
        print("\n".join(differences))


def _register_numbers(sentences: int = 40_000) -> str:
    """How many of the numbers in the documentation of python-stdnum are found, and how many of other digits."""
    from tests.extract.test_register_numbers import CASES, false_finds, is_found

    found, kinds = sum(map(is_found, CASES)), len({case.kind for case in CASES})
    wrong = false_finds(sentences)
    return (
        f"Register and VAT numbers of {kinds} kinds in sentences, found under their kind: {found} of {len(CASES)}; "
        f"taken for one in {sentences:,} sentences of other digits: {wrong}."
    )


if __name__ == "__main__":
    main()
