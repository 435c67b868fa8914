"""A jalond of a test's own: its folder, its port, its end with the test."""

import json
import os
import signal
import socket
import subprocess
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds=15):
    """Whether CONDITION() became true within SECONDS."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


class Daemon:
    """The programs in folder PROGRAMS, working in FOLDER with the text CONF, where {port}
    stands for a port of its own; ARGUMENTS are jalond's besides --config."""

    def __init__(self, programs, folder, conf, *arguments):
        self.programs = os.path.abspath(programs)
        self.folder = str(folder)
        self.port = free_port()
        self.arguments = arguments
        self.wrapper = ()  # what runs jalond, and is its arguments' first
        self.process = None
        self.log_path = os.path.join(self.folder, "jalond.log")
        self.write("jalon.conf", conf.replace("{port}", str(self.port)))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def launch(self):
        """Starts jalond and does not wait for it."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, os.path.join(self.programs, "jalond"), "--config", "jalon.conf",
                 *self.arguments],
                cwd=self.folder, stdin=subprocess.DEVNULL, stderr=log)

    def start(self):
        self.launch()
        if not wait_for(self.answers) or self.process.poll() is not None:
            self.kill()
            raise RuntimeError("jalond did not become ready:\n" + self.log())

    def answers(self):
        return self.process.poll() is not None or self.run("status").returncode == 0

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def kill(self):
        """As a crash ends it: at once."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """As the service manager ends it; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def run(self, *arguments):
        """What `jalon ARGUMENT...` did: returncode, stdout, stderr."""
        return subprocess.run(
            [os.path.join(self.programs, "jalon"), "--socket", "jalon.sock", *arguments],
            cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env={**os.environ, "LANG": "C.UTF-8", "NO_COLOR": "1"}, check=False)

    def jalon(self, *arguments):
        """What `jalon ARGUMENT...` prints; anything but success ends the test."""
        result = self.run(*arguments)
        if result.returncode != 0:
            raise RuntimeError(f"jalon {' '.join(arguments)}: {result.stderr}\n{self.log()}")
        return result.stdout

    def listing(self, *arguments):
        """The objects that `jalon ARGUMENT... -o json` lists."""
        return [json.loads(line)
                for line in self.jalon(*arguments, "-o", "json").splitlines()]

    def import_organizations(self, organizations):
        lines = "".join(json.dumps(one) + "\n" for one in organizations)
        return self.jalon("import", self.write("import.jsonl", lines))
