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
