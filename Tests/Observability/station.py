# SPDX-License-Identifier: Apache-2.0
"""A site with its troubles, on loopback: a broker, simulated devices, and the agent beside them."""
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

SITE = """\
gateway: {{id: gw-1, area: haichau, site: bts-1, clock: trusted}}
hubs:
  - {{urls: ["mqtt://127.0.0.1:{broker}"], root: danang, budget: 1GB/month}}
publish: {{live: every, heartbeat: 10s, window: 1s}}
spool: {{path: "{place}/spool.db"}}
buses:
  - id: roof
    tcp: {{host: 127.0.0.1, port: {devices}}}
    devices:
      - {{id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 1s}}
      - {{id: dead-1, profile: eastron-sdm120, unit-id: 9, domain: energy, poll: 1s, timeout: 300ms}}
  - id: cut
    tcp: {{host: 127.0.0.1, port: {nobody}}}
    devices:
      - {{id: air-1, profile: xy-md02, unit-id: 5, domain: env, poll: 1s}}
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Station:
    """Ends with everything that it has started."""

    def __init__(self, tram):
        self.tram = tram
        self.folder = tempfile.TemporaryDirectory(prefix="tram-observe-")
        self.place = pathlib.Path(self.folder.name)
        self.control = str(self.place / "control")
        self.programs = []

    def __enter__(self):
        broker, devices, nobody = free_port(), free_port(), free_port()
        (self.place / "mosquitto.conf").write_text(
            f"listener {broker} 127.0.0.1\nallow_anonymous true\nuser root\n")
        (self.place / "tram.yaml").write_text(SITE.format(
            broker=broker, devices=devices, nobody=nobody, place=self.place))
        self.start("/usr/sbin/mosquitto", "-c", self.place / "mosquitto.conf")
        self.start(self.tram, "simulate", "eastron-sdm120=1", "--tcp", "--port", devices)
        self.start(
            self.tram, "run", "--config", self.place / "tram.yaml", "--control", self.control)
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            program.terminate()
        for program in self.programs:
            self.await_end(program)
        self.folder.cleanup()

    def await_end(self, program):
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        program.stdin.close()

    def end(self, word):
        """The program that was started with this word."""
        program = next(one for one in self.programs if word in one.args)
        program.terminate()
        self.await_end(program)

    def start(self, *words):
        """Its standard input stays open: the simulator ends with it."""
        log = open(self.place / f"log-{len(self.programs)}", "w")
        self.programs.append(subprocess.Popen(
            [str(word) for word in words], stdin=subprocess.PIPE, stdout=log, stderr=log,
            cwd=self.place))
        return self.programs[-1]

    def log(self):
        return "".join(
            f"--- {path.name}\n{path.read_text()}" for path in sorted(self.place.glob("log-*")))

    def metrics(self):
        """What `tram status` puts into a folder, as the timer has it do."""
        path = self.place / "tram.prom"
        words = [
            self.tram, "status", "--output", "prometheus", "--file", str(path), "--control",
            self.control,
        ]
        subprocess.run(words, check=True, timeout=30)
        return path.read_text()

    def wait(self, what, within=60):
        """Until the metrics have it all."""
        deadline = time.monotonic() + within
        while True:
            text = self.metrics()
            lacking = [line for line in what if line not in text]
            if not lacking:
                return text
            if time.monotonic() > deadline:
                sys.exit(f"not within {within} s: {lacking}\n{text}\n{self.log()}")
            time.sleep(0.5)
