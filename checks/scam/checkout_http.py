"""Signal: a form asks for card numbers or passwords over a connection that anybody can read."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.goods_facts import InsecureForm
from checks.verdict import Answer, passed, review


def check(insecure_forms: Known[tuple[Found[InsecureForm], ...]], points: int) -> Answer:
    if isinstance(insecure_forms, Absent):
        return passed("encrypted", insecure_forms)
    first = insecure_forms.value[0].value
    return review("open", *insecure_forms.value, field=first.field, action=first.action, points=points)
