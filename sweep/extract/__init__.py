"""A capture becomes facts (`shop.read_shop`). Pure: no network, no clock, no disk but the lexicon that ships with it.

Each family of facts has a file here (`operator`, `offers`, `notices`, `urgency` ...), its parts in one of the rooms.
A room knows only those before it: `words` (in any text), `pages` (one response as its reader sees it), `data`
(structured data), `visit` (all pages together), `addresses`, `numbers` and `names` (whosoever they are), `trader`
(whose they are), `amounts` (of money), `products` (what is for sale), `statements` (what texts grant and deny),
`practices` (how it is sold).
"""
