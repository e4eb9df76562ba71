"""The name of a page's product: the heading that its own title repeats, or what its data calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sweep.extract.pages.scripted import leads_nowhere
from sweep.extract.words.text import clean, fold

if TYPE_CHECKING:
    from sweep.extract.amounts.price_page import PricePage
    from sweep.extract.data.structured import Node
    from sweep.extract.pages.reading import Reading

_CLOSE = 300  # characters behind a heading in which the price of what it names stands
# Where the page's own product lies in larger structured data.
_OWN_PATHS = frozenset({"@graph", "object", "mainentity", "mainentityofpage"})
_PRODUCTS = frozenset({"product", "productgroup"})
_NAME_MARK = re.compile(
    r"(?:^|\s)(?:product|produkt|produit|producto|prodotto)[-_]{0,2}(?:title|titel|titre|name|naam|nombre|nome)(?:$|\s|__)"
)
_LONGEST = 250  # characters of a name
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{2,60}\.(?:co\.)?[a-z]{2,4}")
_SEGMENTS = re.compile(r"(\s[|–—-]\s|:\s)")


# Letters and figures in one word, as models have them, and measures, which look alike ("400ml").
_MODEL = re.compile(r"(?<![\w-])(?=[a-z]{0,9}\d)(?=\d{0,9}[a-z])[a-z\d]{4,20}(?![\w-])")
_MEASURE = re.compile(r"\d{1,6}[a-z]{1,3}|[a-z]{1,2}\d|\d{1,4}x\d{1,4}[a-z]{0,2}")


@dataclass(frozen=True, slots=True)
class Title:
    """The product's or page's name. `element` is its heading (-1 where it was read elsewhere); `raw` is in the HTML."""

    text: str
    raw: str
    element: int = -1
    start: int = 0


def tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", fold(text)))


def likeness(text: str, other: str) -> float:
    """Share of the words of `text` that `other` has, too; 0 to 1."""
    words = tokens(text)
    return len(words & tokens(other)) / len(words) if words else 0.0


def is_other_model(name: str, named: str) -> bool:
    """Whether data names a model and the page another one: "QB85X9" is not "QB85C7", however alike the rest."""
    told, own = _models(name), _models(named)
    return bool(told and own) and not any(a.startswith(b) or b.startswith(a) for a in told for b in own)


def _models(words: str) -> frozenset[str]:
    return frozenset(m for m in _MODEL.findall(fold(words[:300])) if not _MEASURE.fullmatch(m))


def title_of(view: PricePage) -> Title:
    """The heading that the page's own <title> repeats; without one, the stated name or the <title>.

    The first heading alone is wrong where adverts or dialogues come first.
    """
    read = view.reading
    named = " ".join(_own_names(view))
    best, best_score = Title("", ""), 0.0
    headings = [i for i in read.body.of("h1") if read.has_words(i)]
    headings = [i for i in headings if not named or not names_shop(view, read.words(i))]
    for i in headings:
        words = read.words(i)
        whole = len(tokens(words)) > 1 or (len(headings) == 1 and _leads_to_price(view, i))
        score = likeness(words[:300], named) + 0.01 * whole
        if score > best_score + 0.001:
            best, best_score = Title(_trimmed(_without_actions(read, i), view), words, i, read.span(i)[0]), score
    if best_score > 0.3 or (not named and len(headings) == 1 and best_score > 0):
        return best
    if len(headings) > 1 and (nearest := _before_price(view, headings)) is not None:
        best = Title(
            _trimmed(_without_actions(read, nearest), view), read.words(nearest), nearest, read.span(nearest)[0]
        )
    if best.text:
        return _weak_title(view, best)
    return _marked_title(view) or _lower_heading(view) or _title_without_heading(view)


def _marked_title(view: PricePage) -> Title | None:
    """What the marks of one element, which is no heading and leads nowhere, call the product's name."""
    read = view.reading
    marked = [i for i in range(len(read.tags)) if read.has_words(i) and _NAME_MARK.search(read.own_marks(i))]
    first = marked[0] if marked else -1
    words = {clean(read.words(i)) for i in marked}
    if len(words) != 1 or any(read.href(i) for i in (*read.ancestors(first), *read.links_in(first))):
        return None
    text = words.pop()
    others = [*_own_names(view), *(name for name in _names(view) if name)]
    if others and max(likeness(text, " ".join(others)), *(likeness(other, text) for other in others)) <= 0.3:
        return None
    whole = len(tokens(text)) > 1 and len(text) <= _LONGEST and not view.marked_outside(first)
    return Title(text, read.words(first), first, read.span(first)[0]) if whole else None


def _lower_heading(view: PricePage) -> Title | None:
    """The heading below the first rank that the page's <title> begins with, before the name of its shop."""
    read = view.reading
    parts = _SEGMENTS.split(view.page.title)
    own = {fold(clean("".join(parts[:end]))) for end in range(1, len(parts), 2)}
    for i in read.body.of("h2", "h3", "h4"):
        if not read.has_words(i) or read.links_in(i) or fold(clean(read.words(i))) not in own:
            continue
        if len(tokens(read.words(i))) > 1 and not view.marked_outside(i):
            return Title(clean(read.words(i)), read.words(i), i, read.span(i)[0])
    return None


def is_about(view: PricePage, node: Node) -> bool:
    """Whether structured data gives the page's own address as that of its product."""
    links = [*node.texts("url", "@id"), *(u for o in node.nodes("offers") for u in o.texts("url"))]
    return any(view.address(u) in view.addresses for u in links if u.strip())


def _leads_to_price(view: PricePage, heading: int) -> bool:
    """Whether an amount stands close behind a heading: then even a single word of it names a product."""
    end = view.reading.span(heading)[1]
    return bool(view.within(end, end + _CLOSE))


def _before_price(view: PricePage, headings: list[int]) -> int | None:
    """Of several headings that the page's <title> does not repeat, the last one before the first amount close behind.

    Slogans and names of shops are set as headings, too, above the product's own.
    """
    ends = [(view.reading.span(i)[1], i) for i in headings]
    first = next((near[0].amount.start for end, _ in ends if (near := view.within(end, end + _CLOSE))), -1)
    return next((i for end, i in reversed(ends) if end <= first <= end + _CLOSE), None)


def _weak_title(view: PricePage, best: Title) -> Title:
    other = _title_without_heading(view)
    if fold(other.text) == fold(best.text):
        return best
    own = other.text == _without_site(view, clean(view.page.title)) or view.page.title.startswith(other.text)
    return other if other.text and not own else best


def _title_without_heading(view: PricePage) -> Title:
    products = [n for n in view.nodes if _PRODUCTS.intersection(n.types) and _OWN_PATHS.issuperset(n.path)]
    names = [n.text("name") for n in products]
    own = {n.text("name") for n in products if is_about(view, n)}
    for raw in (*names, *view.meta.texts("og:title"), view.page.title):
        if raw.strip() and (raw in own or likeness(raw, view.page.title or raw) > 0.3):
            text = _without_site(view, clean(raw))
            return Title(text, raw if raw in view.page.html else "", -1, max(0, view.reading.text.find(text)))
    return Title("", "")


def _own_names(view: PricePage) -> list[str]:
    """What the page calls itself, unless it only names its shop ("Halou.de")."""
    sites = _sites(view)
    named = (view.page.title, view.meta.text("og:title"))
    return [name for name in named if name and _letters(name) not in sites and not _DOMAIN.fullmatch(name)]


def names_shop(view: PricePage, name: str) -> bool:
    """Whether `name` is but that of the shop."""
    return _letters(name) in _sites(view)


def _sites(view: PricePage) -> set[str]:
    """The names of the shop by its address and its data, letters only."""
    host = (urlsplit(view.page.url).hostname or "").removeprefix("www.")
    return {_letters(s) for s in (view.meta.text("og:site_name"), host, host.partition(".")[0])} - {""}


def _without_site(view: PricePage, title: str) -> str:
    """The title of a page without the name of its shop before or behind it ("Halou: Lamp 7", "Lamp 7 | Halou")."""
    sites = _sites(view)
    parts = _SEGMENTS.split(title)
    if len(parts) > 2 and _letters(parts[-1]) in sites:
        parts = parts[:-2]
    if len(parts) > 2 and _letters(parts[0]) in sites:
        parts = parts[2:]
    return "".join(parts)


def _letters(words: str) -> str:
    return re.sub(r"\W", "", fold(words))


def _without_actions(read: Reading, heading: int) -> str:
    """The words of a heading without those that one clicks to do something ("show the original title")."""
    start, end = read.span(heading)
    words, at = [], start
    for link in read.links_in(heading):
        low, high = read.span(link)
        if low >= at and 2 * (high - low) < end - start and leads_nowhere(read.href(link)):
            words.append(read.parted(at, low))
            at = high
    return "".join((*words, read.parted(at, end))).rstrip(" -–|")


def _trimmed(words: str, view: PricePage) -> str:
    """The heading without what only stands in front of the name ("Details about ...") or behind it (a dialogue)."""
    lines = [line for line in words.split("\n") if line.strip()]
    text = clean(" ".join(lines))
    stated = _names(view)
    for name in stated:
        if len(name) > 8 and text.startswith(name) and len(text) > 1.3 * len(name):
            return name
    head = view.page.title.partition(" | ")[0].strip(" -–")
    if len(head) >= 12 and head != text and head in text and len(head) >= 0.4 * len(text) and " | " in view.page.title:
        return head
    core = view.page.title[:24]
    at = text.find(core) if len(core) >= 12 else -1
    if 0 < at <= 25 and text[at - 1] in " :-–":
        return text[at:]
    return text


def _names(view: PricePage) -> Iterable[str]:
    return (clean(n.text("name")) for n in view.nodes if "product" in n.types)
