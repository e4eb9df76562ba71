"""Where doubts may be raised, and the pictures, links and machine data that may hold what the words do not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from checks.facts import Evidence
from sweep.extract.data.snippets import snippet
from sweep.extract.data.structured import nodes
from sweep.extract.pages.outline import hides
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds, claimed
from sweep.extract.words.text import fold

IDENTITY = ("legal_notice", "terms", "contact", "about")
_MAX_IMAGES = 200
_MAX_LINKS = 2000
_ICON = re.compile(r"(?<![a-z])(?:icon\w{0,3}|picto\w{0,6}|logo|newsletter|gmail)(?![a-z])")
_OWN = (Party.TRADER, Party.UNCLEAR, Party.RETURNS)


def own(finds: PageFinds, offset: int) -> bool:
    """Whether what stands at `offset` may be the trader's, on a page or in a footer that says who sells."""
    if finds.page.role not in (*IDENTITY, "privacy", "home") or not finds.counts(offset):
        return False
    return finds.parties.at(offset).party in _OWN or not claimed(finds, offset)


def links(finds: PageFinds, scheme: re.Pattern[str]) -> Iterator[Evidence]:
    """Links of a scheme: they do something for the consumer even where they show no readable words."""
    body = finds.page.body
    for attributes in islice((body.attributes[i] for i in body.of("a") if "href" in body.attributes[i]), _MAX_LINKS):
        href = attributes.get("href") or ""
        if scheme.search(href) and sum(c.isalnum() for c in href) > 12 and not hides(attributes):
            raw = next((r for r in (href, html.escape(href)) if r in finds.page.html), "")
            yield finds.page.evidence(raw or "<a")


def images(pages: Sequence[PageFinds], pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Pictures whose file or description names the thing, on the pages that say who sells."""
    for finds in pages:
        if finds.page.role not in IDENTITY:
            continue
        for node in finds.page.tree.css("img")[:_MAX_IMAGES]:
            source = (node.attributes.get("src") or "").split("?")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
            alt = node.attributes.get("alt") or ""
            for words in (alt, source if len(source) < 80 else ""):
                plain = fold(words).replace("_", " ")
                if pattern.search(plain) and not _ICON.search(plain) and words in finds.page.html:
                    yield finds.page.evidence(words)


def machines(pages: Sequence[PageFinds], *properties: str) -> Iterator[Evidence]:
    """Values that only machines are shown (JSON-LD and the like) in descriptions of a firm."""
    for finds in pages:
        for node in nodes(finds.page):
            if not any(t.lower() in _FIRMS for t in node.types):
                continue
            for name in properties:
                value = node.text(name)
                if value and len(value) >= 4 and (raw := snippet(finds.page, node, name, value)):
                    yield finds.page.evidence(raw)


_FIRMS = frozenset(
    "organization corporation localbusiness store onlinestore onlinebusiness postaladdress contactpoint person "
    "dentist medicalbusiness medicalclinic physician optician restaurant barorpub cafeorcoffeeshop foodestablishment "
    "bakery florist hotel lodgingbusiness professionalservice legalservice homeandconstructionbusiness "
    "healthandbeautybusiness beautysalon hairsalon automotivebusiness autorepair travelagency realestateagent "
    "educationalorganization ngo sportsactivitylocation "
    "onlineorganization clothingstore jewelrystore furniturestore electronicsstore homegoodsstore brand".split()
)
