"""A WACZ export is a valid one, holds the archive byte by byte, and replays in another tool."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence.wacz import surt, write_wacz
from tests.evidence.replay import replaying
from tests.evidence.samples import SHOPS, sealed
from tests.report.browser import chromium

HERE = SHOPS[0]
_SESSIONS = 6


@pytest.fixture
def wacz(tmp_path: Path) -> Path:
    folder = sealed(tmp_path)
    target = tmp_path / "shop.wacz"
    assert write_wacz(folder, HERE, target, title="one shop", software="sweepday/test") == 2
    return target


def test_py_wacz_validates_it(wacz: Path) -> None:
    program = "import sys; from wacz.main import main; sys.exit(main(['validate', '-f', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", program, str(wacz)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid" in done.stdout
    # The counter-case: the same with one digest that is wrong.
    spoilt = wacz.with_name("spoilt.wacz")
    with zipfile.ZipFile(wacz) as source, zipfile.ZipFile(spoilt, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data.replace(b'"title": "All pages"', b'"title": "All pageS"'))
    done = subprocess.run([sys.executable, "-c", program, str(spoilt)], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_the_archive_is_in_it_byte_by_byte(wacz: Path, tmp_path: Path) -> None:
    archive = next(tmp_path.glob(f"sweeps/sample/captures/{HERE}/*.warc.gz"))
    with zipfile.ZipFile(wacz) as opened:
        assert opened.read(f"archive/{archive.name}") == archive.read_bytes()
        assert {info.compress_type for info in opened.infolist()} == {zipfile.ZIP_STORED}
        package = opened.read("datapackage.json")
        assert json.loads(opened.read("datapackage-digest.json"))["hash"] == (
            f"sha256:{hashlib.sha256(package).hexdigest()}"
        )
        assert SHOPS[1].encode() not in b"".join(opened.read(name) for name in opened.namelist())


def test_replayweb_page_shows_the_page(wacz: Path) -> None:
    address = f"https://{HERE}/legal"
    outside: list[str] = []
    with replaying(wacz, address) as url, chromium() as browser:
        own = url[: url.index("/", 8)]
        # Now and then the worker in the browser that replays does not start at once: a fresh session tries again.
        for _ in range(_SESSIONS):
            page = browser.new_context().new_page()
            page.on("request", lambda r: outside.append(r.url) if not r.url.startswith(own) else None)
            page.goto(url)
            texts = _shown(page)
            page.context.close()
            if any("Vendolux SAS" in text for text in texts):
                break
    assert any("Vendolux SAS" in text for text in texts), texts
    assert [u for u in outside if not u.startswith(("data:", "blob:"))] == []


def _shown(page: Any) -> list[str]:
    """The texts of the frames of a page, once one of them shows the shop, or after half a minute."""
    for _ in range(60):
        texts = [_text(frame) for frame in page.frames]
        if any("Vendolux SAS" in text for text in texts):
            break
        page.wait_for_timeout(500)
    return texts


def _text(frame: object) -> str:
    try:
        return str(frame.evaluate("document.body ? document.body.innerText : ''"))  # type: ignore[attr-defined]
    except Exception as error:  # a frame that is being replaced has no document
        return f"({type(error).__name__})"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Shop.example/A?b=2&a=1", "example,shop)/a?a=1&b=2"),
        ("http://shop.example:8080", "example,shop:8080)/"),
        ("urn:fullPage:https://shop.example/", "urn:fullPage:https://shop.example/"),
    ],
)
def test_sort_keys(url: str, key: str) -> None:
    assert surt(url) == key


def test_a_changed_archive_is_not_exported_as_if_it_were_whole(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    archive = next(folder.captures(HERE).glob("*.warc.gz"))
    archive.write_bytes(archive.read_bytes() + b"x")
    with pytest.raises(SweepError, match="sweepday verify"):
        write_wacz(folder, HERE, tmp_path / "out.wacz", title="", software="")
    assert not (tmp_path / "out.wacz").exists()
    with pytest.raises(SweepError, match="no archive"):
        write_wacz(folder, "nobody.example", tmp_path / "out.wacz", title="", software="")


def test_the_command_needs_a_shop_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sealed(tmp_path)
    assert main(["export", str(folder.path), "--wacz", "nobody.example"]) == 1
    assert "nobody.example" in capsys.readouterr().err
