# SPDX-License-Identifier: Apache-2.0
"""A Debian booted by systemd-nspawn. Its PID 1 is systemd; its network is this one's."""
import os
import signal
import subprocess
from pathlib import Path

from machine import Machine
from report import Failed, wait_for

# systemd filters devices by a BPF program, which a container may only load when it is let to.
NSPAWN = ["systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit",
          "--link-journal=no", "--console=pipe", "--system-call-filter=bpf",
          "--capability=CAP_BPF,CAP_NET_ADMIN"]


class Container(Machine):
    def __init__(self, root, log):
        super().__init__()
        self.root = root
        self.log = open(log, "ab")
        self.leader = None

    def boot(self):
        self.process = subprocess.Popen(
            [*NSPAWN, f"--directory={self.root}"], stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log)
        self.leader = wait_for("the container's PID 1", 30, self.child)

    def child(self):
        """The container's PID 1 as this side numbers it."""
        if self.process.poll() is not None:
            raise Failed(f"systemd-nspawn ended with {self.process.returncode}")
        path = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        children = map(int, Path(path).read_text(encoding="ascii").split())
        return next((pid for pid in children if command_name(pid) == "systemd"), None)

    def execute(self, command, limit, text):
        result = subprocess.run(
            ["nsenter", "--target", str(self.leader), "--all", "env", "-i", "LANG=C.UTF-8",
             "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "COLUMNS=100",
             "DEBIAN_FRONTEND=noninteractive", "bash", "-o", "pipefail", "-c", command],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, check=False,
            input=text, stdin=subprocess.DEVNULL if text is None else None, encoding="utf-8",
            errors="replace")
        return result.returncode, result.stdout

    def kill(self):
        os.kill(self.leader, signal.SIGKILL)

    def reboot(self):
        """As a technician does it; systemd-nspawn then ends with 133."""
        self.run("systemctl reboot", check=False)
        if self.process.wait(90) != 133:
            raise Failed(f"reboot: systemd-nspawn ended with {self.process.returncode}")
        self.boot()


def command_name(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
