"""Paid extras that are chosen before the consumer has touched them (Directive 2011/83/EU, art. 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborNode

from checks.facts import Absent, Fact, Found, PaidExtra, Unknown
from sweep.extract.page import Page, is_hidden, visible_text
from sweep.extract.practices.chosen import Choice, Labels, choices
from sweep.extract.practices.extra_words import costs_nothing, declines, is_control, is_needed, may_open, names_extra
from sweep.extract.prices import Amount, Convention, amounts, convention
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.labels import known
from sweep.extract.words.text import fold

Stage = Literal["product", "basket", "checkout"]
_STAGES: tuple[Stage, ...] = ("product", "basket", "checkout")
_MAX_LABEL = 240
_MAX_BUNDLE = 12  # boxes of a form that may offer several articles together
_THRESHOLD = re.compile(
    r"(?<!\w)(?:from|over|above|up to|ab|bis|des|a partir de|jusqu'a|vanaf|tot|desde|hasta|da|fino a|ate|od|do|"
    r"free|gratis|offert\w*) *$"
)
_ORDER_FORM = re.compile(
    r"cart|basket|checkout|order|panier|warenkorb|product|buy|purchase|line-item|paiement|commande|bestel|afreken|pedido|"
    r"carrello|ordine|encomenda|kasse|bestellung|koszyk|zamow",
    re.IGNORECASE,
)


def paid_extras(shop: ShopPages) -> Fact[tuple[Found[PaidExtra], ...]]:
    """All of them on product, basket and checkout pages. Absent only where a basket with goods in it was read."""
    found = tuple(extra for stage in _STAGES for page in shop.of(stage) for extra in on_page(page, stage, shop))
    if found:
        return Found(found, found[0].evidence)
    read = [page for page in shop.of("basket", "checkout") if amounts(page.text)]
    if not read:
        return Unknown("not fetched", "a basket with goods in it")
    return Absent(tuple(page.evidence() for page in (*shop.of("product"), *read)))


def on_page(page: Page, stage: Stage, shop: ShopPages) -> Iterator[Found[PaidExtra]]:
    """The paid extras of one page. A choice without a price is none: consent to a newsletter is another law's."""
    chosen = choices(page)
    if not chosen:
        return
    spoken = known((page.language, *shop.languages))
    rules = convention(page.text, languages=spoken, url=page.url)
    title = page.tree.css_first("h1")
    article = fold(visible_text(title)) if title is not None else ""
    for choice in chosen:
        cost = _cost(choice.words, rules)
        if cost is None or is_needed(choice) or is_control(choice) or _hidden(choice.node):
            continue
        if choice.others and not _can_be_declined(choice, rules, spoken):
            continue
        if (value := _extra(choice, cost, stage, spoken)) is None:
            continue
        if value.certain or (_is_option(choice.node) and _adds(page, choice, cost, article)):
            yield Found(value, page.evidence(_quote(page, choice.words)))


def _extra(choice: Choice, cost: Amount, stage: Stage, spoken: tuple[str, ...]) -> PaidExtra | None:
    """What a choice costs and whether it surely is an extra; None where its words decline one or tell of a gift."""
    added = _is_added(choice, cost)
    free = costs_nothing(choice.words, spoken)
    if declines(choice.words, spoken) or (free and not added):
        return None
    named = names_extra(f"{choice.group} {choice.words}", spoken)
    # On a page of goods much is ticked that is none of the order's: tabs, questions, views.
    placed = added or bool(choice.others) or stage != "product" or _is_option(choice.node)
    certain = named and placed and not free and not may_open(choice)
    return PaidExtra(choice.words, cost.value, cost.currency, stage, certain)


def _is_added(choice: Choice, cost: Amount) -> bool:
    return choice.words[: cost.start].rstrip().endswith("+")


def _adds(page: Page, choice: Choice, cost: Amount, article: str) -> bool:
    """Whether a choice in words that name no extra adds to the price: one of several by its sign, a box by itself."""
    return _is_added(choice, cost) if choice.others else not _in_bundle(page, choice, article)


def _is_option(box: LexborNode) -> bool:
    """Whether a box belongs to the form that buys, and is neither a filter nor a bundle shown beside it."""
    form = _form(box)
    if form is None or (form.attributes.get("method") or "get").lower() != "post":
        return False
    return bool(_ORDER_FORM.search(" ".join(form.attributes.get(k) or "" for k in ("action", "id", "class", "name"))))


def _form(node: LexborNode) -> LexborNode | None:
    form = node.parent
    while form is not None and form.tag != "form":
        form = form.parent
    return form


def _in_bundle(page: Page, choice: Choice, article: str) -> bool:
    """Whether one box of the same form stands for the article itself: "often bought together" is a choice of goods."""
    form = _form(choice.node)
    if form is None or not article:
        return False
    boxes = form.css("input[type=checkbox]")[:_MAX_BUNDLE]
    labels = Labels(page)
    return any(article in fold(labels.beside(one)) for one in boxes)


def _hidden(box: LexborNode) -> bool:
    # Boxes themselves are often hidden and drawn anew by style sheets; what is round them is not.
    node = box.parent
    while node is not None:
        if is_hidden(node) or node.tag in ("template", "noscript"):
            return True
        node = node.parent
    return False


def _cost(words: str, rules: Convention) -> Amount | None:
    """The one price in a label; none where it is a threshold, a saving or several."""
    found = [a for a in amounts(words, rules) if a.value > 0 and a.currency]
    if len(found) != 1 or found[0].high is not None or len(words) > _MAX_LABEL:
        return None
    before = fold(words[: found[0].start]).rstrip()
    return None if before.endswith(("-", "−")) or _THRESHOLD.search(before) else found[0]


def _can_be_declined(choice: Choice, rules: Convention, spoken: tuple[str, ...]) -> bool:
    """Whether another choice of the group says "without" and costs nothing: what has its own price is another kind."""
    return any(declines(other, spoken) and _cost(other, rules) is None for other in choice.others)


def _quote(page: Page, words: str) -> str:
    lines = sorted(words.split("\n"), key=len, reverse=True)
    return next((w for w in (words, *lines) if w and (w in page.text or w in page.html)), "")
