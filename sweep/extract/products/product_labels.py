"""What a product page says in labelled words: brand, article number, GTIN and model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from product_alerts.gtin import normalise
from sweep.extract.amounts.price_lexicon import joined
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.lexicon import lexicon
from sweep.extract.words.text import fold

_LABEL = 40
_TRIM = " :.#°-–|\u200e\u00a0\n"
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s*[:#]|\s+[-–]\s")
_BAR = re.compile(r"\s[|·•]\s")  # between this value and the next label of the same line
_VALUE = 60
_HYPHENS = str.maketrans("\u2010\u2011", "--")  # which keep a number in one line
_NUMBERED = re.compile(r"(?=[^\d]*\d)[\w.,/+-]+(?: [\w.,/+-]+){0,4}")
_BARE = re.compile(r"(?!(?:19|20)\d\d$)(?=[^\d\s]*\d)[\w.,/+-]{4,30}")  # an article's number that no colon leads in
_UNBROKEN = re.compile(r"[\w.,/+-]*\d[\w.,/+-]*|[A-Z]{2,5}(?:[-_/][A-Z]{1,5}){1,4}")  # "QB-7730", "ARA-BK"
_SPOKEN = re.compile(r"(?<!\S)[^\W\d_A-Z]{4,}(?!\S)")  # words of a sentence: "wearing size 38" is no model
_DIGITS = re.compile(r"\d{8,14}")
# "Hersteller: siehe Verpackung": what stands where a brand would.
_NO_BRAND = re.compile(
    r"(?:siehe|voir|zie|vease|consultar|vedi|patrz|refer to)(?: .+)?|n[/.]? ?a\.?|viz (?:obal|popis|niz|etiket).*|"
    r"see(?: (?:the |our )?(?:pack|label|desc|below|above|prod|box|photo|pict).*)?"
)
# "Colour: core black/footwear white"; no sentence, and nothing that is counted.
_COLOUR = re.compile(r"[^\W\d_][^\n\d:;!?()]{1,29}(?<![.,])")
# "Size: 38 1/3", "Größe: XL"; "30 x 40 cm" is how large a thing is, not which of several.
_MODEL = re.compile(r"model|malli|модел|μοντελο")
_SIZE = re.compile(
    r"(?:(?:EU|UK|US|FR|IT|DE) )?(?:\d{2}(?:[.,]5| [12]/[23])?|X{0,4}[SML]|\dX[SL]|X{1,4}L)(?:/[SMLX]{1,3})?"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    value: str
    quote: str


def labelled(view: PricePage, key: str) -> Labelled | None:
    """The first value behind a label of `key` ("brand", "sku", "colour", ...); those of other products left out.

    A label of the maker's number comes before one of a model, which may be but a name.
    """
    model = None
    for value, quote in _pairs(view, key):
        if fits(key, value):
            if key != "mpn" or not _MODEL.match(fold(quote)):
                return Labelled(value, quote)
            model = model or Labelled(value, quote)
    return model


def fits(key: str, value: str) -> bool:
    """Whether `value` has the shape of what `key` names."""
    if key == "gtin":
        return bool(_DIGITS.fullmatch(value.replace(" ", "")))
    if key == "brand":
        if not re.search(r"[^\W_]", value) or len(value) > 40 or ":" in value:
            return False
        return _NO_BRAND.fullmatch(fold(value.strip(_TRIM))) is None
    if key in ("colour", "size"):
        return bool((_COLOUR if key == "colour" else _SIZE).fullmatch(value))
    shape = _NUMBERED if key == "mpn" else _UNBROKEN
    if len(_SPOKEN.findall(value)) > 1:
        return False
    return bool(shape.fullmatch(value)) and len(value) <= 40


@cache
def _label_pattern(key: str, wanted: tuple[str, ...]) -> re.Pattern[str]:
    """A label of `key` at the start of a piece, up to its end or its separator: "Brand Name:" is not "Brand".

    A word in brackets may follow: "Code-barres (EAN) :".
    """
    words = joined(key, wanted)
    # "Réf. 8846210" and "EAN 0012345670008" are lines of their own.
    spaced = rf"|\s{_BARE.pattern}(?:$|\s[|·•]\s)" if key in ("sku", "gtin", "mpn") else ""
    return re.compile(
        rf"(?:{words.pattern})(?:\s?/\s?(?:{words.pattern}))?(?:\s?\([^()\n]{{1,30}}\))?(?=[\s:.#°–-]*$|\s*[:#]|\s+[-–]\s{spaced})"
        if words
        else r"(?!)"
    )


@cache
def _first_words(key: str, wanted: tuple[str, ...]) -> frozenset[str]:
    phrases = (p for language in wanted for p in lexicon(language)["prices"].get(key, ()))
    return frozenset(m[0] for p in phrases if (m := _WORD.search(p)))


def _candidates(view: PricePage, key: str) -> Iterator[int]:
    """Indexes of the pieces that hold words of a label, in order."""
    read, wanted = view.reading, frozenset({key})
    at = 0
    while read.starts and (spot := view.spots.following(wanted, at)) >= 0:
        i = read.piece_at(spot)
        yield i
        if i + 1 == len(read.starts):
            return
        at = read.starts[i + 1]


def _begins(view: PricePage, key: str, start: int) -> bool:
    """Whether the first word of a label stands at `start`."""
    word = _WORD.match(view.folded, start, start + _LABEL)
    return word is not None and word[0] in _first_words(key, view.languages)


def _behind_bar(view: PricePage, key: str, piece: int) -> Iterator[tuple[str, str]]:
    """Value and words of the labels inside a piece: "Modell: BR-700 · Art.-Nr.: 4711"."""
    read, pattern = view.reading, _label_pattern(key, view.languages)
    for bar in _BAR.finditer(read.text, max(0, read.starts[piece] - 1), read.ends[piece]):
        if not _begins(view, key, bar.end()):
            continue
        next_bar = _BAR.search(read.text, bar.end(), read.ends[piece])
        end = next_bar.start() if next_bar else read.ends[piece]
        match = pattern.match(view.folded, bar.end(), end)
        if match is not None and _SEPARATOR.match(read.text, match.end(), end) and _is_own(view, piece, end):
            yield _known(read.text[match.end() : end], key), read.text[bar.end() : end]


def _pairs(view: PricePage, key: str) -> Iterator[tuple[str, str]]:
    pattern = _label_pattern(key, view.languages)
    read = view.reading
    for first in _candidates(view, key):
        start = read.starts[first]
        label, match = _label(view, pattern, first) if _begins(view, key, start) else (first, None)
        if not match:
            yield from _behind_bar(view, key, first)
            continue
        end = read.ends[label]
        rest = read.text[match.end() : end]
        value, last = _BAR.split(rest.strip(_TRIM).split("\n")[0])[0], end
        if value and not _SEPARATOR.match(rest) and not _is_plain_number(_BAR.split(rest)[0], key):
            continue
        if not value and (follower := _follower(view, label)) is not None:
            last = max(_ends(view, follower, _VALUE), default=read.ends[follower])
            value = read.text[read.starts[follower] : last]
            led = _is_led(view, range(start, end), range(read.starts[follower], last))
            if not led and not _is_named(view, first, value):
                continue
        if value and _is_own(view, first, last):
            yield _known(value, key), read.text[start:last]


def _label(view: PricePage, pattern: re.Pattern[str], first: int) -> tuple[int, re.Match[str] | None]:
    """The label that begins with piece `first`, and its last piece: of "Brand Name" each word may be an element."""
    read, start = view.reading, view.reading.starts[first]
    for end in _ends(view, first, _LABEL):
        match = pattern.match(view.folded, start, end)
        if match and match.end() > read.ends[first]:
            return read.piece_at(match.end() - 1), match
    return first, pattern.match(view.folded, start, min(read.ends[first], start + _LABEL))


def _ends(view: PricePage, piece: int, most: int) -> Iterator[int]:
    """Where the elements end that begin with a piece and have at most `most` characters, the inner ones first."""
    read = view.reading
    start, end = read.starts[piece], read.ends[piece]
    for element in read.ancestors(read.owners[piece], 4):
        first, last = read.span(element)
        if first != start or last - start > most or "\n" in read.text[end:last]:
            return
        if last > end:
            yield last


def _is_led(view: PricePage, label: range, value: range) -> bool:
    """Whether a colon, a line's end or elements of their own part a value from its label; else they are one text."""
    read = view.reading
    if any(sign in read.text[label.stop - 1 : value.start + 1] for sign in ":#\n"):
        return True
    inner = read.ancestors(read.element_at(label.start))
    around = next((e for e in read.ancestors(read.element_at(value.start)) if read.span(e)[0] <= label.start), 0)
    return read.element_at(value.start) not in inner and read.span(around) == (label.start, value.stop)


def _is_named(view: PricePage, label: int, value: str) -> bool:
    """Whether words in one text with their label are a name or number: "Marque Halou", but not "marque engagée"."""
    start = view.reading.starts[label]
    begins = not start or view.reading.text[start - 1] == "\n" or view.reading.text[start].isupper()
    return begins and (value[0].isupper() or value[0].isdigit()) and not value.rstrip().endswith((".", "!", "?"))


def _is_plain_number(rest: str, key: str) -> bool:
    """Whether nothing but a number follows a label: one of an article, or a GTIN with its check digit."""
    number = rest.strip()
    shaped = key in ("sku", "mpn") or (key == "gtin" and number.isdecimal() and normalise(number) is not None)
    return shaped and rest[:1].isspace() and bool(_BARE.fullmatch(number))


def _is_own(view: PricePage, label: int, last: int) -> bool:
    """Whether the piece `label` is about the page's product.

    Behind the heading of other goods only a row of its own counts: in a table that compares products more than one
    value follows a label.
    """
    read = view.reading
    at = read.starts[label]
    if at < view.related_from:
        return not view.outside(at)
    for element in read.ancestors(read.owners[label], 4):
        start, end = read.span(element)
        if end > last:
            return False
        if end == last and start == at:
            return not view.in_furniture(at)
    return False


def _follower(view: PricePage, i: int) -> int | None:
    """Index of the piece behind a label, over a lone colon."""
    read = view.reading
    for other in range(i + 1, min(i + 3, len(read.starts))):
        words = read.piece(other)
        if words.strip(_TRIM):
            return other if len(words) <= _VALUE else None
    return None


def _known(value: str, key: str) -> str:
    value = value.strip(_TRIM).rstrip(",;").translate(_HYPHENS)
    return value.replace(" ", "") if key == "gtin" else value
