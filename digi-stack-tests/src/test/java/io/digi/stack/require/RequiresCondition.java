package io.digi.stack.require;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Looks for the programs of [Requires].
final class RequiresCondition implements ExecutionCondition {
    private static final int IMPORT_SECONDS_MAX = 60;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Requires> requires =
                AnnotationSupport.findAnnotation(context.getElement(), Requires.class);
        return requires.map(found ->
                        evaluate(
                                List.of(found.value()),
                                List.of(found.pythonModules()),
                                System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing required"));
    }

    static ConditionEvaluationResult evaluate(
            List<String> programs, List<String> pythonModules, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        List<String> missing =
                programs.stream().filter(name -> find(path, name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            return without("not on the PATH: " + String.join(", ", missing), environment);
        }
        if (!pythonModules.isEmpty() && !imports(find(path, "python3"), pythonModules)) {
            return without(
                    "python3 cannot import " + String.join(", ", pythonModules), environment);
        }
        return ConditionEvaluationResult.enabled("found " + programs);
    }

    private static ConditionEvaluationResult without(
            String reason, Map<String, String> environment) {
        if (environment.getOrDefault("DIGI_REQUIRE", "").equals("all")) {
            throw new ExtensionConfigurationException(
                    reason + ". Install it, or unset DIGI_REQUIRE to skip this test");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<Path> find(String path, String program) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean imports(Optional<Path> python, List<String> modules) {
        if (python.isEmpty()) {
            return false;
        }
        String script = "import " + String.join(", ", modules);
        try {
            Process process =
                    new ProcessBuilder(python.get().toString(), "-c", script)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = process.waitFor(IMPORT_SECONDS_MAX, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
