"""A form put together, or refused where it does not fit the case. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sweep.cooperation import orders, referral, requests
from sweep.cooperation.annex import Piece
from sweep.cooperation.form import Condition, Form, Point, Section
from sweep.cooperation.language import Chosen
from sweep.cooperation.material import Material
from sweep.cooperation.model import Attachment
from sweep.cooperation.parties import addressed_trader, reference, sender, trader
from sweep.cooperation.points import points
from sweep.cooperation.routes import all_annex_acts, route
from sweep.cooperation.selection import how_many
from sweep.evidence.manifest import NAME

_CPC = ("cpc-information", "cpc-enforcement", "cpc-alert")
_REFUSED = {
    "national": "the trader is established in {country}, as the consumers are: a national case, for which no request "
    "to another state is made; write a trader-letter",
    "third_country": "the trader is established in {country}, outside the cooperation network: no authority there can "
    "be asked; hosts, registrars and platforms can (host-order, host-information, host-notice)",
    "establishment_unknown": "where the trader is established could not be read on its pages; find out first "
    "(register, domain, host: host-information), then name the state with --to",
}


def misfit(m: Material) -> str:
    """Why the form does not fit the case, "" where it does."""
    if not m.selected:
        return "nothing to put into it"
    if m.form in _CPC:
        return _cpc_misfit(m)
    if m.form == "safety-referral" and not referral.of_safety(m.selected):
        return (
            "none of its findings is about the safety of a product; --with-reviews takes along what a person must judge"
        )
    return ""


def _cpc_misfit(m: Material) -> str:
    if not all_annex_acts(one.verdict for one in m.selected):
        return (
            "none of its findings rests on an act of the annex to Regulation (EU) 2017/2394; "
            "for product safety there is safety-referral"
        )
    if m.form == "cpc-alert":
        return _alert_misfit(m)
    way = route(m.state or m.trader_country, m.first.country)
    return "" if way == "cpc_request" else _REFUSED[way].format(country=m.state or m.trader_country)


def _alert_misfit(m: Material) -> str:
    """An alert is about consumers in other states than one: of article 26, those the infringement affects."""
    if len(requests.member_states(m)) > 1:
        return ""
    return (
        "as far as this sweep can tell, one Member State alone is concerned; name the others with --states DE,BE where "
        "you know of them"
    )


def build_form(m: Material, chosen: Chosen, annex: Sequence[Piece]) -> Form:
    """The form in the language of `m.w`. Call `misfit` first."""
    found = points(m)
    sections = _sections(m, found)
    blanks = sum(bool(one.blank) for part in sections for one in part.lines)
    return Form(
        form=m.form,
        language=m.w.language,
        title=m.w(f"title.{m.form}"),
        reference=reference(m),
        created=m.today,
        deadline=m.deadline,
        notes=_notes(m, chosen),
        opening=_opening(m),
        sections=sections,
        points=found,
        conditions=_conditions(m, found, blanks),
        closing=_closing(m),
        attachments=_attachments(m, annex),
        shops=tuple(shop.target.key for shop in m.shops),
        confirmed=how_many(m.selected),
        tool_version=m.info.tool_version,
        rules_version=m.info.rules_version,
        law_day=m.info.day,
    )


def _sections(m: Material, found: tuple[Point, ...]) -> tuple[Section, ...]:
    match m.form:
        case "trader-letter":
            return (sender(m), addressed_trader(m))
        case "cpc-information" | "cpc-enforcement":
            return (sender(m), requests.addressee(m), trader(m), requests.request(m, found))
        case "cpc-alert":
            return (sender(m), trader(m), requests.alert(m, found))
        case "safety-referral":
            return (sender(m), referral.addressee(m), trader(m), referral.products(m))
    return (sender(m), orders.provider(m), trader(m), orders.order(m, found))


def _conditions(m: Material, found: tuple[Point, ...], blanks: int) -> tuple[Condition, ...]:
    if m.form in _CPC:
        return requests.checklist(m, found, blanks)
    if m.form == "safety-referral":
        return referral.checklist(m, found)
    if m.form == "trader-letter":
        return (requests.looked(m, found),)
    return orders.conditions(m, found)


def _notes(m: Material, chosen: Chosen) -> tuple[str, ...]:
    """What the official has to know before anything else."""
    notes = [m.w(f"standing.{how_many(m.selected)}")]
    if m.form == "trader-letter" and not chosen.theirs:
        known = m.w("note.language", country=m.w.country(chosen.country)) if chosen.country else ""
        notes.append(known or m.w("note.language_unknown"))
    if m.operator.namesakes:
        notes.append(m.w("note.namesakes", shops=", ".join(shop.target.key for shop in m.operator.namesakes)))
    return tuple(notes)


def _opening(m: Material) -> tuple[str, ...]:
    days = dict.fromkeys(m.w.day(shop.visit.started.date()) for shop in m.shops)
    shops = ", ".join(shop.target.url for shop in m.shops)
    texts = [m.w("opening.visited", shops=shops, days=", ".join(days))]
    deadline = m.w.day(m.deadline) if m.deadline else ""
    asked = m.w("opening.trader-letter", deadline=deadline) if m.form == "trader-letter" else m.w(f"opening.{m.form}")
    return (*texts, asked)


def _closing(m: Material) -> tuple[str, ...]:
    letter = [m.w("closing.trader-letter")] if m.form == "trader-letter" else []
    return (*letter, m.w("closing.annex"))


def _attachments(m: Material, annex: Sequence[Piece]) -> tuple[Attachment, ...]:
    archives = [Attachment(piece.name, m.w.of("case.file.archive"), piece.sha256) for piece in annex]
    folders = dict.fromkeys(piece.name.rpartition("/")[0] for piece in annex)
    return (*archives, *(Attachment(f"{folder}/{NAME}", m.w.of("case.file.manifest")) for folder in folders))
