"""The verbs of `sweepday`, one module each: `run` does it and returns the exit code; sweep/options describes it.

The table is all that `sweepday --help` needs: a module (and the readers, checks and libraries behind it) is
imported only when its verb is called.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb lives, and what `--help` says about it in one sentence."""

    module: str
    summary: str


VERBS = {
    "demo": Verb("demo", "sweep the demonstration shops on this machine, twice, and write the report"),
    "new": Verb("new", "make a workspace: a folder with a commented plan and a sample list"),
    "run": Verb("run", "sweep the shops of a plan and write the report; started again, it continues where it stopped"),
    "watch": Verb("watch", "visit a fixed panel of products at set times for weeks, and judge their price reductions"),
    "inspect": Verb("inspect", "look at one shop, one saved page or one WARC file, without a workspace"),
    "judge": Verb("rebuild", "judge the captures of a sweep anew, with today's rules and readers, without a network"),
    "report": Verb("rebuild", "write the report of a sweep, as far as it has come"),
    "export": Verb("rebuild", "write JSON Lines, CSV and the workbook of a sweep"),
    "questionnaire": Verb("questionnaire", "fill in the questionnaire of a sweep, and read people's answers back"),
    "review": Verb("review", "confirm or dismiss findings in the browser, alone or with several people at once"),
    "verify": Verb("verify", "check a sweep, a proof or a case without a network: what is proved, what was changed"),
    "seal": Verb(
        "seal", "close a sweep with a hash tree and time stamps; run, judge, report and case do it themselves"
    ),
    "prove": Verb("prove", "put the proof of one finding into a folder, without showing any other shop"),
    "custody": Verb("custody", "show the custody log of a sweep, or enter what was done outside the tool"),
    "purge": Verb("purge", "delete what is older than it may be kept: shows it first, logs it, verify still passes"),
    "merge": Verb("merge", "put the national returns of a joint sweep together: one result, no shop counted twice"),
    "alerts": Verb("alerts", "import, update, show and match dangerous-product alerts"),
    "watchlist": Verb("watchlist", "list the watchlists for customs and market surveillance, check one, try a title"),
    "case": Verb(
        "case", "put the findings on one shop into a folder: JSON, a Word document, the evidence and its digests"
    ),
    "ledger": Verb("ledger", "what was sent about a sweep: letters and requests, deadlines, answers, results"),
    "compare": Verb("compare", "what became of the findings of an earlier sweep: fixed, partly, persistent, new ..."),
    "rules": Verb("rules", "list the rules, or show one: what applies where, since when, and why"),
    "doctor": Verb("doctor", "say what this installation can do and what it lacks"),
}
