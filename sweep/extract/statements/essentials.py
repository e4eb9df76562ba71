"""The essentials of contracts in the languages that are read in part: withdrawal and what follows it, the guarantee.

Only what a sentence states in the law's own terms is taken, and only where it is lawful: a shorter period, a refusal or
silence in these languages is left to a person (`not_measurable`), for our words of them are too few to tell. Dir.
2011/83/EU, annex I (A), whose wording shops copy; Dir. (EU) 2019/771, art. 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checks.contract_facts import ReturnCosts
from checks.facts import Evidence, Found, Guarantee, Period
from sweep.extract.lexicon import all_languages, languages, pattern
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS
from sweep.extract.words.periods import Period as Span
from sweep.extract.words.periods import find_periods
from sweep.extract.words.sieves import sieve

# The full stop of an ordinal ("the 14. day") or of a word cut short ("inkl. moms") ends no sentence.
_SENTENCES = re.compile(
    r"[^.!?;…\n]++(?:(?:[.!?;…](?=\S)|(?:(?<=[ (]\d\d)|(?<= inkl)|(?<= ekskl)|(?<= exkl)|(?<= vc)|(?<= вкл)|"
    r"(?<= sis)|(?<= συμπ))\.(?= \w))[^.!?;…\n]*+)*"
)
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
    """The legal guarantee, named with a duration of two years or more, and not beside the maker's own guarantee."""
    found = [
        (period.months, page.evidence(words))
        for page, words, periods in _stated(shop, "guarantee_legal", "guarantee_other")
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


def refund_period(shop: ShopPages) -> Found[Period] | None:
    """The shortest time of 14 days or less within which a sentence on a return, not on faults, pays money back."""
    found = [
        (period.days, page.evidence(words))
        for page, words, sentence, code in _said(shop, "paid_back", "paid_other", "faulty")
        for period in find_periods(sentence, (code,))
        if period.unit in ("day", "week") and period.days <= LAWFUL_DAYS and _pays_within(sentence, code, period)
    ]
    found.sort(key=lambda f: f[0])
    return Found(Period(found[0][0], "calendar"), found[0][1]) if found else None


_AHEAD, _BEHIND = 80, 14  # characters between the words for paying back and the period, which verbs follow closely
# "No later than", before a period; folded, in 18 languages. "Send it back within 14 days, and we pay" has it not.
_AT_LATEST = re.compile(
    r"(?<!\w)(?:по-късно|nejpozdeji|pozdeji|najneskor|neskor|senest|αργοτερο|αργοτερα|hiljemalt|hiljem|viimeistaan|"
    r"deanai|najkasnije|kasnije|legkesobb|kesobb|sidar|veliau|velak|vel|tard|mas-sa|senast|senare|tarziu|cel mult|mult|"
    r"najkasneje|najpozneje)(?!\w)[^.;,\n]{0,24}$"
)
_NOT = re.compile(
    r"(?<!\w)(?:ikke|inte|ej|ekki|ei|nem|δεν|не|ne|nie)(?!\w)(?! (?:po-|по-|veliau|velak|kasnije|sen|sidar))"
)
_JOINS = re.compile(r"[,;]| (?:ja|un|ir|es|og|och|a|i|in|и|και|si|u|agus) ")


def _pays_within(sentence: str, code: str, period: Span) -> bool:
    """Whether a period is that of the payment: soon behind its words, right before them, or the latest time."""
    paid = pattern("statements", "paid_back", code)
    places = [m for m in paid.finditer(sentence) if not _is_denied(sentence, m)] if paid else []
    for match in places:
        if 0 <= period.start - match.end() <= _AHEAD and ", " not in sentence[match.end() : period.start]:
            return True
        between = sentence[period.end : match.start()]
        if period.end <= match.start() and len(between) <= _BEHIND and not _JOINS.search(f" {between} "):
            return True
    return bool(places) and _AT_LATEST.search(sentence, 0, period.start) is not None


def _is_denied(sentence: str, paid: re.Match[str]) -> bool:
    found = _NOT.search(sentence, paid.start(), paid.end() + 2 * _BEHIND)
    return found is not None and found.start() <= paid.end() + _BEHIND // 2


def return_costs(shop: ShopPages) -> Found[ReturnCosts] | None:
    """Who pays for sending goods back, by a sentence that names the cost and one of the two sides; not for faults."""
    payers: dict[Literal["consumer", "trader"], Evidence] = {}
    for page, words, sentence, code in _said(shop, "return_cost", "faulty"):
        you, us = (pattern("statements", key, code) for key in ("on_consumer", "on_trader"))
        sides = bool(you and you.search(sentence)), bool(us and us.search(sentence))
        if sides[0] != sides[1]:
            payers.setdefault("consumer" if sides[0] else "trader", page.evidence(words))
    payer = min(payers, default=None)  # "free returns in our shop" beside it is another way
    return Found(ReturnCosts(payer), payers[payer]) if payer else None


def tax_included(shop: ShopPages) -> Found[Literal["included", "excluded"]] | None:
    """A sentence by which prices include the tax, and no word of prices without it."""
    said = next(_said(shop, "tax_told", "tax_not"), None)
    return Found("included", said[0].evidence(said[1])) if said else None


def _stated(shop: ShopPages, key: str, *but: str) -> Iterator[tuple[Page, str, list[Span]]]:
    """Sentences with a phrase of `key` and none of the keys `but`, with their periods."""
    for page, words, sentence, code in _said(shop, key, *but):
        if periods := find_periods(sentence, (code,)):
            yield page, words, periods


def _said(shop: ShopPages, key: str, *but: str) -> Iterator[tuple[Page, str, str, str]]:
    """Sentences with a phrase of `key` and none of the keys `but`: page, words, folded up to an exception, language."""
    for page in shop.of(*TEXTS):
        code = language_of(page)
        wanted = pattern("statements", key, code) if code in _partly() else None
        if wanted is None or page.url in shop.templates or not wanted.search(page.folded):
            continue
        denied = sieve("statements", but, (code,)) if but else None
        for match in _SENTENCES.finditer(page.folded, 0, _MAX):
            if len(match[0]) > _LONG or not wanted.search(match[0]):
                continue
            sentence = _MIND.sub("", _before_exceptions(match[0]), 1)
            if wanted.search(sentence) and not (denied and denied.search(sentence)):
                yield page, page.text[match.start() : match.end()].strip(), sentence, code


# "..., except for goods made to measure": what stands before is granted all the same. Folded, in 18 languages.
_EXCEPT = re.compile(
    r"[,(–-] ?(?:\w{1,4} ){0,2}(?:undantag|undtag|unntak|unntatt|bortsett|utom|lukuun ottamatta|paitsi|poikkeuk|"
    r"(?:s )?v[yi]jimk|krome|(?:s )?vynimk|okrem|kiveve|exceptia|exceptii|cu excep|εκτοσ|με εξαιρεσ|с изключ|освен|"
    r"osim|iznimk|izuzev|razen|izjem|valja arvatud|iznemot|isskyrus|ach amhain|seachas|hlief)"
)


# "If it does not please you, ...": whose mind it is, no condition. Folded, in 18 languages.
_MIND = re.compile(
    r"^\W{0,3}(?:ако|pokud|kdyz|hvis|nar|αν|εαν|kui|jos|mikali|ma|mura|ako|ukoliko|ha|ef|jei|jeigu|ja|jekk|dersom|daca|"
    r"ak|pokial|ce|om)(?!\w)[^,\n]{0,50}(?:хареса|подхож|размисл|nevyhov|nelibi|nesed|nepaci|rozmysl|angr|fortryd|"
    r"ικανοποι|μετανι|αρεσ|sobi|meeldi|tyytyv|miellyt|sasta|predomisl|svid|tetszes|meggondol|likar|anagd|hentar|"
    r"tinka|patink|persigalv|neder|patik|pardom|tbiddel|jogghob|razgand|plac|multumit|vsec|premisl)[^,\n]{0,50},"
)


def _before_exceptions(sentence: str) -> str:
    found = _EXCEPT.search(sentence)
    return sentence[: found.start()] if found else sentence


def _partly() -> frozenset[str]:
    return frozenset(all_languages()) - frozenset(languages())
