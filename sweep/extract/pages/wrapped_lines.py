"""Lines that are broken where the paper ended: a full line goes on in the next, unless that begins an item.

So they stand in PDFs, and in terms that a shop copied out of one, each line in a paragraph or before a <br>.
"""

from __future__ import annotations

import re

_FULL_LINE = 0.7  # of the width, from which a line goes on in the next
_END = re.compile(r"[.:;!?…]$")
_ITEM = re.compile(r"^(?:[-–•●○*·▪]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|§\s?\d+)[.)]?\s)", re.IGNORECASE)
# "within fourteen" and "(14) days" below it: a count is no number of an item.
_COUNT = re.compile(
    r"^\(?\d{1,3}\)? (?:jours?|days?|tage?n?|dagen|d[ií]as?|giorni|dni|mois|months?|monate?n?|"
    r"maanden|meses|mesi|miesi\w+|"
    r"heures|hours|stunden|uur|horas|ore|godzin|semaines|weeks|wochen|weken|semanas|settimane|tygodni\w*|ans|years|"
    r"jahre?n?|jaar|a[ñn]os|anni|lat|working|business|calendar|werktage?n?|werkdagen)(?!\w)",
    re.IGNORECASE,
)
# What tells a wrapped text from lists, tables and tiles.
_LONG = 40  # characters of a line of prose
_FEWEST = 12  # such lines
_WIDEST = 150  # characters; paragraphs that a browser wraps are longer
_SURE = 7  # lines that go on in small letters


def goes_on(before: str, line: str, width: int) -> bool:
    """Whether `line` continues `before`, in a text whose lines have at most `width` characters."""
    if len(before) < _FULL_LINE * width or _END.search(before):
        return False
    return not _ITEM.match(line) or _COUNT.match(line) is not None


def unwrapped(text: str) -> str:
    """`text`, of the same length, with a blank for each line break that only the width of a page made.

    As it stands unless it is plainly such a text: prose in lines of one width, of which most go on in small letters.
    """
    lines = text.split("\n")
    lengths = sorted(n for n in map(len, lines) if n >= _LONG)
    if len(lengths) < _FEWEST or lengths[9 * len(lengths) // 10] > _WIDEST or 5 * len(lengths) < 2 * len(lines):
        return text
    width = lengths[9 * len(lengths) // 10]
    open_lines = [i for i, line in enumerate(lines[1:]) if goes_on(lines[i], line, width)]
    small = sum(lines[i + 1][0].islower() for i in open_lines)
    if small < _SURE or 2 * small < len(open_lines):
        return text
    joined = set(open_lines)
    ends = (" " if i in joined else "\n" for i in range(len(lines) - 1))
    return "".join(part for line, end in zip(lines, (*ends, ""), strict=True) for part in (line, end))
