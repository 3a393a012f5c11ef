# SPDX-License-Identifier: Apache-2.0
"""Python runs this folder as a program; Scripts/test-system prepares what it wants."""
import argparse
import subprocess
import sys
import traceback

import adapters
import day
import installing
import killing
import quarantine
import serving
from report import Failed, Report
from scene import Scene

CONTAINER = [
    ("A minimal Debian 12 boots", installing.first_boot),
    ("The package is installed", installing.install),
    ("Gateway and hub are written, devices added", serving.configure),
    ("A device freezes", serving.freeze),
    ("Reload under load", serving.reload),
    ("A serial adapter appears", adapters.late_adapter),
    ("Which devices the service may open", adapters.device_filter),
    ("A line's thread stands still", quarantine.stands_still),
    ("The process is killed", killing.process_killed),
    (f"The container is killed {killing.KILLS} times", killing.killed_often),
    ("Reboot", killing.reboot),
    ("Upgrade while the hub is away", installing.upgrade),
    ("Memory", serving.memory),
    ("What the auditor has counted", killing.audit),
    ("Removed and purged", installing.remove),
]

DAY = [
    ("A gateway without network and clock", day.without_anything),
    ("An adapter is plugged in late", day.late_adapter),
    ("The network comes, and with it hub and time", day.network_and_time),
    ("The clock steps", day.clock_steps),
    ("A profile and a device more", day.another_device),
    ("Upgrade", day.upgrade),
    ("Power cut", day.power_cut),
    ("What the auditor has counted", killing.audit),
]
FIRST = (installing.first_boot, installing.install, day.without_anything)


def options():
    parser = argparse.ArgumentParser()
    for name in ("root", "directory", "tram", "library", "package", "newer", "transcript"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--system", choices=("container", "day"), default="container")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    return parser.parse_args()


def main():
    arguments = options()
    report = Report(arguments.transcript)
    scene = Scene(arguments, report)
    try:
        for title, step in DAY if arguments.system == "day" else CONTAINER:
            if arguments.only and step.__name__ not in arguments.only.split(","):
                continue
            report.stage(title)
            try:
                step(scene)
            except (Failed, subprocess.TimeoutExpired) as fault:
                report.check(step.__name__, fault, False)
                report.saw(scene.box.run("journalctl -u tram -n 30 -o cat", check=False), 400)
                if step in FIRST:
                    break
    except Exception:  # pylint: disable=broad-except
        report.check("the test itself", traceback.format_exc(), False)
    finally:
        scene.end()
    return report.end()


sys.exit(main())
