"""`sweepday watchlist list|show|check|try`: the watchlists for customs and market surveillance."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from checks.countries import EEA
from checks.watchlist_file import Listed, standard
from product_alerts.model import Offer
from product_alerts.watchlist import Screen, WatchlistHit
from sweep.commands.alerts_match import read_offers
from sweep.counted import counted
from sweep.countries import named_country
from sweep.errors import SweepError
from sweep.plan_file import near_miss
from sweep.watchlists import is_file, read_list


def run(args: argparse.Namespace) -> int:
    """Does one subcommand; the exit code is 1 where an example of a list comes out otherwise. Raises SweepError."""
    if args.watchlist_verb == "list":
        return _list()
    if args.watchlist_verb == "try":
        return _try(args)
    listed = _named(args.what)
    return _show(listed) if args.watchlist_verb == "show" else _check(listed, args.what)


def _named(what: str) -> Listed:
    if is_file(what):
        return read_list(Path(what))
    if what not in standard():
        hint = near_miss(what, tuple(standard())) or f"; there are {', '.join(standard())}, and files of yours (.yaml)"
        raise SweepError(f"there is no watchlist {what!r}{hint}")
    return standard()[what]


def _list() -> int:
    for name, listed in standard().items():
        one = listed.watchlist
        terms = sum(len(entry.terms) for entry in one.entries)
        print(f"{name:18} {one.title['en']}")
        print(
            f"{'':18} {counted(len(one.entries), 'entry', 'entries')}, "
            f"{counted(terms, 'term')}; for {one.refer_to['en']}"
        )
    return 0


def _show(listed: Listed) -> int:
    one = listed.watchlist
    print(f"{one.id}: {one.title['en']}")
    for row in one.law:
        sure = "" if row.confirmed else " (article to be confirmed)"
        print(f"  law: {row}, from {row.start or '-'}{f' until {row.end}' if row.end else ''}{sure} {row.url}".rstrip())
    print(f"  refer to: {one.refer_to['en']}")
    for country, authority in sorted(one.authorities.items()):
        print(f"    {country}: {authority}")
    for entry in one.entries:
        print(f"  {entry.id}{' (descriptions, too)' if entry.anywhere else ''}")
        for name, words in (("terms", entry.terms), ("beside", entry.beside), ("unless", entry.unless)):
            if words:
                print(f"    {name}: {', '.join(phrase for _, phrase in words)}")
        if entry.below:
            print(f"    below: {', '.join(f'{amount} {currency}' for currency, amount in entry.below)}")
    return 0


def _check(listed: Listed, name: str) -> int:
    wrong = list(listed.wrong())
    for example, spotted in wrong:
        wanted = "should be spotted and is not" if example.hit else "should be left alone"
        by = f", but is spotted by {', '.join(s.term for s in spotted)}" if spotted and not example.hit else ""
        print(f"{name}: {example.entry}: {example.offer.title!r} {wanted}{by}")
    held = len(listed.examples) - len(wrong)
    print(
        f"{name}: {counted(len(listed.watchlist.entries), 'entry', 'entries')}, "
        f"{held} of {len(listed.examples)} examples come out as said"
    )
    return 1 if wrong else 0


def _try(args: argparse.Namespace) -> int:
    country = named_country(args.country)
    lists = [_named(word) for word in args.list] or list(standard().values())
    screen = Screen([listed.watchlist for listed in lists])
    offers = read_offers(Path(args.what)) if args.what.endswith(".jsonl") else [Offer("", args.what)]
    on = args.day or date.today()  # noqa: DTZ011 - the day of the law is a local one
    hits = [hit for offer in offers for hit in screen.hits(offer, country, on, union=country in EEA)]
    for hit in hits:
        print(json.dumps(_as_json(hit), ensure_ascii=False) if args.json else _as_text(hit))
    if not args.json:
        print(f"{counted(len(hits), 'hit')} in {counted(len(offers), 'offer')}")
    return 0


def _as_json(hit: WatchlistHit) -> dict[str, object]:
    said = asdict(hit.spotted)
    told = {"law": hit.law, "authority": hit.authority, "refer_to": hit.refer_to}
    return {"url": hit.offer.url, "title": hit.offer.title, **said, **told}


def _as_text(hit: WatchlistHit) -> str:
    spotted = hit.spotted
    beside = f", beside: {spotted.beside}" if spotted.beside else ""
    return "\n".join(
        [
            f"{spotted.watchlist}/{spotted.entry}: {hit.offer.title} {hit.offer.url}".rstrip(),
            f"  {spotted.where}: {spotted.term} ({spotted.language}){beside}",
            f"  law: {'; '.join(hit.law) or 'none named'}",
            f"  for: {hit.authority or hit.refer_to}",
        ]
    )
