"""What a page has chosen in advance: ticked boxes, one of several buttons, switches that are on, entries of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from sweep.extract.page import Page, visible_text
from sweep.extract.pages.mentions import Mention
from sweep.extract.prices import amounts
from sweep.extract.words.text import clean

_TICKED = "input[type=checkbox][checked], input[type=radio][checked]"
_SWITCHED = "[role=switch][aria-checked=true], [role=checkbox][aria-checked=true]"
_SWITCH = Mention("aria-checked")
_LISTED = "option[selected]"
_MAX_CHOICES = 300
_MAX_OTHERS = 12  # further choices of one group that are looked at
_MAX_WORDS = 240
_NAME = re.compile(r"[\w.:-]+")


@dataclass(frozen=True)
class Choice:
    """One choice made in advance: what is read beside it, and the words of the others where it is one of several."""

    node: LexborNode
    words: str
    group: str = ""  # what stands above all of them
    others: tuple[str, ...] = ()


class Labels:
    """What stands beside the boxes of one page; the labels that name a box by its id are looked up once for all."""

    def __init__(self, page: Page) -> None:
        self._of: dict[str | None, LexborNode] = {}
        for node in page.tree.css("label[for]"):
            self._of.setdefault(node.attributes["for"], node)

    def beside(self, box: LexborNode) -> str:
        """What the consumer reads beside a box: its label, or the small element that holds both."""
        told = self._of.get(box.attributes.get("id") or None)
        if told is not None and (text := visible_text(told)):
            return text if amounts(text) else _around(box) or text
        return _around(box) or clean(box.attributes.get("aria-label") or "")


def choices(page: Page) -> list[Choice]:
    """The choices with figures in their words that a page makes for the consumer, in no order that means anything."""
    body = page.body
    ticked = any("checked" in body.attributes[i] for i in body.of("input"))
    listed = any("selected" in body.attributes[i] and _tells_figures(body.all_text(i)) for i in body.of("option"))
    readers = [r for r, on in ((_ticked, ticked), (_switched, _SWITCH.on(page)), (_listed, listed)) if on]
    labels = Labels(page) if readers else None
    return [choice for read in readers if labels for choice in islice(read(page, labels), _MAX_CHOICES)]


def _ticked(page: Page, labels: Labels) -> Iterator[Choice]:
    groups: dict[str, list[LexborNode]] = {}
    for button in page.tree.css("input[type=radio][name]"):
        groups.setdefault(button.attributes["name"] or "", []).append(button)
    for box in page.tree.css(_TICKED)[:_MAX_CHOICES]:
        if not _tells_figures(words := labels.beside(box)):
            continue
        if box.attributes.get("type") != "radio":
            yield Choice(box, words)
        elif name := box.attributes.get("name"):
            group = (button for button in groups[name][:_MAX_OTHERS] if button.mem_id != box.mem_id)
            yield Choice(box, words, _legend(box), tuple(map(labels.beside, group)))


def _switched(page: Page, labels: Labels) -> Iterator[Choice]:
    for switch in page.tree.css(_SWITCHED)[:_MAX_CHOICES]:
        told = clean(switch.attributes.get("aria-label") or "")
        words = visible_text(switch) or told or _named_by(page, switch) or labels.beside(switch)
        if switch.tag != "input" and _tells_figures(words):
            yield Choice(switch, words)


def _listed(page: Page, labels: Labels) -> Iterator[Choice]:
    for entry in page.tree.css(_LISTED)[:_MAX_CHOICES]:
        if _tells_figures(words := clean(entry.text())) and (chosen := _list_of(entry)) is not None:
            others = (clean(o.text()) for o in chosen.css("option")[:_MAX_OTHERS] if o.mem_id != entry.mem_id)
            yield Choice(chosen, words, labels.beside(chosen), tuple(others))


def _tells_figures(words: str) -> bool:
    return any(sign.isdigit() for sign in words)  # a choice that costs something says how much


def _list_of(entry: LexborNode) -> LexborNode | None:
    node = entry.parent
    while node is not None and node.tag != "select":
        node = node.parent
    return node


def _legend(box: LexborNode) -> str:
    node = box.parent
    while node is not None and node.tag not in ("form", "body"):
        if node.tag == "fieldset":
            legend = node.css_first("legend")
            return visible_text(legend)[:_MAX_WORDS] if legend is not None else ""
        node = node.parent
    return ""


def _named_by(page: Page, switch: LexborNode) -> str:
    """The words of the element that names a switch by its id."""
    name = switch.attributes.get("aria-labelledby") or ""
    told = page.tree.css_first(f'[id="{name}"]') if _NAME.fullmatch(name) else None
    return visible_text(told)[: _MAX_WORDS + 1] if told is not None else ""


def _around(box: LexborNode) -> str:
    """The text of the nearest element round a box that has any, unless that holds other boxes or says too much."""
    node = box.parent
    while node is not None and node.tag not in ("form", "body", "table", "fieldset", "ul"):
        if len(node.css("input[type=checkbox], input[type=radio]")) > 1:
            return ""
        text = visible_text(node)
        if len(text) > _MAX_WORDS:
            return ""
        if text and (amounts(text) or node.tag in ("label", "tr", "li")):
            return text
        node = node.parent
    return ""
