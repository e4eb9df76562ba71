"""The other side: Scrapy with its HTTP cache, parsel, extruct and price-parser, reading the same things of each page.

Written as its manuals advise: one spider over all shops, links followed inside a shop, one request at a time to each,
phrases as one compiled alternation for the language that the page declares.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import extruct
import scrapy
from price_parser import Price
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from sweep.extract.lexicon import languages, lexicon

COUNTS = {"pages": 0, "offers": 0, "facts": 0}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d ./()-]{7,18}\d")
_NUMBER = re.compile(r"\b(?:[A-Z]{2} ?)?\d(?:[ .]?\d){7,13}\b")
_SKU = re.compile(r"(?:EAN|GTIN|SKU|MPN)\W{0,3}([\w-]{6,20})")


@cache
def phrases(language: str) -> re.Pattern[str]:
    """The legal words of one language, as one expression over text in lower case."""
    known = language if language in languages() else "en"
    listed = [p.rstrip("*") for s in ("operator", "statements") for ps in lexicon(known)[s].values() for p in ps]
    plain = sorted({p for p in listed if not p.startswith("re:")}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, plain)) + ")")


def read(response: Response) -> dict[str, Any]:
    """Title, headings, links, text, structured data, offer, contacts, numbers and legal phrases of a page."""
    text = " ".join(
        t.strip()
        for t in response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
        if t.strip()
    )
    data = extruct.extract(
        response.text, base_url=response.url, syntaxes=["json-ld", "microdata", "opengraph"], errors="ignore"
    )
    prices = [Price.fromstring(" ".join(n.css("::text").getall())) for n in response.css("[class*=price]")]
    links = [
        (response.urljoin(a.attrib["href"]), " ".join(a.css("::text").getall()).strip())
        for a in response.css("a[href]")
    ]
    item = {
        "title": response.css("title::text").get(""),
        "headings": [" ".join(h.css("::text").getall()) for h in response.css("h1, h2, h3")],
        "links": links,
        "struck": response.css("del ::text, s ::text").getall(),
        "products": [d for d in data["json-ld"] if d.get("@type") == "Product"],
        "prices": [(p.amount_text, p.currency) for p in prices],
        "mails": _MAIL.findall(text),
        "phones": _PHONE.findall(text),
        "numbers": _NUMBER.findall(text),
        "articles": _SKU.findall(text),
        "phrases": phrases(response.css("html::attr(lang)").get("en")[:2]).findall(text.lower()),
    }
    COUNTS["pages"] += 1
    COUNTS["offers"] += len(item["products"])
    COUNTS["facts"] += sum(bool(v) for v in item.values())
    return item


class Shops(scrapy.Spider):  # type: ignore[misc]
    name = "shops"
    read = staticmethod(read)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        yield self.read(response)
        host = urlsplit(response.url).netloc
        for href in response.css("a::attr(href)").getall():
            url = response.urljoin(href)
            if urlsplit(url).netloc == host and not urlsplit(url).query:
                yield response.follow(url)


def run(urls: list[str], delay: float, spider: type[Shops] = Shops) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        process = CrawlerProcess(
            {
                "HTTPCACHE_ENABLED": True,
                "HTTPCACHE_DIR": folder,
                "ROBOTSTXT_OBEY": True,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
                "DOWNLOAD_DELAY": delay,
                "RANDOMIZE_DOWNLOAD_DELAY": False,
                "LOG_ENABLED": False,
                "TELNETCONSOLE_ENABLED": False,
            }
        )
        process.crawl(spider, start_urls=urls)
        process.start()
    return COUNTS


if __name__ == "__main__":
    start = time.process_time()
    print(json.dumps(run(json.loads(sys.stdin.read()), float(sys.argv[1])) | {"start": start}))
