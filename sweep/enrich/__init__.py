"""What is known of a shop from elsewhere: files that the authority supplies, and the other shops of its sweep."""
