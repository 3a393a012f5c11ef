# SPDX-License-Identifier: Apache-2.0
"""A computer by qemu: a kernel, a clock, a disk and USB sockets of its own. No KVM is wanted."""
import base64
import json
import re
import socket
import subprocess
import time
from pathlib import Path

from machine import Machine
from report import Failed, wait_for

# The first serial port is the console, the second takes commands, the third leads to a device.
# Of what the guest has not flushed to its disk nothing survives a kill.
QEMU = ["qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2",
        "-m", "512", "-display", "none", "-monitor", "none", "-no-reboot",
        "-append", "root=/dev/vda rw console=ttyS0 panic=-1 mitigations=off",
        "-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net,id=card",
        "-device", "qemu-xhci,id=usb", "-object", "rng-random,id=rng,filename=/dev/urandom",
        "-device", "virtio-rng-pci,rng=rng"]


class Virtual(Machine):
    def __init__(self, root, directory, line):
        super().__init__()
        self.directory = directory
        self.line = line
        self.log = open(directory / "qemu.log", "ab")
        boot = Path(root) / "boot"
        self.files = [str(next(boot.glob(name))) for name in ("vmlinuz-*", "initrd.img-*")]
        self.disk = directory / "disk"
        with open(self.disk, "wb") as file:
            file.truncate(2 << 30)
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-d", root, self.disk], check=True,
                       stdout=self.log, stderr=self.log)

    def boot(self, clock="2020-01-01T00:00:00", network=True):
        """A box without a battery begins with the time that its chip was made with."""
        sockets = [self.directory / name for name in ("command", "monitor")]
        self.process = subprocess.Popen(
            [*QEMU, "-kernel", self.files[0], "-initrd", self.files[1], "-rtc", f"base={clock}",
             "-drive", f"file={self.disk},if=virtio,format=raw,cache=writeback",
             "-serial", f"file:{self.directory}/console.log",
             "-serial", f"unix:{sockets[0]},server=on,wait=off",
             "-serial", f"tcp:127.0.0.1:{self.line}",
             "-qmp", f"unix:{sockets[1]},server=on,wait=off"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.commands, self.monitor = (self.connect(path) for path in sockets)
        self.monitor = self.monitor.makefile("rwb")
        self.monitor.readline()
        self.ask("qmp_capabilities")
        self.ask("set_link", name="card", up=network)

    def connect(self, path):
        end = socket.socket(socket.AF_UNIX)

        def attempt():
            if self.process.poll() is not None:
                raise Failed(f"qemu ended with {self.process.returncode}")
            return end.connect_ex(str(path)) == 0
        wait_for("qemu", 10, attempt)
        return end

    def ask(self, command, **arguments):
        """A command to qemu itself."""
        message = {"execute": command, "arguments": arguments}
        self.monitor.write(json.dumps(message).encode() + b"\n")
        self.monitor.flush()
        while "return" not in (answer := json.loads(self.monitor.readline())):
            if "error" in answer:
                raise Failed(f"{command}: {answer['error']['desc']}")

    def ready(self, limit=180):
        """Waits for the shell behind the serial port, then for the end of the boot."""
        start = time.monotonic()
        wait_for("the shell", limit, lambda: self.is_there())
        super().ready(limit)
        return time.monotonic() - start

    def is_there(self):
        try:
            return self.execute("true", 2, None)[0] == 0
        except Failed:
            return False

    def execute(self, command, limit, text):
        if text is not None:
            code = base64.b64encode(text.encode()).decode()
            command = f"echo {code} | base64 -d | ({command})"
        mark = f"end-{time.monotonic_ns()}"
        self.commands.sendall(f"({command}) </dev/null 2>&1; echo; echo {mark} $?\n".encode())
        found = re.compile(rf"(?s)(.*)\n{mark} (\d+)\n".encode())
        end, output = time.monotonic() + limit, b""
        while not (match := found.search(output)):
            self.commands.settimeout(max(0.1, end - time.monotonic()))
            try:
                output += self.commands.recv(65536)
            except TimeoutError:
                raise Failed(f"{command[:80]}: no end within {limit} s") from None
        text = match[1].decode(errors="replace")
        return int(match[2]), text.split("\nend-")[-1] if "\nend-" in text else text

    def kill(self):
        self.process.kill()

    def plug(self, port):
        """A USB adapter of FTDI's make, with a device behind it."""
        backend = {"type": "socket", "data": {"server": False, "addr": {
            "type": "inet", "data": {"host": "127.0.0.1", "port": str(port)}}}}
        self.ask("chardev-add", id="adapter", backend=backend)
        self.ask("device_add", driver="usb-serial", id="plugged", chardev="adapter", bus="usb.0",
                 port="1", serial="A10457")

    def unplug(self):
        self.ask("device_del", id="plugged")
        wait_for("the adapter", 20, self.is_gone)

    def is_gone(self):
        try:
            self.ask("chardev-remove", id="adapter")
            return True
        except Failed:
            return False
