"""Payloads of cross-site scripting and SQL injection in every field: text stays text, tables stay tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from sweep.review.schema import metadata
from tests.review.samples import CHECKS, SHOPS, Served, build, findings, served

PAYLOADS = (
    *r"""
<script>alert(1)</script>
"><img src=x onerror=alert(1)>
'><svg/onload=alert(1)>
</textarea><script>x</script>
</title><script>x()</script>
javascript:alert(1)
{{ 7*7 }}{% raw %}
${7*7}#{7*7}
<iframe srcdoc='<b>'>
' OR '1'='1
'; DROP TABLE review_users; --
" OR 1=1 --
1; DELETE FROM review_decisions
x' UNION SELECT * FROM
%' AND SLEEP(5) --
'||(SELECT password FROM review_users)||'
../../../../etc/passwd
..\\..\\x
%2e%2e%2f
=HYPERLINK("x")
&lt;script&gt;
<!--
]]>
""".strip().splitlines(),
    "\r\nSet-Cookie: a=b",
    "\u202e\u2066",
    "\ufeff",
    "ﬀ" * 300,
)
MARKUP = [p for p in PAYLOADS if "<" in p]
TEXTS = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(max_size=60),
    st.builds(lambda a, b, c: a + b + c, st.text(max_size=8), st.sampled_from(PAYLOADS), st.text(max_size=8)),
)
FILTERS = ("shop", "check", "state", "severity", "outcome", "group", "sort", "page", "said", "what")
SETTINGS = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    built = build(tmp_path_factory.mktemp("payloads"))
    with served(built, sign_in=True) as review:
        yield review
        tables = set(inspect(review.database.engine).get_table_names())
        assert set(metadata.tables) <= tables
        with review.database.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM review_users")).scalar() == 1


def _harmless(page: str, payload: str) -> None:
    """What was sent comes back as text, if at all."""
    assert "fault of ours" not in page
    for markup in MARKUP:
        if markup in payload:
            assert markup not in page, markup
    if "{{ 7*7 }}" in payload:
        assert "49{" not in page


@SETTINGS
@given(values=st.dictionaries(st.sampled_from(FILTERS), TEXTS))
def test_filters(review: Served, values: dict[str, str]) -> None:
    browser = review.of("ann", "reviewer")
    for path in ("/", f"/finding/{review.desk.items.all()[0].id}", "/questions"):
        page = browser.http.get(f"{browser.address}{path}", params=_sendable(values), timeout=60)
        assert page.status_code == 200
        _harmless(page.text, "\n".join(values.values()))


@SETTINGS
@given(choice=st.one_of(st.just("unsure"), TEXTS), reason=st.one_of(st.just("other"), TEXTS), note=TEXTS)
def test_decisions(review: Served, choice: str, reason: str, note: str) -> None:
    browser = review.of("ann", "reviewer")
    name = findings(browser, f"?check={CHECKS[0]}")[0]
    path = f"/finding/{name}"
    data = {"token": browser.token(path, path), "choice": choice, "reason": reason, "note": note}
    if choice == "unsure":
        data["reason_unsure"] = reason
    sent = browser.post(path, _sendable(data))
    assert sent.status_code in (303, 400, 422)
    _harmless(sent.text, "\n".join((choice, reason, note)))
    shown = browser.get(path)
    assert shown.status_code == 200
    _harmless(shown.text, note)
    kept = [d for d in review.desk.standing(review.desk.items.get(name)).history if d.choice != "open"]  # type: ignore[arg-type]
    assert {d.choice for d in kept} <= {"unsure"}


@SETTINGS
@given(answer=TEXTS, comment=TEXTS, question=st.sampled_from(("Q1", "Q34")))
def test_answers(review: Served, answer: str, comment: str, question: str) -> None:
    browser = review.of("ann", "reviewer")
    path = f"/questions/{SHOPS[0]}"
    fields = {f"a-{question}": answer, f"c-{question}": comment}
    sent = browser.post(path, _sendable({"token": browser.token(path, path), **fields}))
    assert sent.status_code in (303, 400, 422)
    _harmless(sent.text, answer + comment)
    _harmless(browser.get(path).text, comment)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, target=TEXTS, key=TEXTS, language=TEXTS)
def test_the_door(review: Served, name: str, target: str, key: str, language: str) -> None:
    browser = review.browser()
    token = browser.token("/sign-in", "/sign-in")
    sent = browser.post("/sign-in", _sendable({"token": token, "name": name, "password": key, "next": target}))
    assert sent.status_code in (403, 429)
    _harmless(sent.text, "\n".join((name, target)))
    assert browser.get("/enter", params={"key": key.encode("utf-8", "replace")}).status_code in (403, 400)
    there = browser.post("/language", _sendable({"language": language, "to": target}))
    assert there.status_code == 303
    assert there.headers["Location"].startswith("/")
    assert not there.headers["Location"].startswith("//")
    assert browser.post("/finding/x", _sendable({"token": key})).status_code == 403


def _sendable(values: dict[str, str]) -> dict[str, bytes]:
    """As a browser sends it; half characters become question marks."""
    return {name: value.encode("utf-8", "replace") for name, value in values.items()}
