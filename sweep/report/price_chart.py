"""A product's prices over time as inline SVG: what was observed, what not, what the shop claims, what the law counts.

No script, no style attribute; every figure also stands as text beside the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

_WIDTH, _HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 14, 14, 30


@dataclass(frozen=True, slots=True)
class Dot:
    """One observed day."""

    day: date
    price: Decimal
    on_offer: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. `window` are the first and last day of the days before the reduction."""

    first: date
    last: date
    dots: tuple[Dot, ...]
    claimed: Decimal | None = None
    lowest: Decimal | None = None
    window: tuple[date, date] | None = None

    def gaps(self) -> tuple[tuple[date, date], ...]:
        """Runs of days without an observation, first and last of each."""
        seen = {dot.day.toordinal() for dot in self.dots}
        runs: list[list[int]] = []
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            if ordinal in seen:
                continue
            if runs and runs[-1][1] == ordinal - 1:
                runs[-1][1] = ordinal
            else:
                runs.append([ordinal, ordinal])
        return tuple((date.fromordinal(a), date.fromordinal(b)) for a, b in runs)


def price_chart(chart: Chart, title: str, description: str, labels: tuple[str, str]) -> Markup:
    """The chart; `labels` name the claimed reference and the lowest price. Empty where nothing was observed."""
    if not chart.dots:
        return Markup("")
    frame = _Frame(chart)
    shapes = [
        Markup("<desc>{}</desc>").format(description),
        *frame.bands(),
        *frame.axis(),
        *frame.lines(labels),
        *frame.steps(),
        *frame.marks(),
    ]
    return Markup(
        '<svg class="prices" viewBox="0 0 {} {}" role="img" focusable="false"><title>{}</title>{}</svg>'
    ).format(_WIDTH, _HEIGHT, title, Markup("").join(shapes))


class _Frame:
    """Days and amounts as places in the picture."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        amounts = [dot.price for dot in chart.dots]
        amounts += [a for a in (chart.claimed, chart.lowest) if a is not None]
        low, high = float(min(amounts)), float(max(amounts))
        room = (high - low) * 0.12 or max(high * 0.1, 0.01)
        self._low, self._high = max(0.0, low - room), high + room
        self._days = max(1, (chart.last - chart.first).days + 1)

    def x(self, day: date, part: float = 0.0) -> float:
        """Where `day` begins, or the part of it that has passed."""
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * ((day - self.chart.first).days + part) / self._days

    def y(self, amount: Decimal) -> float:
        share = (float(amount) - self._low) / (self._high - self._low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * share

    def bands(self) -> Iterator[Markup]:
        """The window before the reduction, and the days nobody saw."""
        if self.chart.window:
            first = max(self.chart.window[0], self.chart.first)
            yield self._band("window", first, self.chart.window[1])
        for first, last in self.chart.gaps():
            yield self._band("gap", first, last)

    def _band(self, name: str, first: date, last: date) -> Markup:
        left, right = self.x(first), self.x(last, 1)
        return Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
            name, left, _TOP, max(0.0, right - left), _HEIGHT - _TOP - _BOTTOM
        )

    def axis(self) -> Iterator[Markup]:
        base = _HEIGHT - _BOTTOM
        yield Markup('<path class="axis" d="M{} {}H{}"/>').format(_LEFT, base, _WIDTH - _RIGHT)
        for day, anchor in ((self.chart.first, "start"), (self.chart.last, "end")):
            x = self.x(day, 0.0 if anchor == "start" else 1.0)
            yield Markup('<text class="{}" x="{:.1f}" y="{}">{}</text>').format(anchor, x, base + 18, day.isoformat())
        for amount in sorted({min(d.price for d in self.chart.dots), max(d.price for d in self.chart.dots)}):
            yield Markup('<text class="end" x="{}" y="{:.1f}">{}</text>').format(
                _LEFT - 6, self.y(amount) + 4, f"{amount:.2f}"
            )

    def lines(self, labels: tuple[str, str]) -> Iterator[Markup]:
        """The reference that the shop claims, and the lowest price that was observed in the window."""
        for name, amount, label in (
            ("claimed", self.chart.claimed, labels[0]),
            ("lowest", self.chart.lowest, labels[1]),
        ):
            if amount is not None:
                y = self.y(amount)
                yield Markup('<path class="{}" d="M{} {:.1f}H{}"/>').format(name, _LEFT, y, _WIDTH - _RIGHT)
                yield Markup('<text class="{}" x="{}" y="{:.1f}">{}</text>').format(
                    f"{name} end", _WIDTH - _RIGHT, y - 4, f"{label} {amount:.2f}"
                )

    def steps(self) -> Iterator[Markup]:
        """The price as a line that breaks where nobody looked."""
        for run in _runs(self.chart.dots):
            path = f"M{self.x(run[0].day):.1f} {self.y(run[0].price):.1f}"
            path += "".join(f"V{self.y(dot.price):.1f}H{self.x(dot.day, 1):.1f}" for dot in run)
            yield Markup('<path class="price" d="{}"/>').format(path)

    def marks(self) -> Iterator[Markup]:
        for dot in self.chart.dots:
            yield Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="2.2"/>').format(
                "offer" if dot.on_offer else "plain", self.x(dot.day, 0.5), self.y(dot.price)
            )


def _runs(dots: Iterable[Dot]) -> list[list[Dot]]:
    """Observations of days in a row."""
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and (dot.day - runs[-1][-1].day).days <= 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return runs
