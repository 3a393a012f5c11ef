# SPDX-License-Identifier: Apache-2.0
"""A day in the life, compressed: no network, no clock, things that come late. In a virtual machine,
because a container has no clock and no USB of its own."""
import re
import time

import meter
import surroundings as around
from installing import version
from killing import balance
from report import wait_for

ADD = "tram device add --profile counting-meter --unit 1 --yes --domain energy --poll 500ms"


def without_anything(scene):
    box, report = scene.box, scene.report
    box.boot(network=False)
    seconds = box.ready()
    kernel, today = box.run("uname -r; date -u +%F").split()
    report.check("boots", f"{seconds:.0f} s after the plug; kernel {kernel}, its clock says "
                 f"{today}, the network is down")
    scene.install(scene.package, 200)
    box.run("mkdir -p /etc/tram/profiles")
    text = around.FILE.replace("127.0.0.1", "10.0.2.2").replace("trusted", "ntp")
    scene.write("/etc/tram/tram.yaml", text)
    scene.write("/etc/tram/profiles/counting-meter.yaml", meter.profile())
    began = time.monotonic()
    scene.shell("systemctl start tram", limit=120)
    state = box.show("ActiveState", "StatusText")
    report.check("ready without a network", f"{state['ActiveState']} after "
                 f"{time.monotonic() - began:.1f} s, {state['StatusText']!r}",
                 state["ActiveState"] == "active")
    scene.shell(f"{ADD} --port /dev/ttyS2 --id meter-1 | tail -n 4", limit=120)
    scene.report.did("the plug is pulled, and the gateway boots again, still without a network")
    box.run("sync")
    box.cut()
    box.boot(network=False)
    box.ready()
    answered(scene, "meter-1", 10)
    text = scene.shell("tram status", check=False)
    report.check("measures without network and clock",
                 f"{len(scene.site.answers()['meter-1'])} answers, the clock is not believed",
                 re.search(r"clock: (trusted|synced)", text) is None and "1 online" in text)


def late_adapter(scene):
    box, report = scene.box, scene.report
    scene.shell("ls /dev/ttyUSB* /dev/serial/by-id; lsmod | grep -E 'ftdi|usbserial'", check=False)
    began = time.monotonic()
    box.plug(around.ADAPTER)
    report.did("an FTDI adapter is plugged in, while the service runs")
    wait_for("its name", 60, lambda: "usb-" in box.run("ls /dev/serial/by-id", check=False))
    port = "/dev/serial/by-id/" + box.run("ls /dev/serial/by-id").split()[0]
    scene.shell("ls -l /dev/ttyUSB0 /dev/serial/by-id/ | cut -c1-200")
    pid = box.show("MainPID")["MainPID"]
    scene.shell(f"{ADD} --port {port} --id meter-3 | tail -n 4", limit=120)
    answered(scene, "meter-3", 5)
    report.check("an adapter plugged in after the start, its driver first loaded then",
                 f"read {time.monotonic() - began:.1f} s after it, same process",
                 box.show("MainPID")["MainPID"] == pid)
    box.unplug()
    report.did("it is pulled out, and plugged in again")
    before = len(scene.site.answers()["meter-3"])
    box.plug(around.ADAPTER)
    began = time.monotonic()
    answered(scene, "meter-3", before + 3)
    report.check("pulled out and plugged again", f"read {time.monotonic() - began:.1f} s later")


def answered(scene, device, count, limit=120):
    wait_for(f"{count} answers of {device}", limit,
             lambda: len(scene.site.answers()[device]) >= count)


def network_and_time(scene):
    box, report, site = scene.box, scene.report, scene.site
    report.saw(f"at the hub so far: {site.hub.books.counts('meter-1') or 'nothing'}")
    began = time.monotonic()
    box.ask("set_link", name="card", up=True)
    scene.clock.silent = False
    report.did("the network is there, and a time server in it")
    wait_for("the first record", 120, lambda: site.hub.books.counts("meter-1"))
    report.check("the hub appears", f"first record after {time.monotonic() - began:.1f} s")
    wait_for("the clock", 120, lambda: box.run(
        "ls /run/systemd/timesync/synchronized", check=False).strip().endswith("synchronized"))
    report.check("the clock is set", f"timesyncd, {time.monotonic() - began:.1f} s: "
                 + box.run("date -u '+%F %T'").strip())
    balance(scene, "all that was measured before is there", 120)
    restamped(scene)


def restamped(scene):
    """What the records say now of when they were, against when the device answered."""
    worst, told = scene.site.worst_time("meter-1")
    scene.report.check("times are true", f"{told} records, the worst {worst * 1000:.0f} ms "
                       "from the device's answer", worst < 1.5)


def clock_steps(scene):
    box, report, site = scene.box, scene.report, scene.site
    for step in ("+1 hour", "-1 hour"):
        scene.shell(f"date -u -s '{step}' '+%F %T'")
        site.arrive("meter-1", 4, 60)
    report.check("the clock steps an hour forth and back", "records went on")
    balance(scene, "the books balance", 120)


def another_device(scene):
    box, report, site = scene.box, scene.report, scene.site
    text = meter.profile(8).replace("counting-meter", "other-meter")
    scene.write("/etc/tram/profiles/other-meter.yaml", text)
    scene.shell("tram profile check /etc/tram/profiles/other-meter.yaml", limit=60)
    scene.shell(f"{ADD.replace('counting', 'other')} --host 10.0.2.2:{around.OTHER} "
                "--id meter-2 | tail -n 4", limit=120)
    report.check("a profile and a device of it are added", f"{site.arrive('meter-2')} records")


def upgrade(scene):
    box, report, site = scene.box, scene.report, scene.site
    before = version(box)
    scene.install(scene.newer, 200)
    state = box.show("ActiveState")["ActiveState"]
    report.check("upgraded", f"{before} → {version(box)}, {state}", before != version(box))
    arrive(scene)
    balance(scene, "the books balance", 120)


def power_cut(scene):
    box, report = scene.box, scene.report
    report.did("the plug is pulled: what the disk was not told to keep is gone")
    box.cut()
    began = time.monotonic()
    box.boot()
    box.ready()
    box.plug(around.ADAPTER)
    arrive(scene)
    report.check("serves again", f"all three, {time.monotonic() - began:.1f} s after power came")
    balance(scene, "the books balance", 120)


def arrive(scene):
    for device in ("meter-1", "meter-2", "meter-3"):
        scene.site.arrive(device, 3, 150)
