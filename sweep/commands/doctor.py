"""`sweepday doctor`: what this installation can do, and what it lacks."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
import tempfile
from importlib.metadata import packages_distributions

from checks.catalogue import load
from product_alerts import prints
from sweep import __version__
from sweep.counted import counted
from sweep.extract.lexicon import languages
from sweep.gather import chromium
from sweep.paths import template_dir


def run(_args: argparse.Namespace) -> int:
    problems = 0
    print(f"sweepday {__version__}, Python {sys.version.split()[0]}")
    print(f"checks: {len(load())}; languages: {', '.join(languages())}; templates: {template_dir()}")
    owners = set(packages_distributions().get("sweep", ["sweepday"]))
    if owners != {"sweepday"}:
        problems += 1
        print(f"PROBLEM: the package `sweep` also comes from {owners - {'sweepday'}}; install sweepday in its own venv")
    free = shutil.disk_usage(tempfile.gettempdir()).free
    print(f"free disk for temporary files: {free // 1_000_000} MB")
    word = "docxtpl: cases as Word documents" if importlib.util.find_spec("docxtpl") else None
    print(word or "without docxtpl: cases have no Word document (install sweepday[forms])")
    lacking = chromium.missing()
    print(f"no browser: {lacking}; shops that need scripts are not measured" if lacking else _browser())
    print(_stamps())
    print(prints.missing() or "Pillow: photos of offers beside those of alerts, where a plan asks for them")
    print("all is well" if not problems else f"{counted(problems, 'problem')}")
    return 1 if problems else 0


def _browser() -> str:
    return f"browser: {chromium.program()}, for pages that are empty without scripts"


def _stamps() -> str:
    second = "openssl" if shutil.which("openssl") else "no openssl"
    if importlib.util.find_spec("rfc3161_client"):
        return f"rfc3161-client: time stamps on seals (second verifier: {second})"
    return f"without rfc3161-client: seals get no time stamp (install sweepday[evidence]); {second} to check them"
