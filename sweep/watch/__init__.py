"""The price watch: a fixed panel of products, visited at set times for weeks, with proof for every price and gap."""
