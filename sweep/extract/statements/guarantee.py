"""The legal guarantee of conformity: what the shop says of it, its denial, and the French boxed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from checks.facts import Fact, Found, Guarantee, GuaranteeBox
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.statements.guarantee_denial import COVERAGE, STRONG, WEAK, sure
from sweep.extract.statements.questions import answered
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, to_traders, unless_hinted
from sweep.extract.visit.touched import quoted, touches, touching
from sweep.extract.words.periods import Period
from sweep.extract.words.text import fold

_FULL = 24
_SHORTEST, _LONGEST = 6, 60  # months; shorter ones are for notifying a defect

# Fingerprints of the annex to article D211-2 of the French consumer code: its key sentence and its references.
_BOX = (
    "dispose d'un délai de deux ans à compter de la délivrance du bien pour obtenir la mise en œuvre "
    "de la garantie légale de conformité",
    "garantie légale des vices cachés en application des articles 1641 à 1649 du code civil",
    "article L. 241-5 du code de la consommation",
)
# What begins when the legal guarantee ends is another one.
_BEFORE = 30  # characters
_AFTER = re.compile(
    r"(?:scadenza|scadere|expiration|fin|vencimiento|ablauf|afloop|einde|uplywie|expiry|expiration|termo|fim)"
    r" (?:(?:of|de|do|da|del|van|des|der) ?)?(?:the|la|le|el|de|della|der|your|ihrer|gesetzlichen)? ?$"
)
_WORD = re.compile(r"\w+")
_SHINGLE = 3  # words
_LEAST = 0.4  # of the shingles; below, the box is not there at all


def legal_guarantee(shop: ShopPages) -> Fact[Guarantee]:
    """The sentences on the legal guarantee; of several periods the longest that stands beside its name."""
    found = [f for told in texts(shop, "guarantee", "terms", *TEXTS, "product") for f in _stated(told)]
    if not found:
        if (essential := essentials.legal_guarantee(shop)) is not None:
            return essential
        pages = list(texts(shop, "guarantee", "terms", *TEXTS))
        if sure(pages):
            return shop.not_found(*COVERAGE)  # what is refused in clear words is not stated in unclear ones
        hints = clauses(pages, "guarantee_hint") + clauses(pages, STRONG) + clauses(pages, WEAK)
        hints += clauses(pages, "guarantee_legal", to_traders) + clauses(pages, "guarantee_any", _lasts_long)
        unread = (hint for told in pages for hint in chain(_unread(told), _asked(told)))
        return unless_hinted(shop.not_found(*COVERAGE), chain(hints, unread))
    found.sort(key=lambda f: (-(f.value.months or 0), not f.value.names_law))
    best = merged(found)
    law = any(f.value.names_law for f in found)
    return Found(Guarantee(found[0].value.months, law), best.evidence, best.more)


def _unread(told: StatementText) -> Iterator[Found[str]]:
    """Sentences on consumers' rights, or on what is done when something is wrong with the goods, in words of any kind.

    "Does it leak? We mend it, as the law says": a question goes with its answer.
    """
    for clause in touching(told, "rights"):
        yield quoted(told, clause)
    for clause in touching(told, "defect", "mending"):
        whole = Span(clause.start, told.beside(clause, 0, 1)[-1].end) if told.quote(clause).endswith("?") else clause
        if touches(told, whole, "mending") or (touches(told, whole, "defect") and touches(told, whole, "remedy")):
            yield quoted(told, clause)


def _stated(told: StatementText) -> Iterator[Found[Guarantee]]:
    """What each sentence on the legal guarantee says of it, judged once however often it names it."""
    judged: set[Span] = set()
    for question, answer in answered(told, (hit.start for hit in told.of("guarantee_legal"))):
        both = Span(question.start, answer.end)
        denied = told.says(both, STRONG, WEAK) or told.says(answer, "contract.no", "guarantee_any")
        if _lasts_long(told, answer) and not (denied or to_traders(told, both)):
            yield Found(_guarantee(told, both), told.evidence(both, answer.start))
    for hit in told.of("guarantee_legal"):
        clause = told.clause(hit.start)
        if clause in judged or _AFTER.search(told.flat, max(0, hit.start - _BEFORE), hit.start):
            continue
        judged.add(clause)
        denied = told.says(clause, STRONG, WEAK) and not told.says(clause, "guarantee_kept")
        if denied or to_traders(told, clause):
            continue
        if told.periods_in(clause) or _is_sentence(told, clause):
            yield Found(_guarantee(told, clause), told.evidence(clause, hit.start))


def _is_sentence(told: StatementText, clause: Span) -> bool:
    quote = told.quote(clause)
    return told.words(clause) > (3 if quote.endswith(".") else 5) and quote not in told.page.headings


def _guarantee(told: StatementText, clause: Span) -> Guarantee:
    months = [
        p.months
        for p in told.periods_in(clause)
        if p.months and _SHORTEST <= p.months <= _LONGEST and (p.months >= _FULL or _of_the_legal_one(told, clause, p))
    ]
    if told.says(clause, "presumption"):
        # how long a defect is presumed, or used goods: the guarantee lasts at least so long, perhaps longer
        months = [m for m in months if m >= _FULL]
    if any(told.says(c, "to_traders") for c in told.beside(clause, 1, 0)):
        months = [m for m in months if m >= _FULL]  # the short one is for them
    return Guarantee(max(months) if months else None, told.says(clause, "guarantee_law"))


def _of_the_legal_one(told: StatementText, clause: Span, period: Period) -> bool:
    """Whether a short period belongs to the legal guarantee, not to another one named in the same sentence."""
    if told.says(clause, "unaffected"):
        return False
    part = told.part(clause, period.start)
    for hit in told.within(clause, "guarantee_legal"):
        if hit.start <= period.start < hit.end:  # "one year's legal guarantee"
            return True
        if hit.end <= period.start:
            between = told.within(Span(hit.end, period.start), "guarantee_any")
            same_part = part.start <= hit.start or period.start - hit.end <= 12
            if same_part and not between:
                return True
        elif period.end <= hit.start and hit.start - period.end <= 25:
            return True
    return False


def _asked(told: StatementText) -> Iterator[Found[str]]:
    """Long periods that answer a question on a guarantee of which it is not told whether it is the law's."""
    for _, answer in answered(told, (hit.start for hit in told.of("guarantee_any"))):
        if _lasts_long(told, answer):
            yield Found(told.quote(answer), told.evidence(answer))


def _lasts_long(told: StatementText, clause: Span) -> bool:
    return any(p.months and p.months >= _FULL for p in told.periods_in(clause))


def fr_guarantee_box(shop: ShopPages) -> Fact[GuaranteeBox]:
    """The share of the box's fingerprints on the page that has most of them, and the numbering of before 2022."""
    found = [
        Found(GuaranteeBox(round(overlap, 2), told.says(_all(told), "guarantee_old")), told.evidence(place))
        for told in texts(shop, "terms", "guarantee", *TEXTS)
        for overlap in [_overlap(told)]
        for place in [_place(told, overlap)]
        if place is not None
    ]
    if not found:
        return unless_hinted(shop.not_found(*COVERAGE), _drawn_boxes(shop))
    return merged(sorted(found, key=lambda f: -f.value.overlap))


_GUARANTEES = Mention("garantie")
_BOX_NAME = re.compile(r"encadr|l[ée]gale|conformit|vices", re.IGNORECASE)


def _drawn_boxes(shop: ShopPages) -> Iterator[Found[str]]:
    """Pictures that call themselves the legal guarantees: the box may be drawn."""
    for page in shop.of("terms", "guarantee", *TEXTS):
        for image in page.tree.css("img") if _GUARANTEES.on(page) else ():
            name = f"{image.attributes.get('alt') or ''} {image.attributes.get('src') or ''}"
            if "garantie" in name.lower() and _BOX_NAME.search(name):
                yield Found(name.strip(), page.evidence(image.attributes.get("src") or ""))


def _all(told: StatementText) -> Span:
    return Span(0, len(told.flat))


def _place(told: StatementText, overlap: float) -> Span | None:
    """The sentence with the box's key words, or with the old numbering."""
    old = told.of("guarantee_old")
    if overlap < _LEAST:
        return told.clause(old[0].start) if old else None
    anchors = (told.flat.find(words) for words in ("deux ans a compter de la delivrance", "garantie legale"))
    return told.clause(next((at for at in anchors if at >= 0), 0))


@cache
def _fingerprint() -> frozenset[tuple[str, ...]]:
    return frozenset(s for sentence in _BOX for s in _shingles(fold(sentence)))


def _overlap(told: StatementText) -> float:
    if "garantie legale" not in told.flat:
        return 0.0
    wanted = _fingerprint()
    return len(wanted.intersection(_shingles(told.flat))) / len(wanted)


def _shingles(flat: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(flat)
    return zip(*(words[first:] for first in range(_SHINGLE)), strict=False)
