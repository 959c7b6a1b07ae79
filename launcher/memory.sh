# The memory limit of the process: what was asked for, else the container's, else half the memory.

PROC=/proc
CGROUPS=/sys/fs/cgroup
MEMORY_LIMIT_MIN=$((64 << 20))

# Prints the limit in bytes. Argument: the size asked for, or nothing.
memory_limit_bytes() {
    local bytes ram
    if [ -n "${1:-}" ]; then
        bytes=$(size_bytes "$1") || fail "memory limit '$1' is no size; write it as 512M or 4G"
        [ "$bytes" -ge $MEMORY_LIMIT_MIN ] || fail "memory limit '$1' is too small; the least is 64M"
        printf '%s' "$bytes"
        return
    fi
    ram=$(ram_bytes)
    bytes=$(cgroup_limit_bytes)
    if [ -n "$bytes" ] && [ "$bytes" -lt "$ram" ]; then
        printf '%s' "$bytes"
    else
        printf '%s' $((ram / 2))
    fi
}

# 1024, 512k, 512M, 4G, 4GB, 4GiB, 1T: steps of 1024.
size_bytes() {
    local shift_by
    [[ $1 =~ ^([0-9]{1,12})([kKmMgGtT]?)([iI]?[bB])?$ ]] || return 1
    case ${BASH_REMATCH[2]} in
        k | K) shift_by=10 ;;
        m | M) shift_by=20 ;;
        g | G) shift_by=30 ;;
        t | T) shift_by=40 ;;
        *) shift_by=0 ;;
    esac
    [ ${#BASH_REMATCH[1]} -le 6 ] || [ $shift_by -le 20 ] || return 1
    printf '%s' $((10#${BASH_REMATCH[1]} << shift_by))
}

ram_bytes() {
    local name value _
    if [ -r "$PROC/meminfo" ]; then
        while read -r name value _; do
            if [ "$name" = MemTotal: ]; then
                printf '%s' $((value * 1024))
                return
            fi
        done <"$PROC/meminfo"
    fi
    sysctl -n hw.memsize 2>/dev/null || printf '%s' $((2 << 30))
}

# The smallest limit on the way from this process's control group to the root, in version 2 or 1
# of control groups. Prints nothing where there is none.
cgroup_limit_bytes() {
    local id controllers path least=
    [ -r "$PROC/self/cgroup" ] || return 0
    while IFS=: read -r id controllers path; do
        case ,$controllers, in
            ,,) least=$(least_limit "$least" "$CGROUPS" "$path" memory.max) ;;
            *,memory,*) least=$(least_limit "$least" "$CGROUPS/memory" "$path" memory.limit_in_bytes) ;;
        esac
    done <"$PROC/self/cgroup"
    printf '%s' "$least"
}

# Arguments: the least limit so far, the root, a path below it, the name of the limit's file.
least_limit() {
    local least=$1 root=$2 path=${3%/} file=$4 value
    while :; do
        if [ -r "$root$path/$file" ]; then
            IFS= read -r value <"$root$path/$file" || true
            # "max", or close to 2^63: no limit.
            if [[ $value =~ ^[0-9]{1,18}$ ]] && { [ -z "$least" ] || [ "$value" -lt "$least" ]; }; then
                least=$value
            fi
        fi
        [ -n "$path" ] || break
        path=${path%/*}
    done
    printf '%s' "$least"
}
