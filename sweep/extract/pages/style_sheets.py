"""What the style sheets in a page hide: elements whose class or id they give `display: none`, on every screen.

Read with care, for a script or another style sheet may show such an element again. So what is hidden like this is left
out of a page's text only where nothing moves (`quiet`); elsewhere it is a worse candidate where people see another
amount (`price_block`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.page import Page, PerPage
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.quiet import without_comments
from sweep.extract.pages.reading import Reading

_STYLES = Mention("<style")
_NONE = re.compile(r"display\s{0,9}:\s{0,9}none")
_SIMPLE = re.compile(r"[\w-]{0,40}((?:[.#][\w-]{1,80}){1,4})")
_MOST = 400_000  # characters of style sheets that are looked at
_SELECTORS = 2_000  # characters of one rule's selectors
_RULES = 500


def hidden_by_style(page: Page, read: Reading, element: int) -> bool:
    """Whether an element, or one round it, has classes and id that the page's own style sheets hide everywhere."""
    css, rules = _rules(page) if _STYLES.on(page) else ("", {})
    if not rules:
        return False
    for at in read.ancestors(element):
        attributes = read.body.attributes[at]
        if not attributes or "display" in (attributes.get("style") or ""):
            continue
        own = {f".{name}" for name in (attributes.get("class") or "").split()} | {f"#{attributes.get('id') or ''}"}
        if any(names <= own and not _shown(css, rule) for names, rule in rules.items()):
            return True
    return False


_Rules = tuple[str, dict[frozenset[str], str]]
_CACHE: PerPage[_Rules] = PerPage()


def _rules(page: Page) -> _Rules:
    """The style sheets of a page, and the rules that hide: classes and ids (".a", "#b") to their selector."""
    if page not in _CACHE:
        css = "\n".join(node.text() for node in page.tree.css("style") if not node.attributes.get("media"))[:_MOST]
        hidden = dict.fromkeys(_hidden(without_comments(css))) if _NONE.search(css) else {}
        _CACHE[page] = css, {frozenset(re.findall(r"[.#][\w-]+", rule)): rule for rule in hidden}
    return _CACHE[page]


def _hidden(css: str) -> Iterator[str]:
    """The plain selectors (".a.b") of rules that hide, but for those inside @media and the like."""
    depth = at = number = 0
    for none in _NONE.finditer(css):
        depth += css.count("{", at, none.start()) - css.count("}", at, none.start())
        at, number = none.start(), number + 1
        opened = css.rfind("{", max(0, at - _SELECTORS), at)
        if depth != 1 or opened < 0 or number > _RULES:
            continue
        begin = max(css.rfind(mark, max(0, opened - _SELECTORS), opened) for mark in "};")
        for selector in css[begin + 1 : opened].split(","):
            if simple := _SIMPLE.fullmatch(selector.strip()):
                yield simple[1]


def _shown(css: str, rule: str) -> bool:
    """Whether a rule for the same class or id, perhaps with more to it, gives it another display."""
    name = re.escape(rule)
    return bool(
        re.search(rf"{name}(?![\w-])[^{{}}]{{0,300}}\{{[^{{}}]{{0,900}}display\s{{0,9}}:\s{{0,9}}(?!none)\w", css)
    )
