# SPDX-License-Identifier: Apache-2.0
"""--tram FILE --tools FOLDER: what Prometheus and its node exporter make of a running agent's metrics,
and whether each query of the dashboard and of the alerts finds something. All on loopback."""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from station import Station, free_port

OBSERVABILITY = pathlib.Path(__file__).resolve().parents[2] / "Observability"
# What the station has by design, so that each metric has a sample.
TROUBLES = [
    "tram_up 1", 'tram_hub_up{hub="hub"} 1', 'tram_device_fault{device="dead-1"',
    'tram_bus_fault{bus="cut"', "tram_spool_oldest_waiting_seconds",
    "tram_device_slowest_round_trip_seconds", "tram_spool_size_bytes",
]
# Known after hours only, without a hub, or where systemd or a disk of its own is.
ABSENT = {
    "tram_spool_autonomy_seconds", "tram_spool_disk_full_seconds", "node_systemd_unit_state",
    "node_filesystem_avail_bytes", "tram_hub_fault",
}
CONFIGURATION = """\
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: ["{rules}"]
scrape_configs:
  - job_name: tram
    static_configs:
      - targets: ["127.0.0.1:{exporter}"]
"""


def ask(address, within=30, **words):
    """A JSON answer, as soon as somebody gives one."""
    url = f"http://127.0.0.1:{address}?{urllib.parse.urlencode(words)}"
    deadline = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)
        except OSError as error:
            # It says why it will not; as long as it only starts, it says 503.
            if isinstance(error, urllib.error.HTTPError) and error.code != 503:
                return json.load(error)
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def queries():
    """Of the dashboard's panels and of the rules, with where each stands."""
    dashboard = json.loads((OBSERVABILITY / "dashboard.json").read_text())
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            text = target["expr"].replace("$__rate_interval", "10s").replace("$instance", ".+")
            yield f'dashboard, {panel["title"]}', text, True
    for line in (OBSERVABILITY / "tram.rules.yml").read_text().splitlines():
        if found := re.match(r"\s+expr: (.*)", line):
            # What a rule compares is looked at, not whether it is beyond.
            yield "rules", found[1], False


def names(text):
    return set(re.findall(r"\b(?:tram|node)_[a-zA-Z_]+", text))


def observe(station, tools):
    exporter, prometheus = free_port(), free_port()
    station.start(
        tools / "prometheus-node-exporter", f"--web.listen-address=127.0.0.1:{exporter}",
        f"--collector.textfile.directory={station.place}")
    configuration = station.place / "prometheus.yml"
    configuration.write_text(
        CONFIGURATION.format(exporter=exporter, rules=OBSERVABILITY / "tram.rules.yml"))
    station.start(
        tools / "prometheus", f"--config.file={configuration}",
        f"--web.listen-address=127.0.0.1:{prometheus}",
        f"--storage.tsdb.path={station.place / 'series'}")
    query = f"{prometheus}/api/v1/query"
    # Rates need some samples.
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        station.metrics()
        found = ask(query, query='rate(tram_bus_requests_total{bus="roof"}[10s]) > 0')
        if found.get("data", {}).get("result"):
            return query
        time.sleep(0.5)
    sys.exit(f"Prometheus has no metrics\n{station.log()}")


def judge(query):
    """Counts what passed, and what did not."""
    counts = {True: 0, False: 0}

    def tell(is_well, words):
        counts[is_well] += 1
        if not is_well:
            print(f"FAILED: {words}")

    known = set(ask(query.replace("query", "label/__name__/values"))["data"])
    for place, text, must_find in queries():
        answer = ask(query, query=text)
        tell(answer["status"] == "success", f"{place}: {text}: {answer.get('error')}")
        lacking = names(text) - known - ABSENT
        tell(not lacking, f"{place}: nobody has written {lacking}")
        if must_find and not names(text) & ABSENT:
            tell(bool(answer["data"]["result"]), f"{place}: finds nothing: {text}")
    error = ask(query, query="node_textfile_scrape_error")["data"]["result"]
    tell(bool(error) and error[0]["value"][1] == "0", f"the node exporter cannot read it: {error}")
    return counts


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tram", required=True)
    options.add_argument("--tools", required=True, type=pathlib.Path)
    words = options.parse_args()
    tools = words.tools.resolve()
    with Station(os.path.abspath(words.tram)) as station:
        text = station.wait(TROUBLES)
        lint = subprocess.run(
            [tools / "promtool", "check", "metrics"], input=text, text=True, timeout=30,
            capture_output=True, check=False)
        print(lint.stdout + lint.stderr, end="")
        counts = judge(observe(station, tools))
        counts[lint.returncode == 0] += 1
        station.end("run")
        is_told = "tram_up 0\n" in station.metrics()
        counts[is_told] += 1
        if not is_told:
            print("FAILED: the agent has ended, and the metrics do not say so")
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(bool(counts[False]))


main()
