# Everything that one does with papo, each a target. GNU make; `make` alone tells what there is.

# What the targets take comes from the command line alone: some shells and systems have a NAME or a HOST of
# their own in the environment.
given = $(if $(filter command line,$(origin $1)),$($1))
override PORT := $(or $(call given,PORT),7443)
override NAME := $(call given,NAME)
override HOST := $(call given,HOST)
override PIN := $(call given,PIN)
override ROUNDS := $(call given,ROUNDS)
override CLIENTS := $(or $(call given,CLIENTS),20)
override SEED := $(call given,SEED)
override SECONDS := $(call given,SECONDS)
override SUITES := $(call given,SUITES)
override SERVERS := $(call given,SERVERS)
override RESULTS := $(call given,RESULTS)
override EXTRA := $(call given,EXTRA)
override RECORD := $(call given,RECORD)
override TARGET := $(call given,TARGET)
override SHORT := $(call given,SHORT)
override MEASURE := $(call given,MEASURE)
override ONLY := $(call given,ONLY)
export PORT NAME HOST PIN ROUNDS SUITES SERVERS RESULTS EXTRA

PREFIX ?= /usr/local
DESTDIR ?=
# Where systemd looks for units (systemd.unit(5)), for those that were not made by hand.
UNITS := $(PREFIX)/lib/systemd/system
SWIFT ?= swift

RELEASE := .build/release
# With colours, which only a terminal gets, a build in a pipe and one in a terminal undo each other.
PLAIN := --no-color-diagnostics
SOURCES := Package.swift Sources Tests
DOCUMENTS := README.md README.pt-BR.md ARCHITECTURE.md CHANGELOG.md LICENSE

# One Swift build at a time: each uses all processors by itself.
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help deps certs build run join test lint format tsan asan fuzz smoke crash cluster cluster-test \
  attack bench bench-check screenshot install uninstall clean toolchain

help: ## this list
	@echo 'usage: make TARGET [VARIABLE=VALUE]...'
	@echo
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' Makefile | expand -t 15
	@echo
	@echo '  NAME=Ana     run, join: the name to enter with (without it you are asked)'
	@echo '  PORT=7443    run, join: the port'
	@echo '  HOST=        run: the one address to listen on; join: the host of the server (localhost)'
	@echo '  PIN=         join: the pin of a server on another host'
	@echo '  ROUNDS=1000  crash: how many; CLIENTS=20: at once; SEED=: that of an earlier run with as many'
	@echo '  PORT=7501    cluster: the first of nine ports (any free ones)'
	@echo '  ROUNDS=100   cluster-test: how many; CLIENTS=20 and SEED= as for crash'
	@echo '  MEASURE=1    cluster-test: measures what a stream bears instead; NATS_SERVER=: in the environment,'
	@echo '               a nats-server other than Debian'\''s'
	@echo '  SECONDS=60   fuzz: how long each target; TARGET=: one alone'
	@echo '  SHORT=1      attack: seconds instead of minutes; ONLY=half-open: one alone'
	@echo '  ROUNDS=7     bench: how many; SECONDS=3: of sending a run; PORT=7100: the first of five free ones'
	@echo '  SUITES=      bench: which, of scripts/bench/servers.sh (all); SERVERS=: which'
	@echo '  RESULTS=     bench: a file for results, added to; EXTRA=: one more server, as scripts/bench.sh says'
	@echo '  RECORD=1     bench-check: records what it measures, to be compared with from then on'
	@echo '  PREFIX=      install: where to ($(PREFIX)); DESTDIR= is put in front of it'

run: ## starts the server if none listens, and puts you in the chat: make run NAME=Ana
	@$(MAKE) --no-print-directory deps build certs </dev/null >&2
	@exec scripts/chat.sh run

join: ## one more person in the same chat: make join NAME=Beto
	@test -x $(RELEASE)/papo || $(MAKE) --no-print-directory build </dev/null >&2
	@exec scripts/chat.sh join

# With Swift's own library inside, so that the programs run where there is no toolchain. The toolchain's lld
# links it without the warnings that the system's linker has for functions that nobody here calls.
build: toolchain ## builds papod and papo for release, into .build/release
	@$(SWIFT) build $(PLAIN) -c release --static-swift-stdlib -Xswiftc -use-ld=lld

certs: build ## makes the server's key and certificate in certs, unless they are there and hold
	@scripts/certs.sh $(RELEASE)/papod

deps: toolchain ## installs the Debian packages that building and testing need
	@scripts/deps.sh

# Three nats-servers agree in real time upon who leads, and do not always do well on a busy machine: what
# tests of ours do with them is a part of `make cluster-test`. Those with one server run everywhere.
ON_CLUSTERS := NATSClusterTests

test: deps ## installs what is missing, and runs all tests
	@SWIFT='$(SWIFT)' scripts/test.sh $(PLAIN) --skip $(ON_CLUSTERS)

tsan: deps ## runs the tests under ThreadSanitizer, built in .build-tsan
	@SWIFT='$(SWIFT)' scripts/test.sh $(PLAIN) --skip $(ON_CLUSTERS) --sanitize=thread \
	  --scratch-path .build-tsan

asan: deps ## runs the tests under AddressSanitizer, built in .build-asan
	@SWIFT='$(SWIFT)' scripts/test.sh $(PLAIN) --skip $(ON_CLUSTERS) --sanitize=address \
	  --scratch-path .build-asan

# Debug, so that all checks are in it, but optimized, since executions are what finds something.
# Of two sanitizers the compiler lets AddressSanitizer say what is counted, which says nothing: without
# COVERAGE no Swift module would tell the fuzzer what an input has reached.
fuzz: COVERAGE = edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table
fuzz: deps ## feeds anything at all to what takes foreign bytes, built in .build-fuzz
	@PAPO_FUZZING=1 $(SWIFT) build $(PLAIN) --product Fuzz --scratch-path .build-fuzz --sanitize=fuzzer \
	  --sanitize=address -Xswiftc -sanitize-coverage=$(COVERAGE) -Xswiftc -O -Xswiftc -use-ld=lld
	@scripts/fuzz.sh .build-fuzz/debug/Fuzz $(or $(SECONDS),60) $(TARGET)

smoke: build ## a throwaway server, two foreign clients and our own talk for a second
	@scripts/smoke.sh $(RELEASE)

crash: build ## kills a server and cuts its clients again and again: is anything lost?
	@$(RELEASE)/CrashTest --rounds $(or $(ROUNDS),1000) --clients $(CLIENTS) $(if $(SEED),--seed $(SEED))

cluster: deps build ## a room over three nats-servers and three papods, on this machine, until Ctrl-C
	@PORT='$(call given,PORT)' scripts/cluster.sh $(RELEASE)

cluster-test: deps build ## lets everything happen to such a room again and again: is anything lost?
	@$(if $(MEASURE),:,SWIFT='$(SWIFT)' scripts/test.sh $(PLAIN) --filter $(ON_CLUSTERS))
	@$(if $(MEASURE),$(RELEASE)/ClusterTest stream,scripts/cluster-test.sh $(RELEASE) --clients $(CLIENTS) \
	  --rounds $(or $(ROUNDS),100) $(if $(SEED),--seed $(SEED)))

# The foreign tools come last, since some of them take minutes; those that are missing are installed.
attack: build ## attacks a server of its own in every way of docs/security.md
	@$(RELEASE)/AttackTest $(if $(SHORT),--short) $(if $(ONLY),--only $(ONLY))
	@$(if $(SHORT)$(ONLY),:,scripts/attack-tools.sh $(RELEASE) --install)

bench: deps build ## measures papod beside other chat servers, and writes docs/benchmarks.md
	@PORT='$(call given,PORT)' DURATION='$(SECONDS)' scripts/bench.sh $(RELEASE)

bench-check: deps build ## fails where papod needs more instructions a message than it did
	@scripts/bench-check.sh $(RELEASE) $(if $(RECORD),--record)

screenshot: deps build ## makes docs/screen.svg from a real chat; needs tmux and python3
	@scripts/screenshot.sh $(RELEASE) docs/screen.svg

lint: toolchain ## checks style, scripts, and that no key is tracked
	$(SWIFT) format lint --strict --parallel -r $(SOURCES)
	@scripts/lint.sh

format: toolchain ## brings the Swift sources into the project's style
	$(SWIFT) format --in-place --parallel -r $(SOURCES)

# Without building: whoever installs as root should not leave root's files in .build.
install: ## installs what `make build` built and a systemd unit, under PREFIX
	@test -x $(RELEASE)/papod -a -x $(RELEASE)/papo || { echo 'not built yet: make build' >&2; exit 1; }
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/doc/papo/docs'
	install -m 755 $(RELEASE)/papod $(RELEASE)/papo '$(DESTDIR)$(PREFIX)/bin'
	install -m 644 $(DOCUMENTS) '$(DESTDIR)$(PREFIX)/share/doc/papo'
	install -m 644 docs/protocol.md docs/security.md '$(DESTDIR)$(PREFIX)/share/doc/papo/docs'
	install -d '$(DESTDIR)$(UNITS)'
	sed 's|@PREFIX@|$(PREFIX)|' packaging/systemd/papod.service >'$(DESTDIR)$(UNITS)/papod.service'

uninstall: ## takes away what `make install` installed
	rm -f '$(DESTDIR)$(PREFIX)/bin/papod' '$(DESTDIR)$(PREFIX)/bin/papo'
	rm -f '$(DESTDIR)$(UNITS)/papod.service'
	rm -rf '$(DESTDIR)$(PREFIX)/share/doc/papo'

clean: ## removes what was built, but neither keys nor logs
	rm -rf .build .build-tsan .build-asan .build-fuzz

toolchain:
	@command -v $(SWIFT) >/dev/null || { \
	  echo 'swift is missing: papo needs Swift 6.2 or later, from https://www.swift.org/install/linux' >&2; \
	  exit 1; }
