"""Runs papod under callgrind, and a load against it."""

import itertools
import os
import shutil
import subprocess
import tempfile

from callgrind import Profile

# How many basic blocks of the server's code a profile is of; about 30 million instructions.
_BLOCKS = 4_000_000

# A load ends by its messages, long before that.
_SECONDS = "300"


class Failed(Exception):
    """A run did not come to its end as it should."""


class MeasuredPapod:
    """papod and papo-bench of a folder, for runs in a temporary one; to be used in a `with`."""

    def __init__(self, programs):
        self.load_program = os.path.join(programs, "papo-bench")
        self.papod = os.path.join(programs, "papod")

    def __enter__(self):
        # On a disk, if it can be, as a journal is.
        self.folder = tempfile.mkdtemp(prefix="bench-check.", dir=os.environ.get("TMPDIR", "/var/tmp"))
        try:
            self._prepare()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def _prepare(self):
        # Callgrind stumbles over the debug information that lld writes; the names of functions stay.
        self._run("strip", "--strip-debug", "-o", self._path("papod"), self.papod)
        self._run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "30", "-subj", "/CN=localhost", "-keyout", self._path("key.pem"), "-out",
            self._path("cert.pem"))
        os.chmod(self._path("key.pem"), 0o600)

    def profiles(self, load):
        """The profiles of a server's life, one after the other, with one load: the arguments of papo-bench,
        its mode first. Throws `Failed`, and `Malformed`."""
        folder = self._path("run")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        with open(self._path("papod.log"), "w", encoding="utf-8") as log:
            # The order of a set is then the same in every life.
            server = subprocess.Popen(
                self._server_command(folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}, text=True)
        try:
            mode, *options = load
            self._run(
                self.load_program, mode, self._address(server), *options, "--seconds", _SECONDS, "--limit",
                _SECONDS)
        finally:
            # What it is in the midst of is of no interest any more.
            server.kill()
            server.wait()
            server.stdout.close()
        for number in itertools.count(1):
            # The next is begun before this one is complete.
            if not os.path.exists(os.path.join(folder, f"profile.{number + 1}")):
                return
            yield Profile.of(os.path.join(folder, f"profile.{number}"))

    def _server_command(self, folder):
        return [
            "valgrind", "--tool=callgrind", "--collect-bus=yes", f"--dump-every-bb={_BLOCKS}",
            # Threads take turns, so that which comes first is less of a matter of chance.
            "--fair-sched=yes", f"--callgrind-out-file={folder}/profile",
            # Callgrind makes code while it runs, and writes its profiles.
            self._path("papod"), "serve", "--no-sandbox", "--listen", "127.0.0.1:0",
            "--certificate", self._path("cert.pem"),
            "--key", self._path("key.pem"), "--journal", f"{folder}/journal.db", "--sync", "normal",
            "--io-threads", "1", "--flood", "off", "--language", "en"]

    def _address(self, server):
        """Where the server listens, once it does."""
        address = None
        for line in server.stdout:
            if line.startswith("listening on "):
                address = line.split()[-1]
            if line.startswith("join with: "):
                return address
        raise Failed(f"papod does not start: {self._log()}")

    def _run(self, *command):
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise Failed(f"{command[0]} ended with {result.returncode}: {result.stdout}{result.stderr}")

    def _log(self):
        with open(self._path("papod.log"), encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-5:])

    def _path(self, name):
        return os.path.join(self.folder, name)

