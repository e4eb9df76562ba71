"""A national return and its schema: the outcomes of each shop under a keyed hash of its domain, and nothing else of it.

No name, address, quote or link of a shop is in it. Whoever has the key that the authorities agreed on can tell whether
a domain he knows is in there, and nobody else can; two returns made with one key show which shops they share.
"""

from __future__ import annotations

import hmac
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from checks.verdict import Outcome
from sweep.errors import SweepError, told

FORMAT = "sweepday-return/1"
MAX_BYTES = 300_000_000
LETTERS = {
    Outcome.FAIL: "f",
    Outcome.REVIEW: "r",
    Outcome.PASS: "p",
    Outcome.NOT_MEASURABLE: "u",
    Outcome.NOT_APPLICABLE: "n",
}
NOT_ASKED = "-"
_MIN_KEY = 16  # characters

Code = Annotated[str, Field(max_length=80)]
Text = Annotated[str, Field(max_length=300)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Strict):
    """A rule that was asked. It stays in the return where nothing was found."""

    check: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,80}$")]
    question: Annotated[str, Field(max_length=10)] = ""  # its number in the questionnaire
    title: Text = ""


class Shop(_Strict):
    """One shop: hash of its registrable domain, and a letter for each question in their order.

    f suspected infringement, r to review, p no objection, u not measurable, n not applicable, - not asked.
    """

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]  # whose consumers
    sector: Text = ""
    state: Literal["measured", "not_measurable", "unreachable"]
    answers: Annotated[str, Field(pattern=r"^[frpun-]*$", max_length=5000)]


class Funnel(_Strict):
    listed: Count
    valid: Count
    distinct: Count


class NationalReturn(_Strict):
    """What one authority hands in."""

    format: Literal["sweepday-return/1"]
    authority: Annotated[str, Field(min_length=1, max_length=300)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    sweep: Code
    day: date
    finished: bool
    tool_version: Code
    rules_version: Code
    key_check: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]  # the same in all returns made with one key
    funnel: Funnel
    questions: tuple[Question, ...]
    shops: tuple[Shop, ...]

    @model_validator(mode="after")
    def _fits(self) -> NationalReturn:
        if len({q.check for q in self.questions}) != len(self.questions):
            raise ValueError("a question stands twice")
        if len({shop.id for shop in self.shops}) != len(self.shops):
            raise ValueError("a shop stands twice")
        if wrong := next((s for s in self.shops if len(s.answers) != len(self.questions)), None):
            raise ValueError(f"shop {wrong.id} has {len(wrong.answers)} answers to {len(self.questions)} questions")
        if len(self.shops) > self.funnel.distinct:
            raise ValueError(f"{len(self.shops)} shops, but {self.funnel.distinct} different ones in the funnel")
        return self


def read_key(path: Path) -> bytes:
    """The key that the authorities agreed on: the text of a file, without blanks around it. Raises SweepError."""
    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: no key can be read there ({told(error)})") from None
    if len(key) < _MIN_KEY:
        raise SweepError(
            f"{path}: the key is too short to hide a domain; agree on {_MIN_KEY} or more random characters"
        )
    return key.encode()


def hashed(key: bytes, domain: str) -> str:
    """HMAC-SHA-256 of a domain, 128 bits in hex."""
    return hmac.new(key, b"shop\0" + domain.lower().encode(), "sha256").hexdigest()[:32]


def key_check(key: bytes) -> str:
    """Tells whether two returns were made with the same key, and nothing about it."""
    return hmac.new(key, b"key check", "sha256").hexdigest()[:16]


def read_return(path: Path) -> NationalReturn:
    """A return from a file. Raises SweepError with every mistake in it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SweepError(f"{path}: larger than a return can be ({MAX_BYTES:,} bytes)")
        return NationalReturn.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        lines = [
            f"{path}: {'.'.join(map(str, e['loc'])) or 'the return'}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors(include_url=False, include_input=False)[:20]
        ]
        raise SweepError("\n".join(lines)) from None
