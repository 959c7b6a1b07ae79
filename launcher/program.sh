# Starts the program in place of this shell.

# Commands that search or embed: they load the vector module and run under both compilers. All
# others are short and start faster without.
VECTOR_COMMANDS=' serve demo bench crash ask import '
INCUBATOR_WARNING='WARNING: Using incubator modules: jdk.incubator.vector'
NOISE_LINES_MAX=20

become_program() {
    local limit
    limit=$(memory_limit_bytes "$MEMORY_LIMIT") || exit 1
    JVM_FLAGS=(
        "-Xmx$((limit / 100 * 40 / 1024))k"
        "-Ddigi.memory.limit=$limit"
        "-Ddigi.terminal=$(stderr_is_terminal)"
        --enable-native-access=ALL-UNNAMED
        --sun-misc-unsafe-memory-access=allow
    )
    case $VECTOR_COMMANDS in
        *" ${1:-} "*)
            JVM_FLAGS+=(--add-modules jdk.incubator.vector)
            exec "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$APP/*" io.digi.cli.Main "$@" \
                2> >(drop_incubator_warning)
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

# The JVM prints one warning for the vector module, before anything else, and has no flag against
# it. Copies stderr without that line: looks at the first few lines only, then leaves the rest to
# cat. Ctrl-C is the program's to handle: what it says while it stops still gets through.
drop_incubator_warning() {
    local line= lines=0
    trap '' INT TERM HUP
    exec >&2
    while [ $lines -lt $NOISE_LINES_MAX ] && IFS= read -r line; do
        [ "$line" != "$INCUBATOR_WARNING" ] || exec cat
        printf '%s\n' "$line"
        lines=$((lines + 1))
    done
    # A last line without an end.
    [ -z "$line" ] || [ $lines -eq $NOISE_LINES_MAX ] || printf '%s' "$line"
    exec cat
}
