"""Which addresses lie inside – this machine, its network, its host's services – where no message may be sent unless allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from ipaddress import IPv4Network as Network4

Address = IPv4Address | IPv6Address
Network = Network4 | IPv6Network

# Global by their number, inside all the same: a cloud host's own services, protocol assignments, relays into IPv4.
_ALSO_INSIDE = tuple(Network4(text) for text in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"))
_UNICAST = IPv6Network("2000::/3")  # nothing else of IPv6 is on the internet
_RELAYS = tuple(IPv6Network(text) for text in ("2002::/16", "2001::/32"))  # 6to4 and Teredo carry an IPv4 address inside


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts and networks inside that an installation's setting names all the same."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """From ``["hook.intranet.example", "10.1.0.0/16", "192.168.3.9"]``: what is no number is a host's name."""
        hosts, networks = set(), []
        for entry in filter(None, (text.strip().lower() for text in entries)):
            try:
                networks.append(ip_network(entry, strict=False))
            except ValueError:
                hosts.add(entry)
        return cls(frozenset(hosts), tuple(networks))

    def names(self, host: str, address: Address) -> bool:
        """Whether the setting names the host, or a network that holds the address."""
        return host in self.hosts or any(plain(address) in network for network in self.networks)


def plain(address: Address) -> Address:
    """An IPv4 address that is written as IPv6 (``::ffff:10.0.0.1``), as IPv4."""
    return (getattr(address, "ipv4_mapped", None) or address) if address.version == 6 else address


def is_inside(text: str | Address) -> bool:
    """Whether the address is not one of the public internet."""
    address = plain(ip_address(text))
    if not address.is_global or address.is_multicast or address.is_reserved:
        return True
    if isinstance(address, IPv4Address):
        return any(address in network for network in _ALSO_INSIDE)
    return address not in _UNICAST or any(address in network for network in _RELAYS)
