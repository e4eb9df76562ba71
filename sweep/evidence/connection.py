"""What is known about the connection that an answer came over: names asked, certificates shown, proxy used.

One metadata record tells it for all answers of the same connection; their headers point to it. Certificates are kept
in DER (base64), the server's own first, so that anybody can read them with `openssl x509 -inform der`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from sweep.capture import Response, Tls

CONNECTION = "Sweepday-Connection"  # WARC header of a response: the record that tells its connection
OVERRIDDEN = "Sweepday-Robots-Overridden"  # the rule of robots.txt that the plan set aside


@dataclass(frozen=True, slots=True)
class Connection:
    dns: tuple[str, ...] = ()
    tls: Tls | None = None
    via: str = ""


def connection_data(r: Response) -> dict[str, object]:
    """As JSON; empty where nothing is known beyond the address."""
    data: dict[str, object] = {}
    if r.dns:
        data |= {"ip": r.ip, "dns": list(r.dns)}
    if r.via:
        data["via"] = r.via
    if r.tls:
        chain = [base64.b64encode(certificate).decode() for certificate in r.tls.chain]
        data["tls"] = {"protocol": r.tls.protocol, "cipher": r.tls.cipher, "chain": chain}
    return data


def connection(data: Mapping[str, object]) -> Connection:
    """Read back; what is not as we write it is left out."""
    dns, via = data.get("dns"), data.get("via")
    return Connection(
        dns=tuple(name for name in dns if isinstance(name, str)) if isinstance(dns, list) else (),
        tls=_tls(data.get("tls")),
        via=via if isinstance(via, str) else "",
    )


def _tls(data: object) -> Tls | None:
    if not isinstance(data, dict) or not isinstance(chain := data.get("chain"), list):
        return None
    try:
        certificates = tuple(base64.b64decode(part, validate=True) for part in chain)
    except (TypeError, ValueError):
        return None
    return Tls(str(data.get("protocol", "")), str(data.get("cipher", "")), certificates)
