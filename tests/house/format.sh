#!/bin/sh
# Every C++ file is as clang-format 14 writes it; other versions write it differently.
set -u
cd "$(dirname "$0")/../.." || exit 3
for program in clang-format-14 clang-format; do
    command -v $program >/dev/null || continue
    $program --version | grep -q 'version 14\.' || continue
    find scoring db devices app tests \( -name node_modules -o -name build -o -name data -o -name firmware \) -prune \
        -o \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 $program --dry-run --Werror --ferror-limit=1
    status=$?
    [ $status = 0 ] || echo "write them anew: $program -i FILE"
    exit $status
done
echo "clang-format 14 is not here"
exit 77
