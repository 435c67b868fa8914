#!/usr/bin/python3
"""A connection that one receiver may open is none for another to go by: in a network of
its own, where a public address is ours and a certificate is vouched for, a host's inner
address is refused although a connection to it is kept.  Root alone can make such a network.

Usage: kept_connections.py PROGRAMS
"""

import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon

INSIDE = "JALON_TEST_INSIDE"
PUBLIC = "93.184.216.34"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
CONF = """
[jalond]
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[receiver "inner"]
webhook = https://inner.test:8443/
allow_private = yes
[receiver "outer"]
webhook = https://inner.test:8443/
[receiver "public"]
webhook = https://public.test:8443/
[route "all"]
receivers = inner, outer, public
"""


class Hook(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sources = []  # the port from which each came

    def do_POST(self):  # noqa: N802, the library's name
        self.rfile.read(int(self.headers["Content-Length"]))
        self.sources.append(self.client_address[1])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def put_in_place(path, text):
    """PATH has TEXT, in this mount namespace alone."""
    with tempfile.NamedTemporaryFile("w", delete=False, dir=".") as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    subprocess.run(["mount", "--bind", file.name, path], check=True)


def make_world():
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "address", "add", f"{PUBLIC}/32", "dev", "lo"], check=True)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=test",
                    "-addext", "subjectAltName=DNS:inner.test,DNS:public.test"],
                   check=True, capture_output=True)
    with open("certificate.pem", encoding="ascii") as file:
        put_in_place(AUTHORITIES, file.read())
    put_in_place("/etc/hosts", f"127.0.0.1 inner.test\n{PUBLIC} public.test\n")


def serve(address):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("certificate.pem", "key.pem")
    server = http.server.ThreadingHTTPServer((address, 8443), Hook)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def answer_to(receiver):
    output = subprocess.run(
        ["curl", "-sS", "--unix-socket", "jalon.sock", "-X", "POST",
         f"http://localhost/api/v1/receivers/{receiver}/test"],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)["answer"]


def check(programs):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_world()
        for address in ("127.0.0.1", PUBLIC):
            serve(address)
        with Daemon(programs, folder, CONF):
            assert answer_to("inner") == "HTTP 204"
            assert answer_to("inner") == "HTTP 204"
            assert len(set(Hook.sources)) == 1, "no connection was kept"
            assert answer_to("outer").startswith("refused: the host has a loopback address")
            assert len(Hook.sources) == 2, "something was sent"
            assert answer_to("public") == "HTTP 204"


def main():
    programs = os.path.abspath(sys.argv[1])
    inside = ["unshare", "--net", "--mount"]
    if os.environ.get(INSIDE):
        check(programs)
    elif os.geteuid() != 0 or subprocess.run([*inside, "true"], check=False).returncode:
        print("skipped: only root may make a network of its own")
        sys.exit(77)
    else:
        sys.exit(subprocess.run([*inside, sys.executable, __file__, programs], check=False,
                                env={**os.environ, INSIDE: "1"}).returncode)


if __name__ == "__main__":
    main()
