"""Since when and until when a reduction holds, as a page says it: "Offer ends 30 November", "Soldes du 8 au 31 mai".

Only a sentence that speaks of a reduction and of nothing else counts: parcels, returns, codes and loans have their
days, too. "While stocks last" names no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from checks.facts import Fact, Found, ReductionPeriod
from sweep.extract.amounts.price_page import price_page
from sweep.extract.page import Page
from sweep.extract.practices.urgency_words import DATE, day_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.urgency import made_at
from sweep.extract.words.needles import Sieve

_OFFER = Sieve(
    r"(?<!\w)(?:offres?|promo\w{0,9}|soldes?|soldee?s?|remises?|reductions?|vente flash|prix (?:barres?|reduits?)|"
    r"(?:sonder)?angebote?|aktion(?:en|spreis\w{0,2})?|rabatt\w{0,2}|reduziert|sale|aanbieding(?:en)?|actie(?:s|prijs)?|"
    r"korting(?:en)?|solden|uitverkoop|offers?|deals?|discounts?|reduced|save|ofertas?|rebaj\w{1,5}|descuentos?|"
    r"offert[ae]|scont[oi]|saldi|saldos|descontos?|campanha|obniz\w{1,3}|wyprzedaz\w{0,2}|przecen\w{1,2}|rabat\w{0,2})"
    r"(?!\w)|(?<![\w-])[-−–]\s?\d{1,2} ?%|\d{1,2} ?% off(?!\w)|prix en baisse"
)
_OTHERWISE = re.compile(
    r"\b(?:code|kod\w{0,3}|codice|c[o]digo|gutschein\w{0,6}|vouchers?|coupons?|cupon\w{0,2}|cupao|kupon\w{0,2}|livr\w+|"
    r"versand\w*|liefer\w*|deliver\w*|shipping|lever\w*|verzend\w*|envios?|entregas?|spedizion\w|consegn\w|wysyl\w+|"
    r"dostaw\w*|retours?|returns?|ruckgabe\w*|zwrot\w*|devoluc\w+|resi|reso|trocas?|financ\w+|finanz\w+|credit\w?|"
    r"kredit\w*|raty|rate|loans?|emploi|stellen\w*|jobs?|vacatur\w*|concours|gewinnspiel\w*|contests?|concurso|concorso|"
    r"konkurs\w?|newsletter|garanti\w*|garanzia|gwarancj\w|order|bestell\w*|pedidos?|commandes?|commandez|"
    r"precommand\w*|devis|quote|fermes?|closed|geschlossen|was|statt|avant|antes|im angebot (?:von|bei)|"
    r"im sortiment|available)\b"
)
_DAY = (
    r"\d{1,2}(?:er|st|nd|rd|th|\.|º)?"
    r"(?:[./-]\d{1,2}\.?(?:[./-](?:20)?\d\d)?| (?:de )?[a-z]{3,10}\.?(?: (?:de )?20\d\d)?)?"
)
_TO = r"(?:au|bis(?: zum)?|t/m|tot(?: en met)?|to|until|till|through|al?|ao?|do|hasta(?: el)?|-|–)"
_FROM = r"(?:du|vom|von|van|from|del?|dal|od|between)"
_RANGE = Sieve(rf"(?<![\w.]){_FROM} (?:dnia )?(?P<first>{_DAY}) ?{_TO} (?:dnia )?(?=\d)")
_SIDE = (
    r"(?:[a-zß]{2,14}[,.]? ){0,2}?(?:le |el |al |den )?"
    r"(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} \d)"
)
_UNTIL = Sieve(
    r"(?<![\w.-])(?:jusqu'au|bis|t/m|tot en met|tot|until|till|through|ends?|ending|hasta|fino al|ate|do(?: dnia)?) "
    + _SIDE
)
_SINCE = Sieve(
    r"(?<![\w.-])(?:a partir d[ue]l?|depuis|ab|seit|vanaf|sinds|starting|from|desde|dal|od(?: dnia)?) " + _SIDE
)
_ENDS = re.compile(r"[!?;|•]|(?<!\d)\.(?:\s|$)|(?<=20\d\d)\.(?:\s|$)")
_LONGEST = 220  # characters of a line: longer ones are conditions
_REACH = 60  # characters behind the words for "until" in which its day stands
_ROLES = ("product", "listing", "home")


def reduction_periods(page: Page, seen: date) -> tuple[Found[ReductionPeriod], ...]:
    """Every period of one page, each once, in its order. `seen` is the day on which it was made."""
    if page.problem or not _OFFER.possible(page.folded):
        return ()
    found: dict[tuple[date | None, date | None], Found[ReductionPeriod]] = {}
    for start, end in _sentences(page.folded):
        days = _days(page.folded[start:end], seen)
        if days is not None and days not in found:
            words = page.text[start:end].strip()
            found[days] = Found(ReductionPeriod(*days, _where(page, start), words), page.evidence(words))
    return tuple(found.values())


def _where(page: Page, at: int) -> Literal["product", "banner"]:
    return "product" if page.role == "product" and not price_page(page).outside(at) else "banner"


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """The sentences in which words of a reduction stand, each once."""
    done = 0
    for word in _OFFER.finditer(folded):
        if word.start() < done:
            continue
        low = folded.rfind("\n", 0, word.start()) + 1
        high = folded.find("\n", word.end())
        done = high if high >= 0 else len(folded)
        if done - low > _LONGEST:
            continue
        at = low
        for stop in (*(m.end() for m in _ENDS.finditer(folded, low, done)), done):
            if _OFFER.search(folded[at:stop]):
                yield at, stop
            at = stop


def _days(sentence: str, seen: date) -> tuple[date | None, date | None] | None:
    """The first and the last day that a sentence on a reduction names, None where it names neither."""
    if _OTHERWISE.search(sentence):
        return None
    if (between := _RANGE.search(sentence)) and (last := DATE.match(sentence, between.end())):
        until = day_of(last, seen)
        since = _first(between["first"], until, seen) if until else None
        return (since, until) if since and until and since <= until else None
    until, since = _side(_UNTIL, sentence, seen), _side(_SINCE, sentence, seen)
    return (since, until) if (since or until) and (not since or not until or since <= until) else None


def _side(words: Sieve, sentence: str, seen: date) -> date | None:
    for found in words.finditer(sentence):
        if day := DATE.match(sentence, found.end(), min(len(sentence), found.end() + _REACH)):
            return day_of(day, seen)
    return None


def _first(words: str, until: date, seen: date) -> date | None:
    """The first day of a range, which may leave out what it shares with the last: "1." to "7.12.", "16" to "30 May"."""
    day = DATE.match(words)
    try:
        if day is None:
            return until.replace(day=int(re.match(r"\d{1,2}", words)[0]))  # type: ignore[index]
        told = day_of(day, seen)
        stated = any(value for name, value in day.groupdict().items() if name[0] == "y")
        if told is None or stated:
            return told
        own = told.replace(year=until.year)
        return own if own <= until else own.replace(year=until.year - 1)
    except ValueError:
        return None


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The periods of the visit under "reduction_periods"."""
    answers = {r.record_id or r.url: r for r in shop.capture.responses}
    found: list[Found[ReductionPeriod]] = []
    for page in shop.of(*_ROLES):
        response = answers.get(page.record_id or page.url)
        if response is not None and (at := made_at(response)) is not None:
            found += reduction_periods(page, at.date())
    if found:
        return {"reduction_periods": Found(tuple(found), found[0].evidence, tuple(f.evidence for f in found[1:]))}
    return {"reduction_periods": shop.not_found("product", "listing")}
