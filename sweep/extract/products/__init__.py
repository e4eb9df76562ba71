"""What is for sale: the product, its price, its variants, its stock."""
