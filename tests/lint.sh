#!/usr/bin/env bash
# Style, types, templates and the rooms' import rule. Needs `make install-dev`.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=0
step() {
  local name=$1
  shift
  if ! output=$("$@" 2>&1); then
    printf '%s\n\n%s: failed\n' "$output" "$name"
    failed=1
  else
    printf '%s: ok\n' "$name"
  fi
}
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
printf 'schema = 1\n' > "$site/site.toml"
export BROADSHEET_SITE=$site DJANGO_SETTINGS_MODULE=broadsheet.config.settings

step "ruff" $bin/ruff check --quiet src tests demo
step "ruff format" $bin/ruff format --check --quiet src tests demo
step "mypy" $bin/mypy
step "import-linter" $bin/lint-imports
step "templates (djade)" bash -c "git ls-files 'src/*.html' | xargs -r $bin/djade --target-version 5.2 --check"
step "templates (djlint)" bash -c "git ls-files 'src/*.html' | xargs -r $bin/djlint --lint --quiet"
step "django check" $bin/python -m django check --fail-level WARNING
step "migrations are complete" $bin/python -m django makemigrations --check --dry-run
exit $failed
