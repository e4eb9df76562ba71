"""How a report looks and reads for one authority: its theme, and whether its list is a sample."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from sweep.errors import SweepError

_MAX = 200_000  # bytes of a file of the theme: both lie in every page
_LOGOS = {"logo.svg": "image/svg+xml", "logo.png": "image/png"}
_Z = 1.959964  # 95 %
_NO_STYLE = Markup("")


@dataclass(frozen=True, slots=True)
class Theme:
    """An authority's own colours and logo. Both lie inside each page; nothing is loaded."""

    css: Markup = _NO_STYLE
    css_hash: str = ""  # as a source of the Content-Security-Policy
    logo: str = ""  # a data: address


@dataclass(frozen=True, slots=True)
class Look:
    theme: Theme = Theme()
    sample: bool = False  # shares then carry their confidence interval


def load_theme(folder: Path) -> Theme:
    """`theme.css`, laid over our own style, and `logo.svg` or `logo.png` of a folder; either may be missing.

    Raises SweepError for a folder without any of them, and for files that cannot be part of a page.
    """
    css, logo = folder / "theme.css", next((folder / n for n in _LOGOS if (folder / n).is_file()), None)
    if not css.is_file() and logo is None:
        raise SweepError(f"{folder}: no theme is there: it holds theme.css, logo.svg or logo.png")
    style = _read(css).decode("utf-8", "replace") if css.is_file() else ""
    if re.search(r"</\s*style|<!--", style, re.IGNORECASE):
        raise SweepError(f"{css}: a style sheet that ends the page's own style element cannot be used")
    picture = base64.b64encode(_read(logo)).decode() if logo else ""
    return Theme(
        Markup(style),  # noqa: S704 - the authority's own file, and it cannot leave its element
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" if style else "",
        f"data:{_LOGOS[logo.name]};base64,{picture}" if logo else "",
    )


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > _MAX:
        raise SweepError(f"{path}: {len(data):,} bytes, at most {_MAX:,}: it lies in every page of the report")
    return data.replace(b"\r\n", b"\n") if path.suffix == ".css" else data


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share, as fractions (Wilson 1927); (0, 1) where nothing was measured."""
    if whole <= 0:
        return 0.0, 1.0
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    # Where the share is 0 or 1 its bound is the share, but for the last bit of a float.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
