"""Goods that may not be sold at all, or not like this: watchlists of customs and market surveillance."""
