# SPDX-License-Identifier: Apache-2.0
"""One run: the machine, what stands around it, and what is done to it."""
import shutil
from pathlib import Path

from container import Container
from report import wait_for
from surroundings import ADAPTER, NETWORK, Site
from timeserver import TimeServer
from virtual import Virtual

PORT = "/dev/ttyRS485-1"
ADAPTER_UNIT = """\
[Unit]
Description=A serial adapter for tests: a pseudo-terminal that leads to a device outside
StartLimitIntervalSec=0
[Service]
ExecStart=/usr/bin/socat pty,wait-slave,link={port},raw,echo=0,group=dialout,mode=660 \\
    tcp:127.0.0.1:{device}
ExecStopPost=/bin/rm -f {port}
# It is new after whoever had it open has ended.
Restart=always
RestartSec=100ms
"""


class Scene:
    def __init__(self, arguments, report):
        self.report = report
        self.seed = arguments.seed
        directory = Path(arguments.directory)
        self.package, self.newer = (
            shutil.copy(file, Path(arguments.root) / "root")
            for file in (arguments.package, arguments.newer))
        place = (arguments.tram, arguments.library, directory)
        if arguments.system == "day":
            self.site = Site(*place, serial=True, trials=("meter-1", "meter-2", "meter-3"))
            self.clock = TimeServer()
            self.box = Virtual(arguments.root, directory, NETWORK)
        else:
            self.site = Site(*place)
            self.box = Container(arguments.root, directory / "console.log")

    def shell(self, command, check=True, limit=60):
        """A command at the gateway as a technician types it, with what it says."""
        self.report.did(command)
        text = self.box.run(command, check, limit)
        self.report.saw(text.rstrip())
        return text

    def write(self, path, text):
        self.box.run(f"cat > {path}", text=text)

    def install(self, package, limit=120):
        self.shell(f"apt-get install -y /root/{Path(package).name} "
                   "| grep -E '^(Unpacking|Setting|tram|Creating|Created)'", limit=limit)

    def plug(self, port=PORT):
        unit = ADAPTER_UNIT.format(port=port, device=ADAPTER)
        self.write("/run/systemd/system/adapter.service", unit)
        self.box.run("systemctl daemon-reload; systemctl start adapter")
        wait_for(port, 10, lambda: self.box.run(f"ls {port}", check=False).strip() == port)

    def end(self):
        self.box.end()
        self.site.end()
