# SPDX-License-Identifier: Apache-2.0
"""What the hub holds and what was declared lost, against what the devices say they answered."""
import bisect
import json
import threading
import time
from collections import Counter, defaultdict

# A kill costs at most the answer that the gateway had not read or not yet sent.
JUST_BEFORE = 0.3
# Of a counting meter: readings are told by points.
POINTS = 5


class Books:
    def __init__(self):
        self.lock = threading.Lock()
        self.messages = 0
        self.last = {}  # by channel: when one came last
        self.held = defaultdict(dict)  # by device: count -> (epoch, number)
        self.numbers = defaultdict(set)  # by device and epoch
        self.declared = defaultdict(list)  # by device and epoch: ranges of numbers
        self.unnumbered = defaultdict(dict)  # by device: readings lost without one, by gap
        self.times = defaultdict(dict)  # by device: count -> time told, what its clock was
        self.twice = 0
        self.trials = set()  # devices whose first answer was to `tram device add`, not a reading
        self.status = {}
        self.states = []

    def take(self, topic, payload):
        with self.lock:
            self.messages += 1
            parts = topic.split("/")
            self.last[parts[-1]] = time.monotonic()
            document = json.loads(payload) if payload else None
            verb = getattr(self, "take_" + parts[-1], None)
            if verb and document is not None:
                verb(parts[-2], document)

    def take_live(self, device, record):
        count = record["values"].get("count")
        self.hold(device, record["epoch"], record["seq"], count)
        self.stamp(device, count, record["ts"], record)

    def take_hist(self, device, record):
        if record.get("of") != "live" or "count" not in record["points"]:
            return
        column = record["points"].index("count")
        for row in record["rows"]:
            self.hold(device, record["epoch"], row[0], row[2][column])
            self.stamp(device, row[2][column], row[1], record)

    def hold(self, device, epoch, number, count):
        if number in self.numbers[device, epoch]:
            self.twice += 1
        self.numbers[device, epoch].add(number)
        if count is not None:
            self.held[device][count] = (epoch, number)

    def stamp(self, device, count, at, record):
        """The newest word on when a reading was, and whether its clock was believed."""
        self.times[device][count] = (at, record.get("clock"))

    def take_gap(self, _, gap):
        if gap.get("stream") != "live":
            return
        if "readings" in gap:  # The same gap may be told again.
            self.unnumbered[gap["device"]][gap["id"]] = gap["readings"]
        for low, high in gap.get("ranges") or []:
            self.declared[gap["device"], gap["epoch"]].append((low, high))

    def take_status(self, device, status):
        self.status[device] = status

    def take_state(self, _, state):
        self.states.append(state)

    def counts(self, device):
        with self.lock:
            return set(self.held[device])

    def told(self, device):
        with self.lock:
            return dict(self.times[device])

    def judge(self, answers, kills):
        """Of each device's answers: held, declared, lost with a kill, and neither."""
        sums = Counter()
        neither = []
        with self.lock:
            for device, times in answers.items():
                held = self.held[device]
                known = sorted(held)
                sums["answered"] += len(times)
                excused = sum(self.unnumbered[device].values()) // POINTS
                for count in range(1, len(times) + 1):
                    kind = self.kind(device, count, times[count - 1], held, known, kills)
                    if kind == "neither" and excused:
                        kind, excused = "declared", excused - 1
                    sums[kind] += 1
                    if kind == "neither":
                        neither.append((device, count))
        return sums, neither

    def kind(self, device, count, at, held, known, kills):
        if count in held:
            return "held"
        if count == 1 and device in self.trials:
            return "trial"
        place = bisect.bisect(known, count)
        before = held[known[place - 1]] if place else None
        after = held[known[place]] if place < len(known) else None
        if self.is_declared(device, before, after):
            return "declared"
        if any(at <= kill <= at + JUST_BEFORE for kill in kills):
            return "just before a kill"
        return "neither"

    def is_declared(self, device, before, after):
        """Whether a number between those of the neighbours was declared lost."""
        if before and after and before[0] == after[0]:
            return self.declares(device, before[0], before[1] + 1, after[1] - 1)
        return (before and self.declares(device, before[0], before[1] + 1, 1 << 62)
                or after and self.declares(device, after[0], 1, after[1] - 1))

    def declares(self, device, epoch, low, high):
        return any(first <= high and low <= last for first, last in self.declared[device, epoch])
