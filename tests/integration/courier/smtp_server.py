#!/usr/bin/python3
"""Mail servers on loopback that do what the recipient's name says.

smtp_server.py LOG CERTIFICATE KEY
Prints the ports of a plain one, of one that wants STARTTLS and a login, and of one that
does not offer STARTTLS but a login; then serves until its standard input ends.  Each
mail taken is a JSON line in LOG.
"""

import asyncio
import email
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD, TOKEN = "jalon", "pässword", "ya29.token"
XOAUTH2 = f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode()

REFUSED = {"unknown": "550 5.1.1 no such user", "grey": "451 4.7.1 come back later",
           "full": "452 4.2.2 mailbox full", "relay": "530 5.7.0 log in first"}


class Handler:
    def __init__(self, log):
        self.log = log

    async def handle_RCPT(self, _server, session, envelope, address, _options):
        session.name = address.split("@")[0]
        if session.name in REFUSED:
            return REFUSED[session.name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if session.name == "mute":
            await asyncio.sleep(3600)
        if session.name == "spam":
            return "554 5.7.1 this is spam"
        message = email.message_from_bytes(envelope.original_content)
        self.note(session, envelope, message)
        if session.name == "drop":
            server.transport.abort()
        return "250 2.0.0 queued as Q1"

    def note(self, session, envelope, message):
        session.mails = getattr(session, "mails", 0) + 1
        login = session.auth_data.decode() if session.auth_data else None
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                          "nth": session.mails, "id": message["Message-ID"],
                          "tls": session.ssl is not None, "login": login,
                          "body": message.get_payload()}), file=self.log, flush=True)

    async def handle_QUIT(self, _server, session, _envelope):
        if getattr(session, "name", "") in REFUSED:
            await asyncio.sleep(3600)
        return "221 bye"

    async def auth_XOAUTH2(self, server, _args):
        if await server.challenge_auth("") == XOAUTH2:
            return AuthResult(success=True, auth_data=b"XOAUTH2")
        return AuthResult(success=False, handled=False)


def authenticate(_server, _session, _envelope, mechanism, data):
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False, auth_data=mechanism.encode())


async def serve(log, certificate, key):
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    login = {"authenticator": authenticate, "auth_required": True}
    kinds = ({}, {"tls_context": context, "require_starttls": True, **login},
             {"auth_require_tls": False, **login})
    ports = []
    for options in kinds:
        server = await loop.create_server(
            lambda options=options: SMTP(Handler(log), hostname="mail.test", **options),
            "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
    print(*ports, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


warnings.simplefilter("ignore")
logging.disable()
with open(sys.argv[1], "a", encoding="utf-8") as file:
    asyncio.run(serve(file, *sys.argv[2:]))
