# SPDX-License-Identifier: Apache-2.0
"""The process and the whole gateway end without a word, and somebody counts what is lost."""
import random
import time

from report import wait_for

KILLS = 50


def process_killed(scene):
    box, report, site = scene.box, scene.report, scene.site
    before = box.show("MainPID", "NRestarts")
    scene.shell("systemctl kill --signal=KILL tram")
    scene.box.kills.append(time.monotonic())
    began = time.monotonic()
    wait_for("the service", 60, lambda: box.show("ActiveState", "MainPID") | {"x": ""} != before
             and box.show("ActiveState")["ActiveState"] == "active"
             and box.show("MainPID")["MainPID"] not in (before["MainPID"], "0"))
    after = box.show("MainPID", "NRestarts")
    report.check("comes back after SIGKILL", f"active {time.monotonic() - began:.1f} s later, "
                 f"NRestarts {before['NRestarts']} → {after['NRestarts']}",
                 int(after["NRestarts"]) > int(before["NRestarts"]))
    for device in ("meter-1", "meter-2", "meter-3"):
        site.arrive(device, limit=90)
    balance(scene, "the books balance")


def killed_often(scene):
    box, report, site = scene.box, scene.report, scene.site
    chance = random.Random(scene.seed)
    began = time.monotonic()
    answered = sum(map(len, site.answers().values()))
    served = 0
    for _ in range(KILLS):
        count = len(site.answers()["meter-1"])
        time.sleep(chance.uniform(0.2, 3.5))
        box.cut()
        served += len(site.answers()["meter-1"]) > count
        box.boot()
    box.ready()
    report.check("boots after each", f"{KILLS} kills in {time.monotonic() - began:.0f} s, in "
                 f"{served} of the boots meter-1 had been read, "
                 f"{sum(map(len, site.answers().values())) - answered} answers")
    scene.plug()
    for device in ("meter-1", "meter-2", "meter-3"):
        site.arrive(device, limit=90)
    balance(scene, "the books balance")


def reboot(scene):
    box, report, site = scene.box, scene.report, scene.site
    stamp = box.run("cat /proc/sys/kernel/random/boot_id /var/lib/tram/epoch* 2>/dev/null; "
                    "ls /var/lib/tram")
    scene.report.did("systemctl reboot")
    began = time.monotonic()
    box.reboot()
    box.ready()
    scene.plug()
    state = box.show("ActiveState", "StatusText")
    for device in ("meter-1", "meter-2", "meter-3"):
        site.arrive(device, limit=90)
    report.check("reboots and serves", f"{state['ActiveState']}, records of all three "
                 f"{time.monotonic() - began:.1f} s after the command")
    report.saw("/var/lib/tram: " + " ".join(stamp.split()[1:]))


def balance(scene, name, limit=60):
    """Every answer is held, declared lost, or was given as the plug was pulled."""
    site, report = scene.site, scene.report
    site.settled(limit)
    sums, neither = site.judge(scene.box.kills)
    latest = {device: len(times) for device, times in site.answers().items()}
    neither = [(device, count) for device, count in neither if count < latest[device] - 4]
    told = ", ".join(f"{sums[kind]} {kind}" for kind in (
        "answered", "held", "declared", "trial", "just before a kill"))
    report.check(name, f"{told}, {len(neither)} neither", not neither)


def audit(scene):
    """The product's own auditor, which has listened all the time."""
    report = scene.report
    result = scene.site.hub.judgement()
    gateway = result["gateways"][0]
    series = [one for device in gateway["devices"] for one in device["series"]]
    kinds = ("held", "declared", "missing", "twice")
    sums = {kind: sum(one[kind] for one in series) for kind in kinds}
    report.saw(f"{result['messages']} messages, session {gateway['session']}, "
               f"{len({one['epoch'] for one in series})} epochs")
    problems = [problem for key, problem in result.items() if key == "problems" and problem]
    report.check("the auditor", ", ".join(f"{value} {key}" for key, value in sums.items())
                 + f", problems: {problems or 'none'}", result["good"] and sums["missing"] == 0)
