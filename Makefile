# 增收监测看板: everything a user or maintainer runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
DATABASE := var/dashboard.sqlite
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench format

help:  ## 列出全部命令 (list the targets)
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(RUNTIME)  ## 建立运行环境 .venv (make the environment)

$(RUNTIME): requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "正在安装运行所需的软件包……"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@$(PY) -m compileall -q data_access  # the reading child writes no byte code of its own
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-dev.txt
	@echo "正在安装测试所需的软件包……"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

run: $(RUNTIME)  ## 启动看板 http://127.0.0.1:8501 (start the app; the first time it loads the sample county)
	@$(PY) -m services.shell.port
	@sh -c 'test -n "$$DASHBOARD_DATABASE_URL" || test -f $(DATABASE) || $(MAKE) --no-print-directory sample'
	@$(PY) manage.py init --if-needed
	@exec $(PY) server.py

.PHONY: sample
sample: $(RUNTIME)  ## 新建数据库并装入牟定县示例数据 (a new database with the sample county)
	@test ! -f $(DATABASE) || { echo "$(DATABASE) 已存在，不覆盖。"; exit 1; }
	@mkdir -p var && rm -f var/loading.sqlite*
	@$(PY) manage.py init --pack mouding-2023 --database sqlite:///var/loading.sqlite
	@$(PY) manage.py sample --pack mouding-2023 --load --database sqlite:///var/loading.sqlite
	@mv var/loading.sqlite $(DATABASE)

test: $(DEVELOPMENT)  ## 全部检查与测试 (linters, type check, every test)
	@sh tests/machine.sh
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rs

lint: $(DEVELOPMENT)  ## 静态检查 (linters, type check, import laws)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/pyright --warnings
	@$(VENV)/bin/lint-imports

bench: $(DEVELOPMENT)  ## 性能测量 (one table, written to var/bench/; AGAINST=file: compared with an earlier one)
	@$(PY) -m tests.bench $(if $(AGAINST),--against $(AGAINST))

format: $(DEVELOPMENT)  ## 统一代码格式 (format the code)
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .
