# Every command a person types. `make help` lists them.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run image images push build test verify lint format clean replay figures search-figures limit-figures bots bench jmh ctl reconcile
.PHONY: check up down logs secrets dashboards backup restore sbom

bin := compose/local/bin
# Sought only by what needs it.
maven = JAVA_HOME="$$($(bin)/find-java)" "$$($(bin)/find-maven)" -B -ntp

rerun = $(if $(RERUN),-Dsurefire.rerunFailingTestsCount=$(RERUN) -Dfailsafe.rerunFailingTestsCount=$(RERUN))

# What the programs are made from; folders are among it, so that a deleted file counts as a change.
sources := $(shell find pom.xml .mvn proto common sql svc-* compose/ctl compose/embedded compose/local bench/pom.xml bench/src \
	\( -name target -o -name test -o -name bin -o -name results.jsonl \) -prune -o \( -name '*.md' -prune -o -print \) 2>/dev/null)

help: ## this list
	@echo 'Twite. make COMMAND [NAME=value …]'
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 18
	@echo
	@echo 'Environment: TWITE_PORT_BASE (first of all ports, 8080), TWITE_HTTP_PORT, TWITE_DATA_DIR (.twite), JAVA_HOME'

run: target/built.stamp ## everything on this machine; SPLIT=1 a process each, SERVICES=tweet,feed only these, INFRA=external
	@exec $(bin)/launch $(if $(SPLIT),--split) $(if $(INFRA),--infra=$(INFRA)) $(if $(SERVICES),--services=$(SERVICES))

ctl: target/built.stamp ## the operator's command line: ARGS="users find wren"; ARGS=--help; docs/twitectl.md
	@exec compose/ctl/bin/twitectl $(ARGS)

reconcile: target/built.stamp ## holds every count of a running Twite against what it counts; REPAIR=1 puts right what is wrong
	@exec compose/ctl/bin/twitectl reconcile $(if $(REPAIR),--repair)

build: target/built.stamp ## the programs, where their sources have changed

target/built.stamp: $(sources)
	@$(bin)/build
	@touch $@

engine = $(or $(ENGINE),$(firstword $(notdir $(shell command -v docker podman))))
# As Compose has them: from the environment, else from compose/.env.
dotenv = $(or $($(1)),$(shell sed -n 's/^$(1)=//p' compose/.env 2>/dev/null | tail -n 1))
registry = $(or $(call dotenv,TWITE_REGISTRY),ghcr.io/twite)
version = $(or $(call dotenv,TWITE_VERSION),0.1.0)
services := $(sort $(wildcard svc-*))
# The image of all services in one process is called twite.
build-image = $(engine) build $(if $(findstring podman,$(engine)),--format docker) -f compose/Dockerfile --build-arg SERVICE=$(1) \
	--build-arg VERSION=$(version) --build-arg REVISION=$$(git rev-parse HEAD 2>/dev/null || echo unknown) \
	$(if $(PROGRAMS),--build-arg PROGRAMS=$(PROGRAMS)) $(BUILD_ARGS) -t $(registry)/$(if $(filter all,$(1)),twite,$(1)):$(version) .

image: ## one container image: SERVICE=svc-tweet, or all (default) [ENGINE=docker|podman]; compose/README.md
	$(call build-image,$(or $(SERVICE),all))

images: ## all seventeen
	@for service in $(services) all; do $(MAKE) image SERVICE=$$service || exit 1; done

push: ## all seventeen, to the registry TWITE_REGISTRY (`docker login` first)
	@for service in $(services) twite; do $(engine) push $(registry)/$$service:$(version) || exit 1; done

test: ## unit and integration tests, with real servers [RERUN=1 tries a failed one once more, JOBS=3 modules at once]
	@$(maven) -T $(or $(JOBS),3) $(rerun) verify

verify: ## the long proofs [RERUN=1]
	@$(maven) $(rerun) -Pverify verify

lint: ## formatting
	@$(maven) -q spotless:check

format: ## mends formatting
	@$(maven) -q spotless:apply

check: ## what is deployed: compose files, TLS proxy, rules, dashboards, images; says what it had no tool for
	@compose/check/run

secrets: ## passwords and keys for the containers, in compose/secrets; never over one that is there
	@compose/bin/make-secrets

up: ## the containers, by Docker Compose [PROFILE=core,trial]; compose/README.md, docs/install.md
	@PROFILE='$(PROFILE)' compose/bin/up

down: ## stops them; data stay
	@compose/bin/compose --profile '*' down

logs: ## what they say [SERVICE=svc-tweet]
	@compose/bin/compose --profile '*' logs --follow --tail 200 $(SERVICE)

clean: ## what builds have made; data in .twite stay
	@rm -rf target $(wildcard */target compose/*/target)

backup: $(if $(COMPOSE),,target/built.stamp) ## a copy of all data [TO=backups] of a stopped `make run`; COMPOSE=1 of the running containers
	@exec compose/bin/backup $(if $(COMPOSE),--compose) $(if $(TO),--to='$(TO)')

restore: $(if $(COMPOSE),,target/built.stamp) ## puts such a copy in place: FROM=copy [FORCE=1 also where there are data] [COMPOSE=1]
	@exec compose/bin/restore $(if $(COMPOSE),--compose) $(if $(FROM),--from='$(FROM)') $(if $(FORCE),--force)

sbom: ## what the services are made of, in CycloneDX's form: target/twite.cdx.json
	@$(maven) -q -P run -pl '!bench' package org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom \
	  -DoutputName=twite.cdx -DoutputFormat=json -DincludeProvidedScope=false -DincludeTestScope=false

replay: target/built.stamp ## a graph's people through the public API: GRAPH=file [URL=…] [SECONDS=20] [CLIENTS=16] [RUN=1 [SPLIT=1]]
	@exec bench/bin/bench replay $(if $(GRAPH),--graph='$(GRAPH)') $(if $(URL),--url='$(URL)') \
	  $(if $(SECONDS),--seconds=$(SECONDS)) $(if $(CLIENTS),--clients=$(CLIENTS)) $(if $(RUN),--run) $(if $(SPLIT),--split) $(if $(ALLOW_REMOTE),--allow-remote)

# Options of bots and of bench are make's variables in lower case: MAX_P99=200 is --max-p99=200.
option = $(if $($(1)),--$(shell echo $(1) | tr A-Z_ a-z-)='$($(1))')
options = $(foreach name,$(1),$(call option,$(name)))
flags = $(foreach name,$(1),$(if $($(name)),--$(shell echo $(name) | tr A-Z_ a-z-)))

bots: target/built.stamp ## people at work, watched live, judged at the end [RATE=50] [PEOPLE=500] [SECONDS=60] [RUN=1]; bench/README.md
	@exec bench/bin/bench bots $(call options,PEOPLE FOLLOWING GRAPH RATE RAMP SECONDS DAY READERS CLIENTS SEED \
	  MAX_P99 MAX_ERRORS MAX_FRESHNESS REPORT URL) $(call flags,RUN SPLIT ALLOW_REMOTE)

bench: target/built.stamp ## Twite beside its limits in one run [FULL=1] [ONLY=reads,mix] [COMPARE=1] [DRY=1]; bench/README.md
	@exec bench/bin/bench race $(call options,ROUNDS SECONDS ONLY SOCKETS GRAPH) $(call flags,FULL COMPARE DRY NO_WRK)

jmh: target/built.stamp ## hot pieces alone, by JMH [ONLY=regular expression] [ARGS="-prof gc"]
	@exec bench/bin/jmh $(if $(ONLY),'$(ONLY)') $(ARGS)

figures: target/built.stamp ## first figures: start, reads, posts, freshness, memory of both shapes [SECONDS=10] [CLIENTS=16]
	@exec bench/bin/bench figures $(if $(SECONDS),--seconds=$(SECONDS)) $(if $(CLIENTS),--clients=$(CLIENTS))

search-figures: ## svc-search beside PostgreSQL's full-text search on the same tweets [TWEETS=200000] [CLIENTS=16]
	@exec bench/bin/search-figures $(or $(TWEETS),200000) $(or $(CLIENTS),16)

limit-figures: ## svc-ratelimit beside Bucket4j on the same Redis, with and without leases; a minute
	@exec bench/bin/limit-figures

dashboards: ## compose/grafana/dashboards from compose/grafana/src
	@node compose/grafana/generate.mjs
