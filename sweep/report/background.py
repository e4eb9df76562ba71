"""What a dossier tells beside the judgement: where the archives lie, what was sent, and which seal covers what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on a day or at a moment in UTC (`at`, ISO 8601).

    `what` is a word of `timeline` in the texts; of `params`, `form` and `result` are words of `timeline` themselves,
    `day` is a day, and all others stand in the text as they are.
    """

    at: str
    what: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """Without a `folder` (of the sweep) a report is made from results alone: quotes, and nothing around them."""

    folder: Path | None = None
    sent: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)  # shop -> letters, answers, how it ended
    sealed: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)  # archive -> the first seals that cover it
    screenshots: bool = True  # pictures of the archive are copied beside the pages
