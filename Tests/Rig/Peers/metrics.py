# SPDX-License-Identifier: Apache-2.0
"""metrics.py FILE: what Prometheus's own reader finds in a text file, a JSON value a line."""
import json
import sys

from prometheus_client.parser import text_string_to_metric_families

seen = set()
with open(sys.argv[1], encoding="utf-8") as file:
    for family in text_string_to_metric_families(file.read()):
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            if key in seen:
                sys.exit(f"{key} stands twice")
            seen.add(key)
            print(json.dumps({
                "family": family.name, "type": family.type, "help": family.documentation,
                "name": sample.name, "labels": sample.labels, "value": sample.value,
                "timed": sample.timestamp is not None,
            }))
