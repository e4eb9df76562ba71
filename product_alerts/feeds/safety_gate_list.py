"""The list of notifications on Safety Gate's website, as its own search asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from product_alerts.feeds.base import Ask, FeedError, Listing, Problem, Report
from product_alerts.feeds.fetching import GIVE_UP
from product_alerts.feeds.json_rows import Json, read_json
from product_alerts.feeds.reader import Reader

ADDRESS = "https://ec.europa.eu/safety-gate-alerts/public/api/"
PER_PAGE = 100
_MOST_PAGES = 400


def year_list(ask: Ask, year: int) -> Iterator[Report | Listing | Problem]:
    """The notifications of a year, page by page, the newest first; FeedError where the list cannot be had."""
    pages, failed, met, announced = 1, 0, 0, 0
    at = 0
    while at < min(pages, _MOST_PAGES):
        try:
            answer = ask(f"{ADDRESS}search", _question(year, at))
            page = _page(answer)
        except (OSError, FeedError) as error:
            failed += 1
            yield Problem("search", f"page {at}", f"notifications of {year}", f"could not be had: {error}")
            if failed >= GIVE_UP or not announced:
                raise FeedError(f"the list of notifications of {year} could not be had: try again later") from None
            at += 1
            continue
        pages, announced = page["totalPages"], page["totalElements"]
        if not failed and at == 0:
            yield Listing(str(year), announced, answer)
        for row in page["content"]:
            met += 1
            yield _found(row, f"notifications of {year}, page {at}")
        at += 1
    if met < announced and not failed:
        said = f"{met} of {announced}"
        yield Problem("search", said, f"notifications of {year}", "the list names fewer than it announces: a gap")


def _question(year: int, page: int) -> bytes:
    """The body that the site's own search sends; a reduced one is refused."""
    pagination = {
        "sortField": "PUBLICATION_DATE",
        "sortOrder": "DESC",
        "totalElements": 0,
        "numberElements": PER_PAGE,
        "page": page,
    }
    return json.dumps(
        {
            "criteria": {"year": [year]},
            "searchCriteriaForNotification": False,
            "isLaunched": True,
            "isLaunchSearch": True,
            "pagination": pagination,
            "fullTextSearch": "",
            "language": "en",
            "displayDefaultResults": False,
            "isForMostRecent": False,
        }
    ).encode()


def _page(raw: bytes) -> Json:
    page = read_json(raw)
    if not isinstance(page, dict) or not isinstance(page.get("content"), list):
        raise FeedError("not a page of the list: it has no content")
    for name in ("totalPages", "totalElements"):
        if not isinstance(page.get(name), int) or isinstance(page[name], bool) or page[name] < 0:
            raise FeedError(f"not a page of the list: {name} is no number")
    return page


def _found(row: Any, place: str) -> Report | Problem:
    notice = Reader(row)
    number, said = notice.text("id"), notice.text("publicationDate")[:10]
    try:
        published = date.fromisoformat(said)
    except ValueError:
        published = None
    if not number.isdigit() or published is None:
        return Problem("content", str(row)[:200], place, "an entry without number or day")
    return Report(f"notification {number}", published, f"{ADDRESS}notification/{number}?language=en")
