"""Where a visitor comes from, as limits count them."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

NETWORK_OF_ONE = 64
"""Bits of an IPv6 address that one visitor has in common: the rest is theirs to choose."""


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from, read behind our own servers (`ENVOL_PROXIES`)."""
    address = ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ip_network((address, NETWORK_OF_ONE), strict=False))
    return str(address)
