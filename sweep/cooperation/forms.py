"""The forms in which a case can be sent."""

from __future__ import annotations

from typing import Literal, get_args

FormName = Literal[
    "trader-letter",
    "cpc-information",
    "cpc-enforcement",
    "cpc-alert",
    "safety-referral",
    "host-order",
    "host-information",
    "host-notice",
]
FORMS: tuple[FormName, ...] = get_args(FormName)
# Whom an order or notice goes to.
ADDRESSEES = ("host", "registrar", "registry", "platform", "search", "isp", "psp")
