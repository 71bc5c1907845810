# shellcheck shell=bash
# What app/run, tests/run and .ci/run share: what must be installed and why, and how a preset is built.
# Sourced, not run. Everything here may be interrupted at any time and started again.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOG=$ROOT/build/setup.log
SPEECH=${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}

# say VIETNAMESE ENGLISH: to standard error, in the language of the locale.
say() {
    if [[ $SPEECH == vi* ]]; then printf '%s\n' "$1" >&2; else printf '%s\n' "$2" >&2; fi
}

die() {
    say "$@"
    exit 1
}

# --- what is needed, by group, and why ---------------------------------------------------------

declare -A PACKAGES=(
    [build]="build-essential cmake ninja-build ccache mold pkg-config"
    [core]="libboost1.81-dev libboost-json1.81-dev libexpected-dev libfmt-dev libcli11-dev liblemon-dev"
    [file]="libsqlitecpp-dev libsqlite3-dev libsodium-dev"
    [web]="libssl-dev libqrencode-dev"
    [documents]="qt6-base-dev libgl1-mesa-dev libxlsxwriter-dev libminizip-dev zlib1g-dev libpugixml-dev fonts-noto-core"
    [devices]="qt6-serialport-dev libre2-dev"
    [station]="qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev"
    [wayland]="qt6-wayland"
    [tests]="libgtest-dev libgmock-dev librapidcheck-dev clang-format-14 xvfb xauth poppler-utils gcc-avr avr-libc libsimavr-dev libelf-dev"
    [browser]="chromium"
    [clang]="clang-16 libclang-rt-16-dev"
    [bench]="libbenchmark-dev"
)
declare -A WHY_EN=(
    [build]="compiling: compiler, CMake, Ninja, and ccache and mold so that a rebuild takes seconds"
    [core]="exact numbers, JSON, text, command line, the matching behind Swiss pairings"
    [file]="the contest file: SQLite, hashes, passwords"
    [web]="the web server: TLS, QR codes"
    [documents]="minutes and certificates (PDF), spreadsheets, a font that has every Vietnamese letter"
    [devices]="timers and sensors on serial ports, regular expressions for what they say"
    [station]="the judges' station: windows, translations, icons"
    [wayland]="the station's window on a Wayland desktop"
    [tests]="the tests: GoogleTest, properties, code format, windows on an X11 display without a screen, what stands in a PDF, a simulated chip for the gate's firmware"
    [browser]="the tests of the pages, in a real browser"
    [clang]="the address and undefined sanitizers and the fuzzers, which clang 16 builds"
    [bench]="the measurements"
)
declare -A WHY_VI=(
    [build]="biên dịch: trình biên dịch, CMake, Ninja; ccache và mold để lần sau chỉ mất vài giây"
    [core]="số chính xác, JSON, văn bản, dòng lệnh, thuật toán ghép cặp hệ Thụy Sĩ"
    [file]="tệp cuộc thi: SQLite, mã băm, mật khẩu"
    [web]="máy chủ web: TLS, mã QR"
    [documents]="biên bản, giấy chứng nhận (PDF), bảng tính, phông chữ đủ dấu tiếng Việt"
    [devices]="đồng hồ và cảm biến qua cổng nối tiếp, biểu thức chính quy cho điều chúng nói"
    [station]="bàn giám khảo: cửa sổ, bản dịch, biểu tượng"
    [wayland]="cửa sổ bàn giám khảo trên màn hình Wayland"
    [tests]="kiểm thử: GoogleTest, tính chất, định dạng mã, cửa sổ trên màn hình X11 ảo, chữ trong tệp PDF, chip mô phỏng cho cổng hồng ngoại"
    [browser]="kiểm thử các trang web trong trình duyệt thật"
    [clang]="bộ kiểm tra bộ nhớ và kiểm thử bằng dữ liệu ngẫu nhiên, biên dịch bằng clang 16"
    [bench]="đo tốc độ"
)

# A command that is there however it came (another distribution's package, a vendor's) is enough.
declare -A COMMAND_OF=([build-essential]=g++ [cmake]=cmake [ninja-build]=ninja [ccache]=ccache [mold]=mold
    [pkg-config]=pkg-config [chromium]=chromium [clang-format-14]=clang-format-14 [xvfb]=Xvfb [gcc-avr]=avr-gcc)

# --- one start at a time -----------------------------------------------------------------------

lock() {
    mkdir -p "$ROOT/build" || die "Không tạo được thư mục $ROOT/build." "Cannot make the folder $ROOT/build."
    exec 9>"$ROOT/build/.lock"
    command -v flock >/dev/null || return 0
    if ! flock -n 9; then
        say "Một lần chạy khác đang cài đặt hoặc biên dịch; đang chờ…" \
            "Another start is setting up or building; waiting for it…"
        flock 9
    fi
}

# The programs that are started afterwards must not keep the lock.
unlock() { exec 9>&-; }

# --- packages ----------------------------------------------------------------------------------

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o DPkg::Lock::Timeout=600 \
        -o Acquire::Retries=3 -o Acquire::http::Timeout=30 -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$LOG" 2>&1
}

free_mb() { df -Pm "$1" 2>/dev/null | awk 'NR==2{print $4}'; }

need_space() { # FOLDER MEGABYTES
    local free
    free=$(free_mb "$1")
    if [[ -n $free && $free -lt $2 ]]; then
        die "Ổ đĩa chứa $1 chỉ còn $free MB trống, cần khoảng $2 MB. Hãy xóa bớt rồi chạy lại." \
            "The disk that holds $1 has only $free MB left and about $2 MB are needed. Make room, then start again."
    fi
}

# Says why a step failed, in plain words, from what its log says.
explain_failure() { # LOGFILE
    if grep -qiE 'no space left|not have enough free space' "$1" || [[ $(free_mb "$ROOT") -lt 20 ]]; then
        say "Ổ đĩa đã đầy. Hãy xóa bớt rồi chạy lại; phần đã làm được giữ nguyên." \
            "The disk is full. Make room, then start again; what was done is kept."
    elif grep -qiE 'could not resolve|temporary failure resolving|network is unreachable|connection (refused|timed out|failed)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED' "$1"; then
        say "Không nối được tới kho gói. Hãy kiểm tra mạng (hoặc proxy) rồi chạy lại; phần đã làm được giữ nguyên." \
            "The package server cannot be reached. Check the network (or the proxy), then start again; what was done is kept."
    elif grep -qiE 'could not get lock|unable to acquire the dpkg' "$1"; then
        say "Một chương trình khác đang cài gói. Hãy chờ nó xong rồi chạy lại." \
            "Another program is installing packages. Wait until it has finished, then start again."
    elif grep -qiE 'unmet dependencies|held broken packages' "$1"; then
        say "Các gói đã cài mâu thuẫn với gói cần cài (có thể máy dùng kho gói không phải của Debian 12)." \
            "Installed packages contradict the ones needed (the machine may use sources that are not Debian 12's)."
    fi
}

installed_packages() {
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1=="installed"{print $2}'
}

packages_on_offer() { # PACKAGES…
    LC_ALL=C apt-cache policy "$@" 2>/dev/null |
        awk '/^[^ ]/{name=$1} /Candidate: [^(]/{print substr(name, 1, length(name) - 1)}'
}

missing_of() { # GROUP, with INSTALLED set
    local package
    for package in ${PACKAGES[$1]}; do
        [[ -n ${COMMAND_OF[$package]:-} ]] && command -v "${COMMAND_OF[$package]}" >/dev/null && continue
        [[ -n ${INSTALLED[$package]:-} ]] || echo "$package"
    done
}

# An apt that was killed leaves packages half configured; nothing can be installed before that is mended.
mend_dpkg() {
    if [[ -n $(dpkg --audit 2>/dev/null) ]] || compgen -G '/var/lib/dpkg/updates/[0-9]*' >/dev/null; then
        say "Một lần cài đặt trước bị ngắt giữa chừng; đang hoàn tất nó." \
            "An earlier installation was interrupted; finishing it."
        as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null >>"$LOG" 2>&1 || true
        apt_get --no-install-recommends --fix-broken install || true
    fi
}

refresh_lists() {
    local try
    for try in 1 2 3 4 5 6; do
        : >"$LOG.update"
        if LOG=$LOG.update apt_get -o APT::Update::Error-Mode=any update; then return 0; fi
        grep -q 'Could not get lock' "$LOG.update" || break
        say "Chờ chương trình khác đang dùng apt ($try/6)…" "Waiting for another program that uses apt ($try/6)…"
        sleep 10
    done
    cat "$LOG.update" >>"$LOG"
    say "Không làm mới được danh sách gói; thử với danh sách đang có." \
        "The package lists could not be refreshed; trying with those at hand."
}

may_install() { # PACKAGES…
    if ! command -v apt-get >/dev/null; then
        die "Máy này không có apt. Sandau được làm và thử trên Debian 12. Hãy tự cài: $*" \
            "This machine has no apt. Sandau is built and tested on Debian 12. Install these yourself: $*"
    fi
    if [[ $(id -u) != 0 ]]; then
        if ! command -v sudo >/dev/null; then
            die "Cần quyền root để cài gói, mà máy không có sudo. Với quyền root, hãy chạy: apt-get install $*" \
                "Installing needs root and there is no sudo here. As root, run: apt-get install $*"
        elif [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; then
            die "Cần quyền root để cài gói, mà sudo hỏi mật khẩu. Hãy chạy: sudo apt-get install $*" \
                "Installing needs root and sudo asks for a password. Run: sudo apt-get install $*"
        fi
    fi
}

# install_packages GROUP…: what is missing of these groups, saying what and why.
install_packages() {
    local group package name list=() wanted=() lost=()
    declare -A INSTALLED=()
    while read -r name; do INSTALLED[$name]=1; done < <(installed_packages)
    for group in "$@"; do
        mapfile -t list < <(missing_of "$group")
        [[ ${#list[@]} == 0 ]] && continue
        [[ ${#wanted[@]} == 0 ]] && say "Sẽ cài bằng apt:" "To be installed with apt:"
        say "  ${list[*]} – ${WHY_VI[$group]}" "  ${list[*]} – ${WHY_EN[$group]}"
        wanted+=("${list[@]}")
    done
    [[ ${#wanted[@]} == 0 ]] && return 0
    may_install "${wanted[@]}"
    : >"$LOG"
    need_space /usr 2500
    need_space /var 1000
    mend_dpkg
    refresh_lists
    declare -A ON_OFFER=()
    while read -r name; do ON_OFFER[$name]=1; done < <(packages_on_offer "${wanted[@]}")
    for package in "${wanted[@]}"; do
        [[ -n ${ON_OFFER[$package]:-} ]] || lost+=("$package")
    done
    if [[ ${#lost[@]} != 0 ]]; then
        explain_failure "$LOG"
        die "Không có gói: ${lost[*]}. Sandau cần Debian 12 với kho «main» trong /etc/apt. Chi tiết: $LOG" \
            "These packages cannot be had: ${lost[*]}. Sandau needs Debian 12 with its \"main\" in /etc/apt. Details: $LOG"
    fi
    say "Đang cài (có thể mất vài phút; chi tiết: $LOG)…" "Installing (this may take some minutes; details: $LOG)…"
    if ! apt_get --no-install-recommends install "${wanted[@]}"; then
        tail -n 8 "$LOG" >&2
        explain_failure "$LOG"
        die "apt không cài được các gói trên. Chi tiết: $LOG" "apt could not install the packages above. Details: $LOG"
    fi
}

# --- Node and what npm brings ------------------------------------------------------------------

node_is_new_enough() { node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)' 2>/dev/null; }

# The pages are built by Vite, which wants Node 20.19. Debian's own is 18, but npm can bring a newer one along.
need_node() {
    local tools=$ROOT/build/tools
    [[ -x $tools/node_modules/.bin/node ]] && PATH=$tools/node_modules/.bin:$PATH
    command -v npm >/dev/null && node_is_new_enough && return 0
    if ! command -v npm >/dev/null; then
        PACKAGES[node]="nodejs npm"
        WHY_VI[node]="các trang web: Node và npm"
        WHY_EN[node]="the web pages: Node and npm"
        install_packages node
        node_is_new_enough && return 0
    fi
    say "Node $(node --version 2>/dev/null) cũ quá; dùng npm lấy Node 22 vào build/tools." \
        "Node $(node --version 2>/dev/null) is too old; fetching Node 22 into build/tools with npm."
    mkdir -p "$tools"
    echo '{"private":true}' >"$tools/package.json"
    if ! (cd "$tools" && npm install --no-audit --no-fund --no-package-lock node@22) </dev/null >"$LOG.npm" 2>&1; then
        explain_failure "$LOG.npm"
        die "Không lấy được Node 22. Hãy tự cài Node 20.19 trở lên. Chi tiết: $LOG.npm" \
            "Node 22 could not be fetched. Install Node 20.19 or newer yourself. Details: $LOG.npm"
    fi
    PATH=$tools/node_modules/.bin:$PATH
}

# npm_install FOLDER VI EN: exactly what its lock file says, once for each lock file. The stamp is written
# last, so an interrupted installation is done again from the start (npm ci clears what is left of it).
npm_install() {
    local folder=$ROOT/$1 stamp want
    [[ -f $folder/package-lock.json ]] || return 0
    stamp=$folder/node_modules/.installed
    want=$(cat "$folder/package.json" "$folder/package-lock.json" | sha256sum | cut -c1-64)
    [[ -f $stamp && $(<"$stamp") == "$want" ]] && return 0
    say "Cài bằng npm trong $1 – $2" "Installing with npm in $1 – $3"
    need_space "$folder" 600
    if ! (cd "$folder" && npm ci --no-audit --no-fund --fetch-retries 4) </dev/null >"$LOG.npm" 2>&1; then
        tail -n 8 "$LOG.npm" >&2
        explain_failure "$LOG.npm"
        die "npm không cài được. Chi tiết: $LOG.npm" "npm could not install. Details: $LOG.npm"
    fi
    echo "$want" >"$stamp"
}

install_web() {
    [[ -f $ROOT/app/web/package-lock.json ]] || return 0
    need_node
    npm_install app/web "dựng các trang web (Preact, TypeScript, Vite)" "building the pages (Preact, TypeScript, Vite)"
    npm_install tests/web "kiểm thử các trang web" "testing the pages"
}

# --- building ----------------------------------------------------------------------------------

# A compiler that includes Beast and Asio takes up to 1.5 GB: fewer at once where memory is short.
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/{print int($2/1500000)}' /proc/meminfo 2>/dev/null || echo "$cores")
    ((memory < 1)) && memory=1
    echo $((cores < memory ? cores : memory))
}

# build PRESET [TARGET…]: configures when it must, then builds; nothing to do takes a second.
build() {
    local preset=$1 folder=$ROOT/build/$1 log=$ROOT/build/$1.log
    shift
    mkdir -p "$folder"
    need_space "$folder" 1500
    if [[ ! -f $folder/build.ninja || $ROOT/CMakePresets.json -nt $folder/build.ninja ]]; then
        if ! (cd "$ROOT" && cmake --preset "$preset") </dev/null >"$log" 2>&1; then
            # What an interrupted or moved build left behind may be the cause: once more from nothing.
            if ! (cd "$ROOT" && cmake --fresh --preset "$preset") </dev/null >"$log" 2>&1; then
                tail -n 25 "$log" >&2
                explain_failure "$log"
                die "CMake không cấu hình được ($preset). Chi tiết: $log" "CMake could not configure ($preset). Details: $log"
            fi
        fi
    fi
    if ! (set -o pipefail; cd "$ROOT" && NINJA_STATUS='[%f/%t] ' ninja -C "$folder" -j "$(jobs)" "$@" 9>&- </dev/null 2>&1 | progress "$log"); then
        grep -vE '^\[[0-9]+/[0-9]+\]' "$log" | tail -n 60 >&2 || true
        explain_failure "$log"
        die "Biên dịch không thành công ($preset). Chi tiết: $log" "The build failed ($preset). Details: $log"
    fi
}

# Ninja's lines into the log; on a terminal one moving line, elsewhere one line for each tenth.
progress() { # LOGFILE
    local line built total shown=-1
    : >"$1"
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$1"
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
            built=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
            if [[ -t 2 ]]; then
                printf '\r\033[K%s' "${line:0:100}" >&2
            elif ((total > 20 && built * 10 / total != shown)); then
                shown=$((built * 10 / total))
                say "  đã biên dịch $built/$total" "  built $built/$total"
            fi
        fi
    done
    if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}
