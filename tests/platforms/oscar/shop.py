"""A django-oscar shop on a loopback port: prints its address and serves until killed.

The platform is the real one; trader, products and legal texts are invented.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from oscar.defaults import *  # noqa: F403

from tests.platforms.oscar.products import PRODUCTS


class _NoMigrations:
    """Stands for Django's table of migrations: every app's tables are made at once, as its models are today."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


LEGAL = {
    "/legal-notice/": (
        "Legal notice",
        "<p>This shop is run by Brindlewick Goods Limited, 14 Harbour Lane, D02 X285 Dublin, Ireland.</p>"
        "<p>Registered in Ireland No. 999123. Phone: +353 20 912 3456. E-mail: hello@brindlewick.example</p>",
    ),
    "/terms/": (
        "Terms and conditions",
        "<p>You have the right to withdraw from the contract within 14 days without giving any reason.</p>"
        "<p>We deliver within 3 to 5 working days. Delivery costs 4.90 EUR.</p>"
        "<p>The legal guarantee of conformity of two years applies to all goods.</p>",
    ),
    "/privacy/": ("Privacy policy", "<p>We keep only what an order needs.</p>"),
}


def configure(folder: Path) -> None:
    """Django's settings for one throw-away shop in `folder`."""
    import oscar

    defaults = {name: value for name, value in globals().items() if name.startswith("OSCAR_")}
    defaults |= {"OSCAR_SHOP_NAME": "Brindlewick Goods", "OSCAR_DEFAULT_CURRENCY": "EUR"}
    oscar_path = Path(oscar.__file__).parent
    apps = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "flatpages"]
    oscar_apps = (
        "config.Shop analytics.apps.AnalyticsConfig checkout.apps.CheckoutConfig address.apps.AddressConfig "
        "shipping.apps.ShippingConfig catalogue.apps.CatalogueConfig catalogue.reviews.apps.CatalogueReviewsConfig "
        "communication.apps.CommunicationConfig partner.apps.PartnerConfig basket.apps.BasketConfig "
        "payment.apps.PaymentConfig offer.apps.OfferConfig order.apps.OrderConfig customer.apps.CustomerConfig "
        "search.apps.SearchConfig voucher.apps.VoucherConfig wishlists.apps.WishlistsConfig "
        "dashboard.apps.DashboardConfig dashboard.reports.apps.ReportsDashboardConfig "
        "dashboard.users.apps.UsersDashboardConfig dashboard.orders.apps.OrdersDashboardConfig "
        "dashboard.catalogue.apps.CatalogueDashboardConfig dashboard.offers.apps.OffersDashboardConfig "
        "dashboard.partners.apps.PartnersDashboardConfig dashboard.pages.apps.PagesDashboardConfig "
        "dashboard.ranges.apps.RangesDashboardConfig dashboard.reviews.apps.ReviewsDashboardConfig "
        "dashboard.vouchers.apps.VouchersDashboardConfig "
        "dashboard.communications.apps.CommunicationsDashboardConfig dashboard.shipping.apps.ShippingDashboardConfig"
    ).split()
    settings.configure(
        **defaults,
        DEBUG=False,
        SECRET_KEY="only for a test on loopback",
        ALLOWED_HOSTS=["127.0.0.1"],
        SITE_ID=1,
        ROOT_URLCONF="tests.platforms.oscar.urls",
        STATIC_URL="/static/",
        MEDIA_ROOT=str(folder),
        LANGUAGE_CODE="en-gb",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        MIGRATION_MODULES=_NoMigrations(),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "shop.sqlite")}},
        HAYSTACK_CONNECTIONS={
            "default": {"ENGINE": "haystack.backends.whoosh_backend.WhooshEngine", "PATH": str(folder / "index")}
        },
        AUTHENTICATION_BACKENDS=["oscar.apps.customer.auth_backends.EmailBackend"],
        INSTALLED_APPS=[
            *(f"django.contrib.{app}" for app in apps),
            *(f"oscar.{app}" if app.startswith("config") else f"oscar.apps.{app}" for app in oscar_apps),
            "widget_tweaks",
            "haystack",
            "treebeard",
            "django_tables2",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
            "oscar.apps.basket.middleware.BasketMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(__file__).parent / "templates"), str(oscar_path / "templates")],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.template.context_processors.i18n",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "oscar.apps.search.context_processors.search_form",
                        "oscar.apps.checkout.context_processors.checkout",
                        "oscar.apps.communication.notifications.context_processors.notifications",
                        "oscar.core.context_processors.metadata",
                    ]
                },
            }
        ],
    )


def fill() -> None:
    """Tables, products and legal pages."""
    from django.contrib.flatpages.models import FlatPage
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from oscar.apps.catalogue.categories import create_from_breadcrumbs
    from oscar.test.factories import create_product, create_stockrecord

    call_command("migrate", run_syncdb=True, verbosity=0)
    category = create_from_breadcrumbs("Home goods")
    for title, upc, price in PRODUCTS:
        product = create_product(upc=upc, title=title, product_class="Goods")
        create_stockrecord(
            product, price=price, partner_sku=upc, partner_name="Brindlewick", currency="EUR", num_in_stock=5
        )
        product.categories.add(category)
    for url, (title, content) in LEGAL.items():
        page = FlatPage.objects.create(url=url, title=title, content=content)
        page.sites.add(Site.objects.get(pk=1))
    call_command("rebuild_index", interactive=False, verbosity=0)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Serves until killed; the first line of output is the address."""
    from django.core.wsgi import get_wsgi_application

    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder))
        django.setup()
        fill()
        server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Quiet)
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
