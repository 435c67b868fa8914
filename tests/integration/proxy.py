#!/usr/bin/python3
"""The daemon behind the proxies of contrib/proxy, whose files are used but for ports and
paths: a feed over HTTP/2, the client's address, and no secret in any log.

Usage: proxy.py PROGRAMS"""

import os
import re
import shutil
import subprocess
import unittest

from http_support import ROOT, House
from daemon import free_port, wait_for

HOST = "jalon.example.org"
SECRETS = ("/feeds/", "/welcome/", "/answer/")
NGINX = """
daemon off; user root; pid {folder}/nginx.pid; error_log {folder}/main.log;
events {{}}
http {{ {temp} {site} }}
"""
CADDY = """{
	admin off
	auto_https disable_certs
	skip_install_trust
	http_port %d
	https_port %d
"""


class Proxy:
    """A proxy before HOUSE: KIND's file, with what differs here put in its place."""

    def __init__(self, house):
        self.house = house
        self.folder = os.path.join(house.folder.name, type(self).__name__)
        os.mkdir(self.folder)
        self.plain, self.port = free_port(), free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                        "-subj", f"/CN={HOST}", "-keyout", self.path("privkey.pem"),
                        "-out", self.path("fullchain.pem")], check=True, capture_output=True)
        with open(self.path("output"), "wb") as output:
            self.process = subprocess.Popen(self.command(), stdout=output, stderr=output,
                                            env={**os.environ, "HOME": self.folder})
        assert wait_for(lambda: self.curl("/")), self.text("output")

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def site(self, name):
        with open(os.path.join(ROOT, "contrib/proxy", name), encoding="utf-8") as file:
            return file.read().replace("127.0.0.1:8420", f"127.0.0.1:{self.house.daemon.port}")

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def curl(self, path, *options, scheme="https", output=os.devnull):
        """The lines of the answer's head, in lower case; none where none came.  The rest
        goes to OUTPUT."""
        port = self.port if scheme == "https" else self.plain
        told = subprocess.run(
            ["curl", "--silent", "--insecure", "--max-time", "10", "--output", output,
             "--dump-header", "-", "--connect-to", f"{HOST}::127.0.0.1:{port}", *options,
             f"{scheme}://{HOST}{path}"], capture_output=True, text=True, check=False)
        return told.stdout.lower().splitlines()

    def logged(self, words):
        """The lines with WORDS of all that it wrote."""
        texts = [self.text(name) for name in os.listdir(self.folder)
                 if os.path.isfile(self.path(name)) and not name.endswith(".pem")]
        return [line for text in texts for line in text.splitlines() if words in line]

    def close(self):
        self.process.terminate()
        self.process.wait()


class Nginx(Proxy):
    def command(self):
        site = self.site("nginx.conf")
        for old, new in (("listen 80;", f"listen 127.0.0.1:{self.plain};"),
                         ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
                         (f"/etc/letsencrypt/live/{HOST}", self.folder),
                         ("/var/log/nginx", self.folder)):
            assert old in site, old
            site = site.replace(old, new)
        temp = " ".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in
                        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return ["nginx", "-c", self.write("site", NGINX.format(
            folder=self.folder, temp=temp, site=site))]


class Caddy(Proxy):
    def command(self):
        site = self.site("Caddyfile")
        for old, new in (("\n{\n", "\n" + CADDY % (self.plain, self.port)),
                         (f"\n{HOST} {{\n", f"\n{HOST} {{\n\ttls {self.path('fullchain.pem')} "
                          f"{self.path('privkey.pem')}\n")):
            assert old in site, old
            site = site.replace(old, new)
        return ["caddy", "run", "--adapter", "caddyfile", "--config", self.write("site", site)]


class Behind:
    """What is asked of each proxy."""

    def setUp(self):
        if not shutil.which(self.proxy.__name__.lower()):
            self.skipTest("it is not installed")
        self.house = House()
        self.addCleanup(self.house.close)
        self.feed = self.house.ask("POST", "/api/v1/feeds", {"name": "all"}).json()["url"]
        self.feed = self.feed[self.feed.index("/feeds/"):]
        self.front = self.proxy(self.house)
        self.addCleanup(self.front.close)

    def try_a_password(self, name, address, *options):
        """Where a sign-in in vain leads."""
        form, jar = self.front.path("form"), self.front.path("cookies")
        self.front.curl("/sign-in", "--cookie-jar", jar, output=form)
        csrf = re.search('name="csrf" value="([0-9a-f]+)"', self.front.text("form"))[1]
        head = self.front.curl("/sign-in", "--cookie", jar, "--interface", address, *options,
                               "--data", f"csrf={csrf}&name={name}&password=wrong&next=/")
        return next(line for line in head if line.startswith("location"))

    def test_a_feed_arrives_as_it_is(self):
        head = self.front.curl(self.feed, "--http2", "--header", "Accept-Encoding: gzip")
        self.assertEqual(head[0].split()[:2], ["http/2", "200"])
        self.assertIn("content-type: text/calendar; charset=utf-8", head)
        self.assertFalse([line for line in head if line.startswith("content-encoding")])
        tag = next(line.split(": ")[1] for line in head if line.startswith("etag"))
        again = self.front.curl(self.feed, "--header", f"If-None-Match: {tag}")
        self.assertIn(" 304", again[0])

    def test_metrics_are_for_those_inside(self):
        self.assertIn(" 404", self.front.curl("/metrics")[0])
        self.assertEqual(self.house.tcp("GET", "/metrics").status, 200)

    def test_what_comes_in_the_clear_is_sent_to_https(self):
        head = self.front.curl("/rules", scheme="http")
        self.assertIn(" 308", head[0])
        self.assertIn(f"location: https://{HOST}/rules", head)

    def test_a_client_is_known_by_its_own_address(self):
        for count in range(6):
            last = self.try_a_password(f"nobody{count}", "127.0.0.2", "--header",
                                       f"X-Forwarded-For: 192.0.2.{count}")
        self.assertIn("too-many", last)
        self.assertIn("wrong", self.try_a_password("nobody6", "127.0.0.3"))

    def test_no_secret_is_logged(self):
        self.ask_for_secrets()
        self.house.daemon.stop()
        self.assertIn(" 502", self.ask_for_secrets()[0])
        self.assertTrue(self.front.logged("502"))
        self.assertEqual(self.front.logged("hush"), [])

    def ask_for_secrets(self):
        for path in SECRETS:
            self.front.curl(f"{path}hush/all.ics", scheme="http")
            self.front.curl("/style.css", "--referer", f"https://{HOST}{path}hush")
            last = self.front.curl(f"{path}hush/all.ics")
        return last


class BehindNginx(Behind, unittest.TestCase):
    proxy = Nginx


class BehindCaddy(Behind, unittest.TestCase):
    proxy = Caddy


if __name__ == "__main__":
    unittest.main()
