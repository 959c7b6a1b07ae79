# Builds the program when its sources are not the ones that it was last built from. One folder per
# state of the sources, $STATE/app-<hash>, holds all jars; it appears by one rename, and its jars do
# not change afterwards, so that a rebuild never pulls them from under a running server.

BUILD_WAIT_SECONDS=900
APPS_KEPT=3

# Sets APP to the folder with the jars.
ensure_built() {
    APP=$STATE/app-$(content_hash)
    if [ -d "$APP" ]; then
        # The newest are kept: see remove_old_apps.
        touch "$APP" 2>/dev/null || true
        return
    fi
    find_maven
    mkdir -p "$STATE"
    lock_build
    # Another launcher may have built it meanwhile.
    [ -d "$APP" ] || build
    unlock_build
}

# One number for what is in the poms and the main sources of all modules: names and contents, not
# times, so that a checkout or a copy does not rebuild.
content_hash() {
    (
        cd "$ROOT"
        find pom.xml */pom.xml */src/main -type f ! -name '.*' -exec $(sha256_command) {} + \
            | LC_ALL=C sort | $(sha256_command) | cut -c 1-16
    )
}

sha256_command() {
    if command -v sha256sum >/dev/null; then
        printf sha256sum
    else
        printf 'shasum -a 256'
    fi
}

# flock where there is one, else a folder that holds the owner's process id.
lock_build() {
    if command -v flock >/dev/null; then
        exec 9>"$STATE/build.lock"
        flock -n 9 || {
            say "waiting for another build of these sources"
            flock -w $BUILD_WAIT_SECONDS 9 || fail "another build held $STATE/build.lock for $BUILD_WAIT_SECONDS s"
        }
        return
    fi
    local owner started=$SECONDS
    until mkdir "$STATE/build.lock.d" 2>/dev/null; do
        owner=$(cat "$STATE/build.lock.d/pid" 2>/dev/null || true)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$STATE/build.lock.d"
            continue
        fi
        [ $((SECONDS - started)) -lt $BUILD_WAIT_SECONDS ] \
            || fail "another build held $STATE/build.lock.d for $BUILD_WAIT_SECONDS s; remove it if none runs"
        sleep 1
    done
    printf '%s' $$ >"$STATE/build.lock.d/pid"
    trap 'rm -rf "$STATE/build.lock.d"' EXIT
}

unlock_build() {
    if [ -d "$STATE/build.lock.d" ]; then
        rm -rf "$STATE/build.lock.d"
        trap - EXIT
    else
        exec 9>&-
    fi
}

# The launcher's output has a folder of its own in each module, target/launcher: what is compiled
# here without checks is never taken for checked classes by another build.
build() {
    local log=$STATE/build.log started=$SECONDS out=$ROOT/digi-cli/target/launcher
    rm -rf "$out/lib" "$out"/digi-cli-*.jar "$ROOT"/digi-bench/target/launcher/peers
    run_maven "$log" -T 2 -Pfast -Ddigi.target=target/launcher "-Ddigi.commit=$(commit)" \
        -pl digi-cli -am package
    assemble "$out"
    prepare >>"$log" 2>&1 || true
    say "built in $((SECONDS - started)) s"
}

# Runs the program once, so that later starts find RocksDB's native library unpacked and their
# classes in an archive of the JVM. Where this fails, they start as they can.
prepare() {
    local archive=$APP/prepared/classes.jsa
    "$JAVA_HOME/bin/java" -Xmx256m "${SERVER_FLAGS[@]}" -XX:ArchiveClassesAtExit="$archive.new" \
        "-Ddigi.native=$APP/native" "-Djava.library.path=$APP/native" \
        -cp "$APP/*" io.digi.cli.Main prepare </dev/null \
        && mv "$archive.new" "$archive"
}

# The commit that is checked out; zeros without a repository.
commit() {
    local id
    id=$(cd "$ROOT" && git rev-parse --verify -q HEAD 2>/dev/null) || id=
    [[ $id =~ ^[0-9a-f]{40}$ ]] || id=0000000000000000000000000000000000000000
    printf '%s' "$id"
}

# Jars of other projects are never rewritten, so that a hard link does; ours are copied.
assemble() {
    local jar fresh=$APP.new
    rm -rf "$STATE"/app-*.new
    mkdir "$fresh"
    for jar in "$1"/lib/*.jar "$1"/digi-cli-*.jar; do
        case ${jar##*/} in
            *-tests.jar | *-sources.jar) ;;
            digi-*) cp "$jar" "$fresh/" ;;
            *) ln "$jar" "$fresh/" 2>/dev/null || cp "$jar" "$fresh/" ;;
        esac
    done
    # Peers of `digi bench index`: `-cp "$APP/*"` does not reach into a folder.
    for jar in "$ROOT"/digi-bench/target/launcher/peers/*.jar; do
        [ -f "$jar" ] || continue
        mkdir -p "$fresh/peers"
        ln "$jar" "$fresh/peers/" 2>/dev/null || cp "$jar" "$fresh/peers/"
    done
    # Made now: a new entry could change the order in which the JVM finds the jars, and then the
    # archive of their classes would be another program's.
    mkdir "$fresh/native" "$fresh/prepared"
    mv "$fresh" "$APP"
    remove_old_apps
}

# Keeps those used last: a server of an earlier state may still be running from its folder.
remove_old_apps() {
    local app kept=0
    # The names are ours (app- and hexadecimal digits), so that ls is safe to read.
    for app in $(cd "$STATE" && ls -td app-* 2>/dev/null); do
        kept=$((kept + 1))
        [ $kept -le $APPS_KEPT ] || rm -rf "${STATE:?}/$app"
    done
}

# Runs Maven with its output in a log, and says on stderr how far it is. Arguments: the log, then
# Maven's.
run_maven() {
    local log=$1 pid code=0 shown= now pause=0.02
    shift
    : >"$log"
    (cd "$ROOT" && exec mvn -B "$@") >"$log" 2>&1 </dev/null &
    pid=$!
    trap 'kill $pid 2>/dev/null; [ ! -t 2 ] || echo >&2; exit 130' INT TERM HUP
    while kill -0 $pid 2>/dev/null; do
        now=$(build_progress "$log")
        if [ -t 2 ]; then
            printf '\r\033[Kdigi: building %s, %s s' "$now" "$SECONDS" >&2
        elif [ "${now%%,*}" != "$shown" ]; then
            shown=${now%%,*}
            say "building $shown"
        fi
        sleep $pause
        pause=0.2
    done
    wait $pid || code=$?
    trap - INT TERM HUP
    [ ! -t 2 ] || printf '\r\033[K' >&2
    [ $code -eq 0 ] && return
    tail -n 25 "$log" >&2
    fail "the build failed; its whole output is in $log"
}

# "digi-engine [3/9], 214 files fetched"
build_progress() {
    awk '
        /^\[INFO\] Building / && $NF ~ /\/[0-9]+\]$/ { module = $3 " " $NF }
        /Downloaded from / { fetched++ }
        END {
            printf "%s", module == "" ? "(starting Maven)" : module
            if (fetched) printf ", %d files fetched", fetched
        }' "$1"
}

say() {
    printf 'digi: %s\n' "$*" >&2
}
