"""Addresses of a shop: which are the same page, which belong to the shop, and which must not be asked for. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

from sweep.gather.addresses import literal

_TRACKING = re.compile(
    r"^(?:utm_.*|mtm_.*|pk_.*|hsa_.*|gclid|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|yclid|twclid|igshid|mc_[ce]id"
    r"|_ga|_gl|srsltid|epik|ref_src|cmpid|_pos|_psq|_ss|_sid|_fid|pr_prod_strat|pr_rec_id|pr_rec_pid|pr_ref_pid|pr_seq"
    r"|phpsessid|jsessionid|sessionid|sid|osCsid|zenid)$",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)
# A GET that a careless shop may act upon: baskets, lists, sessions, accounts, choices kept for the visitor.
_CHANGES_STATE = re.compile(
    # anywhere, as these words belong to no product
    r"(?<![a-z])add[-_]?(?:to|2)[-_]?(?:cart|basket|bag|wish|compare)|(?<![a-z])add[-_](?:product|item|all)(?![a-z])"
    r"|ajouter[-_]?au[-_]?panier|in[-_]?den[-_]?warenkorb|log[-_]?(?:out|off)(?![a-z])|sign[-_]?(?:out|off)(?![a-z])"
    r"|d[ée]connexion|se[-_]deconnecter|abmelden|ausloggen|uitloggen|afmelden|cerrar[-_]sesi[oó]n|wyloguj"
    r"|terminar[-_]sess[aã]o|unsubscribe|d[ée]sabonne|d[ée]sinscri|abbestellen|uitschrijven"
    # as a part of the path: "/hair-remover" is a thing, "/remove/7" a deed
    r"|/(?:cart|basket|panier|warenkorb)/(?:add|change|update|clear|empty)(?=[/?]|$)|/(?:wishlist|compare|vote)(?=[/?]|$)"
    r"|/(?:add|delete|remove|clear|supprimer|l(?:oe|ö)schen|verwijder(?:en)?|borrar|elimina|usun)(?=[/?]|$)|/feed/?$|/rss/?$"
    # as a parameter
    r"|[?&](?:action|do|task|cmd|op|add|remove|delete|qty|quantity|token|nonce|_wpnonce|form_key|submit\w*"
    r"|add[-_]?to[-_]?\w+|remove_item|id_currency|currency|___store|set_?currency|set_?lang"
    r"|back|redirect|return(?:_?to|_?url)?|continue)=",
    re.IGNORECASE,
)
# Another order, or a part, of a list that has an address of its own.
_VIEW = re.compile(
    r"[?&](?:order|order_?by|sort|sort_?by|sorting|dir|direction|filter[^=]*|s|search\w*|query|facet\w*"
    r"|limit|per_?page|results?perpage|product_list_\w+|min_?price|max_?price|price)=|[?&]q=(?![^&]*(?:/|%2f))",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|m?js|json|xml|txt|zip|gz|rar|7z|exe|dmg|apk|mp[34]|m4[av]|mov|avi|webm"
    r"|woff2?|ttf|eot|ics|vcf|csv|xlsx?|docx?|pptx?|epub)$",
    re.IGNORECASE,
)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=20_000)  # every page of a shop leads to the same places
def normalise(url: str) -> str:
    """`url` as it is asked for: no fragment, no user, no tracking or session parameters; "" if it is no web address."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in ("http", "https") or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    if port and port != (443 if scheme == "https" else 80):
        host = f"{host}:{port}"
    path = _SESSION_PATH.sub("", parts.path) or "/"
    return urlunsplit((scheme, host, path, _query(parts.query), ""))


def _query(query: str) -> str:
    # Untouched where nothing is dropped: some servers are particular about order and escapes.
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


@lru_cache(maxsize=20_000)
def page_id(url: str) -> str:
    """Equal for addresses that mean the same page: scheme, "www." and a final slash make no difference."""
    parts = urlsplit(normalise(url))
    host = parts.netloc.removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=20_000)
def site(url: str) -> str:
    """The shop behind an address: its registrable domain, or host and port where it has none; "" if there is none."""
    parts = urlsplit(normalise(url))
    host = parts.hostname or ""
    if not host or literal(host) is not None or "." not in host:
        return parts.netloc
    return str(_suffixes().privatesuffix(host) or host)


def name_of(url: str) -> str:
    """What a shop calls itself in its domain: "vendolux" for vendolux.fr and vendolux.co.uk; "" for bare hosts."""
    domain = site(url)
    return domain.split(".")[0] if "." in domain and ":" not in domain and literal(domain) is None else ""


@lru_cache(maxsize=20_000)
def changes_state(url: str) -> bool:
    """Whether asking for `url` may change something in the shop, or in the session that the visit lives in."""
    parts = urlsplit(url)
    return bool(_CHANGES_STATE.search(unquote(parts.path) + (f"?{parts.query}" if parts.query else "")))


def is_view(url: str) -> bool:
    """Whether `url` only sorts, filters or searches what another address lists."""
    return bool(_VIEW.search(f"?{urlsplit(url).query}"))


def is_file(url: str) -> bool:
    """Whether `url` is by its name no page to read. A PDF is one: terms are often kept in it."""
    return bool(_FILE.search(urlsplit(url).path))


def starts(target: str) -> tuple[str, ...]:
    """The addresses to try for a line of a list: as it stands, or with https and then http where it names neither."""
    text = target.strip()
    if re.match(r"^https?://", text, re.IGNORECASE):
        return (normalise(text),)
    if not text or "://" in text:
        return ()
    return tuple(u for u in (normalise(f"https://{text}"), normalise(f"http://{text}")) if u)


def shown(url: str) -> str:
    """`url` as a reason may name it to people: short, and without control characters for their terminals."""
    return "".join(c if c.isprintable() else quote(c) for c in url[:200])
