"""Whatever the layout of its texts, a lawful shop is not accused, and a breach in plain words is found."""

from __future__ import annotations

import pytest

from checks.verdict import Outcome
from tests.accusations.layouts import PLAIN, WRAPPED
from tests.accusations.site import Site, judged, lawful, texts

_KEPT = ("/", "/product", "/withdraw")  # their elements are what is read: links, buttons, data
_BREACHES = [
    ("fr", {"withdrawal": "<p>Vous disposez de 7 jours pour vous rétracter.</p>"}, "withdrawal.info"),
    ("nl", {"withdrawal": "<p>U hebt een bedenktijd van 7 dagen.</p>"}, "withdrawal.info"),
    ("de", {"withdrawal": "<p>Die Widerrufsfrist beträgt 7 Tage.</p>"}, "withdrawal.info"),
    ("en", {"withdrawal": "<p>The withdrawal period is 7 days.</p>"}, "withdrawal.info"),
    ("es", {"withdrawal": "<p>El plazo de desistimiento es de 7 días.</p>"}, "withdrawal.info"),
    ("it", {"withdrawal": "<p>Il termine per il recesso è di 7 giorni.</p>"}, "withdrawal.info"),
    ("pt", {"withdrawal": "<p>O prazo de livre resolução é de 7 dias.</p>"}, "withdrawal.info"),
    ("pl", {"withdrawal": "<p>Termin na odstąpienie od umowy wynosi 7 dni.</p>"}, "withdrawal.info"),
]
# Lines of fixed length cut sentences in two, and what is not shown, or comes by a script, may never be seen.
_UNSURE = ("lines of fixed length", "a part not shown yet", "a part for scripts")
_SURE = [layout for layout in (*PLAIN, *WRAPPED) if layout not in _UNSURE]


def _laid_out(site: Site, layout: str) -> Site:
    for path in (path for path in site.main if path not in _KEPT):
        # A link to the model form or to an authority is lost with the elements: then the words must suffice.
        site.main[path] = (PLAIN | WRAPPED)[layout](site.main[path])
    return site


@pytest.mark.parametrize("language", sorted(texts()))
@pytest.mark.parametrize("layout", [*PLAIN, *WRAPPED])
def test_no_layout_accuses(layout: str, language: str) -> None:
    site = _laid_out(lawful(language), layout)
    verdicts = judged(site.capture(), site.country)
    assert not [name for name, verdict in verdicts.items() if verdict.outcome == Outcome.FAIL]
    assert sum(verdict.outcome == Outcome.PASS for verdict in verdicts.values()) > 5


@pytest.mark.parametrize(("language", "put", "check"), _BREACHES, ids=[b[0] for b in _BREACHES])
@pytest.mark.parametrize("layout", _SURE)
def test_no_layout_hides_a_breach(layout: str, language: str, put: dict[str, str], check: str) -> None:
    site = _laid_out(lawful(language, put), layout)
    assert judged(site.capture(), site.country)[check].outcome == Outcome.FAIL
