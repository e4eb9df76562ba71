"""What products and dangerous-product alerts are, and when the two agree."""
