PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# A lock names everything, so nothing is resolved: what is released tomorrow changes nothing. Only errors are said, for
# the warnings are about a configuration of somebody's own, whose constraints are left out for the same reason.
PIP    := PIP_CONSTRAINT=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip
install = @echo "Installing what is needed $(2): $$(grep -c == $(1)) packages, once ..." && \
	$(PIP) install -qq --no-deps --require-hashes -r $(1)

# The suites that run the whole bot, which say nothing about its parts.
WHOLE  := tests/adapters tests/conversations tests/journeys tests/platforms tests/test_wheel.py

# What one worker of the tests has compiled, the others read, whatever the environment says of bytecode.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test static tested coverage lock format messages picture clean bench-broadcast bench-fast bench-audience bench-kills bench-faults bench-endorsements

# t("template") and n("one", "many", count); Link:2, so that a text which labels a link inside another one is found too.
TEXTS    := --no-default-keywords -k t:1 -k n:1,2 -k Link:2
PERSONAL := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

help:            ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

run: $(VENV)/.run      ## set up what is missing, then run the bot (the console, where no token is set)
	@$(BIN)/countersign run

test: $(VENV)/.dev     ## set up what is missing, then run every check
	@$(MAKE) --no-print-directory -j 2 static tested

static: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Many tests wait for the bot's messages: twice as many as there are cores run at a time.
tested: $(VENV)/.dev
	$(BIN)/pytest -n 4 --dist loadgroup

coverage: $(VENV)/.dev ## how much of the code the tests of its parts run
	$(BIN)/pytest -n auto --cov --cov-report=term $(addprefix --ignore=,$(WHOLE))

format: $(VENV)/.dev   ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.run ## bring every language's catalogue in step with the texts in the code; an empty file is a new language
	@$(BIN)/pybabel -q extract $(TEXTS) --no-location --sort-output --no-wrap -o $(VENV)/messages.pot bot
	@for po in bot/locales/*.po; do \
		language=$$(basename $$po .po) && \
		{ [ -s $$po ] || printf '#\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' > $$po; } && \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap \
			-i $(VENV)/messages.pot -l $$language -o $$po && \
		grep -vE '^"($(PERSONAL)):' $$po > $(VENV)/messages.po && cp $(VENV)/messages.po $$po || exit 1; \
	done
	@rm -f $(VENV)/messages.pot $(VENV)/messages.po

lock: $(VENV)/.dev     ## write the lock files anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

picture: $(VENV)/.run  ## draw the README's picture anew, from a real run
	@$(BIN)/python docs/picture.py

bench-broadcast: $(VENV)/.dev ## a broadcast at the documented limits, beside what others would use (15 minutes)
	@$(BIN)/python -m benchmarks.broadcast

bench-fast: $(VENV)/.dev ## a paid broadcast at up to 1,000 messages a second
	@$(BIN)/python -m benchmarks.fast

bench-audience: $(VENV)/.dev ## a million chats that follow, a hundred thousand in one audience
	@$(BIN)/python -m benchmarks.audience

bench-kills: $(VENV)/.dev ## 100 kills during broadcasts
	@$(BIN)/python -m benchmarks.kills

bench-faults: $(VENV)/.dev ## broadcasts, corrections and recalls while a fifth of all requests fail
	@$(BIN)/python -m benchmarks.faults

bench-endorsements: $(VENV)/.dev ## a thousand sign-ons at the same moment, and how many a second are on disk
	@$(BIN)/python -m benchmarks.endorsements

clean:           ## remove what these commands made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(VENV)/bin/python:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.txt,to run)
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@$(PIP) check
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(call install,requirements-dev.txt,to check it)
	@$(PIP) check
	@touch $@
