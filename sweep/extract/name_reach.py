"""How far a name reaches over a small word that stands in few names: "Nebel auf Rädern", "Mist on Sea Ltd"."""

from __future__ import annotations

import re
from dataclasses import replace

from sweep.extract.address_words import UP
from sweep.extract.legal_text import LegalText
from sweep.extract.name_words import NAME, Mention, is_generic
from sweep.extract.operator_words import last_before
from sweep.extract.text import fold

# Words before a place say as often where somebody is ("Nebelshop in Berlin").
_WHERE = frozenset("in aus from te en em at w bei à".split())
_SMALL = (
    r"a|ao|aos|às|à|auf|mit|bei|zum|zur|aus|vom|unter|über|hinter|an|aan|bij|met|op|uit|over|onder|voor|naar|on|at|"
    r"with|from|to|by|in|into|near|under|sur|sous|dans|avec|chez|con|per|su|tra|fra|sul|sulla|nel|nella|en|sin|desde|"
    r"em|com|no|na|sem|por|nad|pod|ze|dla|od|do|przy|på|i|la|az"
)
_FIRST = rf"[{UP}][\w'’\-]{{2,25}}"
_GOES_ON = re.compile(rf" (?P<small>{_SMALL}) {NAME}(?= ?(?:$|[,.;:()\n]))")
_LED = re.compile(rf"(?<!\w)(?P<first>{_FIRST}) (?:{_SMALL}) $")
_LED_REACH = 40
_FOLLOWED = 48
_ROLES = ("editor", "editor_section", "name_label")


def end_of_name(text: str, start: int, end: int) -> int:
    """Where a name of one word behind a label ends that goes on so; -1 where it cannot be told."""
    if " " in text[start:end]:
        return end
    on = _GOES_ON.match(text, end, min(len(text), end + _FOLLOWED))
    if on is None:
        return end
    closed = text[on.end() : on.end() + 1] in ("", "\n")
    if on["small"] not in _WHERE or (closed and text[max(0, start - 2) : start] in (": ", "\n", "", ":\n")):
        return on.end()
    return -1


def with_beginning(doc: LegalText, mention: Mention) -> Mention:
    """A firm's name with what stands before a small word, right behind a word for the trader."""
    if mention.how != "form":
        return mention
    led = _LED.search(doc.text, max(0, mention.start - _LED_REACH), mention.start)
    if led is None or is_generic(fold(led["first"])):
        return mention
    roles = (last_before(doc.words.get(key, ()), led.start(), 3) for key in _ROLES)
    if not any(role and doc.text[role.end : led.start()].strip(" \n") in ("", ":") for role in roles):
        return mention
    return replace(mention, name=doc.text[led.start() : mention.start] + mention.name, start=led.start())
