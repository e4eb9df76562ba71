"""What every answer of the review application carries, and how its forms are signed."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from sweep.review.people import Session

FORM_AGE = 12 * 3600  # seconds in which a form may be sent
MAX_BODY = 128 * 1024  # bytes of a form
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def form_token(session: Session, purpose: str, **fields: Any) -> str:
    """A token for one form of one session; `fields` travel in it and cannot be changed on the way."""
    return URLSafeTimedSerializer(session.secret, salt=purpose).dumps(fields)


def form_fields(session: Session, purpose: str, token: str) -> dict[str, Any] | None:
    """What `form_token` put in; None for a token that is forged, of another session or form, or too old."""
    try:
        fields = URLSafeTimedSerializer(session.secret, salt=purpose).loads(token, max_age=FORM_AGE)
    except BadData:
        return None
    return fields if isinstance(fields, dict) else None
