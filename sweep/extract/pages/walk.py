"""The one walk over the tree of a page that makes its outline; parts that pages share are walked once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sweep.extract.pages.never_seen import never_seen
from sweep.extract.pages.outline import BEFORE, BEHIND, EMPTY, SKIPPED, Outline, hides
from sweep.extract.pages.quiet import StyleSheets
from sweep.extract.words.recent import Recent

_NONE: dict[str, str | None] = {}  # of all elements without attributes
_sample = LexborHTMLParser("<body>x<!-- -->").body
assert _sample is not None
_TEXT, _COMMENT = (node.tag_id for node in _sample.iter(include_text=True))

_SHARED = frozenset({"header", "nav", "footer"})
_LEVELS = 3  # of one such element in another, each looked up before it is walked


def outline(root: LexborNode | None, sheets: StyleSheets | None = None) -> Outline:
    """The outline of `root`; without any element for None. Iterative: hostile nesting must not exhaust the stack.

    `sheets` are those of a page on which nothing moves.
    """
    made = Outline()
    if root is not None:
        _walk(made, root, 0, sheets)
    return made


_PARTS: Recent[Outline] = Recent(1_000_000)  # characters of source; outlines take five to forty times the memory


def _shared(node: LexborNode, level: int, sheets: StyleSheets | None) -> Outline:
    """The outline of a header, menu or footer, walked once for all pages that have the same."""
    source = (node.html or "") + (sheets.key if sheets is not None else "")
    known = _PARTS.get(source)
    if known is None:
        known = Outline()
        _walk(known, node, level, sheets)
        _PARTS.put(source, known)
    return known


def _graft(made: Outline, part: Outline, here: int) -> None:
    """Puts the outline of a part behind all that was `made`, in the element `here`."""
    begins = len(made.tags), len(made.raws), len(made.pieces)
    made.shared.append((begins[0], part))
    made.tags += part.tags
    made.attributes += part.attributes
    made.shown += part.shown
    made.raws += part.raws
    made.pieces += part.pieces
    made.parents.append(here)
    parents, stops, raw_first, raw_last, piece_first, piece_last, owners = _moved(part, begins)
    made.parents += parents
    made.stops += stops
    made.raw_first += raw_first
    made.raw_last += raw_last
    made.piece_first += piece_first
    made.piece_last += piece_last
    made.owners += owners


_MOVED = object()


def _moved(part: Outline, begins: tuple[int, int, int]) -> tuple[list[int], ...]:
    """The columns of a part that name places, where it stands behind so many elements, texts and pieces.

    The last ones are kept: on all pages of a shop its header begins at the same place.
    """
    known: tuple[tuple[int, int, int], tuple[list[int], ...]] | None = part.kept.get(_MOVED)
    if known is None or known[0] != begins:
        element, raw, piece = begins
        columns = (
            [i + element for i in part.parents[1:]],
            [i + element for i in part.stops],
            [i + raw for i in part.raw_first],
            [i + raw for i in part.raw_last],
            [i + piece for i in part.piece_first],
            [i + piece for i in part.piece_last],
            [i + element if i >= 0 else -1 for i in part.owners],
        )
        known = part.kept[_MOVED] = begins, columns
    return known[1]


def _walk(made: Outline, root: LexborNode, level: int, sheets: StyleSheets | None) -> None:
    """One loop on purpose: a call for each node would double the cost of the walk."""
    tags, attributes, parents, stops = made.tags, made.attributes, made.parents, made.stops
    raw_first, raw_last, raws, owners = made.raw_first, made.raw_last, made.raws, made.owners
    pieces, flags, piece_first, piece_last = made.pieces, made.shown, made.piece_first, made.piece_last
    stack: list[tuple[Iterator[LexborNode], int, bool]] = []
    nodes: Iterator[LexborNode] = iter((root,))
    here, shown, behind_link = -1, True, -1  # the last: the next piece where a link has just ended
    while True:
        for node in nodes:
            kind = node.tag_id
            if kind == _TEXT:
                raw = node.text_content or ""
                raws.append(raw)
                owners.append(here if shown else -1)
                if shown:
                    # Line breaks in the source are blanks to the reader; only block borders are line breaks.
                    pieces.append(" " * (pieces[-2:] == _TIGHT and _apart(pieces, raw)) + raw.replace("\n", " "))
                continue
            if kind == _COMMENT:
                continue
            tag = node.tag or ""
            if shown and tag in _SHARED and level < _LEVELS and here >= 0 and not _foreign(made, here):
                _graft(made, _shared(node, level + 1, sheets), here)
                continue
            own = _attributes(node, tag, sheets)
            seen = shown and tag not in SKIPPED and not (own and hides(own))
            tags.append(tag)
            attributes.append(own)
            parents.append(here)
            flags.append(seen)
            raw_first.append(len(raws))
            raw_last.append(len(raws))
            stops.append(len(tags))
            piece_first.append(len(pieces))
            if seen:
                pieces.append(BEFORE.get(tag, "\n") if tag != "a" or behind_link != len(pieces) else " ")
            piece_last.append(len(pieces))
            if tag in EMPTY:
                continue
            stack.append((nodes, here, shown))
            nodes, here, shown = node.iter(include_text=True), len(tags) - 1, seen
            break
        else:
            if not stack:
                return
            _close(made, here, shown)
            if tags[here] == "a":
                behind_link = len(pieces)  # two links side by side are two things, however tightly they are written
            nodes, here, shown = stack.pop()


_TIGHT = ["", ""]  # the end of an inline element and the beginning of the next, without a blank between them
_LABEL = re.compile(r"[^\W\d_]{2}[^\W\d_]$")
_WITHIN = 6  # pieces back in which the words before must stand


def _apart(pieces: list[str], raw: str) -> bool:
    """Whether two tight elements hold two things, which only a style sheet sets apart: "Immatriculation" "RCS Lyon".

    So they do where a word ends and a capital or figure begins; amounts and their cents are both figures.
    """
    first = raw[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    before = next((piece for piece in reversed(pieces[-_WITHIN:]) if piece), "")
    word = _LABEL.search(before)
    return word is not None and (first.isdigit() or word[0][-1].islower())


def _close(made: Outline, element: int, shown: bool) -> None:
    """Notes where an element ends."""
    made.raw_last[element], made.stops[element] = len(made.raws), len(made.tags)
    if shown:
        made.pieces.append(BEHIND.get(made.tags[element], "\n"))
    made.piece_last[element] = len(made.pieces)


def _attributes(node: LexborNode, tag: str, sheets: StyleSheets | None) -> dict[str, str | None]:
    """What an element says of itself; <p hidden> is <p hidden="">, which the same source stands for.

    One that nobody ever sees is hidden, too, as it might say itself, to all that read the outline.
    """
    own = node.attributes
    if not own:
        return _NONE
    if ("style" in own or sheets is not None) and never_seen(node, tag, own, sheets):
        own = {**own, "hidden": ""}
    return {name: value or "" for name, value in own.items()} if None in own.values() else own


def _foreign(made: Outline, element: int) -> bool:
    """Whether an element stands in a formula, where the same markup stands for something else."""
    while element >= 0:
        if made.tags[element] == "math":
            return True
        element = made.parents[element]
    return False
