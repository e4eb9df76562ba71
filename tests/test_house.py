"""The law of the house: imports run down only, and only the verbs print or exit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sweep.extract.lexicon import all_languages, lexicon
from sweep.extract.words.text import fold
from tests.shared import ROOT

FLOORS = ("sweep", "checks", "product_alerts")  # from the top down
FILES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
NAMES = [str(path.relative_to(ROOT)) for path in FILES]

# Inside sweep, a station knows no station to its right, and of the other only what is named here.
RIGHT = (
    "sweep.store", "sweep.report", "sweep.review", "sweep.cooperation", "sweep.options", "sweep.commands",
    "sweep.run", "sweep.cli",
)  # fmt: skip
# What finds pages and tells what they are; no reader of facts.
_FINDING = (
    "lexicon page words.text words.labels pages.links pages.decoding pages.languages pages.handover data.hints "
    "visit.roles visit.platforms visit.platform_paths products.variants products.photos"
)
ROOMS = {
    "sweep/gather": ("sweep.extract", tuple(_FINDING.split())),
    "sweep/extract": ("sweep.gather", ("blocked", "phrases")),
}
# The rooms of reading with the families of facts that need them: each knows only those before it.
READING = (
    "words", "page pages", "data", "shop_pages shop_system visit", "addresses", "numbers", "names",
    "operator directed_to social_accounts trader",
    "prices sale_words amounts",
    "offers price_claims safety_info products",
    "notices contract circumstances pledges statements",
    "checkout urgency reduction_periods reviews green market fraud_signs sales_claims sector_goods sector_notices "
    "practices",
    "shop",
)  # fmt: skip
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,%bdsr]+\})\+")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, relative imports made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def _within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_imports_run_down_only(path: Path) -> None:
    floor = path.relative_to(ROOT).parts[0]
    above = FLOORS[: FLOORS.index(floor)]
    for line, name in imported(path):
        assert name.split(".")[0] not in above, f"{path}:{line}: {floor} must not know {name}"
        assert name.split(".")[0] != "tests", f"{path}:{line}: the product must not know its tests"


@pytest.mark.parametrize("room", ROOMS)
def test_stations_do_not_know_one_another(room: str) -> None:
    other, parts = ROOMS[room]
    for path in sorted((ROOT / room).rglob("*.py")):
        for line, name in imported(path):
            assert not any(_within(name, module) for module in RIGHT), f"{path}:{line}: {room} must not know {name}"
            if _within(name, other) and name != other:
                known = any(_within(name, f"{other}.{part}") for part in parts)
                assert known, f"{path}:{line}: of {other} only {', '.join(parts)} may be known here, not {name}"


def test_every_reader_has_its_place() -> None:
    folder = ROOT / "sweep/extract"
    found = {path.parent.name for path in folder.glob("*/__init__.py")} | {path.stem for path in folder.glob("*.py")}
    assert found == {"__init__", "lexicon", *" ".join(READING).split()}


@pytest.mark.parametrize("place", READING)
def test_readers_know_only_those_before_them(place: str) -> None:
    later = " ".join(READING[READING.index(place) + 1 :]).split()
    folder = ROOT / "sweep/extract"
    for path in (path for name in place.split() for path in (*folder.glob(f"{name}.py"), *folder.glob(f"{name}/*.py"))):
        for line, name in imported(path):
            assert not any(_within(name, f"sweep.extract.{other}") for other in later), f"{path}:{line}: knows {name}"


def _may_speak(path: Path) -> bool:
    relative = path.relative_to(ROOT)
    return relative == Path("sweep/cli.py") or relative.parts[:2] == ("sweep", "commands")


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_the_verbs_print_or_exit(path: Path) -> None:
    if _may_speak(path):
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "exit", "quit", "sys.exit"), f"{path}:{node.lineno}: {called}"
        if isinstance(node, ast.Raise) and node.exc is not None:
            assert "SystemExit" not in ast.unparse(node.exc), f"{path}:{node.lineno}: SystemExit"


@pytest.mark.parametrize("path", [p for p in FILES if p.parts[len(ROOT.parts)] == "checks"], ids=str)
def test_no_rule_imports_another_rule(path: Path) -> None:
    rules = {p.with_suffix("") for p in (ROOT / "checks").glob("*/*.yaml")}
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] == "checks" and len(parts) > 2 and path.parent.name != "checks":
            assert ROOT.joinpath(*parts[:3]) not in rules, f"{path}:{line}: a rule must not know another rule ({name})"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python before 3.11.5, Debian 12's among them, goes on from a wrong place behind such a group: "(?:a|b)*+"."""
    texts = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    for text in texts:
        written = text.decode("latin-1") if isinstance(text, bytes) else text
        assert not isinstance(written, str) or not _POSSESSIVE_GROUP.search(written), written


def _never_read(section: str, key: str, phrase: str) -> str:
    """Why a phrase of the lexicon can match nothing, "" where it can: "*" is read at its end alone."""
    if phrase.startswith("re:"):
        letters = re.sub(r"\\.|\[[^\]]*\]", "", phrase[3:])
        return "letters that folding changes" if fold(letters) != letters else ""
    exact = section in ("language", "links") or key.startswith(("number_", "unit_"))
    return '"*" where it is not read' if "*" in (phrase if exact else phrase.removesuffix("*")) else ""


@pytest.mark.parametrize("language", all_languages())
def test_every_phrase_of_the_lexicon_can_match(language: str) -> None:
    for section, keys in lexicon(language).items():
        for key, phrases in keys.items():
            for phrase in phrases:
                assert not _never_read(section, key, phrase), f"{section}.{key}: {phrase}"
