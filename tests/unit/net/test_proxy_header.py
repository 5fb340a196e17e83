"""HAProxy's PROXY protocol, by the sentences of its specification."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.net.proxy_header import LONGEST_V2, SIGNATURE, NoHeader, read


def v2(command: int, family: int, body: bytes) -> bytes:
    return SIGNATURE + bytes((command, family)) + len(body).to_bytes(2, "big") + body


INET = bytes((198, 51, 100, 3, 192, 0, 2, 1)) + b"\xc0\x00\x1d\xf3"
INET6 = ip_address("2001:db8::3").packed + ip_address("2001:db8::1").packed + b"\xc0\x00\x1d\xf3"
TLV = b"\x04\x00\x05hello"

GOOD = [
    (b"PROXY TCP4 198.51.100.3 192.0.2.1 49152 7667\r\n", "198.51.100.3"),
    (b"PROXY TCP6 2001:db8::3 2001:db8::1 49152 7667\r\n", "2001:db8::3"),
    (b"PROXY TCP6 ::ffff:198.51.100.3 ::1 1 2\r\n", "198.51.100.3"),
    # "the worst case (optional fields set to 0xff)"
    (b"PROXY UNKNOWN " + b"ffff:" * 7 + b"ffff " + b"ffff:" * 7 + b"ffff 65535 65535\r\n", None),
    (b"PROXY UNKNOWN\r\n", None),
    (v2(0x21, 0x11, INET), "198.51.100.3"),
    (v2(0x21, 0x11, INET + TLV), "198.51.100.3"),
    (v2(0x21, 0x21, INET6 + TLV), "2001:db8::3"),
    (v2(0x21, 0x31, bytes(216)), None),
    # "The receiver must accept this connection as valid and must use the real connection endpoints"
    (v2(0x20, 0x11, INET), None),
    (v2(0x20, 0x00, b""), None),
    (v2(0x21, 0x00, b"anything"), None),
]
BAD = [
    b"CAP LS 302\r\n",
    b"\x16\x03\x01",
    b"PROXY\tTCP4",
    b"PROXY TCP4 198.51.100.3 192.0.2.1 49152\r\n",
    b"PROXY TCP4  198.51.100.3 192.0.2.1 1 2\r\n",
    b"PROXY TCP4 2001:db8::3 2001:db8::1 1 2\r\n",
    b"PROXY TCP6 198.51.100.3 192.0.2.1 1 2\r\n",
    b"PROXY TCP4 198.51.100.300 192.0.2.1 1 2\r\n",
    b"PROXY TCP4 198.51.100.3 192.0.2.1 1 65536\r\n",
    b"PROXY TCP4 198.51.100.3 192.0.2.1 01 2\r\n",  # "heading zeroes are not permitted"
    b"PROXY UNKNOWNS\r\n",
    b"PROXY TCP4 " + b"1" * 96,
    v2(0x11, 0x11, INET),
    v2(0x22, 0x11, INET),
    v2(0x21, 0x41, INET),
    v2(0x21, 0x13, INET),
    v2(0x21, 0x11, INET[:-1]),
    v2(0x21, 0x11, bytes(LONGEST_V2)),
]


@pytest.mark.parametrize(("header", "source"), GOOD)
def test_headers(header: bytes, source: str | None) -> None:
    for rest in (b"", b"CAP LS 302\r\n"):
        found = read(header + rest)
        assert found is not None
        assert found.size == len(header)
        assert found.source == (source and ip_address(source))
    for end in range(len(header)):
        assert read(header[:end]) is None


@pytest.mark.parametrize("header", BAD)
def test_what_is_no_header(header: bytes) -> None:
    with pytest.raises(NoHeader):
        read(header)


@given(st.sampled_from([b"", b"PROXY ", b"PROXY TCP4 ", SIGNATURE]), st.binary(max_size=300))
def test_any_bytes_are_a_header_or_none(beginning: bytes, data: bytes) -> None:
    try:
        header = read(beginning + data)
    except NoHeader:
        return
    assert header is None or header.size <= len(beginning + data)
