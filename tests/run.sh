#!/usr/bin/env bash
# The whole test run: style and types, every test on SQLite, again on PostgreSQL, and the browser.
# `tests/run.sh slow` runs the slow rest instead: load on running sites, both databases.
# What this machine cannot run is named at the end; with CI=true that is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
postgresql=${BROADSHEET_TEST_POSTGRESQL:-postgresql://postgres@127.0.0.1:5432}
failed=0
missing=()

reaches() { $python -c 'import psycopg, sys; psycopg.connect(sys.argv[1] + "/postgres", connect_timeout=3)' "$1" 2>/dev/null; }
section() { printf '\n== %s\n' "$*"; }

if [ "${1:-}" = slow ]; then
  if reaches "$postgresql"; then
    section "The rest on PostgreSQL"
    BROADSHEET_TEST_DATABASE="$postgresql/postgres" $python -m pytest -q -n 2 --dist loadfile \
      -m "not slow and not browser" tests/masthead tests/keeping tests/staff \
      tests/importers/test_files.py tests/media/test_hostile.py tests/newsroom/test_other_sites.py || failed=1
  fi
  section "Load: whole sites over HTTP"
  $python -m pytest tests/load tests/config tests/press -m slow -q -s -p no:cacheprovider || failed=1
  exit $failed
fi

# A bare machine that may install packages gets what the tests talk to.
if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  packages=()
  command -v chromium >/dev/null || packages+=(chromium)
  command -v java >/dev/null || packages+=(default-jre-headless)
  command -v npm >/dev/null || packages+=(nodejs npm)
  command -v psql >/dev/null || packages+=(postgresql)
  if [ ${#packages[@]} -gt 0 ]; then
    section "Installing ${packages[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 ||
      echo "They could not be installed."
  fi
fi
if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && ! reaches "$postgresql"; then
  # A server of the tests' own, forgotten when they end.
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  if [ -n "$programs" ]; then
    section "Starting PostgreSQL for the tests"
    cluster=$(mktemp -d)
    chown postgres "$cluster"
    as_postgres() { runuser -u postgres -- "$programs/$1" "${@:2}" >/dev/null 2>&1; }
    as_postgres initdb -D "$cluster/data" --auth=trust -U postgres
    as_postgres pg_ctl -D "$cluster/data" -w -l "$cluster/log" \
      -o "-p 55432 -k $cluster -c fsync=off -c listen_addresses=127.0.0.1" start
    trap 'as_postgres pg_ctl -D "$cluster/data" -m immediate stop; rm -rf "$cluster"' EXIT
    postgresql=postgresql://postgres@127.0.0.1:55432
    export BROADSHEET_TEST_POSTGRESQL=$postgresql
  fi
fi
if command -v npm >/dev/null && [ -f package-lock.json ] && [ ! -d node_modules/axe-core ]; then
  section "Installing axe-core and the HTML checker"
  npm ci --silent --no-audit --no-fund >/dev/null 2>&1 || echo "npm ci failed."
fi
command -v "${BROADSHEET_CHROMIUM:-chromium}" >/dev/null || missing+=("the browser tests: install Debian's package chromium, or set BROADSHEET_CHROMIUM")
[ -d node_modules/axe-core ] || missing+=("axe and the HTML checker: install Node.js with npm")
command -v java >/dev/null || missing+=("the HTML checker: install Java (default-jre-headless)")

# Runs a part of the tests. What fails is tried once more, alone: the first try ran beside all the others. Both tries are named at
# the end, so that a test that needs a second one is known as such.
reports=$(mktemp -d)
part() {
  local name=$1 && shift
  local pytest=($python -m pytest -p tests.skips -o "cache_dir=$reports/$name" -q -rfE --durations=8 --durations-min=5)
  "${pytest[@]}" "${alone[@]}" "${beside[@]}" "$@" 2>&1 | tee "$reports/$name.log"
  [ "${PIPESTATUS[0]}" = 0 ] && return
  "${pytest[@]}" "${alone[@]}" --last-failed --last-failed-no-failures none "$@" 2>&1 | tee "$reports/$name.again.log"
  [ "${PIPESTATUS[0]}" = 0 ] || echo "$name" >>"$reports/failed"
}
alone=() beside=()

section "Style, types, templates, rooms"
bash tests/lint.sh || failed=1

section "Every test, on SQLite"
# Benchmarks are `make bench`: they take minutes, and the machine alone.
# The files with the longest tests come first, so that none of them is left for one core at the end.
alone=(-m "not slow and not browser") beside=(-n 2 --dist loadfile --no-loadscope-reorder)
first=(tests/press/test_property.py tests/config/gateway tests/config tests/keeping)
part sqlite "${first[@]}" tests --ignore=tests/benchmarks

if reaches "$postgresql"; then
  section "What stands on the database, on PostgreSQL"
  # Themes, accounts, backups, which test PostgreSQL in both parts, and what asks the database little, run here with the slow rest.
  export BROADSHEET_TEST_DATABASE="$postgresql/postgres"
  alone+=(--ignore=tests/media/test_hostile.py --ignore=tests/newsroom/test_other_sites.py)
  part postgresql tests/press/test_property.py tests/newsroom/test_creating_at_once.py tests/core tests/edge tests/newsroom tests/fronts \
    tests/media tests/press tests/readers tests/search tests/syndication \
    tests/importers/test_writer.py tests/config/test_schedule.py tests/config/test_clock.py
  unset BROADSHEET_TEST_DATABASE
else
  missing+=("the tests on PostgreSQL: start a server, or set BROADSHEET_TEST_POSTGRESQL")
fi

section "In a browser"
# Two at a time, and not by xdist, which would swallow the tables that they print: two browsers and two sites on two cores are
# slower than any reader's or reporter's machine.
alone=(-s -m browser) beside=()
looks=(tests/journeys/test_accessibility.py tests/journeys/test_theme_look.py tests/journeys/test_weights.py
  tests/journeys/test_newsroom_accessibility.py tests/journeys/test_story_life.py)
part looks "${looks[@]}" >"$reports/looks.out" 2>&1 &
part rest tests/journeys "${looks[@]/#/--ignore=}"
wait $!
cat "$reports/looks.out"

if grep -qsE '^(FAILED|ERROR|UNLISTED) ' "$reports"/*.log; then
  section "Failed (what stands under its part alone passed at the second try)"
  grep -sE '^(FAILED|ERROR|UNLISTED) ' "$reports"/*.log | sed "s|^$reports/||; s|again.log|second try|"
fi
[ -e "$reports/failed" ] && failed=1
rm -r "$reports"

if [ ${#missing[@]} -gt 0 ]; then
  section "Could not be run here"
  printf -- '- %s\n' "${missing[@]}"
  [ "${CI:-}" = true ] && failed=1
fi
[ $failed = 0 ] && section "Everything passed" || section "Something failed: see above"
exit $failed
