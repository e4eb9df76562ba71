"""The page that identifies the trader: reachable from the home page, and filled in.

The law asks for the details, not for a page of that name. Where shops have no such page by custom, one that introduces
the trader will do; where the details stand elsewhere, a person looks how easily they are found.
"""

from __future__ import annotations

from checks.facts import Absent, Address, Fact, Found, Known, LegalNotice, Unknown
from checks.verdict import Answer, failed, graded, not_measurable, passed, review


def _introduces(address: Found[Address]) -> bool:
    """Whether a page that shops link from everywhere, "Contact" or "About us", gives the trader's address."""
    return any(proof.role in ("contact", "about") for proof in address.proof)


def _on_home(name: str, address: Found[Address]) -> bool:
    """Whether the home page itself gives the trader's address beside its name: nothing is easier to find."""
    called = name.rstrip(".").casefold()
    return any(proof.role == "home" and called in proof.quote.casefold() for proof in address.proof)


def _identifies(url: str, name: Fact[str], address: Fact[Address]) -> bool:
    """Whether the page with blanks says who sells: the blanks may be those of a form for the consumer."""
    return all(isinstance(fact, Found) and any(proof.url == url for proof in fact.proof) for fact in (name, address))


def check(
    legal_notice: Known[LegalNotice],
    operator_name: Fact[str],
    operator_address: Fact[Address],
    max_clicks: int,
    own_page: bool,
) -> Answer:
    if isinstance(legal_notice, Absent):
        if isinstance(operator_name, Found) and isinstance(operator_address, Found):
            if not own_page and _introduces(operator_address):
                return passed("introduced", operator_address, operator_name, name=operator_name.value)
            if not own_page and _on_home(operator_name.value, operator_address):
                return passed("on_home", operator_address, operator_name, name=operator_name.value)
            return review("elsewhere", operator_name, operator_address, name=operator_name.value)
        unread = isinstance(operator_name, Unknown) or isinstance(operator_address, Unknown)
        if unread or isinstance(operator_address, Found):
            seen = (fact for fact in (operator_name, operator_address) if isinstance(fact, Found))
            return not_measurable("perhaps", *seen)
        return failed("absent", legal_notice)
    notice = legal_notice.value
    if notice.placeholders and _identifies(notice.url, operator_name, operator_address):
        return review("partly", legal_notice, operator_name, operator_address, placeholder=notice.placeholders[0])
    if notice.placeholders:
        return graded(failed("unfilled", legal_notice, placeholder=notice.placeholders[0]), "major")
    if notice.clicks is None:
        return not_measurable("no_way_seen", legal_notice)
    if notice.clicks > max_clicks:
        return review("far", legal_notice, clicks=notice.clicks)
    return passed("reachable", legal_notice, clicks=notice.clicks)
