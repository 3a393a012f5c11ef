# SPDX-License-Identifier: Apache-2.0
# What has conditions is in Scripts and Cross; here is only the list of what one can do.
RELEASE := -c release --static-swift-stdlib --product
# What `demo`, the benches, `fuzz` and `campaign` get: make demo DEMO="--seconds 20"
DEMO ?=
BENCH ?=
FUZZ ?=
SEEDS ?= 10000
SPOOL ?= 512 3600 1
MINUTES ?= 1
SEED ?= 1
CAMPAIGN ?=
ARCH ?=

.PHONY: help demo build test test-long campaign lint format manual share devices fuzz budget check-alerts bench-ring bench-pipeline bench-storm bench-spool bench-wire cross test-arm64 deb test-package release simulate-pump test-fresh test-system clean

help: ## list these targets
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | \
	    while IFS='|' read -r name text; do printf 'make %-15s %s\n' "$$name" "$$text"; done

demo: ## install what is missing, build, and run a simulated site with its broker (DEMO="--seconds 20")
	@Scripts/setup build demo
	swift build $(RELEASE) tram
	.build/release/tram demo $(DEMO)

build: ## build the release executable, .build/release/tram
	@Scripts/setup build
	swift build $(RELEASE) tram

test: ## install what is missing and run all tests, in debug and under the sanitizers
	@Scripts/setup build demo test
	@Scripts/test

test-long: test ## as `test`, then ten minutes of faults (SEED=1)
	@Scripts/campaign --minutes 10 --seed $(SEED)

campaign: build ## let everything go wrong around the agent (MINUTES=1 SEED=1 CAMPAIGN="--only kill")
	@Scripts/setup build test
	swift build $(RELEASE) Campaign
	@Scripts/campaign --minutes $(MINUTES) --seed $(SEED) $(CAMPAIGN)

lint: ## check the sources' layout, scripts, planted bugs' patches, and that nothing warns
	@Scripts/setup build
	swift format lint --strict --recursive Sources Tests Package.swift
	for script in Scripts/* Cross/build Cross/check Cross/sdk Cross/test* Cross/unit-tests .ci/run; do bash -n $$script || exit 1; done
	for patch in Tests/Planted/*.patch; do git apply --check $$patch || exit 1; done
	Scripts/check-unit
	TRAM_STRICT=1 swift build --build-tests

format: ## lay out the sources as `make lint` wants them
	swift format --in-place --recursive Sources Tests Package.swift

manual: build ## write schemas and manual pages from the tables of keys, and Devices/Catalogue.md
	mkdir -p Manual
	.build/release/tram manual Manual --devices Devices

share: build ## write man pages and completions, as installed below /usr/share, to .build/share
	.build/release/tram manual .build/share --share --lang en
	.build/release/tram manual .build/share --share --lang vi

devices: build ## check the library, and count what its profiles have and lack
	.build/release/tram profile check Devices --strict

fuzz: ## give the readers a million hostile inputs (FUZZ="--seed 2 --count 100000")
	@Scripts/setup build test
	swift build $(RELEASE) Bench
	TMPDIR=/dev/shm .build/release/Bench fuzz $(FUZZ)

budget: build ## hold the executable to its size, its times, its memory (BENCH="options")
	@Scripts/setup build test
	swift build $(RELEASE) Bench
	@Scripts/budget $(BENCH)

check-alerts: build ## have Prometheus judge the alerts and the dashboard beside a running agent
	@Scripts/check-alerts

bench-ring: ## measure the ring between two threads (BENCH="options")
	@Scripts/setup build test
	swift build $(RELEASE) Bench
	.build/release/Bench ring $(BENCH)

bench-pipeline: build ## measure the way from sensor to hub (BENCH="options")
	@Scripts/setup build test
	swift build $(RELEASE) Baseline
	swift build $(RELEASE) Bench
	.build/release/Bench pipeline $(BENCH)

bench-storm: build ## let 2,100 gateways lose their hub, in three minutes (BENCH="--away 30 --svg FILE")
	@Scripts/setup build test
	swift build $(RELEASE) Bench
	.build/release/Bench storm $(BENCH)

bench-wire: ## what a line gets out of its time, and what sick units cost (BENCH="--only flat")
	@Scripts/setup build test
	swift build $(RELEASE) Bench
	.build/release/Bench wire $(BENCH)

bench-spool: ## count what the spool writes and syncs (SPOOL="PAGE-SIZE SECONDS SECONDS-A-COMMIT")
	@Scripts/setup build test
	swift build $(RELEASE) SpoolChild
	@place=$$(mktemp -d) && .build/release/SpoolChild day $$place/spool.db $(SPOOL); \
	    result=$$?; rm -rf $$place; exit $$result

cross: ## build for arm64 gateways with Debian 12, check the result, run it under qemu
	@Cross/build

test-arm64: build ## run the arm64 executable and its unit tests under qemu, with a simulator and a broker
	@Cross/test

test-package: build ## install an arm64 package into a Debian 12 under qemu, run it (as root; PACKAGE=FILE)
	@Cross/test-package $(PACKAGE)

deb: ## make the Debian package, .build/deb/tram_VERSION_ARCH.deb (ARCH="amd64 arm64")
	@Scripts/deb $(ARCH)

release: ## both packages, their SBOMs (SPDX) and checksums, in .build/dist, of what is committed
	@Scripts/release

test-fresh: ## run `make demo` and `make test` in a new, minimal Debian 12 (as root)
	@Scripts/test-fresh

simulate-pump: ## simulate the pump with 10,000 seeds, then with each planted bug (SEEDS=10000)
	@Scripts/setup build test plant
	@SEEDS=$(SEEDS) Scripts/simulate-pump

test-system: deb ## boot a Debian 12 with the package, and do to it what happens to a gateway (as root)
	@Scripts/test-system

clean: ## remove everything that was built
	rm -rf .build .build-*
