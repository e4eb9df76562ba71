"""Time stamps by RFC 3161: asking an authority for one, and checking one offline. Needs the extra `evidence`.

Only the SHA-256 of the stamped file is sent. Answers are kept as received; some authorities send certificates in an
order that strict readers refuse, and then `openssl` is asked, where it is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import requests

PAUSES = (0.0, 0.5, 2.0)  # seconds before each try
_SECONDS = 30.0  # of one try
_MAX_ANSWER = 1_000_000  # bytes
_REFUSED = ("rejection", "waiting", "revocation warning", "revocation notification")


class StampError(Exception):
    """There is no stamp, or it does not hold; the message says why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says. `root` is the certificate it was checked up to, with its SHA-256; "" where none was given."""

    time: datetime | None  # None where only openssl could read it
    authority: str
    root: str


def installed() -> bool:
    return importlib.util.find_spec("rfc3161_client") is not None


def ask(url: str, data: bytes, *, login: str = "", pauses: Sequence[float] = PAUSES) -> tuple[bytes, bytes]:
    """Request and answer, as sent and received, for a stamp on `data`. Raises StampError after the last try.

    `login` names the environment variable that holds "user:password".
    """
    if not installed():
        raise StampError("needs rfc3161-client; install sweepday[evidence]")
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an extra

    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    reason = ""
    for pause in pauses:
        time.sleep(pause)
        try:
            answer = _post(url, request, login)
            _granted(answer, data)
            return request, answer
        except (requests.RequestException, OSError, StampError) as error:
            reason = " ".join(str(error).split())[:300] or type(error).__name__
    raise StampError(reason)


def _post(url: str, request: bytes, login: str) -> bytes:
    user, _, password = os.environ.get(login, "").partition(":") if login else ("", "", "")
    if login and not user:
        raise StampError(f"the environment variable {login} holds no user:password")
    until = time.monotonic() + _SECONDS
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    auth = (user, password) if user else None
    with requests.post(
        url, data=request, headers=headers, auth=auth, timeout=(10, 20), stream=True, allow_redirects=False
    ) as answer:
        if answer.status_code != requests.codes.ok:
            raise StampError(f"the authority answered {answer.status_code} {answer.reason}")
        body = b""
        for piece in answer.iter_content(16_384):
            body += piece
            if len(body) > _MAX_ANSWER or time.monotonic() > until:
                raise StampError("the answer is too long, or takes too long")
    return body


def _granted(answer: bytes, data: bytes) -> None:
    """Raises StampError where an answer is no stamp on `data`. Its signature is checked later, and by anybody."""
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415

    digest = hashlib.sha256(data).digest()
    try:
        response = decode_timestamp_response(answer)
        status, imprint = response.status, response.tst_info.message_imprint.message if response.status < 2 else b""
    except ValueError as error:
        # A strict reader refuses what openssl reads: the answer is kept when the digest is in it.
        if answer[:1] == b"\x30" and digest in answer:
            return
        raise StampError(f"the answer is no time stamp ({error})") from None
    if status > 1:
        said = ", ".join(response.status_string) or _REFUSED[min(status, 5) - 2]
        raise StampError(f"the authority refused ({said})")
    if imprint != digest:
        raise StampError("the stamp is on something else than what was sent")


def check(answer: bytes, data: bytes, certificates: Path | None) -> Stamp:
    """What the stamp says, when its signature leads to a root in `certificates` (PEM). Raises StampError.

    Without certificates only its content is compared, and `root` is "".
    """
    if not installed():
        return _by_openssl(answer, data, certificates, "rfc3161-client is not installed")
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415

    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        return _by_openssl(answer, data, certificates, str(error))
    _granted(answer, data)
    info = response.tst_info
    root = _verified(response, data, certificates) if certificates else ""
    return Stamp(info.gen_time, _signer(response), root)


def _verified(response: object, data: bytes, certificates: Path) -> str:
    """The root certificate that vouches for the stamp. Raises StampError where none does."""
    from cryptography import x509  # noqa: PLC0415
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    try:
        found = x509.load_pem_x509_certificates(certificates.read_bytes())
    except (OSError, ValueError) as error:
        raise StampError(f"{certificates.name}: no certificates can be read there ({error})") from None
    roots = [c for c in found if c.issuer == c.subject] or found
    builder = VerifierBuilder()
    for certificate in roots:
        builder = builder.add_root_certificate(certificate)
    for certificate in found:
        if certificate not in roots:
            builder = builder.add_intermediate_certificate(certificate)
    try:
        builder.build().verify_message(response, data)  # type: ignore[arg-type]
    except (VerificationError, ValueError) as error:
        raise StampError(f"the signature does not lead to the certificates given: {error}") from None
    named = roots[0]
    return f"{named.subject.rfc4514_string()} (SHA-256 {hashlib.sha256(_der(named)).hexdigest()})"


def _der(certificate: object) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    der: bytes = certificate.public_bytes(Encoding.DER)  # type: ignore[attr-defined]
    return der


def _signer(response: object) -> str:
    from cryptography import x509  # noqa: PLC0415

    signed = response.signed_data  # type: ignore[attr-defined]
    serials = {info.serial_number for info in signed.signer_infos}
    for der in signed.certificates:
        certificate = x509.load_der_x509_certificate(der)
        if certificate.serial_number in serials:
            return str(certificate.subject.rfc4514_string())
    return ""


def _by_openssl(answer: bytes, data: bytes, certificates: Path | None, why: str) -> Stamp:
    """The second reader: openssl, for what the first cannot read. Raises StampError."""
    openssl = shutil.which("openssl")
    if not openssl or not certificates:
        lacks = "openssl is not installed" if certificates else "no certificates of the authority are here"
        raise StampError(f"cannot be checked here ({why}; {lacks})")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stamp.tsr").write_bytes(answer)
        (folder / "data").write_bytes(data)
        command = [openssl, "ts", "-verify", "-data", "data", "-in", "stamp.tsr", "-CAfile", str(certificates)]
        # The certificates need to have been good on the day of the stamp, not today.
        command = [*command, "-untrusted", str(certificates), "-no_check_time"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise StampError("openssl: " + " ".join(done.stderr.split())[-200:])
    return Stamp(None, "as read by openssl", f"a certificate in {certificates.name}")
