"""A server of somebody else's, with a certificate that is believed here alone."""

import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAME = "hooks.example.org"


@dataclass(slots=True)
class Names(AbstractResolver):
    """Says that every name is at these addresses, one list after another, and how often it was asked."""

    answers: list[list[str]] = field(default_factory=lambda: [["127.0.0.1"]])
    asked: int = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(
                hostname=host, host=each, port=port, family=_family(each), proto=0, flags=socket.AI_NUMERICHOST
            )
            for each in addresses
        ]

    async def close(self) -> None:
        """There is nothing to let go of."""


def _family(address: str) -> int:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


@dataclass(slots=True)
class Elsewhere:
    """The server: what it is sent, and how it answers."""

    port: int = 0
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] | None = None
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        """Take down what was sent."""
        self.paths.append(request.path)
        self.got.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        return await self.answer(request) if self.answer else web.Response(status=204)

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}/hook"


@asynccontextmanager
async def elsewhere(folder: Path) -> AsyncIterator[Elsewhere]:
    """The server, while it is there."""
    certificate, key = _certified(folder)
    there = Elsewhere()
    there.trusted.load_verify_locations(certificate)
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(certificate, key)
    runner = web.ServerRunner(web.Server(there.take), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=own).start()
        there.port = runner.addresses[0][1]
        yield there
    finally:
        await runner.cleanup()


def _certified(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, secret
