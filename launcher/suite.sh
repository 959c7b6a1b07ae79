# `./digi test`: the whole suite with all checks from a clean state, then the 20 slowest classes
# and the totals as the last line.

run_suite() {
    local code=0 stamp=$STATE/test.started
    find_maven
    mkdir -p "$STATE"
    lock_suite
    : >"$stamp"
    (cd "$ROOT" && mvn -B -ntp -T 2 clean verify "$@") || code=$?
    report_suite "$stamp" || code=1
    exit $code
}

# Two suites in one tree would delete each other's classes.
lock_suite() {
    command -v flock >/dev/null || return 0
    exec 8>"$STATE/test.lock"
    flock -n 8 || fail "another ./digi test runs in this folder"
}

# Reads the reports that are newer than the stamp. Fails where a test failed or none ran, whatever
# Maven said.
report_suite() {
    local lines
    lines=$(suite_lines "$1" | LC_ALL=C sort -rn)
    if [ -n "$lines" ]; then
        printf '\nThe slowest test classes, in seconds:\n'
        printf '%s\n' "$lines" | awk 'NR <= 20 { printf "%9.2f  %s\n", $1, $2 }'
        printf '\n'
    fi
    printf '%s\n' "$lines" | awk '
        NF { tests += $3; failed += $4; skipped += $5 }
        END {
            printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped
            exit failed > 0 || tests == 0
        }'
}

# Per test class one line: seconds, name, tests, failures and errors, skipped.
suite_lines() {
    find "$ROOT"/*/target/surefire-reports -name 'TEST-*.xml' -newer "$1" -exec awk '
        function attribute(name) {
            if (!match($0, " " name "=\"[^\"]*\"")) return ""
            return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        }
        FNR == 1 { seen = 0 }
        /<testsuite / && !seen {
            seen = 1
            seconds = attribute("time")
            gsub(",", "", seconds)
            print seconds, attribute("name"), attribute("tests"), \
                attribute("failures") + attribute("errors"), attribute("skipped")
        }' {} + 2>/dev/null || true
}
