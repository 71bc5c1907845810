#!/usr/bin/env bash
# What app/setup.sh says and does where packages are missing: with an apt, dpkg and npm of its own, in a copy.
# setup_test.sh CASE; prints what was said and done, for ctest to compare.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
play=$(mktemp -d)
trap 'rm -rf "$play"' EXIT
mkdir -p "$play/app" "$play/bin" "$play/build"
cp "$here/app/setup.sh" "$play/app/"
cd "$play" || exit 3

stub() { # NAME: the rest of the lines is what it does
    { echo '#!/usr/bin/env bash'; cat; } >"bin/$1"
    chmod +x "bin/$1"
}
stub id <<<'echo 0'
stub apt-get <<<'echo "apt-get ${*: -1}" >>"'"$play"'/done"; echo "${*: -1}" >>"'"$play"'/installed"'
stub apt-cache <<<'shift; for p in "$@"; do printf "%s:\n  Candidate: 1.0\n" "$p"; done'
stub dpkg-query <<<'awk "{print \"installed\", \$1}" "'"$play"'/installed"'
stub dpkg <<<'[[ $1 == --audit ]] && exit 0; echo "dpkg $*" >>"'"$play"'/done"'
touch installed "done"
PATH=$play/bin:$PATH
export LC_ALL=C

in_setup() { bash -c '. app/setup.sh; PACKAGES=([gates]="libgate-dev"); WHY_EN=([gates]="gates on the field"); WHY_VI=([gates]="cổng trên sân"); need_space() { :; }; '"$1" 2>&1; }

case $1 in
    says_what_and_why) in_setup 'install_packages gates' ;;
    says_it_in_vietnamese) LC_ALL=vi_VN.UTF-8 in_setup 'install_packages gates' ;;
    does_nothing_twice)
        in_setup 'install_packages gates' >first
        : >"done"
        in_setup 'install_packages gates'
        cat "done"
        echo quiet
        ;;
    names_what_cannot_be_had)
        stub apt-cache <<<'shift; for p in "$@"; do printf "%s:\n  Candidate: (none)\n" "$p"; done'
        in_setup 'install_packages gates'
        ;;
    explains_a_dead_network)
        stub apt-get <<<'echo "Temporary failure resolving deb.debian.org"; exit 100'
        in_setup 'install_packages gates'
        ;;
    explains_a_full_disk)
        stub apt-get <<<'[[ $* == *install* ]] || exit 0; echo "No space left on device"; exit 100'
        in_setup 'install_packages gates'
        ;;
    finishes_an_interrupted_installation)
        stub dpkg <<<'[[ $1 == --audit ]] && echo "libgate1 is half configured"; echo "dpkg $*" >>"'"$play"'/done"'
        in_setup 'install_packages gates'
        cat "done"
        ;;
    needs_root)
        stub id <<<'echo 1000'
        stub sudo <<<'exit 1'
        in_setup 'install_packages gates' </dev/null
        ;;
    refuses_a_small_disk)
        in_setup 'unset -f need_space; . app/setup.sh; free_mb() { echo 12; }; need_space / 500'
        ;;
    starts_npm_again_after_an_interruption)
        mkdir -p web/node_modules/half
        echo '{}' | tee web/package.json >web/package-lock.json
        stub npm <<<'echo "npm $1" >>"'"$play"'/done"; mkdir -p node_modules'
        in_setup 'npm_install web "trang" "pages"; npm_install web "trang" "pages"'
        cat "done"
        echo once
        ;;
    waits_for_another_start)
        mkfifo begun
        (exec 9>build/.lock; flock 9; echo >begun; read -r _ <begun) &
        read -r _ <begun
        in_setup 'exec 3> >(while read -r line; do echo "$line"; echo >begun; done); exec 2>&3; lock; unlock; echo through'
        wait
        ;;
    *)
        echo "no such case: $1"
        exit 2
        ;;
esac
