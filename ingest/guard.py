"""Keeps the fetcher away from addresses that are not on the public internet.

The check stands where the connection is made and the connection goes to the very address that was checked, so a
name that resolves differently the second time (DNS rebinding) gains nothing. It knows nothing of feeds.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator, Sequence
from urllib.request import getproxies, proxy_bypass

import httpx

from ingest.errors import IngestError

Resolver = Callable[[str, int], Sequence[str]]
# Of a name's addresses; each may take its time to refuse.
MOST_TRIED = 4

# IANA special-purpose address registries (RFC 6890 and its updates), multicast, and one cloud's metadata host.
REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/127",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/63",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


class AddressRefusedError(IngestError):
    """The host is, or resolves to, an address that the fetcher does not connect to."""


def is_public(address: str) -> bool:
    """Whether `address` (IPv4 or IPv6, with or without a zone) is on the public internet.

    An IPv4 address inside an IPv6 one (`::ffff:10.0.0.1`) is judged as refused: no public server needs that form.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return not any(ip in network for network in REFUSED if network.version == ip.version)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host` in the system's order. Raises OSError when there are none."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport that resolves each host itself, refuses special addresses and connects to what it checked.

    Behind a proxy (from the usual environment variables) the proxy resolves and connects: names that resolve here
    to a special address are still refused, and the rest is the proxy's to guard.
    """

    def __init__(
        self, *, allow_private: bool = False, resolver: Resolver = resolve, inner: httpx.BaseTransport | None = None
    ) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        # No connection is kept: pools are keyed by the pinned address, and two names on one address must not share
        # a TLS session.
        self._inner = inner or httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._proxied = {} if inner else {scheme: httpx.HTTPTransport(proxy=url) for scheme, url in _proxies()}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends `request`. Raises AddressRefusedError, or what httpx raises when no connection can be made."""
        host = request.url.host
        proxy = self._proxied.get(request.url.scheme)
        if proxy is not None and not proxy_bypass(host):
            self._checked(request, optional=True)
            return proxy.handle_request(request)
        failure: httpx.TransportError | None = None
        for address in self._checked(request, optional=False)[:MOST_TRIED]:
            try:
                return self._inner.handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError(f"{host} has no address", request=request)

    def close(self) -> None:
        """Closes every connection."""
        for transport in (self._inner, *self._proxied.values()):
            transport.close()

    def _checked(self, request: httpx.Request, *, optional: bool) -> Sequence[str]:
        host = request.url.host
        try:
            addresses = self._resolver(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        except (OSError, UnicodeError) as error:
            if optional:
                return ()
            raise httpx.ConnectError(f"the name {host} cannot be resolved", request=request) from error
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise AddressRefusedError(
                str(request.url),
                f"{host} is a private or special address, which is not fetched; "
                "set UPSWELL_ALLOW_PRIVATE_ADDRESSES=1 to allow it",
            )
        return addresses


def _proxies() -> Iterator[tuple[str, str]]:
    """The proxy of each scheme by the environment: `http_proxy`, `https_proxy`, or `all_proxy` for both."""
    said = getproxies()
    for scheme in ("http", "https"):
        proxy = said.get(scheme) or said.get("all")
        if proxy:
            yield scheme, proxy if "://" in proxy else f"http://{proxy}"


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    # The Host header and the certificate's name stay those of the URL; only the connection goes to the address.
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
