"""The other side with more of the facts that we read, by the libraries that the field uses for them.

What `scrapy_side` does, and beside it RDFa (extruct), telephone numbers in E.164 (phonenumbers), and VAT numbers with a
right check digit (python-stdnum). Still no addresses, statements with their values, prices by kind, urgency or roles.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import extruct
import phonenumbers
from scrapy.http import Response
from stdnum.eu import vat

from tests.bench.race.scrapy_side import COUNTS, Shops, read, run


def read_more(response: Response) -> dict[str, Any]:
    """What `read` finds, RDFa, telephone numbers in E.164 and valid VAT numbers of a page."""
    item = read(response)
    text = " ".join(response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall())
    country = response.css("html::attr(lang)").get("en")[-2:].upper()
    phones = phonenumbers.PhoneNumberMatcher(text, country)
    more = {
        "rdfa": extruct.extract(response.text, base_url=response.url, syntaxes=["rdfa"], errors="ignore")["rdfa"],
        "e164": [phonenumbers.format_number(p.number, phonenumbers.PhoneNumberFormat.E164) for p in phones],
        "vat": [number for number in item["numbers"] if vat.is_valid(number)],
    }
    COUNTS["facts"] += sum(bool(v) for v in more.values())
    return item | more


class More(Shops):
    name = "more"
    read = staticmethod(read_more)


if __name__ == "__main__":
    start = time.process_time()
    print(json.dumps(run(json.loads(sys.stdin.read()), float(sys.argv[1]), More) | {"start": start}))
