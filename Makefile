# One command from a clone to the site: see « make aide ». Only Python >= 3.12 and make are needed;
# Node and npm come as a Python package. Written for make 3.81, the one of macOS.

PORT = 8000
PYTHON =
PY = .venv/bin/python

PIP = $(PY) -m pip --disable-pip-version-check install --quiet
NODE = $(PY) -m runtime.node
MKDOCS_BUILD = $(PY) -m mkdocs build --strict --quiet
# on two cores: what a file of tests prepares is prepared once
PYTEST = $(PY) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
TOGETHER = $(MAKE) --no-print-directory --jobs 2
READY = .venv/.build node_modules/.ready

export NO_MKDOCS_2_WARNING = 1
export PYTHONUTF8 = 1

.PHONY: aide serve build check test say-check say-test static site bench mesures endurance audit archive livrables zensical captures format schemas release locks clean

aide:
	@echo "make serve    le site sur http://127.0.0.1:$(PORT)/, rechargé à chaque modification (PORT=...)"
	@echo "make build    le site dans site/, pour n'importe quel serveur de fichiers"
	@echo "make check    le code, les données, le moteur et la construction : moins de deux minutes, sans navigateur"
	@echo "make test     toutes les vérifications, dans un navigateur compris"
	@echo "make archive  le site en un seul fichier, pour un intranet ou une clé USB"
	@echo "make livrables  ce qu'une version donne à emporter, dans dist/ (ETIQUETTE=v...)"
	@echo "make bench    les comparaisons de vitesse"
	@echo "make mesures  les mêmes, notées pour la page « Performances et fiabilité »"
	@echo "make endurance les essais longs : entrées au hasard, 100 000 lignes (GRAINE=...)"
	@echo "make audit    les failles connues des dépendances (par le réseau, ou BASE=\"pypi.zip npm.zip\" d'osv.dev)"
	@echo "make zensical le même contenu rendu par Zensical, et ce qui y diffère de site/"
	@echo "make captures des images de chaque sorte de page, à regarder"
	@echo "make format   met le code Python en forme"
	@echo "make schemas  le schéma des données, après un changement du modèle"
	@echo "make release  fige la version des règles dans releases/ (CODE=0.3.0 : et date le code)"
	@echo "make locks    recalcule les versions verrouillées"
	@echo "make clean    efface tout ce que make a produit"

serve: $(READY)
	@$(PY) -m runtime.serve $(PORT)

build: $(READY)
	@$(MKDOCS_BUILD)
	@echo "Le site est prêt dans site/."

check: say-check $(READY) .venv/.test
	@$(TOGETHER) static site
	@$(PYTEST) tests/unit tests/test_exemples.py

test: say-test $(READY) .venv/.browser .cache/apart/.ready
	@$(TOGETHER) static site
	@$(PYTEST)

say-check: # before anything is installed
	@echo "Les vérifications sans navigateur : moins de deux minutes sur deux cœurs libres."

say-test:
	@echo "Toutes les vérifications : une vingtaine de minutes sur deux cœurs libres (« make check » en fait une partie en moins de deux)."

static:
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m runtime.schemas --check
	@$(NODE) node node_modules/typescript/bin/tsc -p .

site:
	@$(MKDOCS_BUILD)

captures: $(READY) .venv/.browser
	@$(MKDOCS_BUILD)
	@$(PY) -m tests.support.captures
	@echo "Les images de chaque sorte de page sont dans captures/."

endurance: $(READY) .venv/.browser
	@$(MKDOCS_BUILD)
	@$(PY) -m tests.endurance $(GRAINE)

zensical: $(READY) .venv/.browser .cache/zensical/.ready # beside site/, which stays MkDocs's
	@$(MKDOCS_BUILD)
	@$(PY) -m tests.zensical

archive: build
	@$(PY) -m runtime.archive

livrables: archive
	@$(PY) -m runtime.livrables "$$ETIQUETTE"

bench: $(READY) .venv/.browser
	@$(MKDOCS_BUILD)
	@failed=0; for part in bench bench.browser bench.page bench.demarrage bench.memoire bench.lighthouse; do \
	  $(PY) -m $$part || failed=1; done; exit $$failed

mesures: export NOTER = 1
mesures: bench

audit: $(READY) # the databases of known vulnerabilities are asked, or, without network, read in files
	@[ -n "$(BASE)" ] || $(PIP) --upgrade --target .cache/audit pip-audit 2>/dev/null || true # said below, if it is not there
	@$(PY) -m runtime.audit $(BASE)

format: .venv/.test
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

schemas: .venv/.build
	@$(PY) -m runtime.schemas

release: $(READY)
	@$(PY) -m overrides.release prepare $(CODE)
	@$(MKDOCS_BUILD)
	@$(PY) -m overrides.release

# --- what the commands above stand on, made once and again when a lock changes ---

.venv/pyvenv.cfg:
	@echo "Création de l'environnement Python dans .venv/ ..."
	@python=`sh runtime/find_python.sh $(PYTHON)` && "$$python" -m venv --clear .venv

.venv/.build: .venv/pyvenv.cfg requirements/build.txt pyproject.toml hatch_build.py
	@echo "Installation des outils de construction ..."
	@$(PIP) --require-hashes -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.build requirements/test.txt
	@echo "Installation des outils de test ..."
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/test.txt
	@touch $@

.venv/.browser: .venv/.test tests/support/chromium.py tests/firefox/browser.py
	@$(PY) -m tests.support.chromium
	@$(PY) -m tests.firefox.browser
	@touch $@

.cache/apart/.ready: requirements/apart.txt tests/support/apart.py | .venv/.test
	@$(PY) -m tests.support.apart
	@touch $@

.cache/zensical/.ready: requirements/zensical.txt tests/support/apart.py | .venv/.test
	@$(PY) -m tests.support.apart zensical
	@touch $@

node_modules/.ready: package.json package-lock.json .npmrc | .venv/.build
	@echo "Installation du Python du navigateur (Pyodide) ..."
	@$(NODE) npm ci --loglevel=error >/dev/null
	@touch $@

locks: .venv/.build
	@$(PIP) --upgrade --target .cache/uv uv
	@for name in build test apart zensical; do .cache/uv/bin/uv pip compile --quiet --upgrade --universal \
	  --generate-hashes --python-version 3.12 --custom-compile-command "make locks" \
	  requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	@$(NODE) npm install --package-lock-only --loglevel=error
	@$(PY) -m runtime.reviewed

clean:
	rm -rf .venv node_modules site dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
