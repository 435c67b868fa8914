"""A webhook and a mail server on loopback that remember what they were given."""

import asyncio
import collections
import email
import http.server
import threading
import time

from aiosmtpd.controller import Controller

from daemon import free_port


class Inbox:
    """{message id: [body, ...]}, one body for each time the message came."""

    def __init__(self, delay=0.0, status=204, retry_after=None):
        self.delay = delay
        self.retry_after = retry_after  # what a webhook says in this header
        self.status = status  # what a webhook answers
        self.messages = collections.defaultdict(list)
        self.taken = 0
        self.lock = threading.Lock()

    def take(self, message_id, body):
        with self.lock:
            self.messages[message_id].append(body)
            self.taken += 1
        # Between taking and answering is where a crash makes a message come twice.
        time.sleep(self.delay)


class QuietServer(http.server.ThreadingHTTPServer):
    """A client that was killed in the middle of a request is no error here."""

    daemon_threads = True
    request_queue_size = 128  # with fewer, a burst of connections is kept waiting for seconds

    def handle_error(self, *_):
        pass


class WebhookServer:
    """Answers each POST with INBOX's status after it took it; ends with its `with`."""

    def __init__(self, inbox):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                inbox.take(self.headers["webhook-id"], body)
                self.send_response(inbox.status)
                if inbox.retry_after:
                    self.send_header("Retry-After", inbox.retry_after)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class MailServer:
    """Takes each mail to INBOX; ends with its `with`.  It answers once LET_GO is set;
    HAS_MAIL is set by then."""

    def __init__(self, inbox, let_go=None):
        has_mail = threading.Event()

        class Handler:
            async def handle_DATA(self, _server, _session, envelope):
                has_mail.set()
                while let_go and not let_go.is_set():
                    await asyncio.sleep(0.01)
                message = email.message_from_bytes(envelope.original_content)
                inbox.take(message["Message-ID"], envelope.original_content)
                return "250 taken"

        port = free_port()
        self.has_mail = has_mail
        self.controller = Controller(Handler(), hostname="127.0.0.1", port=port)
        self.url = f"smtp://127.0.0.1:{port}"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()
