"""The words on the button that places the order: they alone must say that the consumer will have to pay."""

from __future__ import annotations

from checks.facts import Absent, Known, OrderButton
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(order_button: Known[OrderButton], order_word_fails: bool) -> Answer:
    if isinstance(order_button, Absent):
        return not_applicable("none", order_button)
    button = order_button.value
    said = {"label": button.label}
    match button.grade:
        case "good":
            return passed("pays", order_button, **said)
        case "order" if order_word_fails and button.final:
            return failed("orders_only", order_button, **said)
        case "order":
            return review("orders", order_button, **said)
        case "next" if button.final:
            return failed("says_nothing", order_button, **said)
        case "grey":
            return review("grey", order_button, **said)
    return review("unknown", order_button, **said)
