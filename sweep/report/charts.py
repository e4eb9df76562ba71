"""Charts as inline SVG: no script, no style attribute, a title and a description for those who cannot see them.

Every figure of a chart also stands as text beside it. Colours come from the page's style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

_WIDTH = 100  # units of a bar; the page stretches it
_GAP = 0.4


def _figure(kind: str, box: str, title: str, shapes: Iterable[Markup], *, stretch: bool) -> Markup:
    ratio = Markup(' preserveAspectRatio="none"') if stretch else Markup("")
    return Markup('<svg class="{}" viewBox="{}"{} role="img" focusable="false"><title>{}</title>{}</svg>').format(
        kind, box, ratio, title, Markup("").join(shapes)
    )


def stacked_bar(parts: Sequence[tuple[str, int]], whole: int, title: str) -> Markup:
    """One horizontal bar: (class, number) parts of `whole`, which is the full width. Empty parts take no room."""
    shapes = []
    left = 0.0
    for name, number in parts:
        width = _WIDTH * number / whole if whole else 0.0
        if width:
            gap = _GAP if width > 2 * _GAP else 0.0
            shapes.append(
                Markup('<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>').format(name, left, width - gap)
            )
        left += width
    return _figure("bar", f"0 0 {_WIDTH} 10", title, shapes, stretch=True)


def columns(bars: Sequence[tuple[str, int, str]], title: str, description: str) -> Markup:
    """Upright columns: (label below, number above, class). The tallest takes the full height."""
    top = max((number for _, number, _ in bars), default=0) or 1
    shapes = [Markup("<desc>{}</desc>").format(description)]
    for place, (label, number, name) in enumerate(bars):
        height = 90 * number / top
        centre = place * 70 + 35
        shapes.append(
            Markup('<rect class="{}" x="{}" y="{:.1f}" width="44" height="{:.1f}"/>').format(
                name, centre - 22, 110 - height, max(height, 1)
            )
        )
        shapes.append(Markup('<text class="number" x="{}" y="{:.1f}">{}</text>').format(centre, 104 - height, number))
        shapes.append(Markup('<text x="{}" y="128">{}</text>').format(centre, label))
    return _figure("columns", f"0 0 {70 * len(bars)} 136", title, shapes, stretch=False)
