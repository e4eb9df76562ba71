"""Units for systemd and a line for cron, so that the machine's own scheduler calls the watch."""

from __future__ import annotations

import shlex
from pathlib import Path

from sweep.watch.plan import WatchPlan


def systemd_units(plan: WatchPlan, plan_path: Path, command: str) -> str:
    """A service and a timer for `plan`, as one text with the names of the two files."""
    once = f"{_word(command)} watch {_word(str(plan_path))} --once"
    calendar = "\n".join(f"OnCalendar=*-*-* {at}:00 {plan.zone}" for at in plan.times)
    name = f"sweepday-watch-{plan.name}"
    return (
        f"# {name}.service\n"
        f"[Unit]\nDescription=Price watch {plan.name}\nWants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={plan_path.parent}\nExecStart={once}\n\n"
        f"# {name}.timer\n"
        f"[Unit]\nDescription=Times of the price watch {plan.name}\n\n"
        # Persistent: a machine that was off at the time of a round catches up as soon as it is on.
        f"[Timer]\n{calendar}\nOnCalendar=hourly\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def cron_line(plan_path: Path, command: str) -> str:
    """A line for crontab. Every hour: a round that is done costs nothing, one that was missed is caught up."""
    return f"7 * * * * cd {shlex.quote(str(plan_path.parent))} && {shlex.quote(command)} watch " + (
        f"{shlex.quote(plan_path.name)} --once"
    )


def _word(text: str) -> str:
    """A word of a unit file: percent signs and blanks have a meaning there."""
    escaped = text.replace("\\", "\\\\").replace("%", "%%").replace('"', '\\"')
    return f'"{escaped}"' if any(c in text for c in " \t'\"") else escaped
