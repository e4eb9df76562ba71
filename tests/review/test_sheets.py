"""The questionnaire answered in the review: kept like answers of a file, and no answer overwritten unseen."""

from __future__ import annotations

from pathlib import Path

from sweep.evidence import custody
from sweep.questionnaire.answers import entered
from tests.review.samples import SHOPS, build, served


def test_answers_are_kept_with_their_author_and_nobodys_is_overwritten(tmp_path: Path) -> None:
    built = build(tmp_path)
    shop, path = SHOPS[0], f"/questions/{SHOPS[0]}"
    with served(built, sign_in=True) as review:
        ann, ben = review.of("ann", "reviewer"), review.of("ben", "reviewer")
        assert shop in ann.get("/questions").text
        tokens = {browser: browser.token(path, path) for browser in (ann, ben)}
        sent = ann.post(path, {"token": tokens[ann], "a-Q1": "no", "c-Q1": "seen <b>twice</b>", "a-Q34": "compliant"})
        assert sent.status_code == 303
        assert "saved=2" in sent.headers["Location"]
        # Ben had the page open: his answer to the same question is not kept, his other one is.
        late = ben.post(path, {"token": tokens[ben], "a-Q1": "yes", "c-Q1": "", "a-Q2": "unclear", "c-Q2": ""})
        assert late.status_code == 409
        assert "Yours was not kept" in late.text
        assert "by ann" in late.text
        given = entered(built.sweep.folder)[shop]
        assert (given["Q1"].value, given["Q1"].by, given["Q1"].comment) == ("no", "ann", "seen <b>twice</b>")
        assert (given["Q2"].value, given["Q2"].by) == ("unclear", "ben")
        assert "seen &lt;b&gt;twice&lt;/b&gt;" in ben.get(path).text
        # Knowing of it he may answer otherwise, or take it back.
        assert ben.post(path, {"token": ben.token(path, path), "a-Q1": "", "c-Q1": ""}).status_code == 303
        assert entered(built.sweep.folder)[shop]["Q1"].value == ""
        for wrong in ({"a-Q1": "perhaps"}, {"a-Q1": "yes", "c-Q1": "x" * 1001}):
            assert ann.post(path, {"token": ann.token(path, path), **wrong}).status_code == 422
        assert ann.post("/questions/other.example", {"token": ann.token(path, path)}).status_code == 403
    noted = [(e.by, e.detail["answers"]) for e in custody.entries(built.sweep.folder)[0] if e.event == "noted"]
    assert noted == [("ann", ["Q1", "Q34"]), ("ben", ["Q2"]), ("ben", ["Q1"])]
