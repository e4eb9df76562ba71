"""Notices of several authorities on the same product, put together with the reasons.

A brand alone never links, nor does a title: what links is a citation, a barcode, a marketplace item, a brand with a
model number, or, where a notice says that it was published jointly, the rare words of two titles of the same weeks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from product_alerts.gtin import Gtin
from product_alerts.model import Alert, AlertStatus
from product_alerts.modelnumbers import Strength, model_codes, strength
from product_alerts.text import is_placeholder, tokens, word_list

LinkKind = Literal["cited", "same_item", "same_barcode", "same_model", "joint"]

JOINT = "joint:"  # begins a citation that names a source and no notice of it
_APART = 365  # days between two notices that a model number may still link
_APART_JOINT = 45
_LEAST_WORDS = 2
_MOST_SHARING = 40  # notices that may share a model number before it says nothing
_RARE = 0.01  # of the titles of both sources


@dataclass(frozen=True, slots=True)
class Link:
    """Two notices (their `Alert.id`s, the smaller first) on the same product, and why."""

    one: str
    other: str
    kind: LinkKind
    reasons: tuple[str, ...]


def links(alerts: Sequence[Alert]) -> tuple[Link, ...]:
    """Every link between notices of different sources, the surest kind for each pair. Withdrawn notices have none."""
    known = [alert for alert in alerts if alert.status is not AlertStatus.WITHDRAWN]
    found: dict[tuple[str, str], Link] = {}
    for link in (*_cited(known), *_same_item(known), *_same_barcode(known), *_same_model(known), *_joint(known)):
        found.setdefault((link.one, link.other), link)
    return tuple(found[pair] for pair in sorted(found))


def _link(one: Alert, other: Alert, kind: LinkKind, *reasons: str) -> Link:
    first, second = sorted((one.id, other.id))
    return Link(first, second, kind, reasons)


def address_key(url: str) -> str:
    """What two spellings of one address of a notice have in common: host and path, without language and scheme."""
    try:
        parts = urlsplit(url.strip().lower())
    except ValueError:
        return ""
    path = re.sub(r"^/(?:en|fr)(?=/)|/(?:interne|rapex)/?$|/$", "", re.sub(r"^/(?:en|fr)(?=/)", "", parts.path))
    return f"{parts.netloc.removeprefix('www.')}{path}" if parts.netloc else ""


def _cited(alerts: Sequence[Alert]) -> Iterator[Link]:
    by_id = {alert.id: alert for alert in alerts}
    by_address = {key: alert for alert in alerts if (key := address_key(alert.url))}
    for alert in alerts:
        for cite in (*alert.cites, alert.recall_url):
            other = by_id.get(cite) or by_address.get(address_key(cite))
            if other and other.source != alert.source:
                yield _link(alert, other, "cited", f"{alert.id} names {cite}")


def _pairs(groups: dict[str, list[Alert]], most: int = 200) -> Iterator[tuple[str, Alert, Alert]]:
    """The pairs of two sources within each group; a group beyond `most` says nothing about its members."""
    for key, group in groups.items():
        if len(group) <= most and len({alert.source for alert in group}) > 1:
            for at, one in enumerate(group):
                yield from ((key, one, other) for other in group[at + 1 :] if other.source != one.source)


def _same_item(alerts: Sequence[Alert]) -> Iterator[Link]:
    groups: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        for item in alert.item_ids:
            groups[f"{item.marketplace} {item.number}"].append(alert)
    for key, one, other in _pairs(groups):
        yield _link(one, other, "same_item", f"both name the item {key}")


def _same_barcode(alerts: Sequence[Alert]) -> Iterator[Link]:
    groups: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        for code in alert.gtins:
            if Gtin(code).identifies:
                groups[code].append(alert)
    for key, one, other in _pairs(groups, _MOST_SHARING):
        yield _link(one, other, "same_barcode", f"both name the barcode {key}")


def _days_apart(one: Alert, other: Alert) -> int | None:
    return abs((one.published - other.published).days) if one.published and other.published else None


def _brand_words(alert: Alert) -> frozenset[str]:
    """Words of the usable brands: no placeholder, no plain word of the language."""
    plain = word_list("plain_brands")
    named = (brand for brand in alert.brands if not is_placeholder(brand) and " ".join(tokens(brand)) not in plain)
    return frozenset(word for brand in named for word in tokens(brand) if len(word) >= 3 and word not in plain)


def _same_model(alerts: Sequence[Alert]) -> Iterator[Link]:
    groups: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        codes = {code.compact for code in model_codes(alert.models) if strength(code.compact) is Strength.ALONE}
        for compact in codes:
            groups[compact].append(alert)
    for key, one, other in _pairs(groups, _MOST_SHARING):
        shared, apart = _brand_words(one) & _brand_words(other), _days_apart(one, other)
        if shared and apart is not None and apart <= _APART:
            yield _link(
                one,
                other,
                "same_model",
                f"both name the model {key}",
                f"both name the brand {min(shared)}",
                f"published {apart} days apart",
            )


def _joint(alerts: Sequence[Alert]) -> Iterator[Link]:
    """The notice of the other authority that a joint notice means: the one with the most rare words in its title."""
    by_source: dict[str, list[Alert]] = defaultdict(list)
    citing: dict[tuple[str, str], list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_source[alert.source].append(alert)
        for cite in alert.cites:
            if cite.startswith(JOINT):
                citing[(alert.source, cite.removeprefix(JOINT))].append(alert)
    for (source, named), joint in citing.items():
        yield from _partners(joint, by_source[source], by_source[named])


def _partners(joint: Sequence[Alert], own: Sequence[Alert], others: Sequence[Alert]) -> Iterator[Link]:
    words = {alert.id: _title_words(alert) for alert in (*own, *others)}
    uses = Counter(word for said in words.values() for word in said)
    most = max(_LEAST_WORDS, _RARE * len(words))
    by_word: dict[str, list[Alert]] = defaultdict(list)
    for other in others:
        for word in words[other.id]:
            if uses[word] <= most:
                by_word[word].append(other)
    for alert in joint:
        shared: dict[str, list[str]] = defaultdict(list)
        near = {other.id: other for word in words[alert.id] for other in by_word.get(word, ()) if _near(alert, other)}
        for word in sorted(words[alert.id]):
            for other in by_word.get(word, ()):
                if other.id in near:
                    shared[other.id].append(word)
        ranked = sorted(shared, key=lambda one: len(shared[one]), reverse=True)
        if ranked and len(shared[ranked[0]]) >= _LEAST_WORDS and _alone(ranked, shared):
            said = f"{alert.id} says that it was published jointly"
            yield _link(alert, near[ranked[0]], "joint", said, f"both titles say {', '.join(shared[ranked[0]])}")


def _near(one: Alert, other: Alert) -> bool:
    apart = _days_apart(one, other)
    return apart is not None and apart <= _APART_JOINT


def _alone(ranked: Sequence[str], shared: dict[str, list[str]]) -> bool:
    """Whether the best candidate is better than the next one."""
    return len(ranked) == 1 or len(shared[ranked[0]]) > len(shared[ranked[1]])


def _title_words(alert: Alert) -> frozenset[str]:
    common = word_list("common")
    words = tokens(" ".join((*alert.brands, alert.product, alert.name)))
    return frozenset(w for w in words if len(w) >= 3 and w not in common and w not in _NOTICE_WORDS)


_NOTICE_WORDS = frozenset("recall recalled recalls due hazard hazards risk product products sold".split())
