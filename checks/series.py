"""A product's prices over weeks, for those who show them: the days before a reduction, the lowest price, reductions."""

from __future__ import annotations

from checks.reduction._history import Window, window
from checks.reduction._series import Lowest, Reduction, lowest, reductions

__all__ = ["Lowest", "Reduction", "Window", "lowest", "reductions", "window"]
