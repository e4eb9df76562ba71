"""The pieces of a shop's page that come by the hundred: findings, facts, proofs. Everything in them is escaped.

A template takes a tenth of a millisecond for each; ten thousand shops have a million of them. So these few are
written here, and what is the same in every shop (law, remedy, heading of a check) is made once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup, escape

from checks.facts import Evidence
from checks.verdict import LawRow
from sweep.report.plain import clean
from sweep.report.proofs import Context
from sweep.report.views import Card, FactView, VerdictView
from sweep.report.words import Words

_NOTHING: Mapping[Evidence, Context] = MappingProxyType({})
_LINK = re.compile(r"(https?://|mailto:)[^\s\x00-\x20\x7f-\xa0\"'<>\\^`{|}]+", re.IGNORECASE)


def safe_url(url: str) -> str:
    """`url` if it is an http, https or mailto address a link may carry, else "". Everything else stays text."""
    return url if _LINK.fullmatch(url) else ""


def text(value: str) -> str:
    """A shop's text for a page: no markup, no character that a page must not hold. Never to be escaped again."""
    return html.escape(clean(value))


def _joined(parts: Iterable[str]) -> Markup:
    """Pieces that are all markup already. Only for what `text` and the functions here return, and literals."""
    return Markup("".join(parts))  # noqa: S704


@lru_cache(maxsize=4096)
def link(url: str, label: str = "", name: str = "url") -> Markup:
    """A link of class `name` with `label` (or the address itself); plain text where the address is no harmless one."""
    shown, called = text(label or url), text(name)
    if not safe_url(url):
        return _joined(('<bdi class="', called, '">', shown, "</bdi>"))
    return _joined(
        ('<a class="', called, '" href="', text(url), '" rel="noreferrer noopener nofollow"><bdi>', shown, "</bdi></a>")
    )


@lru_cache(maxsize=4096)
def law(w: Words, rows: tuple[LawRow, ...]) -> Markup:
    """The law behind a verdict as a list; "" where there is none."""
    if not rows:
        return Markup("")
    items = Markup("\n").join(Markup("<li>{}</li>").format(_law_row(w, row)) for row in rows)
    return Markup('<div class="law"><h4>{}</h4><ul>\n{}\n</ul></div>').format(w("shop.law"), items)


def _law_row(w: Words, row: LawRow) -> Markup:
    national = row.country and row.country != "EU"
    parts = [
        escape(f"{w.country(row.country)}{w('format.colon')}") if national else Markup(""),
        link(row.url, f"{row.act}, {row.article}", "act"),
        Markup("") if row.confirmed else Markup(' <span class="tag">{}</span>').format(w("shop.unconfirmed")),
        Markup(' <span class="muted">{}</span>').format(w("shop.fine", fine=row.fine)) if row.fine else Markup(""),
    ]
    return Markup("").join(parts)


@lru_cache(maxsize=512)
def role(w: Words, name: str) -> Markup:
    return _joined((text(w.get(f"roles.{name}", name)),))


def _marked(w: Words, e: Evidence, around: Context | None) -> str:
    """The quote, marked among the words around it where these were found."""
    if around is None:
        return text(e.quote)
    said = (text(around.before), "<mark>", text(e.quote), "</mark>", text(around.after))
    return _joined((*said, ' <small class="muted">', text(w("shop.in_source")), "</small>") if around.source else said)


def proof(w: Words, e: Evidence, around: Context | None = None) -> Markup:
    """A quote with where it stands and how to find it again."""
    record = (" · ", w("shop.record"), " <code>", text(e.record_id), "</code>") if e.record_id else ()
    return _joined(
        (
            '<figure class="proof">\n<blockquote dir="auto">', _marked(w, e, around), "</blockquote>\n<figcaption>",
            role(w, e.role), " · ", link(e.url), '<br><span class="hash">SHA-256 <code>', text(e.sha256), "</code>",
            *record, "</span></figcaption>\n</figure>\n",
        )
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _page(w: Words, e: Evidence) -> Markup:
    return _joined(
        ("<li>", role(w, e.role), " · ", link(e.url), ' <span class="hash">SHA-256 <code>', text(e.sha256),
         "</code></span></li>\n")
    )  # fmt: skip


def pages_read(w: Words, read: Sequence[Evidence], day: date) -> Markup:
    """The pages on which a thing was looked for in vain."""
    said = text(w.count("shop.not_found", len(read), day=w.day(day)))
    pages = (_page(w, e) for e in read)
    return _joined(('<details class="read">\n<summary>', said, "</summary>\n<ul>\n", *pages, "</ul>\n</details>\n"))


@lru_cache(maxsize=4096)
def _head(w: Words, check: str, title: str, question: str, severity: str, level: str) -> Markup:
    """The heading of a check; its severity only where something is held against the shop."""
    said = text(w.get(f"severity.{severity}", severity))
    return _joined(
        (
            f'<article class="verdict {level}" id="', text(check), '">\n<h3>', text(title), '</h3>\n<p class="tags">',
            *(('<span class="tag ', text(severity), '">', said, "</span>") if severity else ()),
            *(('<span class="tag">', text(question), "</span>") if question else ()),
            "<code>", text(check), "</code></p>\n",
        )
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _foot(w: Words, rows: tuple[LawRow, ...], remedy: str) -> Markup:
    mend = ('<div class="remedy"><h4>', text(w("shop.remedy")), "</h4><p>", text(remedy), "</p></div>")
    return _joined(('<div class="sides">', law(w, rows), *(mend if remedy else ()), "</div>\n</article>\n"))


def finding(w: Words, v: VerdictView, day: date, contexts: Mapping[Evidence, Context] = _NOTHING) -> Markup:
    """A suspected infringement or a point to review, with its proof, law and remedy."""
    return _joined(
        (
            _head(w, v.check, v.title, v.question, v.severity, v.outcome.label),
            '<p class="reason"><bdi>', text(v.reason), "</bdi></p>\n",
            *(('<p class="decided"><b>', text(v.decided), "</b></p>\n") if v.decided else ()),
            *(('<p class="muted">', text(v.earlier), "</p>\n") if v.earlier else ()),
            *(proof(w, e, contexts.get(e)) for e in v.quotes),
            *((pages_read(w, v.read, day),) if v.read else ()),
            *(('<p class="prove"><code>', text(v.prove), "</code></p>\n") if v.prove else ()),
            _foot(w, v.law, v.remedy),
        )
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _summary(check: str, title: str, question: str) -> Markup:
    tag = ('<span class="tag">', text(question), "</span> ") if question else ()
    return _joined(
        ('<details class="verdict pass" id="', text(check), '"><summary><b>', text(title), "</b> ", *tag)
    )  # fmt: skip


def passed(w: Words, v: VerdictView) -> Markup:
    """A check without objection, folded."""
    proofs = (proof(w, e) for e in v.quotes)
    tail = ("<p><code>", text(v.check), "</code></p>\n</details>\n")
    head = _summary(v.check, v.title, v.question)
    return _joined((head, text(v.reason), "</summary>\n", *proofs, law(w, v.law), *tail))


@lru_cache(maxsize=4096)
def _named(check: str, title: str, question: str) -> Markup:
    tag = ('<span class="tag">', text(question), "</span> ") if question else ()
    code = ("<code>", text(check), "</code><br>")
    return _joined(('<li id="', text(check), '"><b>', text(title), "</b> ", *tag, *code))


@lru_cache(maxsize=4096)
def _acts(w: Words, rows: tuple[LawRow, ...]) -> Markup:
    def said(row: LawRow) -> str:
        return f"{row.act}, {row.article}" + ("" if row.confirmed else f" ({w('shop.unconfirmed')})")

    return _joined(('<span class="muted"> · ', text("; ".join(map(said, rows))), "</span>")) if rows else Markup("")


def brief(w: Words, v: VerdictView) -> Markup:
    """A check that was not measurable or does not apply: a line with its reason and law."""
    return _joined((_named(v.check, v.title, v.question), text(v.reason), _acts(w, v.law), "</li>"))


def digest(sha256: str, anchors: frozenset[str]) -> Markup:
    """A digest: in short with a link to its page in the list of pages, in full where it is not there."""
    short = text(sha256[:12])
    if f"p-{sha256[:12]}" in anchors:
        return _joined(('<a class="digest" href="#p-', short, '"><code>', short, "</code></a>"))
    return _joined(('<span class="hash">SHA-256 <code>', text(sha256), "</code></span>"))


def _source(e: Evidence, lines: Sequence[str], anchors: frozenset[str]) -> Markup:
    quote = ('<q dir="auto">', text(e.quote), "</q> ") if e.quote not in lines else ()
    return _joined(('<span class="source">', *quote, link(e.url), " ", digest(e.sha256, anchors), "</span>\n"))


_PLACES = 3  # of a fact that are shown


def _fact(w: Words, f: FactView, anchors: frozenset[str]) -> Markup:
    more = len(f.quotes) - _PLACES
    told = ('<span class="source">', text(w.count("shop.more_places", more)), "</span>") if more > 0 else ()
    lines = (_joined(('<span class="line"><bdi>', text(line), "</bdi></span>")) for line in f.lines)
    sources = (_source(e, f.lines, anchors) for e in f.quotes[:_PLACES])
    return _joined(
        ('<div class="fact">\n<dt>', text(f.label), "</dt>\n<dd>", *lines, *sources, *told, "</dd>\n</div>\n")
    )


def card(w: Words, c: Card, day: date, anchors: frozenset[str]) -> Markup:
    """What the shop states: facts found, those not found on the pages read, those that could not be seen."""
    facts = ('<dl class="facts">', *(_fact(w, f, anchors) for f in c.facts), "</dl>\n") if c.facts else ()
    gone = [
        _joined(("<li><b>", text(" · ".join(labels)), "</b>", pages_read(w, read, day), "</li>\n"))
        for read, labels in c.absent
    ]
    unseen = w("format.colon") + w("shop.unseen") + " – "
    gone += [
        _joined(("<li><b>", text(" · ".join(labels)), "</b>", text(unseen), "<bdi>", text(reason), "</bdi></li>\n"))
        for reason, labels in c.unseen
    ]
    return _joined((*facts, *(('<ul class="unseen">\n', *gone, "</ul>\n") if gone else ())))
