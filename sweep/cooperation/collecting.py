"""Collects what a form is filled in from: the operator's shops, the findings, the archives that prove them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from checks.facts import Found
from sweep.cooperation import ledger
from sweep.cooperation.annex import Piece, pieces, places, read
from sweep.cooperation.build import build_form, misfit
from sweep.cooperation.decisions import decisions_of
from sweep.cooperation.form import Form
from sweep.cooperation.forms import FormName
from sweep.cooperation.language import Chosen, shop_languages, trader_language
from sweep.cooperation.material import Material
from sweep.cooperation.referral import of_safety
from sweep.cooperation.selection import Selected, select
from sweep.cooperation.words import FormWords
from sweep.errors import SweepError
from sweep.operators import Operator, numbers_of, operator_of
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.store.lookback import Lookback
from sweep.sweeps import heading


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the official chose. Empty values are for the tool to find."""

    form: FormName
    today: date
    language: str = ""
    days: int | None = None  # until the deadline
    unconfirmed: bool = False
    reviews: bool = False
    state: str = ""
    states: tuple[str, ...] = ()
    role: str = "host"


def operator(sweep: Sweep, shop: ShopResult) -> Operator:
    """The operator behind a shop, over all shops of the sweep that show one of its numbers."""
    numbers = {number for _, number in numbers_of(shop.facts)}
    written = _as_written(shop, numbers)
    keys = Lookback(sweep.workspace.database).naming(sweep.name, written)
    order = {target.key: place for place, target in enumerate(sweep.store.sweep_targets(sweep.name))}
    others = [
        other
        for key in sorted(set(keys) - {shop.target.key}, key=lambda key: order.get(key, 0))
        for other in sweep.store.results(sweep.name, key)
    ]
    return operator_of(shop, others)


def _as_written(shop: ShopResult, numbers: set[str]) -> tuple[str, ...]:
    """The numbers as results hold them, with the digits alone for those written otherwise elsewhere."""
    registrations = shop.facts.operator_registrations
    vat = shop.facts.operator_vat
    kept = [r.number for r in registrations.value] if isinstance(registrations, Found) else []
    kept += [vat.value.number] if isinstance(vat, Found) else []
    return tuple(dict.fromkeys((*kept, *numbers)))


def fill_in(sweep: Sweep, shop: ShopResult, wishes: Wishes) -> tuple[Form, tuple[Piece, ...]]:
    """The form about the operator of a shop, and its annex. Raises SweepError where it does not fit, and why."""
    one = operator(sweep, shop)
    chosen = select(one.shops, decisions_of(sweep), unconfirmed=wishes.unconfirmed, reviews=wishes.reviews)
    if not chosen:
        raise SweepError(f"{shop.target.key}: {nothing(sweep, reviews=wishes.reviews, unconfirmed=wishes.unconfirmed)}")
    if wishes.form == "safety-referral":
        chosen = of_safety(chosen) or chosen  # without any, `misfit` says so
    annex = _annex(sweep, one, chosen)
    captures = [(piece, read(piece)) for piece in annex]
    roles = {page.url: page.role for s in one.shops for page in s.visit.pages}
    told = trader_language(shop.facts, shop_languages(captures[0][1], roles))
    if wishes.language:
        told = Chosen(wishes.language, True, told.country)
    letter = wishes.form == "trader-letter"
    material = Material(
        info=heading(sweep),
        form=wishes.form,
        operator=one,
        selected=chosen,
        places=places(captures),
        ips=tuple(sorted({r.ip for _, capture in captures for r in capture.responses if r.ip})),
        sent=_sent(sweep, one),
        today=wishes.today,
        deadline=_deadline(wishes),
        w=FormWords(told.language if letter else wishes.language or "en"),
        state=wishes.state,
        states=wishes.states,
        role=wishes.role,
    )
    if problem := misfit(material):
        raise SweepError(f"{shop.target.key}: no {wishes.form} can be written: {problem}")
    return build_form(material, told, annex), annex


def _annex(sweep: Sweep, one: Operator, chosen: Sequence[Selected]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for shop in one.shops:
        proofs = (e for s in chosen if s.shop.target.key == shop.target.key for e in s.verdict.evidence)
        found += pieces(sweep, shop, {e.record_id for e in proofs if e.record_id})
    return tuple(dict.fromkeys(found))


def _sent(sweep: Sweep, one: Operator) -> tuple[ledger.Sent, ...]:
    keys = {shop.target.key for shop in one.shops}
    return tuple(sent for sent in ledger.read(sweep.folder) if keys & set(sent.shops))


def _deadline(wishes: Wishes) -> date | None:
    if wishes.days is not None:
        return wishes.today + timedelta(days=wishes.days)
    return ledger.term(wishes.form, wishes.today)


def nothing(sweep: Sweep, *, reviews: bool, unconfirmed: bool) -> str:
    """Why nothing goes into a case."""
    if decisions_of(sweep).any and not unconfirmed:
        return (
            "no finding is confirmed; confirm them with `sweepday review`, or take suspicions along, marked as such, "
            "with --unconfirmed"
        )
    further = " (points to be reviewed come in with --with-reviews)" if not reviews else ""
    return f"nothing to put into a case: no suspected infringement was found{further}"
