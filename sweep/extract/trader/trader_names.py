"""The names on the pages weighed: which of them is the trader's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sweep.extract.names.name_apart import in_care_of
from sweep.extract.names.name_signs import is_site
from sweep.extract.names.name_site import is_called, plain, site_name
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.placeholders import is_in_placeholder
from sweep.extract.trader.other_firms import is_anothers
from sweep.extract.trader.party import Party
from sweep.extract.trader.strangers import PARTY_WORDS
from sweep.extract.trader.trader import REPRESENTS, ROLES, PageFinds
from sweep.extract.words.name_words import Mention
from sweep.extract.words.operator_words import last_before


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name the trader may bear, with the page, and how much speaks for it."""

    finds: PageFinds
    mention: Mention
    score: float


MIN_SCORE = 4.0
# The mark of who owns the site, before its name.
_OWNS = re.compile(r"(?:©|\([cC]\)|[Cc]opyright) ?(?:©? ?\d{4}(?: ?[-–] ?\d{4})?,? ?)?$")
_OWNS_BEFORE = re.compile(r",? ?(?:©|\([cC]\)) ?\d{4}")  # "Nebelkauf AG © 2026"
# Who heads a club or a firm: the line above a person's name.
_OFFICE = re.compile(
    r"(?:(?:1\. ?)?(?:vorstand|vorsitzender?|vorsitzende)|vertreten durch|vertretungsberechtigt\w{0,12}|"
    r"geschaftsfuhrer(?:in)?|geschaftsfuhrung|president\w?|presidente|prezes\w{0,12}|bestuur|voorzitter|jednatel\w?|konatel\w?|ugyvezeto\w{0,12}|"
    r"represente par|rappresentante legale|legal representative|director) ?:?"
)
# "Odile Brouillard, exerçant sous le nom commercial Fil de Brume": the person is the trader, the name is what she uses.
_TRADE_NAME = re.compile(
    r"(?:sous (?:le nom|l'enseigne|la denomination)(?: commerciale?)?|nom commercial|handelend onder(?: de)?"
    r"(?: (?:handels)?(?:naam|benaming))?|trading as|firmierend unter|nombre comercial|nome commerciale|nome comercial|"
    r"trade name|trading name|nazwa handlowa|handelsnaam|handelsname|insegna|rotulo)[ :«\"“„]{1,3}$"
)
# Another sentence, or another thing that is owned ("the owner of the domain name is ...").
_APART = re.compile(r"[.;]|(?<!\w)(?:domain|domein|dominio|domeny|nom de domaine)(?!\w)")
_REGISTERED_AS = re.compile(r"(?:raison|denomination) sociale ?: ?$")  # what follows is the whole name
# Names of firms that keep other people's web sites: believed to be the trader's only where the page says so.
_KEEPS_SITES = re.compile(r"(?<!\w)(?:hebergement|web ?host\w*|hosting|cloud|data ?cent\w+|servers?)(?!\w)")

_HOUSE = re.compile(
    r" (?:group|groupe|groep|gruppe|gruppo|grupo|grupa|skupina|koncern\w{0,2}|konserni|holding)$"
)  # no firm


def weigh_names(pages: Sequence[PageFinds]) -> tuple[NamePlace, ...]:
    """The names that may be the trader's, the best first; variants of one name strengthen each other.

    Where a page gives a name to another it strengthens but what stands elsewhere as the trader's.
    """
    best: dict[str, NamePlace] = {}
    count: dict[str, int] = {}
    for finds, mention in ((f, m) for f in pages for m in f.names if _may_name_trader(f, m)):
        key = mention.key
        count[key] = count.get(key, 0) + 1
        if mention.start in finds.strangers:
            continue
        score = _score(finds, mention)
        if key not in best or score > best[key].score:
            best[key] = NamePlace(finds, mention, score)
    mails = _mail_names(pages)
    ranked = [NamePlace(p.finds, p.mention, p.score + 0.5 * min(count[k] - 1, 4) + _use(p)) for k, p in best.items()]
    ranked.sort(key=lambda p: -p.score)
    if ranked:
        best_place = ranked[0]
        formed = any(m.key == best_place.mention.key for m in best_place.finds.firms)
        ranked.sort(key=lambda p: not _spells_out(p, best_place, formed=formed))
    return tuple(p for p in ranked if p.score + _known_by(p, mails) >= MIN_SCORE)


def _mail_names(pages: Sequence[PageFinds]) -> str:
    """What the e-mail addresses of the pages are at, letters and figures alone."""
    return " ".join({plain(e.address.rpartition("@")[2].rpartition(".")[0]) for f in pages for e in f.emails})


def _known_by(place: NamePlace, mails: str) -> float:
    """Whether the site, or an e-mail address, is called by a telling word of the name.

    A sign that it is the trader's, but between two firms it does not tell: both may bear the shop's name.
    """
    return 1.0 * is_called(place.mention, site_name(place.finds.doc)) + 0.5 * is_called(place.mention, mails)


def _spells_out(place: NamePlace, best: NamePlace, *, formed: bool) -> bool:
    """Whether a name nearly as well supported as the best contains it: the best was its short form.

    `formed` says that the best stands beside a legal form somewhere.
    """
    if formed and "(" in place.mention.name and place.mention.form:
        return False  # "Mist Goods Limited and Mist Goods (London) Limited": two firms
    words, inner = f" {place.mention.key} ", f" {best.mention.key} "
    longer = place.score >= best.score - 1.0 and inner in words and words != inner
    return longer and not _REGISTERED_AS.search(
        best.finds.doc.flat, max(0, best.mention.start - 24), best.mention.start
    )


def _use(place: NamePlace) -> float:
    """How often a page speaks of the name, in small change: a partner is named once, the trader again and again."""
    short = place.mention.key.split()[0]
    return 0.1 * min(place.finds.doc.flat.count(short), 15) if len(short) >= 3 else 0.0


def _may_name_trader(finds: PageFinds, mention: Mention) -> bool:
    if not finds.counts(mention.start) or mention.label in ("host", "host_label"):
        return False
    if is_in_placeholder(finds.doc, mention.start):
        return False  # "[to be filled in when Drizzle Ltd is founded]"
    return finds.parties.at(mention.start).party is Party.TRADER


def _score(finds: PageFinds, mention: Mention) -> float:
    doc = finds.doc
    score = ROLES.get(finds.page.role, 0.0)
    score += {"form": 3.0, "line": 3.0, "label": 0.0}[mention.how]
    score += _label_score(doc, mention)
    if _KEEPS_SITES.search(mention.key):
        score -= 4.0
    if not mention.form and _HOUSE.search(mention.key):
        score -= 2.0
    if mention.how != "line" and is_anothers(finds.page.url, finds.doc, mention.key, mention.start):
        score -= 9.0
    behind = doc.flat[mention.end : mention.end + 260]
    score += (
        min(3.0, 1.0 + _count(finds.number_starts, mention.end, 320))
        if _follows(finds.number_starts, mention.end, 260)
        else 0.0
    )
    if _follows(finds.address_starts, mention.end, 200):
        score += 2.0
    if any(word in behind[:160] for word in PARTY_WORDS):
        score += 1.0
    owns = _OWNS.search(doc.text, max(0, mention.start - 24), mention.start) or _OWNS_BEFORE.match(
        doc.text, mention.end
    )
    if mention.how == "form" and owns:
        score += 1.0
    return score


def _follows(starts: Sequence[int], offset: int, reach: int) -> bool:
    index = bisect_left(starts, offset)
    return index < len(starts) and starts[index] <= offset + reach


def _count(starts: Sequence[int], offset: int, reach: int) -> int:
    return bisect_right(starts, offset + reach) - bisect_left(starts, offset)


def _below_office(doc: LegalText, mention: Mention) -> bool:
    """ "Vertreten durch" above a person above an address: the address is the trader's, the name is not."""
    at = doc.line_at(mention.start)
    above = doc.lines[at - 1] if at else None
    return above is not None and bool(_OFFICE.fullmatch(doc.flat, above.start, above.end))


def _label_score(doc: LegalText, mention: Mention) -> float:
    """How clearly the words before a name say that it is the trader's."""
    if in_care_of(doc, mention):
        return -5.0
    if mention.how == "line" and _below_office(doc, mention):
        return -5.0
    if mention.how == "form" and REPRESENTS.search(doc.flat, max(0, mention.start - 60), mention.start):
        return -5.0
    if _TRADE_NAME.search(doc.flat, max(0, mention.start - 40), mention.start):
        return 2.0
    if mention.label == "meant":
        return 11.0  # the terms say whom they mean by "we" or "the seller"
    if mention.label == "site":
        return 2.5  # called as the site is: a firm with its form comes before it
    if mention.label == "editor":
        return 5.5 if doc.text[max(0, mention.start - 2) : mention.start].strip() == ":" else 5.0
    own = 1.5 if mention.label in ("editor_section", "name_label") and is_site(doc, mention.name) else 0.0
    if mention.label == "editor_section":
        return 3.0 + own
    left = doc.flat[max(0, mention.start - 45) : mention.start]
    editor = last_before(doc.words.get("editor", ()), mention.start, 45)
    section = last_before(doc.words.get("editor_section", ()), mention.start, 45)
    keeper = last_before(doc.words.get("controller", ()), mention.start, 45)
    editor = max(filter(None, (editor, section)), key=lambda w: w.end, default=None)
    for word, told in ((editor, 5.0), (keeper, 2.5)):  # who answers for the data is mostly the trader
        if word and not _APART.search(doc.flat, word.end, mention.start):
            return told
    if mention.how == "form" and last_before(doc.words.get("name_label", ()), mention.start, 3):
        return 2.0
    if mention.label == "name_label":
        told = ":" in left[-4:] or "\n" in doc.text[max(0, mention.start - 2) : mention.start]
        return own + (3.0 if told else 1.5)
    return 0.0
