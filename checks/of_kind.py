"""Claims of one kind among all that were read."""

from __future__ import annotations

from typing import TypeVar

from checks.claims import GreenClaim, GreenKind, SalesClaim, SalesKind
from checks.facts import Absent, Found, Known

_Claim = TypeVar("_Claim", GreenClaim, SalesClaim)


def of_kind(claims: Known[tuple[Found[_Claim], ...]], kind: GreenKind | SalesKind) -> tuple[Found[_Claim], ...]:
    """The claims of `kind`, in their order; none where no claim at all was read."""
    return tuple(c for c in claims.value if c.value.kind == kind) if isinstance(claims, Found) else ()


def silent(claims: Known[tuple[Found[_Claim], ...]]) -> tuple[Absent, ...]:
    """The pages on which no claim was read; claims of another kind prove nothing here."""
    return (claims,) if isinstance(claims, Absent) else ()
