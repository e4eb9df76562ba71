"""The forms of Regulation (EU) 2017/2394: requests for information and enforcement (11, 12), and the alert (26).

Fields follow Commission Decision 2007/76/EC, annex, chapters 1 and 3, and article 13(1) of the Regulation.
"""

from __future__ import annotations

from checks.countries import EU
from checks.facts import Found
from sweep.cooperation.form import Condition, ConditionState, Item, Point, Section
from sweep.cooperation.material import Material, item, law_words, unique
from sweep.cooperation.parties import section
from sweep.cooperation.routes import all_annex_acts

_PRODUCTS = 5  # named as examples
_QUESTIONS = ("ask_identity", "ask_domain", "ask_money", "ask_others", "ask_proceedings")


def addressee(m: Material) -> Section:
    return section(
        m,
        "addressee",
        item(m, "requested_state", m.w.country(requested_state(m))),
        item(m, "requested_authority", blank="slo"),
    )


def requested_state(m: Material) -> str:
    """The state that the official named, else that of the trader."""
    return m.state or m.trader_country


def request(m: Material, points: tuple[Point, ...]) -> Section:
    """The fields of a request for information or enforcement."""
    asks = m.form == "cpc-information"
    wanted = (
        item(m, "information_requested", *(m.w(f"text.{name}") for name in _QUESTIONS))
        if asks
        else item(m, "measures_requested", *(p.remedy for p in points if p.cpc_annex))
    )
    return section(
        m,
        "request",
        item(m, "request_type", m.w("text.information" if asks else "text.enforcement")),
        item(m, "consumers_location", *(m.w.country(c) for c in consumers(m))),
        *_what(m, points),
        *_harm(m),
        item(m, "summary", *(f"{p.number}. {p.title}: {p.reason}" for p in points)),
        wanted,
        item(m, "purpose", m.w("text.purpose")),
        item(m, "national_steps", *steps(m)),
        item(m, "timetable", m.w.day(m.deadline) if m.deadline else ""),
        item(m, "confidentiality"),
        item(m, "translation"),
        *([item(m, "accompany_officials")] if asks else []),
    )


def alert(m: Material, points: tuple[Point, ...]) -> Section:
    """The fields of an alert; the recipients are the sender's choice."""
    return section(
        m,
        "alert",
        item(m, "description", *(f"{p.number}. {p.title}: {p.reason}" for p in points)),
        item(m, "member_states", *(m.w.country(c) for c in member_states(m))),
        item(m, "traders", m.operator.name),
        *_what(m, points),
        *_harm(m),
        item(m, "measures_taken", *steps(m)),
        item(m, "authorities", m.info.authority),
        item(m, "recipients"),
        item(m, "confidentiality"),
    )


def consumers(m: Material) -> tuple[str, ...]:
    """The states whose consumers were looked at."""
    return unique(shop.country for shop in m.shops)


def member_states(m: Material) -> tuple[str, ...]:
    """Those the official named, the consumers' and the trader's, as far as they are Member States."""
    return unique(code for code in (*m.states, *consumers(m), m.trader_country) if code in EU)


def steps(m: Material) -> tuple[str, ...]:
    """What the ledger says was sent about these shops."""
    return tuple(
        m.w(
            "text.sent",
            day=m.w.day(sent.on),
            form=m.w(f"title.{sent.form}"),
            to=sent.to or "?",
            state=m.w(f"ledger.{sent.state(m.today)}"),
        )
        for sent in m.sent
    )


def _what(m: Material, points: tuple[Point, ...]) -> tuple[Item, ...]:
    verdicts = [one.verdict for one in m.selected]
    confirmed = bool(points) and all(p.confirmed for p in points)
    outside = [f"{p.number}. {p.title}" for p in points if not p.cpc_annex]
    return (
        item(m, "product", *_products(m)),
        item(m, "coicop"),
        item(m, "legal_basis", *(law_words(m, row) for v in verdicts for row in v.law)),
        item(m, "cpc_annex", *all_annex_acts(verdicts)),
        *([item(m, "outside_annex", *outside)] if outside else []),
        item(m, "medium", m.w("text.medium")),
        item(m, "infringement_type", *(m.w.of(f"groups.{p.check.split('.')[0]}") for p in points)),
        # Only a person's decision makes an infringement verified.
        item(m, "infringement_status", m.w("standing.verified" if confirmed else "standing.suspicion")),
    )


def _harm(m: Material) -> tuple[Item, ...]:
    complaints = sum(shop.target.complaints or 0 for shop in m.shops)
    return (
        *([item(m, "complaints", str(complaints))] if complaints else []),
        item(m, "consumers_harmed"),
        item(m, "financial_detriment"),
    )


def _products(m: Material) -> tuple[str, ...]:
    offers = [shop.facts.offers for shop in m.shops]
    return unique(o.value.title for fact in offers if isinstance(fact, Found) for o in fact.value)[:_PRODUCTS]


def checklist(m: Material, points: tuple[Point, ...], blanks: int) -> tuple[Condition, ...]:
    """What article 14 makes a reason for refusal, and article 13 a condition."""
    outside = ", ".join(str(p.number) for p in points if not p.cpc_annex)
    return (
        looked(m, points),
        condition(m, "annex", "not_met" if outside else "met", m.w("why.outside", points=outside) if outside else ""),
        condition(m, "complete", "not_met" if blanks else "met", m.w("why.blanks", n=blanks) if blanks else ""),
        *([condition(m, "court", "to_decide")] if m.form != "cpc-alert" else []),
        condition(m, "database", "to_decide"),
    )


def looked(m: Material, points: tuple[Point, ...]) -> Condition:
    """Whether a person has confirmed every finding."""
    confirmed = all(p.confirmed for p in points)
    return condition(m, "looked", "met" if confirmed else "not_met", "" if confirmed else m.w("why.suspicions"))


def condition(m: Material, name: str, state: ConditionState, why: str = "") -> Condition:
    return Condition(name, m.w(f"condition.{name}"), state, m.w(f"state.{state}"), why)
