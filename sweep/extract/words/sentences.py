"""Where the sentences of a line end."""

from __future__ import annotations

import re

_LONGEST = 8_000  # characters; what goes on for longer is no sentence, and is cut: readers compare all within one
# A full stop ends a sentence before a capital, unless a short word or an abbreviation stands before it.
_END = re.compile(r"[.!?…;]+[)\"»“”]?\s+(?=[\"«„“‘(]?[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃ])")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w])(?:\w|art|arts|artt|al|nr|no|bzw|ca|inkl|incl|zzgl|abs|tel|str|sec|sect|ust|pkt|poz|np|tzn|mme|sra?|"
    r"dott|dr|mr|mrs|ms|st|ste|bd|av|ev|evtl|gem|ggf|vgl|resp|vs|z\.b|d\.h|u\.a|i\.d\.r|c\.a|co|p\.ex|ej|es|m\.in|"
    r"nast|ss|segg?|segs|seq|sig)$",
    re.IGNORECASE,
)


def sentence_ends(line: str) -> tuple[int, ...]:
    """Where the sentences of a line end, the blanks behind them included; its own end is none."""
    ends: list[int] = []
    start = 0
    for match in _END.finditer(line):
        if _ABBREVIATION.search(line[max(start, match.start() - 8) : match.start()]):
            continue
        ends += range(start + _LONGEST, match.end(), _LONGEST)
        ends.append(match.end())
        start = match.end()
    ends += range(start + _LONGEST, len(line), _LONGEST)
    return tuple(ends)
