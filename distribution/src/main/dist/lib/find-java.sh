# Sets JAVA_HOME to a JDK of at least the version this is read with, or says what is missing and returns 1.
# Read by bin/atelier and by the script at the root of the sources: . find-java.sh

ATELIER_JAVA_VERSION=25

# Prints the major version of the JDK in directory $1, or nothing.
atelier_java_version() {
    [ -x "$1/bin/java" ] || return 0
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    else
        "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
    fi
}

atelier_find_java() {
    atelier_on_path=$(command -v java 2>/dev/null) && atelier_on_path=$(readlink -f "$atelier_on_path") || atelier_on_path=
    for atelier_jdk in \
        "${ATELIER_JAVA_HOME:-}" \
        "${JAVA_HOME:-}" \
        "${atelier_on_path%/bin/java}" \
        /usr/lib/jvm/* \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* \
        /opt/* /opt/java/* /usr/local/* /usr/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$atelier_jdk" ] || continue
        atelier_version=$(atelier_java_version "$atelier_jdk")
        if [ "${atelier_version:-0}" -ge "$ATELIER_JAVA_VERSION" ] 2>/dev/null; then
            JAVA_HOME=$atelier_jdk
            export JAVA_HOME
            return 0
        fi
    done
    echo "Atelier needs a JDK $ATELIER_JAVA_VERSION or newer and finds none: not in ATELIER_JAVA_HOME, JAVA_HOME or PATH," >&2
    echo "nor in the usual folders such as /usr/lib/jvm. Install one (https://adoptium.net has them)," >&2
    echo "or set ATELIER_JAVA_HOME to where it is." >&2
    return 1
}
