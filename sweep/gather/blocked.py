"""Knows a page that is not the shop's: a bot challenge, a wall, a parked domain, a closed shop, an empty shell.

Conservative on purpose. Protection scripts, captchas on forms and short pages are everyday; a page counts as blocked
only where a sign that stands on such pages alone is there, or where hardly anything else is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from checks.facts import Unknown
from sweep.extract.page import Page, PerPage, visible_text
from sweep.extract.words.text import fold
from sweep.gather.phrases import CLOSED_SHOP, COMING_SOON, FOR_SALE, MAINTENANCE, NOT_FOUND, SCRIPTS
from sweep.gather.walls import AGE, CONSENT, GEO, HUMAN, LOGIN

Headers = Mapping[str, str] | Iterable[tuple[str, str]]

_BARE = 250  # characters of text: less is no page of a shop
_SHORT = 900  # characters of text: a notice, not a page with goods
_FEW_LINKS = 6


def blocked(page: Page, headers: Headers) -> Unknown | None:
    """Why `page` says nothing about the shop; None for a page that does. `headers` are those of its response.

    Kinds: "blocked", "closed", "scripts needed", "not fetched" (404 in either form), "unreachable" (5xx).
    """
    if page.problem:
        return None
    if page not in _CACHE:
        _CACHE[page] = _blocked(page, headers)
    return _CACHE[page]


_CACHE: PerPage[Unknown | None] = PerPage()


def _blocked(page: Page, headers: Headers) -> Unknown | None:
    look = _Look(page, _lowered(headers))
    for question in _QUESTIONS:
        answer = question(look)
        if answer is not None:
            return answer
    return None


@dataclass(eq=False)
class _Look:
    """One page and what all questions need of it. Most have far more text than a notice: size comes first."""

    page: Page
    headers: dict[str, str]

    @property
    def size(self) -> int:
        return len(self.page.text)

    @property
    def bare(self) -> bool:
        return self.size < _BARE

    @cached_property
    def links(self) -> int:
        """Different pages of its own site that the page leads to."""
        host, own = _host(self.page.url), self.page.url.rstrip("/")
        targets = {k.url.partition("#")[0].rstrip("/") for k in self.page.links if k.kind == "a"}
        return sum(1 for url in targets - {own} if _host(url) == host)

    @property
    def notice(self) -> bool:
        """Whether the page is no more than a notice: little text, few links."""
        return self.size < _SHORT and self.links < _FEW_LINKS

    def loud(self) -> str:
        """Folded title and headings: what the page is about."""
        return fold("\n".join((self.page.title, *self.page.headings)))

    def words(self) -> str:
        """Folded title and text of a short page."""
        return fold(f"{self.page.title}\n{self.page.text[:_SHORT]}")

    def has(self, selector: str) -> bool:
        return self.page.tree.css_first(selector) is not None


@dataclass(frozen=True)
class _Wall:
    """Signs of one protection service. All that are given must be there."""

    name: str
    html: tuple[str, ...] = ()  # any of these, in the source
    header: tuple[str, str] = ("", "")  # name, and what its value contains
    title: str = ""  # the title begins so
    size: int = _SHORT  # text at most so long
    statuses: tuple[int, ...] = ()


_WALLS = (
    _Wall("Cloudflare challenge", header=("cf-mitigated", "challenge"), size=10_000),
    _Wall("Cloudflare challenge", html=("_cf_chl_opt", "cf-challenge-running", 'id="challenge-form"')),
    _Wall("Cloudflare block", html=("cf-error-details", "cf-wrapper"), title="attention required!", size=3_000),
    _Wall("Cloudflare block", html=("cf-error-details",), statuses=(403, 429, 503), size=3_000),
    _Wall("DataDome", html=("geo.captcha-delivery.com", "ct.captcha-delivery.com"), size=_BARE * 2),
    _Wall("HUMAN (PerimeterX)", html=('id="px-captcha"', "id='px-captcha'", "px-captcha-container")),
    _Wall("HUMAN (PerimeterX)", html=("_pxAppId", "perimeterx"), title="access to this page has been denied"),
    _Wall("Akamai", html=("errors.edgesuite.net", "errors.edgekey.net"), title="access denied"),
    _Wall("Akamai", html=("sec-if-cpt-container", "/_sec/cp_challenge/", "sec-bc-text-container", "bm-verify=")),
    _Wall("Imperva", html=("Incapsula incident ID", "incident_id=", "Powered By Incapsula"), size=_BARE * 2),
    _Wall("Imperva", html=("_Incapsula_Resource",), size=60),
    _Wall("AWS WAF", header=("x-amzn-waf-action", ""), size=10_000),
    _Wall("AWS WAF", html=("awsWafCookieDomainList", "AwsWafIntegration.", "gokuProps"), size=_BARE),
    _Wall("Sucuri", html=("sucuri_cloudproxy_js", "Sucuri WebSite Firewall - Access Denied", "cloudproxy@sucuri.net")),
    _Wall("Vercel", header=("x-vercel-mitigated", "challenge"), size=10_000),
    _Wall("DDoS-Guard", html=("check.ddos-guard.net", "/.well-known/ddos-guard/"), title="ddos-guard"),
    _Wall("StackPath", html=("sbbi/?sbbpg=", "_sgcaptcha", "/.well-known/sgcaptcha/"), size=_BARE),
    _Wall("Kasada", html=("/149e9513-01fa-4fb0-aad4-566afd725d1b/", "KPSDK.configure"), size=_BARE),
    _Wall("Wordfence", html=("Generated by Wordfence", "wordfence.com/help/?query=locked-out"), size=3_000),
)
_CAPTCHA = (
    "iframe[src*=captcha], .g-recaptcha, .h-captcha, .cf-turnstile, #captcha, [name=captcha], img[src*=captcha], "
    "script[src*=recaptcha], script[src*=hcaptcha], script[src*=turnstile], input[name*=captcha]"
)


def _wall(look: _Look) -> Unknown | None:
    for wall in _WALLS:
        if _stands(wall, look):
            return Unknown("blocked", f"bot challenge ({wall.name})")
    return None


def _stands(wall: _Wall, look: _Look) -> bool:
    name, value = wall.header
    if name and (name not in look.headers or value not in look.headers[name]):
        return False
    if wall.statuses and look.page.status not in wall.statuses:
        return False
    if look.size > wall.size or (wall.title and not fold(look.page.title).startswith(wall.title)):
        return False
    return not wall.html or any(sign in look.page.html for sign in wall.html)


def _captcha(look: _Look) -> Unknown | None:
    """A captcha and the request to prove oneself human, and nothing else."""
    if look.notice and look.has(_CAPTCHA) and HUMAN.search(look.words()):
        return Unknown("blocked", "bot challenge (captcha)")
    return None


_REFUSED = {
    401: "asks for a name and password (status 401)",
    403: "refuses us (status 403)",
    407: "asks for a proxy's password (status 407)",
    429: "too many requests (status 429)",
    451: "not available here for legal reasons (status 451)",
}


def _status(look: _Look) -> Unknown | None:
    status = look.page.status
    if status in _REFUSED:
        return Unknown("blocked", _REFUSED[status])
    if status >= 500:
        closed = MAINTENANCE.search(look.words())
        return Unknown("closed", "maintenance") if closed else Unknown("unreachable", f"status {status}")
    if status >= 400:
        return Unknown("not fetched", f"the page does not exist (status {status})")
    return None


def _password(look: _Look) -> Unknown | None:
    """A storefront behind a password, as shops are before they open."""
    if look.size >= _SHORT * 2 or not look.has('input[type="password"]'):
        return None
    own_page = urlsplit(look.page.url).path.rstrip("/") == "/password"
    if own_page or look.has(
        'form[action$="/password"], form[action*="postpass"], #shopify-section-main-password-header'
    ):
        return Unknown("closed", "the shop asks for a password before it opens")
    return None


def _login(look: _Look) -> Unknown | None:
    if look.notice and look.has('input[type="password"]') and LOGIN.search(look.words()):
        return Unknown("blocked", "login wall")
    return None


def _age(look: _Look) -> Unknown | None:
    if look.notice and AGE.search(look.words()) and not look.has(_GOODS):
        return Unknown("blocked", "age gate")
    return None


def _consent(look: _Look) -> Unknown | None:
    """Nothing but the demand to accept trackers: a banner over a shop has the shop beside it."""
    if look.size >= _SHORT * 2 or look.links >= _FEW_LINKS or look.has(_GOODS):
        return None
    if CONSENT.search(look.words()) and look.has("button, input[type=submit], a[href*=consent], [id*=consent]"):
        return Unknown("blocked", "consent wall")
    return None


def _geo(look: _Look) -> Unknown | None:
    if look.notice and GEO.search(look.words()):
        return Unknown("blocked", "not available in our country")
    return None


_PARKING = (
    *(f"{name}.com" for name in "sedoparking parkingcrew parklogic bodis domainmarket cashparking parkweb".split()),
    *("skenzo.com", "uniregistry.com", "voodoo.com", "parkzilla.com", "ztomy.com", "parkingcrew.net"),
    *("img1.wsimg.com/parking-lander", "window.park =", "window.park=", "/_parking/", "data-adblockkey="),
    *("hugedomains.com/domain_profile", "dan.com/buy-domain", "afternic.com/forsale"),
)


def _parked(look: _Look) -> Unknown | None:
    if look.size >= _SHORT * 2 or look.links >= _FEW_LINKS:
        return None
    if any(sign in look.page.html for sign in _PARKING) or (look.notice and FOR_SALE.search(look.words())):
        return Unknown("closed", "parked domain")
    return None


def _closed(look: _Look) -> Unknown | None:
    """A notice that the shop is not there, now or any more: it has to be what the page is about."""
    if not look.notice:
        return None
    for pattern, name in ((MAINTENANCE, "maintenance"), (COMING_SOON, "not open yet"), (CLOSED_SHOP, "shop closed")):
        # In the text of a page with a heading, "closed" speaks of Sundays; of a site in maintenance it says so anyhow.
        in_text = not look.page.headings or (look.bare and pattern is not CLOSED_SHOP)
        if pattern.search(look.words() if in_text else look.loud()):
            return Unknown("closed", name)
    return None


_GOODS = '[itemtype*="schema.org/Product"], meta[property="og:type"][content="product"]'


def _soft_404(look: _Look) -> Unknown | None:
    """A page that says it does not exist, with status 200. A product may bear any name, so goods count more."""
    titles = (look.page.title, *look.page.headings[:2])
    if any(NOT_FOUND.match(fold(title).strip()) for title in titles) and not look.has(_GOODS):
        return Unknown("not fetched", "the page says that it does not exist (status 200)")
    return None


_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, #main-app, #svelte, app-root, [ng-version], [data-reactroot]"


def _needs_scripts(look: _Look) -> Unknown | None:
    """Hardly a word and nowhere to go, but scripts, and a place they would fill or a notice that they are needed."""
    if not look.bare or look.links >= 3 or not look.has("script"):
        return None
    notices = " ".join(fold(visible_text(n) or n.text()) for n in look.page.tree.css("noscript")[:5])
    root = look.page.tree.css_first(_ROOTS)
    if SCRIPTS.search(f"{notices} {look.words()}") or (root is not None and len(root.text().strip()) < _BARE):
        return Unknown("scripts needed", "the page is empty until a browser runs its scripts")
    return None


_QUESTIONS: tuple[Callable[[_Look], Unknown | None], ...] = (
    _wall,
    _captcha,
    _password,
    _status,
    _login,
    _age,
    _consent,
    _geo,
    _parked,
    _closed,
    _soft_404,
    _needs_scripts,
)


@lru_cache(maxsize=20_000)
def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _lowered(headers: Headers) -> dict[str, str]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return {name.lower(): value.lower() for name, value in pairs}
