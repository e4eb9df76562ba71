"""The invented alerts of the demonstration, in the form of Safety Gate's weekly report."""

from __future__ import annotations

from importlib.resources import files


def alerts_xml() -> bytes:
    """The report as a feed would deliver it: eight alerts, one of them withdrawn in the addendum."""
    return (files(__package__) / "alerts.xml").read_bytes()
