package io.digi.cli;

import io.digi.cli.demo.Demo;
import io.digi.cli.demo.StateFile;
import io.digi.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `digi demo`: sample texts, questions in words, tenants kept apart.
@Command(
        name = "demo",
        description = {
            "Starts a server on this machine, loads 300 sample texts of three tenants, asks each"
                    + " tenant's a dozen questions in words, and shows that no tenant's key sees"
                    + " another's.",
            "",
            "It stops at the end and leaves nothing, unless told to stay: then `digi ask` and"
                    + " `digi import` find it through the file digi/demo.json in XDG_STATE_HOME"
                    + " (default: ~/.local/state), which only you can read.",
        })
final class DemoCommand implements Callable<Integer> {
    /// What shells report of a program that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    private final BuildInfo build;
    private final Map<String, String> environment;
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean staying;
    private volatile boolean stopping;

    @Spec CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the data go, and stay. Default: a temporary folder")
    @Nullable Path directory;

    @Option(names = "--keep", description = "Leaves the server running until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Default: 6333 or the next free pair; 0 for any")
    @Nullable Integer port;

    DemoCommand(BuildInfo build, Map<String, String> environment) {
        this.build = build;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Logs.quiet();
        Demo demo = demo();
        Thread hook = Thread.ofPlatform().name("digi-stop").unstarted(() -> stop(demo));
        Runtime.getRuntime().addShutdownHook(hook);
        try (demo) {
            boolean apart = demo.run();
            if (keep) {
                staying = true;
                never.await();
            }
            return (apart ? ExitCode.CLEAN : ExitCode.BUG).code();
        } catch (InterruptedException e) {
            return ExitCode.CLEAN.code();
        } finally {
            if (stopping) {
                never.await();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private Demo demo() {
        return new Demo(
                new Demo.Choices(
                        Optional.ofNullable(directory),
                        port == null ? OptionalInt.empty() : OptionalInt.of(port),
                        keep),
                settings -> Serving.start(settings, build),
                StateFile.of(environment),
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr(), environment),
                System::nanoTime);
    }

    /// Ctrl-C or SIGTERM. What the command itself still says, once its server is gone, is not worth
    /// reading: it waits for the end of the process.
    private void stop(Demo demo) {
        boolean wasStaying = staying;
        stopping = true;
        try {
            demo.close();
            spec.commandLine().getOut().printf("%nstopped%n");
        } catch (IOException e) {
            spec.commandLine().getErr().println("digi: " + e.getMessage());
        }
        Runtime.getRuntime().halt(wasStaying ? ExitCode.CLEAN.code() : INTERRUPTED);
    }
}
