"""The mean rating of a product, as structured data states it or as words beside its name do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.tiles import tile_at
from sweep.extract.products.products import Product
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

if TYPE_CHECKING:
    from sweep.extract.products.identity import Identity

_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?")
_COUNT = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,9}")
_OF = r"(?:/|out of|of|na|von|sur|su|sobre|de|van|av|af|z|ze|od|iz|din|из|от|απο) ?"
_STARS = (
    r"(?: ?(?:stars?|sternen?|etoiles?|estrellas|stelle|estrelas|sterren|gwiazd\w{0,3}|stjarnor|stjerner|tahtea|"
    r"hvezd\w{0,3}|hviezd\w{0,3}|csillag\w{0,4}|stele|звезд\w{0,2}|zvjezdic\w|zvezdic\w{0,2}|[★☆⭐]{1,5}))?"
)
_BASED = (
    r"(?:(?:based on|basierend auf|na zaklade|base sur|basado en|basato su|baseado em|op basis van|"
    r"baserat pa|baseret pa|basert pa|perustuu|na podstawie|na temelju|pe baza|a partir de|in base a|en base a|"
    r"aan de hand van|from|sur|aus|z|auf) )?"
)
_RATINGS = (
    r"(?:(?:global|customer|product|verified) )?(?:kunde?|klant|asiakas)?"
    r"(?:ratings?|reviews?|avis|notes|(?:sterne)?bewertung(?:en)?|kundenbewertungen|"
    r"evaluations|voti|calificaciones|classificacoes|"
    r"rezensionen|kundenmeinungen|beoordelingen|opini\w{1,4}|valoracion(?:es)?|resenas|recension\w{1,2}|valutazioni|avaliacoes|ocen\w{0,2}|"
    r"ocjen\w{0,2}|hodnoceni|hodnoteni|recenz\w{1,3}|ertekeles|velemeny|evaluari|recenzii|pareri|omdomen|betyg|recensioner|"
    r"anmeldelser|vurderinger|bedommelser|arvostelua|arviota|отзив\w{0,2}|оценк\w|αξιολογησ\w{1,3}|κριτικ\w{1,2}|"
    r"atsiliepim\w{1,3}|atsauksm\w{1,3}|arvustust?)"
)
_SCALE = r"(5(?:[.,]0)?|10)(?![\w%]|[.,]\d)"
# A mean is one of several: a figure to five without the number of ratings may be one consumer's.
_RATED = Sieve(
    rf"(?<![\w.,€£$])(?<![€£$] )(\d(?:[.,]\d{{1,2}})?|10) ?(?:{_OF}{_SCALE})?{_STARS}"
    rf"[ ()|·,–\n-]{{1,4}}{_BASED}(\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,6}}) {_RATINGS}(?!\w)"
)
# Where consumers rate the shop itself.
_SHOPS = Sieve(
    r"trusted ?shops|trustpilot|ekomi|google|verified reviews|avis verifies|kiyoh|heureka|idealo|webwinkel|"
    r"(?<!\w)(?:e-?)?shop"
)
# Words that call a figure a mean, which is none of one consumer's.
_MEANT = (
    r"(?:(?:average|mean|overall|durchschnitt(?:lich\w{0,2}|s)?|note moyenne|moyenne|gemiddelde?|medi[aou]|"
    r"sredni\w{1,2}|prumern\w{1,2}|priemern\w{1,2}|atlagos|genomsnittlig\w?|gennemsnitlig\w?|gjennomsnittlig\w?|"
    r"keskimaarain\w{1,3}|prosjecn\w|povprecn\w|vidurkis|videj\w{1,2}|keskmine|средн\w|μεση|μεσος)[ -]?)"
)
_MEAN = Sieve(rf"(?<!\w){_MEANT}[^\n\d]{{0,30}}?(\d(?:[.,]\d{{1,2}})?) ?{_OF}{_SCALE}")
_DRAWN = Sieve(r"[★☆⭐]{5}️? ?\(?([0-4][.,][1-9]\d?|[0-4][.,]0[1-9])(?![\w%.,/])")  # five stars, then the mean
_LABELLED = Sieve(rf"(?<![\w.,])([0-5](?:[.,]\d{{1,2}})?) ?(?:ud )?(?:{_OF})5(?:[.,]0)?(?![\w%]|[.,]\d)")
_BEHIND_STARS = re.compile(rf"\((\d{{1,6}})\)|(?<![\w.,])(\d{{1,6}}) {_RATINGS}(?!\w)")
_ELEMENTS, _LONGEST, _NEAR = 300, 80, 300  # elements behind the title, characters of a label, and from the title on
_BEHIND = 2_500  # characters from the title on


def rating_of(stated: Product | None) -> tuple[str, int | None]:
    """ "4.6/5" ("4.6" where no scale is stated) and of how many ratings; ("", None) without one, or of none.

    A mean of no ratings is a template's default.
    """
    for rated in (r for n in (stated.nodes if stated else ()) for r in n.nodes("aggregaterating")):
        value, best = rated.text("ratingvalue"), rated.text("bestrating")
        counted = rated.text("reviewcount", "ratingcount")
        number = int(re.sub(r"\D", "", counted)) if _COUNT.fullmatch(counted) else None
        if _FIGURE.fullmatch(value) and number != 0:
            return f"{value}/{best}" if _FIGURE.fullmatch(best) else value, number
    return "", None


def with_shown_rating(view: PricePage, known: Identity) -> Identity:
    """`known` with the mean rating that people read near the product's name, where no data states one."""
    if known.rating or view.title.element < 0:
        return known
    for found in (_counted_rating, _told_rating, _mean_rating):
        if (shown := found(view)) is not None:
            return replace(known, rating=shown.mean, ratings=shown.number, quotes=(*known.quotes, shown.quote))
    return known


@dataclass(frozen=True, slots=True)
class _Shown:
    mean: str
    number: int | None
    quote: str


def _counted_rating(view: PricePage) -> _Shown | None:
    """ "4.7 out of 5 (213 ratings)"; out of ten only right below the name, as shops are rated out of ten, too."""
    low = view.title.start
    for match in _RATED.finditer(view.folded[low : low + _BEHIND]):
        start, number = low + match.start(), int(re.sub(r"\D", "", match[3]))
        whole, most = not re.search(r"[.,]", match[1]), 10 if match[2] == "10" else 5
        rest = view.folded[low + match.end() : low + match.end() + _LONGEST].partition("\n")[0]
        line = view.folded[view.folded.rfind("\n", 0, start - 1) + 1 : low + match.end()] + rest
        if not number or (whole and not match[2]) or _SHOPS.search(line):
            continue
        if float(match[1].replace(",", ".")) > most or (most > 5 and match.start() > _NEAR):
            continue
        if _is_own(view, start):
            words = view.reading.text[start : low + match.end()]
            return _Shown(f"{match[1]}/{most}" if match[2] else match[1], number, max(words.split("\n"), key=len))
    return None


def _is_own(view: PricePage, start: int) -> bool:
    return not view.outside(start) and tile_at(view, start) is None


def _told_rating(view: PricePage) -> _Shown | None:
    """The same where stars are drawn: their label tells the mean ("4.5 of 5"), the words behind how many there are.

    A label that calls it a mean needs no number.
    """
    read, body = view.reading, view.reading.body
    for element in range(view.title.element, min(view.title.element + _ELEMENTS, len(body.tags))):
        own = body.attributes[element]
        label = own.get("aria-label") or own.get("title") or ""
        told = _LABELLED.search(fold(label)) if 0 < len(label) < _LONGEST else None
        if told is None or view.outside_element(element):
            continue
        piece = read.made[body.raw_first[element]]  # the next one, where the stars are only drawn
        if piece >= len(read.starts):
            break
        start = read.starts[piece]
        line = view.folded[view.folded.rfind("\n", 0, start) + 1 : start + _LONGEST].partition("\n")[0]
        if _SHOPS.search(f"{fold(label)} {line}") or label not in view.page.html:
            continue
        counted = _BEHIND_STARS.search(fold(label), told.end()) or _BEHIND_STARS.search(
            view.folded, start, start + _LONGEST
        )
        number = int(re.sub(r"\D", "", counted[1] or counted[2])) if counted else None
        named = number or (number is None and _MEAN.search(fold(label)))
        tile = tile_at(view, start)  # of what follows: a line with a link to the maker is no other article
        if named and 0 <= start - view.title.start < _NEAR and (tile is None or not (counted or tile.strong)):
            return _Shown(f"{told[1]}/5", number, label)
    return None


def _mean_rating(view: PricePage) -> _Shown | None:
    """A mean without the number of ratings: one that is called so, or stands behind five stars."""
    low = view.title.start
    near = view.folded[low : low + len(view.title.raw) + _NEAR]
    for pattern in (_MEAN, _DRAWN):
        for match in pattern.finditer(near):
            start = low + match.start()
            line = view.folded[view.folded.rfind("\n", 0, start) + 1 : low + match.end() + _LONGEST].partition("\n")[0]
            most = match[2][:2].rstrip(".,") if pattern is _MEAN else "5"
            fits = float(match[1].replace(",", ".")) <= int(most)
            if fits and not _SHOPS.search(line) and _is_own(view, start):
                return _Shown(f"{match[1]}/{most}", None, view.reading.text[start : low + match.end()])
    return None
