# SPDX-License-Identifier: Apache-2.0
"""What stands around the gateway: devices, the hub, the gateway's own file."""
import subprocess
import time

import meter
from hub import Hub
from report import Failed, wait_for

FILE = """\
gateway: {id: gw-1, area: haichau, site: bts-0457, clock: trusted}
hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]
publish: {live: every, window: 10s}
profiles: [/etc/tram/profiles]
"""

# Port, whether it speaks RTU framing, and how often the gateway reads it.
NETWORK = 5020
OTHER = 5021
ADAPTER = 5022
MANY = range(5030, 5034)
SIMULATED = 5040


class Site:
    """`serial`: the first device is behind a serial port. `trials`: those that were tried as they
    were added, which is an answer that is no reading."""

    def __init__(self, tram, library, directory, serial=False, trials=("meter-1", "meter-2")):
        self.tram = tram
        self.library = library
        self.network = meter.Meter(NETWORK, rtu=serial)
        self.other = meter.Meter(OTHER)
        self.adapter = meter.Meter(ADAPTER, rtu=True)
        self.many = [meter.Meter(port) for port in MANY]
        self.hub = Hub(tram, directory)
        self.hub.books.trials = set(trials)
        self.simulator = None

    def simulate(self):
        """A meter as the product's own simulator has it, with the library's profile."""
        self.simulator = subprocess.Popen(
            [self.tram, "simulate", "eastron-sdm120=1", "--tcp", "--port", str(SIMULATED),
             "--profiles", self.library],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.hub.log)
        if not self.simulator.stdout.readline():
            raise Failed("the simulator ended")

    def answers(self):
        """By device: when each answer was given."""
        pairs = {"meter-1": self.network, "meter-2": self.other, "meter-3": self.adapter}
        return {name: peer.answers.get(1, []) for name, peer in pairs.items()}

    def arrive(self, device, more=3, limit=30):
        """Waits for further records of a device at the hub: how many are there."""
        books = self.hub.books
        before = len(books.counts(device))
        wait_for(f"records of {device}", limit, lambda: len(books.counts(device)) >= before + more)
        return len(books.counts(device))

    def missed(self, device, limit=30):
        """Waits until the hub is told that a device is away."""
        status = self.hub.books.status
        wait_for(f"{device} offline", limit, lambda: status[device].get("state") == "offline")

    def settled(self, limit=60):
        """Waits until every answer but the latest has come to the hub or was declared."""
        def is_settled():
            sums, _ = self.judge([])
            return sums["neither"] <= len(self.answers())
        return wait_for("the rest of the records", limit, is_settled)

    def worst_time(self, device):
        """The farthest that a record's time is from its answer, in s; how many there were."""
        since = time.time() - time.monotonic()
        told = self.hub.books.told(device)
        answers = self.answers()[device]
        apart = [abs(at / 1000 - answers[count - 1] - since) for count, (at, _) in told.items()]
        return max(apart), len(apart)

    def judge(self, kills):
        return self.hub.books.judge(self.answers(), kills)

    def end(self):
        if self.simulator:
            self.simulator.kill()
            self.simulator.wait(10)
        self.hub.end()
