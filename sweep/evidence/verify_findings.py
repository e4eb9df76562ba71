"""Which finding was changed: the findings as they lie there against the trees over them in a seal."""

from __future__ import annotations

import json

from sweep.errors import SweepError
from sweep.evidence.seal import MARK, Seal, finding_leaves, findings_by_shop, marks
from sweep.workspace import SweepFolder


def changed_findings(folder: SweepFolder, seal: Seal) -> tuple[str, ...]:
    """Names of the findings that differ from those sealed; of a shop as a whole where lines were added or removed."""
    try:
        sealed = {leaf["findings"]: leaf["marks"] for leaf in seal.leaves if "findings" in leaf}
        key = seal.key
        found = {
            shop: _changed(shop, lines, sealed[shop], key) for shop, lines in findings_by_shop(folder) if shop in sealed
        }
        return tuple(found[shop] if shop in found else _changed(shop, [], sealed[shop], key) for shop in sealed)
    except (SweepError, OSError, ValueError, KeyError, TypeError):
        return ()


def _changed(shop: str, lines: list[bytes], sealed: str, key: bytes) -> str:
    now = marks(finding_leaves(key, lines))
    if now == sealed:
        return ""
    if len(now) != len(sealed):
        return f"{shop} (findings were added or removed)"
    places = range(0, len(now), MARK)
    names = [finding_name(lines[i // MARK]) for i in places if now[i : i + MARK] != sealed[i : i + MARK]]
    return ", ".join(names)


def finding_name(line: bytes) -> str:
    """ "shop.example/identity.name": how a finding is called on the command line."""
    data = json.loads(line)
    return f"{data['shop']}/{data['check']}"
