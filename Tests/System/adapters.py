# SPDX-License-Identifier: Apache-2.0
"""Serial adapters that come and go, and which devices the service may open at all."""
import time

from scene import PORT


def late_adapter(scene):
    box, report, site = scene.box, scene.report, scene.site
    scene.shell("tram device add --profile counting-meter --unit 1 --yes --domain energy "
                f"--port {PORT} --id meter-3 --poll 500ms --force | tail -n 4")
    scene.shell("tram status bus", check=False)
    scene.plug()
    began = time.monotonic()
    count = site.arrive("meter-3", 3, 90)
    report.check("an adapter that appears after the start",
                 f"{count} records {time.monotonic() - began:.1f} s after {PORT} was there")
    scene.shell("systemctl stop adapter  # pulled out")
    site.missed("meter-3")
    scene.plug()
    began = time.monotonic()
    site.arrive("meter-3", 3, 90)
    report.check("pulled out and plugged again", f"records {time.monotonic() - began:.1f} s later")


def device_filter(scene):
    """Nodes that the kernel has nothing behind, or that do no harm: the filter says no first."""
    box, report = scene.box, scene.report
    asked = box.show("DevicePolicy", "DeviceAllow")
    report.saw(f"DevicePolicy={asked.get('DevicePolicy')} DeviceAllow={asked.get('DeviceAllow')}")
    refused = {}
    for name, number in (("ttyS63", "c 4 127"), ("mem", "c 1 1"), ("loop0", "b 7 0")):
        node = f"/dev/test-{name}"
        text = box.run(
            f"rm -f {node}; mknod -m 666 {node} {number}; "
            "echo $$ > /sys/fs/cgroup$(systemctl show tram -p ControlGroup --value)/cgroup.procs; "
            f"head -c 0 {node} 2>&1; rm -f {node}", check=False)
        refused[name] = "Operation not permitted" in text
    report.check("the filter lets serial ports through and nothing else", ", ".join(
        f"{name} {'refused' if no else 'let through'}" for name, no in refused.items()),
        refused == {"ttyS63": False, "mem": True, "loop0": True})
