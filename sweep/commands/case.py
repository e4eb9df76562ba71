"""`sweepday case`: the findings on one shop or operator as a folder that can be handed on, whole or as a form."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from checks.verdict import Outcome
from sweep.commands.common import sweep_of
from sweep.commands.seal import seal_now
from sweep.cooperation.annex import pieces
from sweep.cooperation.case import build_case
from sweep.cooperation.collecting import Wishes, fill_in, nothing
from sweep.cooperation.decisions import decisions_of
from sweep.cooperation.folder import DOCUMENT, write_case
from sweep.cooperation.form_files import write_form
from sweep.cooperation.forms import FormName
from sweep.cooperation.model import EarlierArchive
from sweep.cooperation.selection import how_many, select
from sweep.cooperation.words import FormWords
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.archive import read_capture
from sweep.evidence.chains import Chain
from sweep.evidence.facts import visit_facts
from sweep.evidence.pack import SEALS, SUMS, add_seal, finish
from sweep.evidence.prove import archive_link
from sweep.lists import site
from sweep.plan_file import near_miss
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.sweeps import heading
from sweep.workspace import SweepFolder, alone


def run(args: argparse.Namespace) -> int:
    of_a_form = {"--days": args.days, "--to": args.to, "--states": args.states, "--addressee": args.addressee}
    if not args.form and (given := [name for name, value in of_a_form.items() if value not in (None, ())]):
        raise SweepError(f"{given[0]} belongs to a form: name one with --form (`sweepday case --help` lists them)")
    sweep = sweep_of(args)
    shop = _shop(sweep, args.shop)
    if not args.form:
        return _file(sweep, shop, args)
    if args.out and len(args.form) > 1:
        raise SweepError("--out is the folder of one form; leave it out, or name one form at a time")
    if args.days is not None and args.days < 0:
        raise SweepError(f"--days {args.days}: a deadline lies after today")
    for form in dict.fromkeys(args.form):
        _form(sweep, shop, form, args)
    seal_now(sweep)
    return 0


def _form(sweep: Sweep, shop: ShopResult, name: FormName, args: argparse.Namespace) -> None:
    wishes = Wishes(
        form=name,
        today=date.today(),  # noqa: DTZ011 - the date on a letter is a local one
        language=args.language or "",
        days=args.days,
        unconfirmed=args.unconfirmed,
        reviews=args.with_reviews,
        state=args.to or "",
        states=args.states,
        role=args.addressee or "host",
    )
    form, annex = fill_in(sweep, shop, wishes)
    folder = args.out or sweep.folder.cases / f"{shop.target.key}.{name}"
    archives = [(piece.sweep, piece.archive, piece.name) for piece in annex]
    with alone(folder):
        files = write_form(form, annex, folder, args.template)
        files += _proved(sweep, shop, folder, archives, files)
    for path in files:
        print(path)
    custody.log(sweep.folder, "exported", what=name, shops=list(form.shops), to=str(folder))
    print(f"{form.title}, {form.language}: {counted(len(form.points), 'finding')}. {' '.join(form.notes)}")
    if form.blanks:
        print(f"to be completed: {'; '.join(line.label for line in form.blanks)}")
    for condition in form.conditions:
        print(f"{condition.state_words}: {condition.text}" + (f" ({condition.why})" if condition.why else ""))
    print(f"once it is sent: sweepday ledger {sweep.name} add {shop.target.key} {name}")


def _file(sweep: Sweep, shop: ShopResult, args: argparse.Namespace) -> int:
    """The whole file on one shop."""
    language = args.language or "en"
    chosen = select([shop], decisions_of(sweep), unconfirmed=args.unconfirmed, reviews=args.with_reviews)
    if not chosen:
        raise SweepError(
            f"{shop.target.key}: {nothing(sweep, reviews=args.with_reviews, unconfirmed=args.unconfirmed)}"
        )
    capture = read_capture(sweep.folder.path / shop.visit.archive)
    ips = sorted({r.ip for r in capture.responses if r.ip})
    earlier = _earlier(sweep, shop)
    case = build_case(
        heading(sweep),
        replace(shop, verdicts=tuple(one.verdict for one in chosen)),
        language=language,
        today=date.today(),  # noqa: DTZ011 - the date on a letter is a local one
        reviews=True,
        ips=ips,
        earlier=earlier,
    )
    case = replace(case, summary=f"{case.summary} {FormWords(language)(f'standing.{how_many(chosen)}')}")
    folder = args.out or sweep.folder.cases / shop.target.key
    archives = [(sweep.folder, shop.visit.archive, f"evidence/{Path(shop.visit.archive).name}")]
    archives += [(visit.sweep, visit.archive, visit.name) for visit in earlier]
    with alone(folder):
        files = write_case(case, sweep.folder, folder, earlier=earlier, template=args.template)
        files += _proved(sweep, shop, folder, archives, files)
    for path in files:
        print(path)
    custody.log(sweep.folder, "exported", what="case", shop=shop.target.key, to=str(folder))
    seal_now(sweep)
    if folder / DOCUMENT not in files:
        print("no Word document: it needs docxtpl; install sweepday[forms] and run the same command again")
    print(f"findings: {len(case.findings)}. {case.way}")
    print(f"for the official to complete: {'; '.join(case.to_complete)}")
    return 0


def _proved(
    sweep: Sweep,
    shop: ShopResult,
    folder: Path,
    archives: Sequence[tuple[SweepFolder, str, str]],
    files: Sequence[Path],
) -> tuple[Path, ...]:
    """Adds what proves the archives: their chains to a stamped seal, how to verify them, and the known objections.

    `archives` are given by sweep, path in its folder, and path in the folder of the case.
    """
    links = [(of, archive_link(of, archive), name) for of, archive, name in archives]
    shutil.rmtree(folder / SEALS, ignore_errors=True)  # of an earlier writing of this case
    chains = [
        Chain(name, (link,), add_seal(folder, seal, of.path.name))
        for of, found, name in links
        if found
        for seal, link in [found]
    ]
    first = next((found for _, found, _ in links if found), None)
    if first is None:
        print(
            "no seal yet: the case holds digests, and no chain to a time stamp (`sweepday seal`, then the same again)"
        )
        return ()
    facts = visit_facts(shop.target.key, sweep.folder.path / shop.visit.archive, sweep.plan, first[0])
    return tuple(finish(folder, chains, facts, [path for path in files if path.name != SUMS]))


def _earlier(sweep: Sweep, shop: ShopResult) -> list[EarlierArchive]:
    """The other archives that findings quote: of second looks, and of earlier visits."""
    found = [verdict for verdict in shop.verdicts if verdict.outcome >= Outcome.REVIEW]
    quoted = {proof.record_id for verdict in found for proof in verdict.evidence if proof.record_id}
    return [
        EarlierArchive(piece.sweep, piece.archive, piece.sha256)
        for piece in pieces(sweep, shop, quoted)
        if (piece.sweep.path, piece.archive) != (sweep.folder.path, shop.visit.archive)
    ]


def _shop(sweep: Sweep, wanted: str) -> ShopResult:
    """The result of a shop named by its key or by any address in it. Raises SweepError where there is none."""
    named = site(wanted)
    for key in dict.fromkeys([wanted, *([] if isinstance(named, str) else [named.key])]):
        for shop in sweep.store.results(sweep.name, key):
            return shop
    keys = [target.key for target in sweep.store.sweep_targets(sweep.name)]
    if wanted in keys:
        raise SweepError(f"{sweep.name}: {wanted} has no result yet; continue the sweep with `sweepday run`")
    raise SweepError(f"{sweep.name}: no shop {wanted!r}{near_miss(wanted, keys)}; the report names them all")
