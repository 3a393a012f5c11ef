# SPDX-License-Identifier: Apache-2.0
"""What a container and a virtual machine have in common: commands inside, and the end."""
import time

from report import Failed, wait_for


class Machine:
    def __init__(self):
        self.process = None
        self.kills = []

    def ready(self, limit=60):
        """Waits for the end of the boot: seconds since it was asked first."""
        start = time.monotonic()
        wait_for("the boot's end", limit, lambda: self.state() in ("running", "degraded"))
        return time.monotonic() - start

    def state(self):
        return self.run("systemctl is-system-running", check=False).strip()

    def run(self, command, check=True, limit=60, text=None):
        """Runs a command of the shell as root inside: its output, both streams."""
        status, output = self.execute(command, limit, text)
        if check and status != 0:
            raise Failed(f"{command}: status {status}: {output.strip()[-600:]}")
        return output

    def show(self, *names, unit="tram"):
        """Properties of a unit."""
        text = self.run(f"systemctl show {unit} -p {','.join(names)}")
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)

    def cut(self):
        """The plug is pulled: everything inside ends at once, without a word."""
        self.kill()
        self.kills.append(time.monotonic())
        self.process.wait(30)

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.cut()
        self.log.close()
