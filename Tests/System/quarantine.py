# SPDX-License-Identifier: Apache-2.0
"""A read of one port never comes back, as with an adapter whose driver has lost it."""
import time

from killing import balance
from report import wait_for
from scene import PORT

FOLDER = "/run/systemd/system/tram.service.d"
# Times are shorter than in the package, so that the test ends.
DROP_IN = f"""\
[Service]
Environment=LD_PRELOAD=/usr/local/lib/stall.so TRAM_STALLED_PORT={PORT}
WatchdogSec=4s
RestartSec=1s
"""


def stands_still(scene):
    box, report, site = scene.box, scene.report, scene.site
    box.run(f"mkdir -p {FOLDER}")
    scene.write(f"{FOLDER}/stall.conf", DROP_IN)
    report.saw(DROP_IN)
    scene.shell("systemctl daemon-reload; systemctl restart tram")
    began = time.monotonic()
    restarts = 0
    while restarts < 2:
        wait_for("the watchdog", 60, lambda n=restarts: int(box.show("NRestarts")["NRestarts"]) > n)
        restarts += 1
        ended = box.show("ExecMainExitTimestampMonotonic")["ExecMainExitTimestampMonotonic"]
        box.kills.append(int(ended) / 1e6)
        report.saw(f"{time.monotonic() - began:.1f} s: ended by the watchdog, started again")
    wait_for("the quarantine", 30, lambda: "line-quarantined" in box.run(
        "tram status", check=False))
    scene.shell("tram status bus", check=False)
    count = len(site.answers()["meter-1"])
    time.sleep(12)
    restarts = box.show("NRestarts", "StatusText")
    report.check("the line is left out the third time, the others go on",
                 f"{len(site.answers()['meter-1']) - count} polls of meter-1 in 12 s, NRestarts "
                 f"{restarts['NRestarts']}, {restarts['StatusText']!r}",
                 restarts["NRestarts"] == "2" and len(site.answers()["meter-1"]) - count >= 58)
    released(scene)


def released(scene):
    """Somebody has looked: the adapter is well again."""
    box, report, site = scene.box, scene.report, scene.site
    box.run(f"rm -r {FOLDER}; systemctl daemon-reload; systemctl restart tram")
    held = "line-quarantined" in box.run("tram status", check=False)
    scene.shell("tram reload", check=False)
    began = time.monotonic()
    site.arrive("meter-3")
    report.check("a restart does not release it, a reload does",
                 f"records {time.monotonic() - began:.1f} s after the reload", held)
    balance(scene, "the books balance")
