"""Marketplaces: sites on which others sell."""
