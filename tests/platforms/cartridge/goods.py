"""The invented shop: its goods (title, code, price in euros) and the pages of its CMS (title, address, text)."""

SHOP = "Fennimoor Tableware"
_THINGS = ("Harlow pitcher", "Wensley plate", "Corriston bowl", "Tamsin ladle", "Oakhurst tray", "Pelham jar")
PRODUCTS = tuple((name, f"FEN-{n:03}", f"{14 + 3 * n}.50") for n, name in enumerate(_THINGS, 1))
PAGES = (
    (
        "Legal notice",
        "legal-notice",
        "<p>This shop is run by Fennimoor Tableware Limited, 8 Quarry Street, D08 F9T2 Dublin, Ireland.</p>"
        "<p>Registered in Ireland No. 999321. Phone: +353 20 912 7788. E-mail: care@fennimoor.example</p>",
    ),
    (
        "Terms and conditions",
        "terms",
        "<p>These terms apply to every order placed with Fennimoor Tableware Limited.</p>"
        "<p>The legal guarantee of conformity of two years applies to all goods.</p>"
        "<p>The price shown includes VAT.</p>",
    ),
    (
        "Right of withdrawal",
        "right-of-withdrawal",
        "<p>You have the right to withdraw from this contract within 14 days without giving any reason. The withdrawal "
        "period ends 14 days after the day on which you receive the goods.</p>"
        "<p>We pay back all that we have received from you within 14 days of the day on which you tell us.</p>",
    ),
    (
        "Delivery",
        "delivery",
        "<p>We deliver within 2 to 4 working days. Delivery costs 4.90 EUR for every order.</p>",
    ),
    ("Privacy policy", "privacy-policy", "<p>Fennimoor Tableware Limited keeps only the data that an order needs.</p>"),
)
