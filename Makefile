# On another Python, in an environment beside the usual one: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
AUDIT  := $(VENV)-audit

# A lock names everything, so nothing is resolved, and what is released tomorrow changes nothing. Somebody's own habits
# have no part in it: constraints are about what a lock leaves open, and nothing is installed outside the environment.
PIP    := PIP_CONSTRAINT=/dev/null PIP_USER=no PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

# What is installed is compiled when it is first needed: to compile all of it takes as long as to install it.
# A dot for each package, since a slow line takes minutes. What pip warns of is shown when it fails: much of it is about
# somebody's own configuration. The stamp is away meanwhile, so that what does not come to its end begins anew.
define install
@printf 'Fetching packages to $(2) '
@rm -f $(VENV)/.made
@{ $(PIP) install --no-deps --require-hashes --no-compile -r $(1) 2> $(VENV)/pip.log && touch $(VENV)/.made; } | \
	while read -r said _; do case $$said in \
		Collecting|Processing) printf . ;; \
		Installing) printf '\nInstalling them ...' ;; \
	esac; done; echo
@test -e $(VENV)/.made || { cat $(VENV)/pip.log >&2; exit 1; }
endef

# Nothing is said when all is well.
check = @broken=$$($(PIP) check) || { echo "$$broken" >&2; exit 1; }

# The suites that run the whole bot, which say nothing about its parts.
WHOLE  := tests/adapters tests/conversations tests/journeys tests/platforms tests/test_wheel.py

# What one worker of the tests has compiled, the others read, whatever the environment says of bytecode.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: bench-kills-on-matrix help run test test-one static tested coverage lock fresh-lock audit sbom licences format messages migration docs picture pictures screenshots clean bench-broadcast bench-fast bench-audience bench-stop bench-kills bench-outreach bench-faults bench-endorsements bench-replies bench-press bench-web bench-backup released wheel steps matrix stories-matrix ask scan bench-failover

# t("template") and n("one", "many", count)
TEXTS    := --no-default-keywords -k t:1 -k n:1,2
PERSONAL := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

help:            ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

run: $(VENV)/.run      ## set up what is missing, then run the bot (the console, where no token is set)
	@$(BIN)/countersign run

test: $(VENV)/.dev     ## set up what is missing, then run every check
	@$(MAKE) --no-print-directory -j 2 static tested

test-one: $(VENV)/.dev ## run one file or folder of tests: make test-one FILE=tests/unit/text
	$(BIN)/pytest $(or $(FILE),$(error say which: make test-one FILE=tests/...))

static: $(VENV)/.dev   ## check the format, the lint, the types and the imports alone
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Many tests wait for the bot's messages, and two workers do so for minutes: more of them than there are cores. Each
# would compile all tests anew; so they are collected before, while the types are checked on the other core.
tested: $(VENV)/.dev
	@$(BIN)/pytest --collect-only -q > $(VENV)/collected.log 2>&1 || true
	$(BIN)/pytest -n 4

coverage: $(VENV)/.dev ## how much of the code the tests of its parts run
	$(BIN)/pytest -n auto --cov --cov-report=term $(addprefix --ignore=,$(WHOLE))

format: $(VENV)/.dev   ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.run ## bring every language's catalogue in step with the texts in the code; an empty file is a new language
	@$(BIN)/pybabel -q extract $(TEXTS) --no-location --sort-output --no-wrap -o $(VENV)/messages.pot bot adapters
	@for po in bot/locales/*.po; do \
		language=$$(basename $$po .po) && \
		{ [ -s $$po ] || printf '#\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' > $$po; } && \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap \
			-i $(VENV)/messages.pot -l $$language -o $$po && \
		grep -vE '^"($(PERSONAL)):' $$po > $(VENV)/messages.po && cp $(VENV)/messages.po $$po || exit 1; \
	done
	@rm -f $(VENV)/messages.pot $(VENV)/messages.po

migration: $(VENV)/.dev ## draft the next migration from what the tables declare: make migration ABOUT="What is new."
	@$(BIN)/python -m storage.migrations.draft "$(or $(ABOUT),$(error say what it is about: make migration ABOUT="What is new."))"
	@$(BIN)/ruff format -q storage/migrations

released: $(VENV)/.dev ## keep what a database of this version holds, for later versions to be tried with: before a release
	@$(BIN)/pytest -p no:cacheprovider tests/interface/people/released.py

wheel: $(VENV)/.dev    ## build the wheel of a release into dist/: make wheel TAG=v0.2.0
	@$(BIN)/python -m docs.release "$(TAG)"

docs: $(VENV)/.run     ## write the pages anew that are made from the commands' declarations
	@$(BIN)/python docs/authorization.py

# A dependency that no lock names yet makes the environment inconsistent, so only its uv is asked for here.
lock: | $(VENV)/bin/uv ## bring the lock files in step with pyproject.toml; what they pin stays
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	@$(BIN)/python -c 'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["audit"]))' | \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 - -o requirements-audit.txt

fresh-lock: | $(VENV)/bin/uv ## whether the lock files are in step with pyproject.toml: what `make lock` would change
	@kept=$$(mktemp -d) && cp requirements*.txt $$kept && $(MAKE) --no-print-directory lock && \
		{ for each in requirements*.txt; do diff -u $$kept/$$each $$each || stale=1; cp $$kept/$$each $$each; done; }; \
		rm -r $$kept; [ -z "$$stale" ] || { echo "The locks are not in step: run make lock" >&2; exit 1; }

audit: $(AUDIT)/.made  ## which locked packages have a known hole (asks PyPI's database; fails where that is not reached)
	$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.txt

sbom: $(AUDIT)/.made   ## write sbom.json, the parts list of what runs (CycloneDX), from the lock
	@$(AUDIT)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json requirements.txt
	@echo "sbom.json is written"

licences: $(VENV)/.run ## write docs/licences.md anew: the licence of everything that runs
	@$(BIN)/python docs/licences.py

picture: $(VENV)/.run  ## draw the README's picture anew, from a real run
	@$(BIN)/python docs/picture.py

pictures: $(VENV)/.dev ## draw the main messages anew as the clients show them, from a real run (needs chromium, pngquant, fonts-noto-core)
	@$(BIN)/python -m docs.pictures

screenshots: $(VENV)/.dev ## draw the public pages anew as a browser shows them (needs chromium, pngquant, fonts-noto-core)
	@$(BIN)/python -m docs.screenshots

bench-broadcast: $(VENV)/.dev ## a broadcast at the documented limits, beside what others would use (15 minutes)
	@$(BIN)/python -m benchmarks.broadcast

bench-fast: $(VENV)/.dev ## a paid broadcast at up to 1,000 messages a second
	@$(BIN)/python -m benchmarks.fast

bench-audience: $(VENV)/.dev ## a million chats that follow, a hundred thousand in one audience
	@$(BIN)/python -m benchmarks.audience

bench-stop: $(VENV)/.dev ## how long it takes to end: idle, broadcasting, and while nothing answers (1 minute)
	@$(BIN)/python -m benchmarks.stopping

bench-kills: $(VENV)/.dev ## 100 kills during broadcasts
	@$(BIN)/python -m benchmarks.kills

bench-kills-on-matrix: $(VENV)/.dev ## 50 kills during broadcasts to rooms of a real Synapse (5 minutes)
	@$(BIN)/python -m benchmarks.kills_on_matrix

bench-outreach: $(VENV)/.dev ## kills while four editors ask 300 organizations (some 10 minutes)
	@$(BIN)/python -m benchmarks.outreach

bench-failover: $(VENV)/.dev ## two processes on one PostgreSQL, 50 times one is killed, stopped or cut off (20 minutes)
	@$(BIN)/python -m benchmarks.failover

.PHONY: anything mutants
anything: $(VENV)/.dev ## whatever is done to a list in whatever order, on both engines: 200 histories on each (15 minutes)
	@$(BIN)/python -m benchmarks.anything

mutants: $(VENV)/.dev  ## of 300 small changes of the rules and use cases, how many the tests notice (40 minutes)
	@$(BIN)/python -m benchmarks.mutants

.PHONY: bench-soak
bench-soak: $(VENV)/.dev ## two hours of 200 people, faults, kills, announcements and backups; the table goes into soak.txt too
	@$(BIN)/python -m benchmarks.soak

bench-faults: $(VENV)/.dev ## broadcasts, corrections and recalls while a fifth of all requests fail
	@$(BIN)/python -m benchmarks.faults

bench-endorsements: $(VENV)/.dev ## a thousand sign-ons at the same moment, and how many a second are on disk
	@$(BIN)/python -m benchmarks.endorsements

.PHONY: bench-storm
bench-storm: $(VENV)/.dev ## a thousand sign-ons at the same moment, by one process and by four on PostgreSQL
	@$(BIN)/python -m benchmarks.endorsements --storm
	@$(BIN)/python -m benchmarks.endorsements --storm --processes 4

bench-replies: $(VENV)/.dev ## what a reply costs, beside an empty handler of the same library
	@$(BIN)/python -m benchmarks.replies

bench-press: $(VENV)/.dev ## what the press of a button costs, one at a time and in a crowd, beside an empty handler
	@$(BIN)/python -m benchmarks.press

.PHONY: bench-scale
bench-scale: $(VENV)/.dev ## every command with a hundred, 20,000 and 100,000 sign-ons; what the index of names finds (30 minutes)
	@$(BIN)/python -m benchmarks.scale

bench-web: $(VENV)/.dev ## what the public pages cost, beside nginx with the same bytes (needs nginx, wrk)
	@$(BIN)/python -m benchmarks.web

.PHONY: bench-paper
bench-paper: $(VENV)/.dev ## what the press kit of 10,000 organizations takes: time, memory, and whether others wait
	@$(BIN)/python -m benchmarks.paper

bench-backup: $(VENV)/.dev ## a backup while 500 are written a second: what writers wait meanwhile, and a restore of it
	@$(BIN)/python -m benchmarks.backup

steps: $(VENV)/.dev    ## how many steps it takes to sign on, announce, review and follow, beside what is aimed at
	@$(BIN)/python -m benchmarks.steps

matrix: $(VENV)/.dev   ## try whatever can come in the place of an answer, against every open question (10 minutes)
	@$(BIN)/python -m benchmarks.matrix

stories-matrix: $(VENV)/.dev ## tell every story on Matrix, on a real Synapse, also on one that encrypts (10 minutes)
	$(BIN)/pytest tests/conversations tests/adapters/matrix/encrypting.py -k "[matrix] or encrypting" --everywhere -n 2

ask: $(VENV)/.dev      ## how many questions `ask` understands, in each language and of each kind, and what one costs
	@$(BIN)/python -m benchmarks.questions

scan: $(VENV)/.dev     ## try the public data against their own description, with whatever can be asked for (1 minute)
	@$(BIN)/python -m benchmarks.scan

.PHONY: crawl
crawl: $(VENV)/.dev    ## crawl the pages and attack what they take, by Wapiti, fetched for it (10 minutes at the most)
	@$(BIN)/python -m benchmarks.crawl

clean:           ## remove what these commands made
	rm -rf $(VENV) $(AUDIT) sbom.json .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

# What looks at the dependencies has dependencies itself, which are kept apart from what runs.
$(AUDIT)/.made: requirements-audit.txt
	@$(PYTHON) -m venv $(if $(wildcard $(AUDIT)/pyvenv.cfg),--clear) $(AUDIT)
	@PIP_CONSTRAINT=/dev/null PIP_USER=no PIP_DISABLE_PIP_VERSION_CHECK=1 $(AUDIT)/bin/python -m pip install -qq --no-deps --require-hashes -r requirements-audit.txt
	@touch $@

$(VENV)/bin/uv:
	@$(MAKE) --no-print-directory $(VENV)/.dev

# Only an environment is ever cleared, for VENV may name another folder.
$(VENV)/.made: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This is Python %d.%d, and 3.11 or newer is needed: make run PYTHON=python3.13" % sys.version_info[:2])'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(if $(wildcard $(VENV)/pyvenv.cfg),--clear) $(VENV)
	$(call install,requirements.txt,run)

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	$(check)
	@touch $@

$(VENV)/.dev: $(VENV)/.made | $(VENV)/.run
	$(call install,requirements-dev.txt,test)
	$(check)
	@touch $(VENV)/.run $@
