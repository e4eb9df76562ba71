"""A Cartridge shop (Django, Mezzanine) on a loopback port: prints its address and serves until killed.

It runs in a virtual environment of its own (`tests.platforms.installed`), with nothing of the project but this file and
its neighbours. The platform and its CMS are the real ones; trader, products and legal texts are invented.
"""

from __future__ import annotations

import locale
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

from tests.platforms.cartridge.goods import PAGES, PRODUCTS, SHOP

_APPS = "auth contenttypes redirects sessions sites sitemaps messages staticfiles admin".split()
_CONTEXT = (
    "django.contrib.auth.context_processors.auth django.contrib.messages.context_processors.messages "
    "django.template.context_processors.debug django.template.context_processors.i18n "
    "django.template.context_processors.static django.template.context_processors.media "
    "django.template.context_processors.request django.template.context_processors.tz "
    "mezzanine.conf.context_processors.settings mezzanine.pages.context_processors.page"
).split()
_MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware django.middleware.common.CommonMiddleware "
    "django.middleware.csrf.CsrfViewMiddleware django.contrib.auth.middleware.AuthenticationMiddleware "
    "django.contrib.messages.middleware.MessageMiddleware cartridge.shop.middleware.ShopMiddleware "
    "mezzanine.core.request.CurrentRequestMiddleware mezzanine.pages.middleware.PageMiddleware"
).split()


def configure(folder: Path) -> None:
    """Django's settings for one throw-away shop in `folder`."""
    from mezzanine.utils.conf import set_dynamic_settings

    values = {
        "DEBUG": False,
        "SECRET_KEY": "only for a test on loopback",
        "NEVERCACHE_KEY": "only for a test on loopback",
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "SITE_ID": 1,
        "SITE_TITLE": SHOP,
        "ROOT_URLCONF": "tests.platforms.cartridge.urls",
        "STATIC_URL": "/static/",
        "MEDIA_URL": "/media/",
        "MEDIA_ROOT": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "PROJECT_APP": "cartridge_shop",
        "PROJECT_ROOT": str(folder),
        "LANGUAGE_CODE": "en",
        "LANGUAGES": (("en", "English"),),
        "USE_I18N": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_MODELTRANSLATION": False,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "shop.sqlite")}},
        "SHOP_DEFAULT_TAX_RATE": 0.0,
        "SHOP_DEFAULT_SHIPPING_VALUE": 4.90,
        "SHOP_USE_VARIATIONS": False,
        "PACKAGE_NAME_FILEBROWSER": "filebrowser_safe",
        "PACKAGE_NAME_GRAPPELLI": "grappelli_safe",
        "OPTIONAL_APPS": (),
        "INSTALLED_APPS": [
            *(f"django.contrib.{app}" for app in _APPS),
            *(f"mezzanine.{app}" for app in "boot conf core generic pages forms galleries".split()),
            "cartridge.shop",
        ],
        "MIDDLEWARE": _MIDDLEWARE,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": _CONTEXT,
                    "builtins": ["mezzanine.template.loader_tags"],
                },
            }
        ],
    }
    set_dynamic_settings(values)
    settings.configure(**values)


def fill() -> None:
    """Tables, products, and the pages of the CMS."""
    from cartridge.shop.models import Category, Product, ProductVariation
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from mezzanine.pages.models import RichTextPage

    call_command("migrate", verbosity=0)
    Site.objects.update_or_create(pk=1, defaults={"domain": "127.0.0.1", "name": SHOP})
    category = Category.objects.create(title="Kitchen and table")
    for title, code, price in PRODUCTS:
        product = Product.objects.create(
            title=title, content=f"<p>{title}, made to last.</p>", available=True, sku=code, unit_price=Decimal(price)
        )
        variation = ProductVariation.objects.create(
            product=product, sku=code, unit_price=Decimal(price), num_in_stock=20, default=True
        )
        product.copy_default_variation()
        assert variation.pk
        product.categories.add(category)
    for title, slug, content in PAGES:
        RichTextPage.objects.create(title=title, slug=slug, content=content)


def speak_euro() -> None:
    """Gives the platform what it asks of the C library, which need not have any European locale here."""
    plain = locale.localeconv()
    locale.setlocale = lambda *_: "en_IE"  # type: ignore[assignment]
    locale.localeconv = lambda: {**plain, "frac_digits": 2}  # type: ignore[assignment]
    locale.currency = lambda value, grouping=True: f"€{value:,.2f}"  # type: ignore[assignment]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Serves until killed; the first line of output is the address."""
    from django.core.wsgi import get_wsgi_application

    with tempfile.TemporaryDirectory() as folder:
        speak_euro()
        configure(Path(folder))
        django.setup()
        fill()
        server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Quiet)
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
