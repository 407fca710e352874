"""Mail by a real SMTP server on this machine: what a mail looks like, and every end that sending can have."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.mail.mailer import SmtpMailer
from adapters.mail.server import Server
from bot.ports.mailer import Bounced, Later, Post, Rejected, Taken, Unsure
from tests.drivers.mailbox import Mailbox

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = "https://letters.example.org/a/rather/long/path/before/the/page/of/a/mail/m/" + "0123456789ABCDEFGHJKMNPQRS"
ADA = "ada@bakers.example.org"
TEXT = "Un code : 4JTH-8Q27\n\n.\n\nUne ligne sans fin " + "à la suite " * 200 + f"\n\n{PAGE}\n"
POST = Post("abc123", ADA, "Est-ce votre adresse ? À confirmer", TEXT, "fr", AT, f"{PAGE}/never")


def mailer(mailbox: Mailbox) -> SmtpMailer:
    return SmtpMailer(mailbox.url, "Lettres ouvertes à tous <letters@example.org>", seconds=5.0, taking=5.0)


def elsewhere(mailbox: Mailbox) -> str:
    """The server at an address that does not say that it is this machine."""
    return mailbox.url.replace("127.0.0.1", "0.0.0.0")


async def test_a_mail_arrives_as_it_was_composed() -> None:
    async with Mailbox() as mailbox:
        assert await mailer(mailbox).send(POST) == Taken()
        (mail,) = mailbox.mails
    assert (mail.address, mail.text, mail.code) == (ADA, TEXT, "4JTH-8Q27")
    assert mail.message.get_content_type() == "text/plain"
    headers = {name: str(value) for name, value in mail.message.items()}
    assert headers["Subject"] == POST.subject
    assert headers["From"] == "Lettres ouvertes à tous <letters@example.org>"
    assert headers["To"] == ADA
    assert headers["Date"] == "Sun, 01 Mar 2026 12:00:00 +0000"
    assert headers["Message-ID"] == "<abc123@example.org>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] == f"<{PAGE}/never>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_the_same_mail_has_the_same_number_whenever_it_is_sent() -> None:
    async with Mailbox() as mailbox:
        for at in (AT, AT + timedelta(hours=1)):
            await mailer(mailbox).send(replace(POST, at=at))
    assert len({mail.message["Message-ID"] for mail in mailbox.mails}) == 1


async def test_without_a_page_no_header_names_one() -> None:
    async with Mailbox() as mailbox:
        await mailer(mailbox).send(replace(POST, never=""))
    assert "List-Unsubscribe" not in mailbox.mails[0].message
    assert "List-Unsubscribe-Post" not in mailbox.mails[0].message


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 Nobody here is called ada", Bounced("550 5.1.1")),
        ("550 nobody of this name", Bounced("550")),
        ("552 5.2.2 The mailbox is full", Bounced("552 5.2.2")),
        ("550 5.7.1 You may not send from there", Rejected("550 5.7.1")),
        ("451 4.7.1 Come back in five minutes", Later("451 4.7.1")),
        ("421 4.3.2 The system goes down", Later("421 4.3.2", everything=True)),
    ],
)
async def test_a_refusal_of_an_address_is_told_by_its_numbers(answer: str, outcome: object) -> None:
    async with Mailbox() as mailbox:
        mailbox.refuse(ADA, answer)
        assert await mailer(mailbox).send(POST) == outcome
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 5.6.0 We do not like it", Rejected("554 5.6.0")),
        ("550 5.1.1 Nobody of this name, after all", Bounced("550 5.1.1")),
        ("452 4.3.1 The disk is full", Later("452 4.3.1")),
    ],
)
async def test_a_refusal_of_what_was_given_is_told_too(answer: str, outcome: object) -> None:
    async with Mailbox() as mailbox:
        mailbox.answer_to_data = answer
        assert await mailer(mailbox).send(POST) == outcome


async def test_where_the_connection_is_lost_after_the_mail_was_given_nobody_knows() -> None:
    async with Mailbox() as mailbox:
        mailbox.hangs_up = True
        assert isinstance(await mailer(mailbox).send(POST), Unsure)
    assert len(mailbox.mails) == 1


async def test_a_server_that_is_down_is_asked_later() -> None:
    async with Mailbox() as mailbox:
        await mailbox.stop()
        outcome = await mailer(mailbox).send(POST)
        assert isinstance(outcome, Later)
        assert outcome.everything
        await mailbox.start()
        assert await mailer(mailbox).send(POST) == Taken()


async def test_a_wrong_password_loses_no_mail() -> None:
    async with Mailbox(login=("letters", "p@ss:word")) as mailbox:
        wrong = mailbox.url.replace("p%40ss%3Aword", "wrong")
        outcome = await SmtpMailer(wrong, "letters@example.org").send(POST)
        assert isinstance(outcome, Later)
        assert outcome.everything
        assert "535" in outcome.reason
        assert await mailer(mailbox).send(POST) == Taken()


async def test_a_password_goes_unencrypted_to_this_machine_alone() -> None:
    async with Mailbox(login=("letters", "secret")) as mailbox:
        outcome = await SmtpMailer(elsewhere(mailbox), "letters@example.org").send(POST)
    assert isinstance(outcome, Later)
    assert "STARTTLS" in outcome.reason
    assert mailbox.passwords == []


async def test_what_is_offered_is_encrypted(tmp_path: Path) -> None:
    async with Mailbox(encryption=self_signed(tmp_path), login=("letters", "secret")) as mailbox:
        assert await mailer(mailbox).send(POST) == Taken()
    assert mailbox.mails[0].encrypted


async def test_elsewhere_a_certificate_of_nobody_is_not_believed(tmp_path: Path) -> None:
    async with Mailbox(encryption=self_signed(tmp_path), login=("letters", "secret")) as mailbox:
        outcome = await SmtpMailer(elsewhere(mailbox), "letters@example.org").send(POST)
    assert isinstance(outcome, Later)
    assert outcome.everything
    assert mailbox.passwords == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://h.example", Server("h.example", 587)),
        ("smtps://u%40h:p%2Fw@h.example", Server("h.example", 465, "u@h", "p/w", encrypted=True)),
        ("smtp://[::1]:2525", Server("::1", 2525)),
    ],
)
def test_a_server_is_read_from_its_address(url: str, server: Server) -> None:
    assert Server.at(url) == server


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("h.example", False), ("10.0.0.1", False)],
)
def test_this_machine_is_known(host: str, local: bool) -> None:
    assert Server(host, 25).local is local


async def test_an_address_in_its_own_letters_is_written_as_the_server_takes_it() -> None:
    async with Mailbox() as mailbox:
        assert await mailer(mailbox).send(replace(POST, address="ada@bücher.example")) == Taken()
        assert await mailer(mailbox).send(replace(POST, address="zoé@bücher.example")) == Taken()
    first, second = mailbox.mails
    assert first.address == "ada@xn--bcher-kva.example"
    assert "SMTPUTF8" not in first.options
    assert second.address == "zoé@xn--bcher-kva.example"
    assert "SMTPUTF8" in second.options
    assert str(second.message["To"]) == "zoé@xn--bcher-kva.example"


async def test_a_mail_for_a_sharp_s_does_not_go_to_whose_name_has_two() -> None:
    async with Mailbox() as mailbox:
        assert await mailer(mailbox).send(replace(POST, address="sam@beispiel-straße.de")) == Taken()
        assert await mailer(mailbox).send(replace(POST, address="sam@نامه\u200cای.com")) == Taken()
    sharp, persian = mailbox.mails
    assert sharp.address == "sam@xn--beispiel-strae-dgb.de"
    assert str(sharp.message["To"]) == "sam@xn--beispiel-strae-dgb.de"
    assert persian.address == "sam@xn--mgba3gch31f060k.com"


async def test_to_a_host_that_there_can_t_be_no_mail_goes() -> None:
    async with Mailbox() as mailbox:
        assert isinstance(await mailer(mailbox).send(replace(POST, address="sam@☃\u200d.example")), Bounced)
    assert mailbox.mails == []


async def test_where_the_server_takes_no_such_letters_that_is_said() -> None:
    async with Mailbox(utf8=False) as mailbox:
        outcome = await mailer(mailbox).send(replace(POST, address="zoé@bakers.example.org"))
    assert isinstance(outcome, Rejected)
    assert "SMTPUTF8" in outcome.reason
    assert mailbox.tries == []


@pytest.mark.parametrize(
    "address",
    [
        "ada@bakers.example.org\r\nBcc: bob@bakers.example.org",
        "ada@bakers.example.org\r\nRCPT TO:<bob@bakers.example.org>",
        "ada\n@bakers.example.org",
        "ada@bakers.example.org, bob@bakers.example.org",
        "ada@bakers.example.org> SIZE=1",
        '"ada bob"@bakers.example.org',
        "ada\u2028@bakers.example.org",
        "bakers.example.org",
        "@bakers.example.org",
        "ada@",
        "ada@..",
        "",
    ],
)
async def test_nothing_is_slipped_in_by_an_address(address: str) -> None:
    async with Mailbox() as mailbox:
        assert await mailer(mailbox).send(replace(POST, address=address)) == Bounced("no mail can be addressed to it")
    assert (mailbox.mails, mailbox.tries) == ([], [])


def self_signed(folder: Path) -> ssl.SSLContext:
    """An encryption with a certificate that nobody has signed but itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mailbox")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "mailbox.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
