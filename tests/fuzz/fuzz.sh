#!/bin/sh
# fuzz.sh PROGRAM NAME: runs one fuzzer for $FUZZ_SECONDS. What it learns stays in the build folder;
# an input that breaks the parser lies there as crash-…, and belongs in tests/fuzz/corpus/NAME with its fix.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
learnt=$(dirname "$1")/../corpus/$2
mkdir -p "$learnt"
set -- "$1" "$here/corpus/$2"
[ -d "$2" ] || set -- "$1"
program=$1
shift
cd "$learnt/.."
# Histories of commands have so many features that weighing them (entropic) takes longer than the histories.
exec "$program" -entropic=0 -max_total_time="${FUZZ_SECONDS:-5}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=0 \
    -artifact_prefix="crash-$(basename "$learnt")-" "$learnt" "$@"
