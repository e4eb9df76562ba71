"""Two sweeps compared, finding by finding and trader by trader. Pure: no database, no clock.

States follow the two counts of the Commission's sweeps (flagged at screening, corrected at enforcement); a shop that
could not be seen again, or was judged by other rules, is never counted as put right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from checks.verdict import Outcome, Verdict
from sweep.compare.model import STATES, Change, Comparison, PutRight, State, TraderChange, Why
from sweep.operators import Operator, operators
from sweep.results import ShopResult, SweepResult

DAYS = (14, 30, 60, 90)
_GONE = frozenset({404, 410})

Flagged = Callable[[str, Verdict], bool]  # shop, verdict -> whether it counts as a finding


def suspected(_shop: str, verdict: Verdict) -> bool:
    """The findings that count where no person has decided: suspected infringements."""
    return verdict.outcome is Outcome.FAIL


def compare(
    now: SweepResult,
    earlier: SweepResult,
    *,
    flagged: Flagged = suspected,
    older: Collection[tuple[str, str]] = (),
    letters: Mapping[str, date] | None = None,
    other_rules: Collection[str] = (),
    days: Sequence[int] = DAYS,
) -> Comparison:
    """What became of the findings of `earlier`, and which are new.

    `flagged` tells which verdicts of the earlier sweep count; `older` holds shop and check of what was found before
    it (beside what its results know themselves); `letters` the day on which each shop's trader was written to;
    `other_rules` the shops whose two visits could not be judged by the same rules.
    """
    letters = letters or {}
    old = {shop.target.key: shop for shop in earlier.shops}
    new = {shop.target.key: shop for shop in now.shops}
    known: dict[str, set[str]] = {}
    for key, check in older:
        known.setdefault(key, set()).add(check)
    found: dict[str, tuple[Change, ...]] = {}
    for key in dict.fromkeys([*old, *new]):
        pair = _Pair(key, old.get(key), new.get(key), flagged, key in other_rules, letters.get(key))
        found[key] = tuple(pair.changes(known.get(key, set())))
    shops = [new.get(key) or old[key] for key in found]
    traders = tuple(_trader(one, found, letters) for one in operators(shops) if _touched(one, found))
    findings = tuple(change for changes in found.values() for change in changes)
    return Comparison(
        sweep=now.info.name,
        earlier=earlier.info.name,
        day=now.info.day,
        earlier_day=earlier.info.day,
        findings=findings,
        traders=traders,
        put_right=tuple(_put_right([(c.state, _age(c)) for c in findings if c.before], n) for n in days),
        traders_put_right=tuple(_put_right([_trader_age(t, found) for t in traders], n) for n in days),
    )


class _Pair:
    """One shop at two visits; either may be missing."""

    def __init__(
        self,
        key: str,
        old: ShopResult | None,
        new: ShopResult | None,
        flagged: Flagged,
        other_rules: bool,
        letter: date | None,
    ) -> None:
        self.key, self.old, self.new = key, old, new
        self.flagged, self.other_rules, self.letter = flagged, other_rules, letter
        self.before = {v.check: v for v in old.verdicts} if old else {}
        self.after = {v.check: v for v in new.verdicts} if new else {}

    def changes(self, older: set[str]) -> Iterator[Change]:
        """The findings of either visit, the earlier visit's first."""
        for check, verdict in self.before.items():
            if self.flagged(self.key, verdict):
                state, why, reason = self._followed(verdict)
                yield self._change(check, verdict.severity, state, why, reason)
        known = older | {e.check for e in self.old.earlier if e.outcome == "fail"} if self.old else older
        for check, verdict in self.after.items():
            before = self.before.get(check)
            if verdict.outcome is Outcome.FAIL and not (before and self.flagged(self.key, before)):
                if before and before.outcome is Outcome.FAIL:
                    continue  # dismissed by a person: the same suspicion is not new
                yield self._change(check, verdict.severity, *self._appeared(check, before, known), "")

    def _change(self, check: str, severity: str, state: State, why: Why, reason: str) -> Change:
        shop = self.new or self.old
        assert shop is not None  # one of the two visits has the finding
        before, after = self.before.get(check), self.after.get(check)
        was_flagged = before is not None and self.flagged(self.key, before)
        return Change(
            shop=self.key,
            url=shop.target.url,
            check=check,
            severity=severity,
            state=state,
            why=why,
            before=before.outcome.label if before and was_flagged else "",
            now=after.outcome.label if after else "",
            reason=reason,
            letter=self.letter,
            seen=self.new.visit.started.date() if self.new else None,
        )

    def _followed(self, before: Verdict) -> tuple[State, Why, str]:
        """What became of an earlier finding."""
        if self.new is None:
            return "not_measurable", "shop_not_visited", ""
        if self.new.state != "measured":
            return "not_measurable", "shop_not_measured", self.new.reason
        after = self.after.get(before.check)
        if after is None:
            return "not_measurable", "check_not_run", ""
        if after.outcome is Outcome.NOT_MEASURABLE:
            return "not_measurable", "check_unknown", dict(after.params).get("kind", "")
        if after.outcome is Outcome.NOT_APPLICABLE and after.message.startswith("judge."):
            return "not_measurable", "law_not_in_force", ""
        if self.other_rules and after.outcome is not before.outcome:
            return "not_measurable", "other_rules", ""
        return (*_judged(before, after, self.new), "")

    def _appeared(self, check: str, before: Verdict | None, known: set[str]) -> tuple[State, Why]:
        """What a finding is that the earlier visit did not have."""
        if self.other_rules:
            return "not_measurable", "other_rules"
        if before is None:
            return "new", "not_compared_before"
        if before.outcome is Outcome.NOT_MEASURABLE:
            return "new", "not_measurable_before"
        if before.outcome is Outcome.REVIEW:
            return "new", "was_review"
        if before.outcome is Outcome.NOT_APPLICABLE and before.message.startswith("judge."):
            return "new", "law_in_force"
        return ("reappeared" if check in known else "new"), ""


def _judged(before: Verdict, after: Verdict, visit: ShopResult) -> tuple[State, Why]:
    match after.outcome:
        case Outcome.PASS:
            return "fixed", ""
        case Outcome.NOT_APPLICABLE:
            return "fixed", "condition_gone"
        case Outcome.REVIEW if before.outcome is Outcome.FAIL:
            return "partly", "person_to_look"
    return ("partly", "fewer_places") if _fewer_places(before, after, visit) else ("persistent", "")


def _fewer_places(before: Verdict, after: Verdict, visit: ShopResult) -> bool:
    """Whether some quoted places were mended and nothing else is quoted now.

    A place counts as mended only if its page was seen again, or is gone: a page that was not visited proves nothing.
    """
    old = {(e.url, e.quote) for e in before.evidence if e.quote}
    new = {(e.url, e.quote) for e in after.evidence if e.quote}
    seen = {page.url for page in visit.visit.pages if not page.problem or page.status in _GONE}
    return bool(new) and new < old and all(url in seen for url, _ in old - new)


def _touched(operator: Operator, found: Mapping[str, Sequence[Change]]) -> bool:
    return any(found[shop.target.key] for shop in operator.shops)


def _trader(operator: Operator, found: Mapping[str, Sequence[Change]], letters: Mapping[str, date]) -> TraderChange:
    keys = tuple(shop.target.key for shop in operator.shops)
    changes = [change for key in keys for change in found[key]]
    written = [letters[key] for key in keys if key in letters]
    return TraderChange(
        name=operator.name,
        shops=keys,
        state=overall(changes),
        counts={state: sum(c.state == state for c in changes) for state in STATES},
        letter=min(written) if written else None,
    )


def overall(changes: Sequence[Change]) -> State:
    """The state of a trader: "fixed" only if nothing of what was found is left and nothing came back or is new."""
    followed = {change.state for change in changes if change.before}
    came = {change.state for change in changes if not change.before}
    if not followed:
        return next(state for state in ("reappeared", "new", "not_measurable") if state in came)
    if followed == {"not_measurable"}:
        return "not_measurable"
    if followed == {"fixed"} and not came & {"new", "reappeared"}:
        return "fixed"
    return "partly" if followed & {"fixed", "partly"} else "persistent"


def _age(change: Change) -> int | None:
    """Days from the letter to the look; None where one of the two is missing or the look came first."""
    if change.letter is None or change.seen is None or change.seen < change.letter:
        return None
    return (change.seen - change.letter).days


def _trader_age(trader: TraderChange, found: Mapping[str, Sequence[Change]]) -> tuple[State, int | None]:
    """The oldest look of a trader's shops: all must be right by then."""
    followed = [change for key in trader.shops for change in found[key] if change.before]
    ages = [age for change in followed if (age := _age(change)) is not None]
    return trader.state, max(ages) if ages and len(ages) == len(followed) else None


def _put_right(looked: Iterable[tuple[State, int | None]], days: int) -> PutRight:
    yes = no = unknown = 0
    for state, age in looked:
        if age is None:
            continue  # nobody wrote, or nobody looked since
        if state == "fixed" and age <= days:
            yes += 1
        elif state in ("persistent", "partly", "reappeared") and age >= days:
            no += 1
        else:
            unknown += 1  # looked at too early or too late to tell, or not measurable
    return PutRight(days, yes, no, unknown)
