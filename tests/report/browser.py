"""Opens pages from disk in the Chromium of this machine and watches what they do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.shared import skip

NAMES = ("chromium", "chromium-browser", "google-chrome")


# Elements that hide a part of their text, save those that are only read aloud.
_CUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, overflowY, display, clipPath } = getComputedStyle(element);
  const hides = (how) => how === "hidden" || how === "clip";
  return display !== "none" && clipPath === "none" && element.textContent.trim()
    && (hides(overflowX) && element.scrollWidth > element.clientWidth + 1
      || hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""
_COLOURS = ("color-contrast", "link-in-text-block")
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Width in points, colours, rules of axe (all without any): what hangs on the colours is looked for twice in each.
_LOOKS = ((320, "light", ()), (1920, "light", _COLOURS), (320, "dark", _COLOURS), (1920, "dark", ()))
_LETTERS = "parseFloat(getComputedStyle(document.body).fontSize)"


@dataclass
class Watched:
    """A page, every request it made beyond itself, and everything it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def violations(self, *rules: str) -> list[str]:
        """What axe-core finds, one line each; with `rules`, only by these."""
        from axe_playwright_python.sync_playwright import Axe

        options = {"runOnly": list(rules)} if rules else None
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:120]})" for v in found]

    def problems(self) -> list[str]:
        """What is wrong for eyes and readers: narrow and wide, light and dark, and with text at 200 %, a line each."""
        found = []
        for width, scheme, rules in _LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme}: {line}" for line in (*self.violations(*rules), *self._out_of_place())]
        self.page.set_viewport_size({"width": 1280, "height": 900})
        before = self.page.evaluate(_LETTERS)
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (now := self.page.evaluate(_LETTERS)) != 2 * before:
            found.append(f"200 %: letters of {before} points are {now}")
        return [*found, *(f"200 %: {line}" for line in self._out_of_place())]

    def _out_of_place(self) -> list[str]:
        wider = self.page.evaluate(_WIDER)
        cut = [f"cut: {element}" for element in self.page.evaluate(_CUT)]
        return [*([f"{wider} points wider than the window"] if wider > 0 else []), *cut]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip("browser", "playwright is not installed: pip install 'sweepday[dev]'")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        skip("browser", f"no browser found (looked for {', '.join(NAMES)}): apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def watch(browser: Any, path: Path, **context: Any) -> Watched:
    """Opens `path` from disk."""
    page = browser.new_context(**context).new_page()
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("console", lambda message: watched.complaints.append(message.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (watched.complaints.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    page.wait_for_load_state()
    watched.requests = [url for url in watched.requests if url != path.as_uri()]
    return watched
