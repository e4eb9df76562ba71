"""What is asked of the database for every shop, put together once: composing a query costs more than its answer."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from sweep.store import schema as s


def vantage_of(sweep: ColumnElement[str]) -> ColumnElement[str]:
    """Where a sweep looked from, "" for one that does not say."""
    said = select(s.vantages.c.vantage).where(s.vantages.c.sweep == sweep).scalar_subquery()
    return func.coalesce(said, "")


@cache
def newest_judgements(*, one: bool) -> Select[Any]:
    """The newest judgement of each shop of `:sweep` (or of `:shop` alone) in the order of the list, by its number."""
    j, t = s.judgements.c, s.targets.c
    sweep: ColumnElement[str] = bindparam("sweep")
    newest = select(func.max(j.id)).where(j.sweep == sweep).group_by(j.shop)
    if one:
        newest = newest.where(j.shop == bindparam("shop"))
    return (
        select(j.id)
        .join(s.targets, (t.sweep == j.sweep) & (t.shop == j.shop))
        .where(j.sweep == sweep, j.id.in_(newest))
        .order_by(t.position)
    )


@cache
def judgement() -> Select[Any]:
    """The result of judgement `:id`. Asked for one by one: a database that sorts the results writes them all down."""
    j = s.judgements.c
    return select(j.result, j.rules_version).where(j.id == bindparam("id"))


@cache
def visit_before() -> Select[Any]:
    """The newest visit of `:shop` before `:before` in another sweep than `:sweep` that looked from the same place."""
    v = s.visits.c
    sweep: ColumnElement[str] = bindparam("sweep")
    return (
        select(v.id, v.sweep, v.started)
        .where(v.shop == bindparam("shop"), v.sweep != sweep, v.started < bindparam("before"))
        .where(vantage_of(v.sweep) == vantage_of(sweep))
        .order_by(v.started.desc())
        .limit(1)
    )


@cache
def findings_of() -> Select[Any]:
    """The findings of the newest judgement of `:visit`."""
    j, f = s.judgements.c, s.findings.c
    newest = select(func.max(j.id)).where(j.visit == bindparam("visit")).scalar_subquery()
    return select(f.check_id, f.outcome, f.evidence_digest).where(f.judgement == newest)
