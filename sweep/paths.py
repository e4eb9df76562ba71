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
    return _folder("_templates", "templates")


@cache
def cases_dir() -> Path:
    """The folder of the rules' cases: `sweep/_cases` in a wheel, `tests/checks/cases` in a checkout.

    Raises FileNotFoundError where neither is there (a broken installation).
    """
    return _folder("_cases", "tests/checks/cases")


def languages() -> tuple[str, ...]:
    """The languages that have a file in templates/words."""
    return tuple(sorted(path.stem for path in (template_dir() / "words").glob("*.yaml")))


def _folder(packaged: str, checkout: str) -> Path:
    for path in (Path(str(files("sweep") / packaged)), Path(__file__).resolve().parent.parent / checkout):
        if path.is_dir():
            return path
    raise FileNotFoundError(f"{packaged.strip('_')} are not installed: install sweepday again")
