"""What a server may do, and for how long."""

import ipaddress
from dataclasses import dataclass

QUERIES = 4  # processes that answer queries and make changes
PAGES = 2  # processes that make pages, which so do not wait for anybody's queries
STARTING = 60.0  # seconds in which a process must have begun
LARGEST = 1 << 29  # bytes of an answer, which the server holds while it is sent
PATIENCE = 60.0  # seconds for a page that is made once for each state of the store, such as the graph view


@dataclass(frozen=True, slots=True)
class Settings:
    """``timeout`` is in seconds, ``limit`` in rows or triples of one answer, ``memory`` in GB for each process
    that answers. ``token`` is the word that a request to
    write must bear; without one nobody may write. ``allow_service`` lets queries and updates ask other servers."""

    host: str = "127.0.0.1"
    port: int = 0
    timeout: float = 30.0
    limit: int = 100_000
    token: str | None = None
    allow_service: bool = False
    title: str = ""
    memory: float = 2.0

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can reach the server."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether ``host`` is a name or address of this machine that no other reaches."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"
