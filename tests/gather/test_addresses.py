"""Public addresses only, however they are written."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sweep.gather.addresses import FORBIDDEN, literal, refusal


@pytest.mark.parametrize(
    "text",
    [
        *"0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255".split(),
        *"192.0.0.8 192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 255.255.255.255".split(),
        *":: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1".split(),
        *"2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 4000::1".split(),
    ],
)
def test_refused(text: str) -> None:
    assert refusal(ip_address(text))


@pytest.mark.parametrize(
    "text",
    "1.1.1.1 11.0.0.1 172.15.0.1 172.32.0.1 192.0.3.1 2606:4700::1 ::ffff:1.1.1.1 64:ff9b::101:101".split(),
)
def test_public(text: str) -> None:
    assert not refusal(ip_address(text))


def test_exceptions_name_networks() -> None:
    assert not refusal(ip_address("127.0.0.1"), ("127.0.0.1/32",))
    assert not refusal(ip_address("::ffff:127.0.0.1"), ("127.0.0.1/32",))
    assert refusal(ip_address("127.0.0.2"), ("127.0.0.1/32",))
    assert refusal(ip_address("::1"), ("127.0.0.0/8",))
    assert not refusal(ip_address("::1"), ("127.0.0.0/8", "::1/128"))


@given(st.integers(0, 2**32 - 1))
def test_every_way_to_write_an_address_is_the_same_address(number: int) -> None:
    plain = ip_address(number)
    a, b, c, d = plain.packed
    ways = [
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"0x{a:x}.0{b:o}.{c}.{d}",
        f"{plain}.",
    ]
    assert all(literal(way) == plain for way in ways)
    mapped = literal(f"[::ffff:{plain}]")
    assert mapped is not None
    assert refusal(mapped) == refusal(plain)


@pytest.mark.parametrize(
    "name", ["vendolux.example", "1und1.example", "10.example", "", "a1", "0x", "1.2.3.4.5", "[::x]"]
)
def test_names_are_no_addresses(name: str) -> None:
    assert literal(name) is None


def test_scopes_do_not_hide_an_address() -> None:
    scoped = literal("[fe80::1%eth0]")
    assert scoped is not None
    assert refusal(scoped)


def test_the_list_says_why() -> None:
    assert all(reason for _, reason in FORBIDDEN)
    assert "loopback" in refusal(ip_address("127.0.0.1"))
