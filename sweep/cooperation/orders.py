"""Orders and notices to those who host or carry a shop: Regulation (EU) 2022/2065, articles 9, 10 and 16.

Where the consumers are in France, the conditions of L521-3-1 Code de la consommation are listed: a program can tell
few of them, and a person decides the rest.
"""

from __future__ import annotations

import re
from datetime import timedelta

from sweep.cooperation.form import Condition, Item, Point, Section
from sweep.cooperation.material import Material, item, law_words, read_item, unique
from sweep.cooperation.parties import section
from sweep.cooperation.requests import condition, consumers, looked

_MISLEADING = re.compile(r"\bL\.? ?121-[1-7]\b|\bL\.? ?132-2\b")
_FRENCH_DELAY = timedelta(hours=48)


def provider(m: Material) -> Section:
    named = read_item(m, "host", "host_name") if m.role == "host" else None
    who = [Item("provider", m.w("item.provider"), named.texts, named.blank, named.note, named.proof)] if named else []
    return section(
        m,
        "addressee",
        *(who or [item(m, "provider")]),
        item(m, "provider_role", m.w(f"text.role_{m.role}")),
        item(m, "contact_point"),
        item(m, "provider_language"),
    )


def order(m: Material, points: tuple[Point, ...]) -> Section:
    """What articles 9(2), 10(2) and 16(2) ask of the form in question."""
    lines = {"host-order": _order, "host-information": _information, "host-notice": _notice}[m.form]
    return section(m, "order", item(m, "urls", *urls(m, points)), *lines(m))


def _order(m: Material) -> tuple[Item, ...]:
    return (
        item(m, "legal_basis", *_laws(m)),
        item(m, "measure", blank="legal"),
        item(m, "deadline", m.w.day(m.deadline) if m.deadline else "", blank="legal"),
        item(m, "territory", blank="legal"),
        item(m, "redress", blank="legal"),
        item(m, "report_to", " ".join((m.info.authority, m.info.contact)).strip()),
    )


def _information(m: Material) -> tuple[Item, ...]:
    return (
        item(m, "legal_basis", blank="legal"),
        item(m, "information_requested", m.w("text.ask_recipient")),
        item(m, "objective", blank="legal"),
        item(m, "deadline", m.w.day(m.deadline) if m.deadline else "", blank="legal"),
        item(m, "redress", blank="legal"),
        item(m, "report_to", " ".join((m.info.authority, m.info.contact)).strip()),
    )


def _notice(m: Material) -> tuple[Item, ...]:
    return (
        item(m, "legal_basis", *_laws(m)),
        Item("good_faith", m.w("item.good_faith"), (m.w("text.good_faith"),), _signed(m)),
    )


def _signed(m: Material) -> str:
    return m.w("note.fill", who=m.w("who.signatory"))


def _laws(m: Material) -> tuple[str, ...]:
    return tuple(law_words(m, row) for one in m.selected for row in one.verdict.law)


def urls(m: Material, points: tuple[Point, ...]) -> tuple[str, ...]:
    """The pages on which something was read, and the shops' own addresses."""
    return unique((*(s.url for p in points for s in p.quotes), *(shop.target.url for shop in m.shops)))


def conditions(m: Material, points: tuple[Point, ...]) -> tuple[Condition, ...]:
    french = "FR" in consumers(m) and m.form in ("host-order", "host-notice")
    return (looked(m, points), *(_french(m, points) if french else ()))


def _french(m: Material, points: tuple[Point, ...]) -> tuple[Condition, ...]:
    return (
        _breach(m, points),
        _author(m),
        _offence(m, points),
        condition(m, "fr_addresses", "met", m.w("why.addresses", n=len(urls(m, points)))),
        _delay(m),
    )


def _breach(m: Material, points: tuple[Point, ...]) -> Condition:
    if not any(row.country == "FR" for one in m.selected for row in one.verdict.law):
        return condition(m, "fr_breach", "to_decide", m.w("why.no_french_law"))
    if all(p.confirmed for p in points):
        return condition(m, "fr_breach", "met", m.w("why.confirmed"))
    return condition(m, "fr_breach", "to_decide", m.w("why.suspicions"))


def _author(m: Material) -> Condition:
    """Somebody named on the pages is not "unidentified"; nobody named is not yet "cannot be identified"."""
    if m.operator.name:
        return condition(m, "fr_author", "to_decide", m.w("why.named", name=m.operator.name))
    return condition(m, "fr_author", "to_decide", m.w("why.not_named"))


def _offence(m: Material, points: tuple[Point, ...]) -> Condition:
    rests = {
        (one.shop.target.key, one.verdict.check)
        for one in m.selected
        if any(row.country == "FR" and _MISLEADING.search(row.article) for row in one.verdict.law)
    }
    named = ", ".join(str(p.number) for p in points if (p.shop, p.check) in rests)
    if named:
        return condition(m, "fr_offence", "to_decide", m.w("why.misleading", points=named))
    return condition(m, "fr_offence", "not_met", m.w("why.no_misleading"))


def _delay(m: Material) -> Condition:
    if m.deadline is None:
        return condition(m, "fr_delay", "to_decide", m.w("why.no_deadline"))
    # A day is counted from its beginning: the second day after today is surely 48 hours away only at its end.
    enough = m.deadline - m.today > _FRENCH_DELAY
    return condition(m, "fr_delay", "met" if enough else "not_met", m.w("why.deadline", day=m.w.day(m.deadline)))
