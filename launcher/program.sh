# Starts the program in place of this shell.

# Commands that search or embed: they load the vector module and run under both compilers. All
# others are short and start faster without.
VECTOR_COMMANDS=' serve demo bench crash ask import '
INCUBATOR_WARNING='WARNING: Using incubator modules: jdk.incubator.vector'

become_program() {
    local limit
    limit=$(memory_limit_bytes "$MEMORY_LIMIT") || exit 1
    measure_stdout
    JVM_FLAGS=(
        "-Xmx$((limit / 100 * 40 / 1024))k"
        "-Ddigi.memory.limit=$limit"
        "-Ddigi.native=$APP/native"
        "-Djava.library.path=$APP/native"
        "-Ddigi.terminal=$(stderr_is_terminal)"
        "-Ddigi.columns=$STDOUT_COLUMNS"
        --enable-native-access=ALL-UNNAMED
        --sun-misc-unsafe-memory-access=allow
    )
    case $VECTOR_COMMANDS in
        *" ${1:-} "*)
            # The program takes the real stderr back from descriptor 3 as soon as it runs.
            JVM_FLAGS+=(--add-modules jdk.incubator.vector -Ddigi.stderr=3)
            exec "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$APP/*" io.digi.cli.Main "$@" \
                3>&2 2> >(drop_incubator_warning)
            ;;
        *)
            JVM_FLAGS+=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
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
