"""Under which addresses people in the room reach this computer, best first, and the one that links carry.

What the room's own network gives comes before tunnels, tunnels before what programs on this computer made
up for themselves (containers, virtual machines), and the loopback, which nobody else reaches, comes last.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import psutil

_TUNNELS = re.compile(
    r"tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton|mullvad|gpd|cscotun|nebula|.*\b(vpn|wireguard)\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|lxc|lxd|incus|flannel|cali|vnet|vethernet"
    r"|.*\b(virtualbox|vmware|hyper-v|wsl)\b",
    re.IGNORECASE,
)
# Addresses nobody answers at: asking which of ours would reach them sends nothing and needs no internet.
_SOMEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_ALL_IPV4, _ALL = "0.0.0.0", ("", "::")


class Kind(IntEnum):
    """What an address is good for, the best first."""

    ROOM = 0
    TUNNEL = 1
    MADE_UP = 2
    HERE = 3
    """The loopback: nobody but this computer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One way out of this computer, as the system names it. `addresses`: as it writes them."""

    name: str
    addresses: tuple[str, ...]
    is_loopback: bool = False
    is_point_to_point: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAddress:
    """One of this computer's addresses, and the interface that has it."""

    address: str
    interface: str
    kind: Kind

    def url(self, port: int) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"http://{host}:{port}"


def ranked(interfaces: Iterable[Interface], on_the_way_out: Sequence[str] = ()) -> tuple[OwnAddress, ...]:
    """All usable addresses, best first. `on_the_way_out`: those a packet to far away would carry.

    IPv4 comes before IPv6 on the same interface: it is what people can type.
    """
    known = tuple(interfaces)
    way_out = {one.name for one in known if set(one.addresses) & set(on_the_way_out)}
    found = []
    for interface in known:
        for text in interface.addresses:
            address = _usable(text)
            if address is not None:
                kind = Kind.HERE if address.is_loopback else _kind(interface)
                place = (kind, address.is_link_local, interface.name not in way_out, address.version)
                found.append((place, OwnAddress(address=str(address), interface=interface.name, kind=kind)))
    return tuple(own for _, own in sorted(found, key=lambda one: one[0]))


def _usable(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address that another device can ask for; a local one of IPv6 needs the name of *its* interface."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    is_bound = address.version == 6 and address.is_link_local
    return None if is_bound or address.is_unspecified or address.is_multicast else address


def _kind(interface: Interface) -> Kind:
    if interface.is_loopback:
        return Kind.HERE
    if interface.is_point_to_point or _TUNNELS.match(interface.name):
        return Kind.TUNNEL
    return Kind.MADE_UP if _MADE_UP.match(interface.name) else Kind.ROOM


def reached_at(host: str) -> tuple[OwnAddress, ...]:
    """Where an app that listens on this host is reached now; one that is no wildcard is the only one."""
    if host not in (_ALL_IPV4, *_ALL):
        kind = Kind.HERE if _is_loopback(host) else Kind.ROOM
        return (OwnAddress(address=host, interface="", kind=kind),)
    found = ranked(_interfaces(), _on_the_way_out())
    return tuple(one for one in found if host != _ALL_IPV4 or ":" not in one.address)


def _is_loopback(host: str) -> bool:
    address = _usable(host)
    return host == "localhost" if address is None else address.is_loopback


def _interfaces() -> tuple[Interface, ...]:
    """Those that are up, as the system tells."""
    try:
        stats, addresses = psutil.net_if_stats(), psutil.net_if_addrs()
    except OSError:  # a system that does not tell
        return ()
    up = {name: told.flags for name, told in stats.items() if told.isup}
    return tuple(_interface(name, held, up[name]) for name, held in addresses.items() if name in up)


def _interface(name: str, held: Iterable[Any], flags: str) -> Interface:
    is_what = flags.split(",")
    texts = [one.address for one in held if one.family in (socket.AF_INET, socket.AF_INET6)]
    return Interface(
        name=name,
        addresses=tuple(texts),
        is_loopback="loopback" in is_what,
        is_point_to_point="pointopoint" in is_what,
    )


def _on_the_way_out() -> tuple[str, ...]:
    found = []
    for family, somewhere in _SOMEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                found.append(str(probe.getsockname()[0]))
        except OSError:
            continue
    return tuple(found)


class Reach:
    """The address that links and QRs carry now, and those it could be instead.

    `fixed`: the address people type, where it is not this computer's own; nothing is chosen then. Otherwise
    `look` tells where this computer is reached, asked anew each time: networks come and go while the app
    runs. Where neither is known, the address a visitor used is the right one (`base_url` empty).
    """

    def __init__(
        self,
        fixed: str | None = None,
        *,
        look: Callable[[], tuple[OwnAddress, ...]] = tuple,
        port: int = 0,
    ) -> None:
        self._fixed = fixed
        self._look = look
        self._port = port
        self._lock = threading.Lock()
        self._chosen = next(iter(look()), None)

    @property
    def is_chosen_here(self) -> bool:
        """Whether there is anything to choose."""
        return self._fixed is None and self._chosen is not None

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        chosen = self._chosen
        return self._fixed or (chosen.url(self._port) if chosen else "")

    @property
    def is_here_only(self) -> bool:
        """Whether nobody but this computer itself would get anywhere with that address."""
        return self.is_chosen_here and self._chosen is not None and self._chosen.kind is Kind.HERE

    def ways(self) -> tuple[tuple[str, OwnAddress], ...]:
        """All addresses there are now, best first, each with its URL."""
        return tuple((one.url(self._port), one) for one in self._look()) if self.is_chosen_here else ()

    def choose(self, base_url: str) -> bool:
        """Let links carry this address; False, and nothing changes, when it is none of this computer's."""
        with self._lock:
            found = next((one for url, one in self.ways() if url == base_url), None)
            self._chosen = found or self._chosen
            return found is not None

    def follow(self) -> bool:
        """Whether the address was gone, so that links now carry the best one there is instead."""
        with self._lock:
            ways = [one for _, one in self.ways()]
            if not ways or self._is_still(ways):
                return False
            self._chosen = ways[0]
            return True

    def _is_still(self, ways: Sequence[OwnAddress]) -> bool:
        """Whether the chosen one is there. The loopback always is: it was taken for want of a better one."""
        if self._chosen is None or self._chosen.kind is Kind.HERE:
            return ways[0].kind is Kind.HERE
        return any(one.address == self._chosen.address for one in ways)
