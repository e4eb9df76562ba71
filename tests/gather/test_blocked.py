"""Pages that are not the shop's, and the everyday pages that resemble them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from sweep.capture import Response
from sweep.evidence.archive import read_capture
from sweep.extract.page import Page, parse_page
from sweep.gather.blocked import blocked
from tests.shared import shared

NAV = "".join(f'<a href="/c/{name}">{name}</a> ' for name in "lamps chairs tables rugs shelves beds desks".split())
GOODS = (
    f"<nav>{NAV}</nav><h1>Lamp Orbis</h1><p>"
    + "A lamp of oiled oak with a shade of linen. " * 30
    + "</p><p>49,00 EUR</p><footer><a href='/terms'>Terms</a></footer>"
)


def look(
    body: str, *, head: str = "", status: int = 200, url: str = "https://vendolux.example/", **headers: str
) -> tuple[Page, tuple[tuple[str, str], ...]]:
    pairs = (("Content-Type", "text/html"), *((k.replace("_", "-"), v) for k, v in headers.items()))
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    response = Response(url, status, "", pairs, html.encode(), datetime(2026, 11, 21, tzinfo=UTC))
    return parse_page(response), pairs


def title(text: str) -> str:
    return f"<title>{text}</title>"


BLOCKED = {
    "cloudflare, header": look("<p>wait</p>", status=403, cf_mitigated="challenge"),
    "cloudflare, script": look("<script>window._cf_chl_opt={}</script>", head=title("Just a moment...")),
    "cloudflare, block": look(
        '<div class="cf-error-details"><p>You cannot see vendolux.example</p></div>',
        head=title("Attention Required! | Cloudflare"),
        status=403,
    ),
    "datadome": look('<script src="https://ct.captcha-delivery.com/c.js"></script>', status=403),
    "datadome with status 200": look('<iframe src="https://geo.captcha-delivery.com/captcha/"></iframe>'),
    "human": look('<div id="px-captcha"></div><p>Press and hold</p>', status=403),
    "akamai": look(
        "<h1>Access Denied</h1><p>Reference #18.1</p><p>https://errors.edgesuite.net/18.1</p>",
        head=title("Access Denied"),
        status=403,
    ),
    "akamai interstitial": look('<div id="sec-if-cpt-container"></div>'),
    "imperva": look('<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1</iframe>'),
    "aws waf": look("<p>One step</p>", status=405, x_amzn_waf_action="captcha"),
    "aws waf, script": look("<script>window.gokuProps = {}; AwsWafIntegration.checkForceRefresh()</script>"),
    "sucuri": look("<script>sucuri_cloudproxy_js='';</script>"),
    "captcha": look('<p>Please verify you are human</p><div class="g-recaptcha"></div>'),
    "captcha, french": look('<h1>Vérification de sécurité</h1><img src="/captcha.png"><input name="captcha">'),
    "captcha, german": look('<p>Bestätigen Sie, dass Sie kein Roboter sind</p><div class="h-captcha"></div>'),
    "forbidden": look("<h1>Forbidden</h1>", status=403),
    "too many": look("<h1>Slow down</h1>", status=429),
    "legal reasons": look("<h1>Unavailable</h1>", status=451),
    "login": look('<h1>Connexion</h1><form><input name="u"><input type="password"></form>'),
    "login, dutch": look('<h1>Inloggen voor leden</h1><form><input type="password"></form>'),
    "age": look("<h1>Vendolux</h1><p>Avez-vous plus de 18 ans ?</p><a href='/entree'>Oui</a> <a href='/'>Non</a>"),
    "country": look("<h1>Sorry</h1><p>This shop is not available in your country.</p>"),
    "age, german": look("<h1>Willkommen</h1><p>Sind Sie über 18?</p><button>Ja</button>"),
    "consent, english": look("<p>To continue to Vendolux, accept all cookies.</p><button>Accept</button>"),
    "consent, french": look("<h1>Vos choix</h1><p>Pour continuer, acceptez les cookies.</p><button>J'accepte</button>"),
    "consent, german": look("<p>Um fortzufahren, stimmen Sie bitte Cookies zu.</p><button>Zustimmen</button>"),
    "consent, italian": look("<p>Per continuare è necessario il consenso.</p><button>Accetto</button>"),
    "captcha, danish": look('<p>Bekræft, at du er et menneske</p><div class="h-captcha"></div>'),
    "login, swedish": look('<h1>Logga in</h1><form><input type="password"></form>'),
    "country, czech": look("<h1>Omlouváme se</h1><p>Obsah není dostupný ve vaší zemi.</p>"),
    "country, greek": look("<p>Το κατάστημα δεν είναι διαθέσιμο στη χώρα σας.</p>"),
    "country, german": look("<p>Leider ist unser Angebot in Ihrem Land nicht verfügbar.</p>"),
}
CLOSED = {
    "parked": look('<script src="https://www.sedoparking.com/js/x.js"></script><p>Related searches</p>'),
    "for sale": look("<h1>vendolux.example</h1><p>This domain is for sale.</p>"),
    "for sale, french": look("<p>Le nom de domaine vendolux.example est à vendre</p>"),
    "for sale, german": look("<p>Diese Domain steht zum Verkauf!</p>"),
    "maintenance": look("<h1>Site en maintenance</h1><p>Nous serons de retour bientôt.</p>"),
    "maintenance, 503": look("<h1>Wartungsarbeiten</h1>", status=503),
    "back soon": look("<h1>We'll be back soon</h1>"),
    "dutch maintenance": look("<h1>Onze webshop is in onderhoud</h1>"),
    "for sale, hungarian": look("<p>A domain eladó: vendolux.example</p>"),
    "for sale, romanian": look("<p>Domeniul vendolux.example este de vânzare</p>"),
    "maintenance, swedish": look("<h1>Vi är snart tillbaka</h1>"),
    "maintenance, czech": look("<h1>Probíhá údržba</h1><p>Brzy jsme zpět.</p>"),
    "maintenance, finnish": look("<h1>Verkkokauppa on huollossa</h1>"),
    "maintenance, bulgarian": look("<h1>Сайтът е в процес на поддръжка</h1>"),
    "maintenance, greek": look("<h1>Η σελίδα είναι υπό συντήρηση</h1>"),
    "closed, danish": look("<h1>Butikken er lukket</h1>"),
    "closed, hungarian": look("<h1>A webáruház véglegesen bezárt</h1>"),
    "closed, lithuanian": look("<h1>Parduotuvė yra uždaryta</h1>"),
    "not open, slovak": look("<h1>Už čoskoro</h1>"),
    "not open": look("<h1>Coming soon</h1>", head=title("Vendolux")),
    "not open, french": look("<h1>Notre boutique ouvre bientôt</h1>"),
    "closed": look("<h1>Notre boutique est définitivement fermée</h1><p>Merci de votre confiance.</p>"),
    "closed, german": look("<h1>Unser Onlineshop ist geschlossen</h1>"),
    "password": look(
        '<h1>Opening soon</h1><form action="/password"><input type="password"></form>',
        url="https://vendolux.example/password",
    ),
}
GONE = {
    "404": look("<p>Hm.</p>", status=404),
    "410": look(GOODS, status=410),
    "soft": look(GOODS, head=title("Page not found | Vendolux")),
    "soft, heading": look(f"<nav>{NAV}</nav><h1>404</h1><p>Nothing here.</p>" + "<p>New in our shop today.</p>" * 40),
    "soft, french": look("<h1>Page introuvable</h1>" + GOODS.replace("h1", "h2")),
    "soft, german": look("<h1>Seite nicht gefunden</h1>"),
    "soft, spanish": look("<h1>404 - Página no encontrada</h1>"),
    "soft, norwegian": look("<h1>Siden ble ikke funnet</h1>"),
    "soft, croatian": look("<h1>Stranica nije pronađena</h1>"),
    "soft, finnish": look("<h1>Sivua ei löytynyt</h1>"),
    "soft, polish": look("<h1>Nie znaleziono strony</h1>"),
}
EMPTY = {
    "root": look('<div id="root"></div><script src="/a.js"></script>'),
    "nuxt": look('<div id="__nuxt"><div class="spin"></div></div><script src="/a.js"></script>'),
    "notice": look("<noscript>You need to enable JavaScript to run this app.</noscript><script src='/a.js'></script>"),
    "notice, german": look("<noscript>Bitte aktivieren Sie JavaScript.</noscript><script>run()</script>"),
}
FINE = {
    "goods": look(GOODS),
    "captcha on a form": look(GOODS + '<form><div class="g-recaptcha"></div></form><p>I am not a robot</p>'),
    "protection scripts": look(
        GOODS
        + "<script src='/cdn-cgi/challenge-platform/h/b/scripts/jsd/main.js'></script>"
        + "<script src='https://js.datadome.co/tags.js'></script><script>window._pxAppId='PX1'</script>"
        + "<script src='/_Incapsula_Resource?SWJIYLWA=7'></script>",
        cf_ray="1",
        x_datadome="protected",
        server="cloudflare",
        x_sucuri_id="1",
    ),
    "contact page with captcha": look(
        '<h1>Contact</h1><p>Write to us.</p><form><textarea></textarea><div class="h-captcha"></div></form>'
    ),
    "login beside a shop": look(f'<nav>{NAV}</nav><h1>Sign in</h1><form><input type="password"></form>'),
    "register form under goods": look(GOODS + '<form action="/login"><input type="password"> Login</form>'),
    "short legal notice": look("<h1>Mentions légales</h1><p>Vendolux SARL, 3 rue des Essais, 59000 Lille</p>"),
    "short page": look("<p>Hello</p>"),
    "short page with a script": look("<h1>Vendolux</h1><p>Hello</p><script src='/a.js'></script>"),
    "domain shop": look(GOODS + "<p>This domain is for sale at our partner's.</p>"),
    "maintenance in the news": look(GOODS + "<p>Our phones are under maintenance on Sunday.</p>"),
    "maintenance kit": look(
        f"<nav>{NAV}</nav><h1>Kit for maintenance</h1><p>For bicycles</p>", head=title("Maintenance kit")
    ),
    "maintenance kit, czech": look("<h1>Sada na údržbu kol</h1><p>Údržba řetězu</p>", head=title("Údržba kola")),
    "maintenance kit, slovene": look("<h1>Komplet za vzdrževanje koles</h1><p>29,00 EUR</p>"),
    "maintenance kit, hungarian": look("<h1>Karbantartás készlet</h1><p>12 000 Ft</p>"),
    "consent banner": look(
        GOODS + "<div id='consent'><p>To continue, accept all cookies.</p><button>Accept</button></div>"
    ),
    "consent banner over a short page": look(
        f"<nav>{NAV}</nav><h1>Vendolux</h1><p>To continue, accept all cookies.</p><button>Accept</button>"
    ),
    "cookie policy": look(
        "<h1>Cookies</h1><p>We use cookies to remember your basket. Accept or refuse them at any time.</p>"
        "<button>Settings</button>"
    ),
    "cloudflare in front": look(GOODS, server="cloudflare", cf_ray="1", cf_cache_status="DYNAMIC"),
    "a blog on parking": look(
        f"<nav>{NAV}</nav><h1>Parked domains: what they earn</h1><p>A domain is parked when nobody uses it.</p>"
        + "<p>We looked at a hundred of them.</p>" * 40
    ),
    "a shop for parking meters": look(GOODS, head=title("Parked free | Parking meters")),
    "coming soon in a list": look(f"<nav>{NAV}</nav><h1>New lamps</h1><h2>Coming soon</h2><p>Orbis II</p>"),
    "closed on sundays": look("<h1>Opening hours</h1><p>On Sunday the shop is closed.</p>"),
    "product named 404": look(GOODS, head=title("404 Tiles, set of nine")),
    "error codes": look("<h1>Error codes of the Orbis lamp</h1><p>E404: the page of the manual that says so</p>"),
    "a book of that name": look(
        "<h1>Page not found</h1><div itemscope itemtype='https://schema.org/Product'>A novel</div>"
    ),
    "rendered app": look(f'<div id="root">{GOODS}</div><script src="/a.js"></script>'),
    "app with notice": look(GOODS + "<noscript>Please enable JavaScript</noscript><script>1</script>"),
    "age": look(GOODS + "<p>You must be 18</p>"),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_blocked(name: str) -> None:
    answer = blocked(*BLOCKED[name])
    assert answer is not None
    assert answer.kind == "blocked"
    assert answer.detail


@pytest.mark.parametrize("name", CLOSED)
def test_closed(name: str) -> None:
    answer = blocked(*CLOSED[name])
    assert answer is not None
    assert answer.kind == "closed"


@pytest.mark.parametrize("name", GONE)
def test_not_there(name: str) -> None:
    answer = blocked(*GONE[name])
    assert answer is not None
    assert answer.kind == "not fetched"


@pytest.mark.parametrize("name", EMPTY)
def test_scripts_needed(name: str) -> None:
    answer = blocked(*EMPTY[name])
    assert answer is not None
    assert answer.kind == "scripts needed"


@pytest.mark.parametrize("name", FINE)
def test_everyday_pages(name: str) -> None:
    assert blocked(*FINE[name]) is None


def test_a_server_in_trouble_is_unreachable() -> None:
    answer = blocked(*look("<h1>Bad gateway</h1>", status=502))
    assert answer is not None
    assert answer.kind == "unreachable"


def test_headers_may_come_as_a_mapping() -> None:
    page, _ = BLOCKED["cloudflare, header"]
    assert blocked(page, {"CF-Mitigated": "challenge"}) is not None


def test_no_page_of_a_real_platform_is_blocked() -> None:
    capture = read_capture(shared("shop_captures", "prestashop-de.html.warc.gz"))
    for response in capture.responses:
        answer = blocked(parse_page(response), response.headers)
        assert (answer is None) == (response.status < 400), (response.url, answer)


def test_no_page_of_the_collected_products_is_blocked() -> None:
    for path in sorted(shared("product_pages").glob("*.html.gz"))[::3]:
        html = gzip.decompress(path.read_bytes())
        response = Response("https://vendolux.example/p", 200, "OK", (), html, datetime(2026, 11, 21, tzinfo=UTC))
        answer = blocked(parse_page(response), ())
        assert answer is None, (path.name, answer)
