"""Which IP addresses a visit may connect to. Shops live on public addresses; everything else is refused.

The list is kept here, because `ipaddress.is_global` differs between Python versions. Sources: the IANA registries of
special-purpose IPv4 and IPv6 addresses (RFC 6890 and its updates).
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import cache, lru_cache
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

IP = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a provider"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "AMT"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "benchmarks"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b:1::/48", "local translation"),
    ("100::/64", "discard"),
    ("100:0:0:1::/64", "dummy prefix"),
    ("2001::/23", "protocol assignments, Teredo, ORCHID"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link local"),
    ("fec0::/10", "site local"),
    ("ff00::/8", "multicast"),
)
# Public IPv6 addresses are handed out of this block only; what lies outside is not on the internet.
_PUBLIC_V6 = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are the IPv4 address that is reached
_MAPPED = IPv6Network("::ffff:0:0/96")


def refusal(ip: IP, allow: Sequence[str] = ()) -> str:
    """Why `ip` must not be connected to ("" when it may); `allow` lists networks that are excepted."""
    ip = _reached(ip)
    if any(ip in network for network in _networks(tuple(allow))):
        return ""
    for network, name in _forbidden():
        if ip in network:
            return f"{ip} is no public address ({name})"
    if ip.version == 6 and ip not in _PUBLIC_V6:
        return f"{ip} is no public address (reserved)"
    return ""


def literal(host: str) -> IP | None:
    """The address that `host` writes out, in any notation that the system's resolver takes for one; else None.

    "127.1", "0x7f.1", "2130706433" and "[::ffff:127.0.0.1]" are all addresses.
    """
    name = host.strip("[]")
    try:
        return ip_address(name)
    except ValueError:
        pass
    if ":" in name:
        return _scoped(name)
    if not name.isascii() or not name[:1].isdigit():
        return None
    try:
        return IPv4Address(socket.inet_aton(name.rstrip(".")))
    except OSError:
        return None


def _scoped(name: str) -> IP | None:
    try:
        return IPv6Address(name.partition("%")[0])
    except AddressValueError:
        return None


def _reached(ip: IP) -> IP:
    """The address that packets to `ip` arrive at: the IPv4 one inside a mapped or translated IPv6 one."""
    if isinstance(ip, IPv6Address):
        ip = IPv6Address(int(ip))  # without its scope
        if ip in _MAPPED or ip in _TRANSLATED:
            return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


@cache
def _forbidden() -> tuple[tuple[Network, str], ...]:
    return tuple((ip_network(text), name) for text, name in FORBIDDEN)


def written_network(text: str) -> str:
    """A network as the registries write it: "127.0.0.0/8" for "127.0.0.1/8". Raises ValueError for what is none."""
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError:
        raise ValueError(f"{text!r} is no network (such as 127.0.0.0/8)") from None


@lru_cache(maxsize=64)
def _networks(allow: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in allow)
