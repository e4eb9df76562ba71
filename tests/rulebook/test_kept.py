"""The kept listing is the catalogue's, whatever happens to the file it is kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import catalogue
from checks.listing import as_data, from_data
from checks.version import rules_version
from sweep.rulebook.kept import cache_folder, listing


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "sweepday"
    return tmp_path / "sweepday"


def test_what_was_kept_is_the_whole_catalogue(cache: Path) -> None:
    made = catalogue.listing()
    assert from_data(as_data(made)) == made
    assert listing() == made  # read from the cards, and kept
    (path,) = cache.iterdir()
    assert path.name == f"rules-{rules_version()}.json"
    assert listing() == made  # read from the file
    assert list(listing().rules) == list(catalogue.load())  # in the order of the questionnaire


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": "x"}', b'{"rules": [{}]}', b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(cache: Path, damage: bytes) -> None:
    cache.mkdir(parents=True)
    path = cache / f"rules-{rules_version()}.json"
    path.write_bytes(damage)
    assert listing().version == rules_version()
    assert path.read_bytes() != damage


def test_a_file_of_other_rules_is_not_believed(cache: Path) -> None:
    listing()
    path = cache / f"rules-{rules_version()}.json"
    path.write_text(path.read_text(encoding="utf-8").replace(rules_version(), "0" * 16), encoding="utf-8")
    assert listing().version == rules_version()


def test_old_versions_do_not_pile_up(cache: Path) -> None:
    cache.mkdir(parents=True)
    for n in range(9):
        (cache / f"rules-{n:016}.json").write_text("{}", encoding="utf-8")
    listing()
    assert len(list(cache.iterdir())) == 4
    assert listing().version == rules_version()


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert listing().version == rules_version()
