"""The essentials of contracts in the languages that are read in part: the right of withdrawal, the legal guarantee.

Only what a sentence states in the law's own terms is taken, and only where it is lawful: a shorter period, a refusal or
silence in these languages is left to a person (`not_measurable`), for our words of them are too few to tell. Dir.
2011/83/EU, annex I (A), whose wording shops copy; Dir. (EU) 2019/771, art. 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import Evidence, Found, Guarantee, Period
from sweep.extract.lexicon import all_languages, languages, pattern
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS
from sweep.extract.words.periods import Period as Span
from sweep.extract.words.periods import find_periods
from sweep.extract.words.sieves import sieve

# The full stop of an ordinal ("the 14. day") ends no sentence.
_SENTENCES = re.compile(r"[^.!?;…\n]++(?:(?:[.!?;…](?=\S)|(?<=[ (]\d\d)\.(?= \w))[^.!?;…\n]*+)*")
LAWFUL_DAYS, _LAWFUL_MONTHS = 14, 24
_LONGEST_DAYS, _LONGEST_MONTHS = 400, 72
_LONG = 600  # characters of a sentence
_MAX = 200_000  # characters of a page


def withdrawal_right(shop: ShopPages) -> Found[str] | None:
    """The sentence that grants the right of withdrawal with its period; None where none does."""
    found = next(_withdrawals(shop), None)
    return Found(found[1].quote, found[1]) if found else None


def withdrawal_period(shop: ShopPages) -> Found[Period] | None:
    """The longest period of withdrawal that is stated, of 14 days or more; of one in working days that it is one."""
    found = sorted(_withdrawals(shop), key=lambda f: -f[0].days)
    return Found(*found[0]) if found else None


def legal_guarantee(shop: ShopPages) -> Found[Guarantee] | None:
    """The legal guarantee, named with a duration of two years or more."""
    found = [
        (period.months, page.evidence(words))
        for page, words, periods in _stated(shop, "guarantee_legal")
        for period in periods
        if period.months and _LAWFUL_MONTHS <= period.months <= _LONGEST_MONTHS
    ]
    found.sort(key=lambda f: -f[0])
    return Found(Guarantee(found[0][0], False), found[0][1]) if found else None


def _withdrawals(shop: ShopPages) -> Iterator[tuple[Period, Evidence]]:
    """Period and proof of every sentence on the right with one period; one on refunds or exceptions is none.

    One that names no right but asks for no reason ("you may return it without giving a reason"), or that gives a right
    to return, counts if it lasts as long as by law and sets no condition: another period may be a favour of the shop.
    """
    free = ("withdraw_other", "withdraw_if")
    for key, but, longest in (("withdraw_right", free[:1], _LONGEST_DAYS), ("withdraw_free", free, LAWFUL_DAYS)):
        for page, words, periods in _stated(shop, key, *but):
            days = {period.days for period in periods}
            if len(days) == 1 and LAWFUL_DAYS <= min(days) <= longest:
                working = all(period.unit == "business_day" for period in periods)
                yield Period(min(days), "business" if working else "calendar"), page.evidence(words)


def _stated(shop: ShopPages, key: str, *but: str) -> Iterator[tuple[Page, str, list[Span]]]:
    """Sentences with a phrase of `key`, and none of the keys `but`, in a language read in part; with their periods."""
    for page in shop.of(*TEXTS):
        code = language_of(page)
        wanted = pattern("statements", key, code) if code in _partly() else None
        if wanted is None or page.url in shop.templates or not wanted.search(page.folded):
            continue
        denied = sieve("statements", but, (code,)) if but else None
        for match in _SENTENCES.finditer(page.folded, 0, _MAX):
            if len(match[0]) > _LONG or not wanted.search(match[0]):
                continue
            sentence = _before_exceptions(match[0])
            if not wanted.search(sentence) or (denied and denied.search(sentence)):
                continue
            if periods := find_periods(sentence, (code,)):
                yield page, page.text[match.start() : match.end()].strip(), periods


# "..., except for goods made to measure": what stands before is granted all the same. Folded, in 18 languages.
_EXCEPT = re.compile(
    r"[,(–-] ?(?:\w{1,4} ){0,2}(?:undantag|undtag|unntak|unntatt|bortsett|utom|lukuun ottamatta|paitsi|poikkeuk|"
    r"(?:s )?v[yi]jimk|krome|(?:s )?vynimk|okrem|kiveve|exceptia|exceptii|cu excep|εκτοσ|με εξαιρεσ|с изключ|освен|"
    r"osim|iznimk|izuzev|razen|izjem|valja arvatud|iznemot|isskyrus|ach amhain|seachas|hlief)"
)


def _before_exceptions(sentence: str) -> str:
    found = _EXCEPT.search(sentence)
    return sentence[: found.start()] if found else sentence


def _partly() -> frozenset[str]:
    return frozenset(all_languages()) - frozenset(languages())
