"""What two sources must have in common to speak of one shop or one firm: hosts, and numbers that are given once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from checks.facts import Evidence, Found, Registration, ShopFacts
from sweep.extract.numbers.identifier_kinds import KINDS
from sweep.extract.trader.trader import registrable
from sweep.lists import site
from sweep.plan_file import near_miss

NumberKey = tuple[str, str]  # kind and number, in the writing of the register that gave it

# Numbers that every court or chamber gives anew, so that two firms bear the same one.
_NOT_UNIQUE = frozenset(("de.hr", "it.rea", "es.rm"))
NUMBER_KINDS = tuple(sorted({k.name for k in KINDS.values() if not k.loose} - _NOT_UNIQUE))


def number_key(kind: str, number: str) -> NumberKey | None:
    """The number in the one writing in which all its forms agree; None for a kind that is not given once only.

    France's SIRET, RCS and VAT numbers hold the SIREN; Belgium's VAT number is the KBO number.
    """
    if kind not in NUMBER_KINDS or not (plain := KINDS[kind].normal(number)):
        return None
    if kind in ("fr.siret", "fr.rcs"):
        return "fr.siren", plain[:9]
    if kind == "fr.vat":
        return "fr.siren", plain[-9:]
    if kind in ("be.vat", "be.kbo"):
        return "be.kbo", plain.removeprefix("BE").rjust(10, "0")
    return kind, plain


def listed_number(kind: str, number: str) -> NumberKey:
    """The key of a number in a supplied table. Raises ValueError for an unknown kind or a number of another shape."""
    if kind in _NOT_UNIQUE:
        raise ValueError(f"kind: {kind} numbers are given anew by every court or chamber and tell no firm from another")
    if kind not in NUMBER_KINDS:
        raise ValueError(f"kind: {kind[:40]!r} is no kind of number{near_miss(kind, NUMBER_KINDS)}")
    key = number_key(kind, number)
    check = KINDS[kind].check
    if not KINDS[kind].shape.fullmatch(number) or key is None:
        raise ValueError(f"number: {number[:40]!r} is no {kind} number")
    if check is not None and not check(KINDS[kind].normal(number)):
        raise ValueError(f"number: the check digits of {number[:40]!r} are wrong")
    return key


def numbers_shown(facts: ShopFacts) -> Mapping[NumberKey, Evidence]:
    """The shop's own numbers with the words that show them, without those that fail their check digits."""
    shown: dict[NumberKey, Evidence] = {}
    for fact in (facts.operator_registrations, facts.operator_vat):
        if not isinstance(fact, Found):
            continue
        for one in fact.value if isinstance(fact.value, tuple) else (fact.value,):
            key = number_key(one.kind, one.number) if one.valid is not False else None
            if key is not None:
                shown.setdefault(key, _proof(fact.proof, one))
    return MappingProxyType(shown)


def _proof(proof: tuple[Evidence, ...], number: Registration) -> Evidence:
    wanted = "".join(c for c in number.number if c.isalnum()).upper()
    plain = ("".join(c for c in one.quote if c.isalnum()).upper() for one in proof)
    return next((one for one, text in zip(proof, plain, strict=True) if wanted in text), proof[0])


def host_of(url: str) -> str:
    """The host of an address in ASCII without "www.", "" where there is none."""
    found = site(url)
    if isinstance(found, str):
        return ""
    address = found.url if "://" in found.url else f"https://{found.url}"
    return (urlsplit(address).hostname or "").removeprefix("www.")


def listed_host(text: str) -> str:
    """The host that a cell names. Raises ValueError for what is no whole site, such as one page of a platform."""
    found = site(text)
    if isinstance(found, str):
        raise ValueError(f"domain: {text[:60]!r}: {found}")
    parts = urlsplit(found.url if "://" in found.url else f"https://{found.url}")
    if parts.path not in ("", "/") or parts.query:
        raise ValueError(f"domain: {text[:60]!r} is one page; only a whole site can be compared")
    return host_of(text)


def hosts_above(host: str) -> tuple[str, ...]:
    """The host and its registrable domain: a warning of the one or the other is one of this shop."""
    return tuple(dict.fromkeys((host, domain_of(host)))) if host else ()


def domain_of(host: str) -> str:
    """The registrable domain of a host; an address of a machine is its own."""
    return host if ":" in host or host.replace(".", "").isdigit() else registrable(host)
