# The two commands a newcomer needs are `make demo` and `make test`; each sets up all it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test bench eval lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo  ## Start the playground: a pretend group and a pretend Spotify
	@$(BIN)/chorus demo

test: $(VENV)/.test  ## Lint, types, import rules and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: $(VENV)/.test  ## Print the benchmark tables
	@$(BIN)/python -m tests.bench

# MODEL=… also plays the conversations with that model, at OPENAI_BASE_URL or OpenAI, each K times.
MODEL ?=
K ?= 3

eval: $(VENV)/.test  ## Score understanding and curation by the catalogue's facts, beside plain BM25
	@failed=0; $(BIN)/python -m tests.eval || failed=1; \
	if [ -n "$(MODEL)" ]; then $(BIN)/python -m tests.conversations --model "$(MODEL)" --times "$(K)" || failed=1; fi; \
	exit $$failed

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("Chorus needs Python 3.11 or newer; this is %d.%d. Set PYTHON=python3.12, say." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up (once): a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Packages come pinned and hashed from the lock files; nothing else is installed.
$(VENV)/.demo: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Installing the packages Chorus runs on …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements-test.lock
	@echo "Installing the packages the tests need …"
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

lock:  ## Pin again what pyproject.toml asks for (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--upgrade --quiet --extra build pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--upgrade --quiet --extra build --extra test pyproject.toml --output-file requirements-test.lock

clean:  ## Remove the virtual environment
	rm -rf $(VENV)
