# SPDX-License-Identifier: Apache-2.0
"""What was done, what was seen, and how many checks passed: on the terminal and in a file."""
import time


class Failed(Exception):
    """A check found something else than it should."""


class Report:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.start = time.monotonic()
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}

    def line(self, text):
        print(text, flush=True)
        print(text, file=self.file, flush=True)

    def stage(self, title):
        self.line(f"\n{title} ({time.monotonic() - self.start:.0f} s)")

    def did(self, command):
        self.line(f"  $ {command}")

    def saw(self, text, width=100):
        for row in str(text).splitlines():
            if not row.startswith("(Reading database"):
                self.line(f"      {row}"[:width].rstrip())

    def check(self, name, seen, holds=True):
        """One named check; what was seen stands beside its name either way."""
        self.counts["passed" if holds else "failed"] += 1
        self.line(f"  {'✓' if holds else '✗'} {name}: {seen}")
        return holds

    def skip(self, name, reason):
        self.counts["skipped"] += 1
        self.line(f"  – {name}: SKIPPED: {reason}")

    def end(self):
        seconds = time.monotonic() - self.start
        counts = self.counts
        self.line(f"\n{seconds:.0f} s")
        self.line("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
        return 1 if counts["failed"] or not counts["passed"] else 0


def wait_for(what, limit, question):
    """Asks until the answer is true, and returns it; after `limit` seconds the check has failed."""
    end = time.monotonic() + limit
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failed(f"{what}: not within {limit} s")
        time.sleep(0.02)
