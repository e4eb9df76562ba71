"""Where files that are no code lie, in an installed wheel and in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def template_dir() -> Path:
    """The folder of the templates: `sweep/_templates` in a wheel, `templates/` beside the packages in a checkout.

    Raises FileNotFoundError where neither is there (a broken installation).
    """
    packaged = Path(str(files("sweep") / "_templates"))
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parent.parent / "templates"
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError("the templates are not installed: install sweepday again")
