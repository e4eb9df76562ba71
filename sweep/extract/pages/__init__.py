"""One captured response as its reader sees it: bytes, charset, PDF, markup, text, links, language."""
