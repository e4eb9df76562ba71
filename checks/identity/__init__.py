"""Who sells: the identity the law asks a trader to show."""
