"""The rules for people: listed, shown for a country and a day, and as a book of pages."""
