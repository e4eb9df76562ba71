"""How the shop sells: basket, order button, extras, and what hurries people."""
