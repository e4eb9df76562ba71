"""The mediator or dispute resolution body: always due in France, elsewhere where the trader is bound to one."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found
from checks.verdict import Answer, failed, not_measurable, passed, review


def _france(name: Fact[str], site: Fact[str], statement: Fact[str]) -> Answer:
    match name, site, statement:
        case Found(), Found(), _:
            return passed("named", name, site, name=name.value)
        case Found(), Absent(), _:
            return failed("no_site", name, site, name=name.value)
        case Absent(), Found(), _:  # a site was given: the name beside it may be one that we did not know as a name
            return review("site_only", name, site, site=site.value)
        case Absent(), _, Found() if any(place.role == "other" for place in statement.proof):
            return not_measurable("cannot_tell", statement)  # names are not read on pages of unknown kind
        case Absent(), _, Found():
            return failed("unnamed", name, statement, quote=statement.evidence.quote)
        case Absent(), _, _:
            return failed("absent", name)
    return not_measurable("cannot_tell")


def check(
    mediator_name: Fact[str],
    mediator_site: Fact[str],
    adr_statement: Fact[str],
    complaints_book: Fact[str],
    always_due: bool,
    book_due: bool,
) -> Answer:
    if book_due and isinstance(complaints_book, Absent):
        return failed("no_book", complaints_book)
    if always_due:
        return _france(mediator_name, mediator_site, adr_statement)
    for said in (mediator_name, adr_statement):
        if isinstance(said, Found):
            return passed("stated", said, quote=said.evidence.quote)
    if isinstance(mediator_name, Absent) and isinstance(adr_statement, Absent):
        return review("perhaps_due", mediator_name, adr_statement)
    return not_measurable("cannot_tell")
