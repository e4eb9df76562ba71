"""Paid extras that are ticked before the consumer has touched them (Directive 2011/83/EU, art. 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborNode

from checks.facts import Absent, Fact, Found, PaidExtra, Unknown
from sweep.extract.lexicon import pattern
from sweep.extract.page import Page, is_hidden, visible_text
from sweep.extract.prices import Amount, Convention, amounts, convention
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.labels import known
from sweep.extract.words.text import clean, fold

Stage = Literal["product", "basket", "checkout"]
_STAGES: tuple[Stage, ...] = ("product", "basket", "checkout")
_MAX_LABEL = 240
_TICKED = "input[type=checkbox][checked], input[type=radio][checked]"
_MAX_BOXES = 300
_MAX_BUNDLE = 12  # boxes of a form that may offer several articles together
# A choice of delivery, payment or variant must begin somewhere: a choice made in advance there is no extra.
_NEEDED = re.compile(
    r"shipping|delivery|versand|livraison|carrier|payment|zahlung|paiement|variant|size|colou?r|groesse|taille|address"
    r"|attribute|group\[|option_id|newsletter|terms|agb|cgv|privacy|remember",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(r"(?:\b(?:from|over|above|ab|dès|à partir de|vanaf|desde|da|od|free|gratis|offert\w*)\s*)$")
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
    """The paid extras of one page. A box without a price is none: consent to a newsletter is another law's."""
    spoken = known((page.language, *shop.languages))
    ticked = any("checked" in page.body.attributes[i] for i in page.body.of("input"))
    boxes = page.tree.css(_TICKED)[:_MAX_BOXES] if ticked else []
    rules = convention(page.text, languages=spoken, url=page.url) if boxes else Convention()
    title = page.tree.css_first("h1") if boxes else None
    article = fold(visible_text(title)) if title is not None else ""
    for box in boxes:
        if _needed(box) or _hidden(box):
            continue
        words = _label(page, box)
        cost = _cost(words, rules)
        extra = any(p.search(fold(words)) for code in spoken if (p := pattern("checkout", "extra", code)))
        if cost is None or (not extra and (not _is_option(box) or _in_bundle(page, box, article))):
            continue
        if box.attributes.get("type") == "radio" and not (extra and _can_be_declined(page, box, spoken)):
            continue
        value = PaidExtra(words, cost.value, cost.currency, stage, extra)
        yield Found(value, page.evidence(_quote(page, words)))


def _needed(box: LexborNode) -> bool:
    attributes = box.attributes
    marks = " ".join(attributes.get(key) or "" for key in ("name", "id", "class"))
    return "disabled" in attributes or bool(_NEEDED.search(marks))


def _is_option(box: LexborNode) -> bool:
    """Whether a box belongs to the form that buys, and is neither a filter nor a bundle shown beside it."""
    form = box.parent
    while form is not None and form.tag != "form":
        form = form.parent
    if form is None or (form.attributes.get("method") or "get").lower() != "post":
        return False
    return bool(_ORDER_FORM.search(" ".join(form.attributes.get(k) or "" for k in ("action", "id", "class", "name"))))


def _in_bundle(page: Page, box: LexborNode, article: str) -> bool:
    """Whether one box of the same form stands for the article itself: "often bought together" is a choice of goods."""
    form = box.parent
    while form is not None and form.tag != "form":
        form = form.parent
    if form is None or not article:
        return False
    boxes = form.css("input[type=checkbox]")[:_MAX_BUNDLE]
    return any(article in fold(_label(page, one)) for one in boxes)


def _hidden(box: LexborNode) -> bool:
    # Boxes themselves are often hidden and drawn anew by style sheets; what is round them is not.
    node = box.parent
    while node is not None:
        if is_hidden(node) or node.tag in ("template", "noscript"):
            return True
        node = node.parent
    return False


def _label(page: Page, box: LexborNode) -> str:
    """What the consumer reads beside a box: its label, or the small element that holds both."""
    name = box.attributes.get("id") or ""
    if re.fullmatch(r"[\w.:-]+", name):
        label = page.tree.css_first(f'label[for="{name}"]')
        if label is not None and (text := visible_text(label)):
            return text if amounts(text) else _around(box) or text
    return _around(box) or clean(box.attributes.get("aria-label") or "")


def _around(box: LexborNode) -> str:
    """The text of the nearest element round a box that has any, unless that holds other boxes or says too much."""
    node = box.parent
    while node is not None and node.tag not in ("form", "body", "table", "fieldset", "ul"):
        if len(node.css("input[type=checkbox], input[type=radio]")) > 1:
            return ""
        text = visible_text(node)
        if len(text) > _MAX_LABEL:
            return ""
        if text and (amounts(text) or node.tag in ("label", "tr", "li")):
            return text
        node = node.parent
    return ""


def _cost(words: str, rules: Convention) -> Amount | None:
    """The one price in a label; none where it is a threshold, a saving or several."""
    found = [a for a in amounts(words, rules) if a.value > 0 and a.currency]
    if len(found) != 1 or found[0].high is not None or len(words) > _MAX_LABEL:
        return None
    before = fold(words[: found[0].start]).rstrip()
    return None if before.endswith(("-", "−")) or _THRESHOLD.search(before) else found[0]


def _can_be_declined(page: Page, box: LexborNode, spoken: tuple[str, ...]) -> bool:
    """Whether another choice of the same group says "without"."""
    name = box.attributes.get("name") or ""
    if not re.fullmatch(r"[\w.:\[\]-]+", name):
        return False
    others = (n for n in page.tree.css(f'input[type=radio][name="{name}"]') if n.mem_id != box.mem_id)
    without = [p for code in spoken if (p := pattern("checkout", "without", code))]
    return any(p.match(fold(_label(page, other))) for other in others for p in without)


def _quote(page: Page, words: str) -> str:
    lines = sorted(words.split("\n"), key=len, reverse=True)
    return next((w for w in (words, *lines) if w and (w in page.text or w in page.html)), "")
