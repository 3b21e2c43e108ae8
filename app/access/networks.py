"""Whose address a request comes from: what the trusted proxy says, and how much of it is one visitor's."""

import ipaddress
from collections.abc import Iterable, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
IPV6_OF_ONE = 64
"""Who has one address of IPv6 has as many as they like: a network of this length is one visitor's."""


def network_of(address: str) -> str:
    """By which visitors are told apart: the address; of IPv6, its network. What is no address is itself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, IPV6_OF_ONE), strict=False))


def read_networks(words: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks as people write them. Raises ValueError."""
    return tuple(ipaddress.ip_network(word, strict=False) for word in words)


def visitor(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Whose request it is: the peer's, or who a trusted proxy says that it asks for.

    Read from its end, for what stands before the first name that no proxy of ours wrote is anybody's tale.
    """
    asking = peer
    for told in reversed(forwarded.split(",") if forwarded else []):
        if not _is_in(asking, trusted):
            return asking
        asking = told.strip()
    return asking


def told_by_proxy(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """What a trusted proxy says of a request: the last word of a header, its own; empty from anybody else."""
    return forwarded.rpartition(",")[2].strip() if forwarded and _is_in(peer, trusted) else ""


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in network for network in networks)
