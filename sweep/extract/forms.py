"""Forms in which a consumer can write to the shop, told from search fields, sign-ins and newsletters."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from sweep.extract.page import Page

_TEXT_TYPES = ("", "text", "email", "tel", "number", "date")
_OTHER_USE = re.compile(r"search|such|recherche|newsletter|subscri|login|sign-?in|connexion|review|comment|cart|basket")
_TEXTAREA = re.compile(r"<textarea\b[^>]{0,500}>", re.IGNORECASE)


def has_form(page: Page) -> bool:
    """Whether a page has a form with a message field, or with at least two text fields and no password."""
    return any(_is_letter(form) or _has_fields(form) for form in page.tree.css("form"))


def contact_form(page: Page) -> str:
    """The raw tag of the message field of a contact form, as it stands in the page's html, or ""."""
    if not any(_is_letter(form) for form in page.tree.css("form")):
        return ""
    match = _TEXTAREA.search(page.html)
    return match[0] if match else ""


def _marks(form: LexborNode) -> str:
    attributes = form.attributes
    return " ".join(attributes.get(name) or "" for name in ("action", "id", "class", "name", "role")).lower()


def _is_letter(form: LexborNode) -> bool:
    # No e-mail field is asked for: a customer who is signed in need not give one.
    return form.css_first("textarea") is not None and not re.search(r"review|comment|cart|basket", _marks(form))


def _has_fields(form: LexborNode) -> bool:
    if _OTHER_USE.search(_marks(form)) or form.css_first("input[type=password]") is not None:
        return False
    fields = [n for n in form.css("input") if (n.attributes.get("type") or "").lower() in _TEXT_TYPES]
    return len(fields) >= 2
