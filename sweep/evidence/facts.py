"""What the explanations in a pack say about the visit: clocks, addresses, identity, robots, versions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sweep.errors import SweepError
from sweep.evidence.reading import read_capture
from sweep.evidence.seal import Seal
from sweep.plan import Plan


def visit_facts(subject: str, archive: Path, plan: Plan, seal: Seal) -> Mapping[str, str]:
    """The words for the templates; what is not known is said to be unknown. A purged archive tells less."""
    try:
        capture = read_capture(archive)
        responses, started, vantage = capture.responses, capture.started, capture.vantage
    except SweepError:
        responses, started, vantage = (), None, ""
    times = sorted([r.fetched_at for r in responses] + ([started] if started else []))
    agents = {v for r in responses for k, v in r.request_headers if k.lower() == "user-agent"}
    return {
        "subject": subject,
        "sweep": str(seal.manifest["sweep"]),
        "authority": plan.authority,
        "started": times[0].isoformat(timespec="seconds") if times else "?",
        "finished": times[-1].isoformat(timespec="seconds") if times else "?",
        "ips": ", ".join(sorted({r.ip for r in responses if r.ip})) or "?",
        "vantage": vantage or f"? ({plan.authority})",
        "user_agent": "; ".join(sorted(agents)) or plan.user_agent,
        "robots": plan.robots,
        "tool": str(seal.manifest["tool"]),
        "rules": str(seal.manifest["rules"]),
        "stamps": ", ".join(stamp["authority"] for stamp in seal.stamps) or "-",
    }
