# Finds a JDK (its version is read from the file `release`, no JVM starts) and Maven. What is
# missing is named as the system's own package, where it has one.

JAVA_MAJOR=25
JDK_FOLDERS=(
    /usr/lib/jvm/*
    /opt/java* /opt/jdk*
    "${HOME:-}"/.sdkman/candidates/java/*
    "${HOME:-}"/.jdks/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
)
OS_RELEASE=/etc/os-release

# Sets and exports JAVA_HOME, or says what is missing.
find_jdk() {
    local folder asked=${JAVA_HOME:-}
    for folder in "$asked" "$(java_on_path)" "${JDK_FOLDERS[@]+"${JDK_FOLDERS[@]}"}"; do
        if is_jdk "$folder"; then
            export JAVA_HOME=$folder
            return
        fi
    done
    fail "no JDK $JAVA_MAJOR or newer found (looked at JAVA_HOME${asked:+=$asked}, PATH and the usual folders)" \
        "$(jdk_advice)"
}

# A JDK has a compiler: a bare runtime cannot build.
is_jdk() {
    local major
    [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
    major=$(java_major "$1/release")
    [ "${major:-0}" -ge $JAVA_MAJOR ]
}

# The number before the first dot of JAVA_VERSION="25.0.3".
java_major() {
    local line version
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            JAVA_VERSION=*)
                version=${line#*=}
                version=${version//\"/}
                version=${version%%[!0-9]*}
                printf '%s' "$version"
                return
                ;;
        esac
    done <"$1"
}

# The JDK that the `java` on PATH belongs to; nothing where it belongs to none.
java_on_path() {
    local file target hops=0
    file=$(command -v java) || return 0
    while [ -L "$file" ] && [ $hops -lt 16 ]; do
        target=$(readlink "$file") || return 0
        case $target in
            /*) file=$target ;;
            *) file=${file%/*}/$target ;;
        esac
        hops=$((hops + 1))
    done
    case $file in
        */bin/java) printf '%s' "${file%/bin/java}" ;;
    esac
}

find_maven() {
    command -v mvn >/dev/null || fail "Maven (mvn) not found on PATH" "$(maven_advice)"
}

jdk_advice() {
    local package="openjdk-$JAVA_MAJOR-jdk"
    case $(system_family) in
        debian)
            if apt_knows "$package"; then
                printf 'install it: apt-get install %s' "$package"
            else
                printf 'this release has no package %s (if apt-get update was never run, run it and try again); %s' \
                    "$package" "$(vendor_advice)"
            fi
            ;;
        fedora) printf 'install it: dnf install java-%s-openjdk-devel' $JAVA_MAJOR ;;
        macos) printf 'install it: brew install openjdk@%s, or: %s' $JAVA_MAJOR "$(vendor_advice)" ;;
        other) vendor_advice ;;
    esac
}

vendor_advice() {
    printf 'install Eclipse Temurin %s (by Eclipse Adoptium), or any other JDK %s, and set JAVA_HOME to its folder' \
        $JAVA_MAJOR $JAVA_MAJOR
}

maven_advice() {
    case $(system_family) in
        debian) printf 'install it: apt-get install maven' ;;
        fedora) printf 'install it: dnf install maven' ;;
        macos) printf 'install it: brew install maven' ;;
        other) printf 'install Apache Maven 3.8.7 or newer' ;;
    esac
}

apt_knows() {
    command -v apt-cache >/dev/null && [ -n "$(apt-cache search --names-only "^$1\$" 2>/dev/null)" ]
}

# debian, fedora, macos or other.
system_family() {
    local line ids=
    case ${OSTYPE:-} in
        darwin*)
            printf macos
            return
            ;;
    esac
    if [ -r "$OS_RELEASE" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            case $line in
                ID=* | ID_LIKE=*) ids="$ids ${line#*=}" ;;
            esac
        done <"$OS_RELEASE"
    fi
    case $ids in
        *debian* | *ubuntu*) printf debian ;;
        *fedora* | *rhel*) printf fedora ;;
        *) printf other ;;
    esac
}
