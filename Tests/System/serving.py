# SPDX-License-Identifier: Apache-2.0
"""What a gateway does all day: it is configured, a device freezes, the file changes."""
import re
import time

import meter
import surroundings as around
from report import wait_for


def configure(scene):
    box, report, site = scene.box, scene.report, scene.site
    site.simulate()
    box.run("mkdir -p /etc/tram/profiles")
    scene.write("/etc/tram/tram.yaml", around.FILE)
    scene.write("/etc/tram/profiles/counting-meter.yaml", meter.profile())
    report.saw("written: /etc/tram/tram.yaml (gateway and hub), profiles/counting-meter.yaml")
    began = time.monotonic()
    scene.shell("systemctl restart tram")
    wait_for("READY", 20, lambda: box.show("ActiveState")["ActiveState"] == "active")
    state = box.show("ActiveState", "SubState", "StatusText", "Type")
    report.check("READY", f"{state['ActiveState']} ({state['SubState']}) after "
                 f"{time.monotonic() - began:.2f} s, {state['StatusText']!r}",
                 state["Type"].startswith("notify") and state["StatusText"] != "")
    add = "tram device add --profile counting-meter --unit 1 --yes --domain energy"
    scene.shell(f"{add} --host 127.0.0.1:{around.NETWORK} --id meter-1 --poll 200ms | tail -n 4")
    scene.shell(f"{add} --host 127.0.0.1:{around.OTHER} --id meter-2 --poll 500ms | tail -n 4")
    scene.shell(f"tram device add --host 127.0.0.1:{around.SIMULATED} --unit 1 --yes "
                "--profile eastron-sdm120 --id meter-9 --poll 1s | tail -n 4")
    for device in ("meter-1", "meter-2"):
        site.arrive(device)
    scene.shell("tram status", check=False)
    count = site.arrive("meter-1")
    report.check("records arrive", f"{count} of meter-1, {site.arrive('meter-2')} of meter-2, "
                 f"status of meter-9: {site.hub.books.status['meter-9'].get('state')}")
    text = wait_for("the status", 15, lambda: with_devices(box.show("StatusText")["StatusText"]))
    report.check("the status follows", repr(text))


def with_devices(text):
    return text if "3 devices" in text else None


def short(status):
    return {key: status[key] for key in ("state", "reason") if key in status}


def freeze(scene):
    report, site = scene.report, scene.site
    status = site.hub.books.status
    site.other.frozen = True
    report.did("meter-2 takes requests and answers none")
    frozen = time.monotonic()
    wait_for("meter-2 offline", 30, lambda: status["meter-2"].get("state") == "offline")
    noticed = time.monotonic() - frozen
    report.check("a frozen device is noticed",
                 f"the hub has {short(status['meter-2'])} after {noticed:.1f} s")
    scene.shell("tram status device meter-2", check=False)
    time.sleep(max(0, frozen + 4 - time.monotonic()))
    site.other.frozen = False
    back = time.monotonic()
    wait_for("meter-2 online", 90, lambda: status["meter-2"].get("state") == "online")
    report.check("it recovers by itself",
                 f"online {time.monotonic() - back:.1f} s after it answers again")
    steady(scene, "the other line went on meanwhile", frozen, time.monotonic())


def reload(scene):
    box, report, site = scene.box, scene.report, scene.site
    epoch = site.hub.books.states[-1]["epoch"]
    file = box.run("grep -l meter-2 /etc/tram/conf.d/*.yaml | grep device || "
                   "grep -l meter-2 /etc/tram/conf.d/*.yaml").split()[0]
    began = time.monotonic()
    rounds = 20
    for turn in range(rounds):
        time.sleep(max(0, began + turn / 4 - time.monotonic()))
        poll = ("500ms", "300ms")[turn % 2]
        box.run(f"sed -i 's/poll: [0-9a-z]*/poll: {poll}/' {file} && systemctl reload tram")
    seconds = time.monotonic() - began
    report.did(f"sed -i 's/poll: …/' {file}; systemctl reload tram  # {rounds} times")
    report.check("reloads", f"{rounds} in {seconds:.1f} s, same process: epoch {epoch[:8]}",
                 site.hub.books.states[-1]["epoch"] == epoch)
    site.arrive("meter-1")
    site.arrive("meter-2")
    steady(scene, "no missed poll on the untouched line", began, time.monotonic())
    box.run(f"cp {file} /root/fine.yaml; echo '  nonsense' >> {file}")
    pid = box.show("MainPID")["MainPID"]
    scene.shell("systemctl reload tram", check=False)
    after = box.show("MainPID", "ActiveState")
    report.check("a file that does not check is refused", f"{after['ActiveState']}, same process",
                 after == {"MainPID": pid, "ActiveState": "active"})
    box.run(f"cat /root/fine.yaml > {file}; systemctl reload tram")


def steady(scene, name, began, end, period=0.2):
    """The device that is read every 200 ms: how often it was asked, and the longest pause."""
    times = [at for at in scene.site.answers()["meter-1"] if began - 1 <= at <= end]
    longest = max(b - a for a, b in zip(times, times[1:]))
    due = (times[-1] - times[0]) / period
    scene.report.check(name, f"{len(times) - 1} polls in {times[-1] - times[0]:.1f} s, "
                       f"{due:.1f} were due; longest pause {longest * 1000:.0f} ms of 200",
                       abs(len(times) - 1 - due) < 1.5 and longest < 1.9 * period)


def memory(scene):
    box, report, site = scene.box, scene.report, scene.site
    text = ["buses:"]
    for index, port in enumerate(around.MANY):
        text += [f"  - id: many-{index}", f"    tcp: {{host: 127.0.0.1, port: {port}}}",
                 "    devices:", f"      - {{id: 'many-{index}-{{unit-id}}', profile: big-meter, "
                 "unit-id: 1-25, domain: energy, poll: 1s}"]
    big = meter.profile(50).replace("profile: counting-meter", "profile: big-meter")
    scene.write("/etc/tram/profiles/big-meter.yaml", big)
    scene.write("/etc/tram/conf.d/many.yaml", "\n".join(text) + "\n")
    scene.shell("systemctl reload tram; tram check | tail -n 2")
    wait_for("100 devices", 60, lambda: all(
        len(peer.answers) == 25 and min(map(len, peer.answers.values())) >= 15
        for peer in site.many))
    pid = box.show("MainPID")["MainPID"]
    rows = dict(re.findall(r"(\w+): +(\d+) kB", box.run(f"cat /proc/{pid}/smaps_rollup")))
    report.check("memory at 100 devices × 50 points, each once a second", ", ".join(
        f"{name} {int(rows[name]) / 1024:.1f} MiB" for name in (
            "Rss", "Pss", "Anonymous", "Private_Dirty")), int(rows["Anonymous"]) < 32 * 1024)
    box.run("rm /etc/tram/conf.d/many.yaml; systemctl reload tram")
