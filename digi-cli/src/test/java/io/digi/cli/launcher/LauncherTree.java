package io.digi.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A small source tree with the real launcher in it, and with a JDK and a Maven that are scripts:
/// what is tested is the launcher, and a run takes milliseconds.
final class LauncherTree {
    private static final long RUN_SECONDS_MAX = 30;

    /// Writes two jars, as packaging does, and counts its calls.
    private static final String MAVEN =
            """
            #!/bin/bash
            echo "$*" >>"$DIGI_TREE/maven.calls"
            echo '[INFO] Building digi-cli 1 [1/1]'
            [ -z "$MAVEN_HANGS" ] || exec sleep 20
            sleep "${MAVEN_SECONDS:-0}"
            [ -z "$MAVEN_FAILS" ] || { echo '[ERROR] A.java does not compile'; exit 1; }
            out=$DIGI_TREE/digi-cli/target/launcher
            mkdir -p "$out/lib"
            echo cli >"$out/digi-cli-1.jar"
            echo other >"$out/lib/other.jar"
            """;

    /// Prints its process id and arguments, and takes stderr back as the program does. Writes the
    /// archive of classes that it is told to write.
    private static final String JAVA =
            """
            #!/bin/bash
            vector='WARNING: Using incubator modules: jdk.incubator.vector'
            case "$*" in *jdk.incubator.vector*) echo "$vector" >&2 ;; esac
            [ -z "$JAVA_DIES" ] || { echo 'no space for the heap' >&2; exit 1; }
            case "$*" in *-Ddigi.stderr=3*) exec 2>&3 3>&- ;; esac
            for word in "$@"; do
                case $word in
                    -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;;
                esac
            done
            echo "pid $$"
            printf '%s\\n' "$@"
            echo 'a real error' >&2
            exit "${JAVA_EXIT:-0}"
            """;

    private final Path root;

    /// What a run left behind.
    record Run(int exitCode, long pid, String out, String err) {}

    private LauncherTree(Path root) {
        this.root = root;
    }

    static LauncherTree in(Path root) throws IOException {
        LauncherTree tree = new LauncherTree(root);
        tree.copyLauncher();
        tree.write("pom.xml", "<project/>");
        tree.write("digi-cli/pom.xml", "<project/>");
        tree.write("digi-cli/src/main/java/A.java", "class A {}");
        tree.script("bin/mvn", MAVEN);
        tree.jdk("jdk", "25.0.3");
        return tree;
    }

    Path root() {
        return root;
    }

    void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void script(String name, String text) throws IOException {
        write(name, text);
        assertThat(root.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    /// A folder that looks like a JDK of this version.
    void jdk(String name, String version) throws IOException {
        write(name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(name + "/bin/java", JAVA);
        script(name + "/bin/javac", "#!/bin/bash\n");
    }

    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("maven.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Run digi(String... arguments) throws Exception {
        return digi(Map.of(), arguments);
    }

    Run digi(Map<String, String> environment, String... arguments) throws Exception {
        return finished(started(environment, arguments));
    }

    Process started(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", root.resolve("digi").toString()));
        command.addAll(List.of(arguments));
        return started(environment, command);
    }

    /// Runs a piece of bash in which the launcher's functions and variables exist.
    Run inside(String script) throws Exception {
        return inside(Map.of(), script);
    }

    Run inside(Map<String, String> environment, String script) throws Exception {
        return finished(started(environment, List.of("/bin/bash", "-c", ". ./digi; " + script)));
    }

    Run finished(Process process) throws Exception {
        assertThat(process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)).as("the run ends").isTrue();
        try (var out = process.inputReader();
                var err = process.errorReader()) {
            return new Run(
                    process.exitValue(),
                    process.pid(),
                    out.readAllAsString(),
                    err.readAllAsString());
        }
    }

    Process started(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        Map<String, String> variables = builder.environment();
        variables.remove("DIGI_MEMORY_LIMIT");
        variables.put("DIGI_TREE", root.toString());
        variables.put("JAVA_HOME", root.resolve("jdk").toString());
        variables.merge("PATH", "", (path, _) -> root.resolve("bin") + ":" + path);
        variables.putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void copyLauncher() throws IOException {
        Path sources = Path.of("..").toRealPath();
        script("digi", Files.readString(sources.resolve("digi")));
        try (Stream<Path> files = Files.list(sources.resolve("launcher"))) {
            for (Path file : files.toList()) {
                write("launcher/" + file.getFileName(), Files.readString(file));
            }
        }
    }

    void append(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text, StandardOpenOption.APPEND);
    }
}
