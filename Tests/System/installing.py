# SPDX-License-Identifier: Apache-2.0
"""The package: boot, install, upgrade, remove."""
import re
import time

from killing import balance


def first_boot(scene):
    box, report = scene.box, scene.report
    box.boot()
    seconds = box.ready()
    report.check("boots", f"{box.state()} {seconds:.1f} s after its PID 1 began; "
                 + box.run("systemctl --version | head -n 1").strip())
    failed = box.run("systemctl --failed --no-legend --plain").strip()
    report.check("no unit failed", failed or "none", not failed)
    scene.before = files(box)


def install(scene):
    box, report = scene.box, scene.report
    scene.install(scene.package)
    report.check("installed", f"tram {version(box)}, " + box.run("tram --version").strip())
    enabled = box.run("systemctl is-enabled tram", check=False).strip()
    report.check("enabled", enabled, enabled == "enabled")
    state = box.show("ActiveState", "SubState", "StatusText", "ConditionResult", "NRestarts")
    told = state.get("StatusText") or scene.shell(
        "systemctl status tram | grep -oE -m 1 'Condition[A-Z].*'", check=False)
    report.check("idle with a reason", f"{state['ActiveState']}: {told.strip()}",
                 state["ActiveState"] != "failed" and state["NRestarts"] == "0"
                 and re.search("tram.yaml|configur", told) is not None)
    owner = box.run("stat -c %U:%G /var/lib/tram; getent group tram").split()
    report.check("user and folder", " ".join(owner), owner[0].startswith("tram:"))


def version(box):
    return box.run("dpkg-query -W tram").split()[1]


def upgrade(scene):
    box, report, site = scene.box, scene.report, scene.site
    fingerprint = "find /etc/tram -type f -exec sha256sum {} + | sort"
    before = box.run(fingerprint)
    site.hub.gate.close()
    report.did("the way to the hub is closed: records wait in the spool")
    time.sleep(3)
    scene.shell("tram spool", check=False)
    old = version(box)
    scene.install(scene.newer)
    report.check("upgraded", f"{old} → {version(box)}, " + box.show("ActiveState")["ActiveState"],
                 version(box) != old and box.show("ActiveState")["ActiveState"] == "active")
    report.check("configuration kept", f"{len(before.splitlines())} files, byte for byte",
                 box.run(fingerprint) == before)
    site.hub.gate.open()
    for device in ("meter-1", "meter-2", "meter-3"):
        site.arrive(device, limit=150)
    balance(scene, "spool kept, readings accounted for")


def remove(scene):
    box, report = scene.box, scene.report
    scene.shell("apt-get remove -qq tram")
    state = box.show("ActiveState", "LoadState")
    kept = box.run("ls /etc/tram/tram.yaml /var/lib/tram/spool.db", check=False).split("\n")
    report.check("remove stops it and keeps file and spool", f"{state['ActiveState']}; "
                 + " ".join(kept), state["ActiveState"] in ("inactive", "failed")
                 and not any("cannot" in line for line in kept))
    scene.shell("apt-get purge -qq tram")
    left = sorted(path for path in files(box) - scene.before if "tram" in path.lower())
    report.check("nothing is left after purge", " ".join(left) or "nothing", not left)


def files(box):
    text = box.run("find / -xdev -not -path '/proc/*' -not -path '/sys/*' -not -path '/run/*' "
                   "-not -path '/tmp/*' -not -path '/var/log/*' -not -path '/dev/*'")
    return set(text.splitlines())
