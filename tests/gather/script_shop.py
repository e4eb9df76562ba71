"""A shop of our own whose pages are empty until their scripts run: one bundle, goods and legal texts from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.servers import Route, page

SHELL = (
    '<!doctype html><html lang="en"><head><title>Wickerwane</title></head>'
    '<body><div id="root"></div><script src="/bundle.js"></script></body></html>'
)

_ABOUT = "Every basket is woven by hand from willow that grows beside our workshop. " * 6
_LEGAL = (
    "<h1>Legal notice</h1><p>Wickerwane Basketry Ltd, 12 Osier Lane, Rushford, Ireland. E-mail: "
    "post@wickerwane.example. Company number 0099917.</p><p>" + _ABOUT + "</p>"
)

BUNDLE = """
const go = (url, text) => `<a href="${url}">${text}</a> `;
const frame = inner => {
  document.getElementById('root').innerHTML =
    '<nav>' + go('/', 'Home') + go('/c/baskets', 'Baskets') + '</nav><main>' + inner + '</main><footer>' +
    go('/legal-notice', 'Legal notice') + go('/terms', 'Terms and conditions') + go('/delivery', 'Delivery') +
    go('/contact', 'Contact') + '</footer>';
};
fetch('/api' + (location.pathname === '/' ? '/home' : location.pathname)).then(r => r.json()).then(d => frame(d.html));
"""


def api(html: str) -> bytes:
    return page(json.dumps({"html": html}), headers={"Content-Type": "application/json"})


def script_shop(extra: str = "") -> dict[str, Route]:
    """The routes of the shop; `extra` is script that its pages run as well."""
    goods = {f"/p/basket-{n}": f"Willow basket {n}" for n in range(1, 5)}
    tiles = "".join(
        f'<div><a href="{url}">{name}</a> <span>EUR {n}9.00</span></div>'
        for n, (url, name) in enumerate(goods.items(), 1)
    )
    texts: Mapping[str, str] = {
        "/home": f"<h1>Wickerwane</h1><p>{_ABOUT}</p>{tiles}",
        "/c/baskets": f"<h1>Baskets</h1>{tiles}",
        "/legal-notice": _LEGAL,
        **{f"/{name}": f"<h1>{name.title()}</h1><p>{_ABOUT}</p>" for name in ("terms", "delivery", "contact")},
        **{
            url: f"<h1>{name}</h1><p class='price'>EUR 29.00</p><button>Add to basket</button><p>{_ABOUT}</p>"
            for url, name in goods.items()
        },
    }
    routes: dict[str, Route] = {f"/api{path}": api(html) for path, html in texts.items()}
    shell = page(SHELL, headers={"Set-Cookie": "session=77; Path=/"})
    routes |= {path: shell for path in ("/", *texts) if path != "/home"}
    routes["/bundle.js"] = page(BUNDLE + extra, headers={"Content-Type": "text/javascript"})
    return routes
