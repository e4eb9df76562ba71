"""What is fuzzed, part by part: what each part reads, the texts it starts from, and what must hold of what it reads.

A part takes the bytes of one input and raises AssertionError where what it found is not in what it was given.
"""

from __future__ import annotations

import hashlib
import html
import random
import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from checks.facts import Found
from checks.strict_yaml import load_text
from sweep.capture import Capture, Response
from sweep.extract.addresses.addresses import find_addresses
from sweep.extract.data.snippets import snippet
from sweep.extract.data.structured import nodes
from sweep.extract.names.names import find_names
from sweep.extract.notices import read as read_notices
from sweep.extract.numbers.covered_emails import find_emails
from sweep.extract.numbers.identifiers import find_numbers
from sweep.extract.numbers.phones import find_phones
from sweep.extract.operator import read as read_operator
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.legal_text import legal_text
from sweep.extract.pages.statement_text import statement_text
from sweep.extract.prices import amounts, convention, number
from sweep.extract.products.variant_offers import variant_offers
from sweep.extract.shop import read_pages
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.parties import find_parties
from sweep.extract.urgency import pressure
from tests.fuzz.mutate import changed
from tests.fuzz.shops import check, mutated

_SEEDS = Path(__file__).parent / "seeds.yaml"
_CASES = Path(__file__).parents[1] / "extract"
_NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LANGUAGES = "fr nl de en es it pt pl bg cs da el et fi hr hu lt lv ro sk sl sv".split()
LONG, TIMES_AS_LONG = 8_000, 4  # characters of a repeated text, and how much longer it is made to see what it costs
STEEPEST = 3.0  # times its share that a text may cost: 4 is the square at four times the length
_LEAST = 0.25  # seconds below which no cost is told from noise


@dataclass(frozen=True)
class Target:
    """One part. `fresh` makes the bytes of an input; `weight` is how often it is taken where all are."""

    name: str
    read: Callable[[bytes], object]
    fresh: Callable[[random.Random], bytes]
    weight: int


def page_of(text: str, language: str = "fr", role: str = "other") -> Page:
    """`text`, which is HTML, as a page."""
    body = text.encode("utf-8", "replace")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    url = "https://brumelin.example/p/lampe-7"
    page = parse_page(Response(url, 200, "OK", headers, body, _NOW, sha256=hashlib.sha256(body).hexdigest()))
    page.role = role
    return page


def plain_page(text: str, language: str = "fr", role: str = "legal_notice") -> Page:
    """`text`, which is none of HTML, as a page, a paragraph a line."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return page_of(f'<html lang="{language}"><title>x</title>{lines}', role=role)


def _language(text: str) -> str:
    return LANGUAGES[len(text) % len(LANGUAGES)]


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None)


# --- the parts


def prices(text: str) -> None:
    """Amounts lie where they say, in order, apart from each other, and their digits stand there."""
    end = 0
    for amount in amounts(text, convention(text, languages=(_language(text),))):
        assert end <= amount.start < amount.end <= len(text), amount
        end = amount.end
        written = _digits(text[amount.start : amount.end])
        value = f"{amount.value:f}".replace(".", "").strip("0")
        assert value in written, (amount, text[amount.start : amount.end])
    number(text[:24])


def numbers(text: str) -> None:
    """Register numbers, telephones, e-mails and addresses: every one of characters that stand where it was found."""
    page = plain_page(text, _language(text))
    doc = legal_text(page)
    for one in find_numbers(doc, ("FR", "DE", "NL")):
        written = iter(doc.text[one.start : one.end].lower())
        # In their order, though a word may stand between them: "HRB Nr. 674".
        assert all(letter in written for letter in re.sub(r"[\W_]", "", one.digits).lower()), one
    for phone in find_phones(doc, bytearray(len(doc.text) + 1), ("FR", "BE", "DE")):
        shown = _digits(doc.text[phone.start : phone.end]).lstrip("0")
        assert phone.raw or shown[-6:] in _digits(phone.phone.e164), phone
    for mail in find_emails(doc):
        assert mail.raw in page.html, mail
    for place in find_addresses(doc, ("FR", "DE")):
        assert place.address.postcode in doc.text[place.start : place.end], place
    find_names(doc)
    find_parties(doc)


def statements(text: str) -> None:
    """Phrases and periods lie in the text; clauses cover it without gaps."""
    told = statement_text(plain_page(text, _language(text), "terms"))
    assert all(0 <= h.start < h.end <= len(told.flat) for hits in told.hits.values() for h in hits)
    clauses = told.beside(told.clause(0), 0, len(told.starts))
    assert [c.start for c in clauses[1:]] == [c.end for c in clauses[:-1]]


def structured(text: str) -> None:
    """What a property states stands in the page, where a place is named at all."""
    page = page_of(text)
    for node in nodes(page):
        for name in ("price", "sku", "availability"):
            for value in node.texts(name)[:3]:
                assert snippet(page, node, name, value) in page.html, (name, value)


def product(text: str) -> None:
    """Offers and variants with their proof, whatever stands on the page."""
    page = page_of(text, role="product")
    for found in variant_offers(page):
        _proven(found, page)
    pressure(page, _NOW.date())


def imprint(text: str) -> None:
    """Everything about the operator with its proof."""
    page = plain_page(text, _language(text))
    shop = ShopPages(Capture(page.url, ()), (page,), {}, country="FR", languages=(page.language,))
    facts: dict[str, Any] = {**read_operator(shop), **read_notices(shop)}
    for fact in facts.values():
        if isinstance(fact, Found):
            _proven(fact, page)


def terms(text: str) -> None:
    """Every fact of a page of terms with its proof."""
    page = plain_page(text, _language(text), "terms")
    facts = read_pages(ShopPages(Capture(page.url, ()), (page,), {}, country="FR", languages=(page.language,)))
    for _, fact in facts.items():
        if isinstance(fact, Found):
            _proven(fact, page)


def markup(data: bytes) -> None:
    """Any bytes are a page or a reason why not."""
    headers = (("Content-Type", "text/html"),)
    page = parse_page(Response("https://brumelin.example/", 200, "OK", headers, data, _NOW, sha256="0" * 64))
    assert page.problem or len(page.folded) == len(page.text)
    assert len(page.links) <= 6_000
    page.headings  # noqa: B018 - read


def _proven(found: Found[Any], page: Page) -> None:
    for proof in found.proof:
        assert proof.quote in page.text or proof.quote in page.html, proof
    if isinstance(found.value, tuple):
        for inner in found.value:
            if isinstance(inner, Found):
                _proven(inner, page)


# --- what it costs


def growth(data: bytes) -> None:
    """A small text said again and again: four times as much of it may cost four times as much, and little more."""
    dice = random.Random(data)
    name = dice.choice(sorted(READERS))
    piece = changed(dice, dice.choice(seeds()[name])[:200], seeds()[name])[:300] or " "
    cost(name, piece)


def cost(name: str, piece: str) -> None:
    """AssertionError where the reader `name` takes clearly more than in proportion to how often `piece` stands."""
    short = piece * max(1, LONG // len(piece))
    long = short * TIMES_AS_LONG
    spent = _seconds(name, long)
    if spent < _LEAST:
        return
    # What is learnt once (patterns, caches) is not part of it: the short one comes second; the best of two counts.
    base = min(_seconds(name, short), _seconds(name, short + " "))
    spent = min(spent, _seconds(name, long + " "))
    if spent < _LEAST or spent < STEEPEST * max(base * TIMES_AS_LONG, 0.01):
        return
    # Of two languages in one text now this, now that is read: what is steep once and not again is no such cost.
    longer = _seconds(name, long * TIMES_AS_LONG)
    assert longer < STEEPEST * spent * TIMES_AS_LONG, (name, piece, f"{base:.2f}, {spent:.2f}, {longer:.2f} s")


def _seconds(name: str, text: str) -> float:
    began = time.process_time()
    READERS[name](text)
    return time.process_time() - began


READERS: dict[str, Callable[[str], object]] = {
    "prices": prices,
    "numbers": numbers,
    "statements": statements,
    "structured": structured,
    "product": product,
    "imprint": imprint,
    "terms": terms,
}
_WEIGHTS = {
    "prices": 300,
    "numbers": 160,
    "statements": 160,
    "structured": 160,
    "product": 80,
    "imprint": 60,
    "terms": 30,
}


@cache
def seeds() -> dict[str, tuple[str, ...]]:
    """The texts that mutations start from, by part."""
    listed: dict[str, list[str]] = load_text(_SEEDS.read_text(encoding="utf-8"), _SEEDS.name)
    return {name: tuple(texts) for name, texts in listed.items()} | {"terms": _sentences()}


def _sentences() -> tuple[str, ...]:
    """The sentences of the cases of what shops state."""
    files = (_CASES / name for name in ("notices.yaml", "contract.yaml", "claims.yaml"))
    return tuple(case[2] for file in files for case in load_text(file.read_text(encoding="utf-8"), file.name))


def _read_text(read: Callable[[str], object], data: bytes) -> None:
    read(data.decode("utf-8", "replace"))


def _changed_seed(name: str, dice: random.Random) -> bytes:
    own = seeds()[name]
    return changed(dice, dice.choice(own), own).encode("utf-8", "replace")


def _some_bytes(dice: random.Random) -> bytes:
    return dice.randbytes(dice.randrange(4, 64))


def _markup_bytes(dice: random.Random) -> bytes:
    text = changed(dice, dice.choice(seeds()["product"]), seeds()["structured"])
    return text.encode(dice.choice(("utf-8", "utf-16", "cp1252", "utf-8")), "replace") + dice.randbytes(3)


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        *(
            Target(name, partial(_read_text, read), partial(_changed_seed, name), _WEIGHTS[name])
            for name, read in READERS.items()
        ),
        Target("markup", markup, _markup_bytes, 70),
        Target("shop", lambda data: check(mutated(data)), _some_bytes, 8),
        Target("growth", growth, _some_bytes, 4),
    )
}
