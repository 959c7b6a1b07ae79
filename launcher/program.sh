# Starts the program in place of this shell.

# Commands that search or embed: they load the vector module and run under both compilers. All
# others are short and start faster without.
VECTOR_COMMANDS=' serve demo bench crash ask import '
INCUBATOR_WARNING='WARNING: Using incubator modules: jdk.incubator.vector'

# Of a JVM that serves. What lives on the heap is small; it grows only when a fifth of the time goes
# into collecting it, and what an idle server does not need goes back to the system.
SERVER_FLAGS=(
    -XX:GCTimeRatio=4
    -XX:MinHeapFreeRatio=20
    -XX:MaxHeapFreeRatio=40
    -XX:G1PeriodicGCInterval=60000
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    --add-modules jdk.incubator.vector
    -Xlog:cds=off
    -Xlog:cds+dynamic=off
    -Xlog:aot=off
)

# Two arenas instead of eight per processor: those that few threads use keep what was freed.
MALLOC_ARENAS=2

# The heap begins small: by default it would begin with a 64th of the machine's memory, whatever
# the limit.
HEAP_INITIAL_KB=65536

become_program() {
    local limit heap_kb
    limit=$(memory_limit_bytes "$MEMORY_LIMIT") || exit 1
    heap_kb=$((limit / 100 * 40 / 1024))
    measure_stdout
    JVM_FLAGS=(
        "-Xmx${heap_kb}k"
        "-Xms$((heap_kb < HEAP_INITIAL_KB ? heap_kb : HEAP_INITIAL_KB))k"
        "-Ddigi.memory.limit=$limit"
        "-Ddigi.native=$APP/native"
        "-Djava.library.path=$APP/native"
        "-Ddigi.terminal=$(stderr_is_terminal)"
        "-Ddigi.columns=$STDOUT_COLUMNS"
    )
    case $VECTOR_COMMANDS in
        *" ${1:-} "*)
            if [ -f "$APP/prepared/classes.jsa" ]; then
                JVM_FLAGS+=("-XX:SharedArchiveFile=$APP/prepared/classes.jsa")
            fi
            export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-$MALLOC_ARENAS}
            # The program takes the real stderr back from descriptor 3 as soon as it runs.
            JVM_FLAGS+=("${SERVER_FLAGS[@]}" -Ddigi.stderr=3)
            exec "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$APP/*" io.digi.cli.Main "$@" \
                3>&2 2> >(drop_incubator_warning)
            ;;
        *)
            JVM_FLAGS+=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
            JVM_FLAGS+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
            exec "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$APP/*" io.digi.cli.Main "$@"
            ;;
    esac
}

stderr_is_terminal() {
    if [ -t 2 ]; then printf true; else printf false; fi
}

# Sets STDOUT_COLUMNS: how wide the terminal on stdout is; 0 where stdout is none. Without stty it
# counts as 80 wide.
measure_stdout() {
    STDOUT_COLUMNS=0
    [ -t 1 ] || return 0
    exec 4>&1
    STDOUT_COLUMNS=$(stty size <&4 2>/dev/null) || STDOUT_COLUMNS=80
    exec 4>&-
    STDOUT_COLUMNS=${STDOUT_COLUMNS##* }
}

# The JVM prints one warning for the vector module, before anything else, and has no flag against
# it. Copies what the JVM says before the program takes stderr back, without that line. Signals
# are the program's: the end of the input ends this.
drop_incubator_warning() {
    local line=
    trap '' INT TERM HUP
    exec >&2
    while IFS= read -r line || [ -n "$line" ]; do
        [ "$line" != "$INCUBATOR_WARNING" ] || exec cat
        printf '%s\n' "$line"
    done
}
