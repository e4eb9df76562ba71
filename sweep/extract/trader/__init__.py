"""Who stands behind the shop, and what of all that was found is the trader's."""
