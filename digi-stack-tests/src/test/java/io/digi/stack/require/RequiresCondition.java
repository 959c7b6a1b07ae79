package io.digi.stack.require;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Looks for the programs of [Requires].
final class RequiresCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Requires> requires =
                AnnotationSupport.findAnnotation(context.getElement(), Requires.class);
        return requires.map(found -> evaluate(List.of(found.value()), System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing required"));
    }

    static ConditionEvaluationResult evaluate(
            List<String> programs, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        List<String> missing = programs.stream().filter(name -> !isOn(path, name)).toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("found " + programs);
        }
        String reason = "not on the PATH: " + String.join(", ", missing);
        if (environment.getOrDefault("DIGI_REQUIRE", "").equals("all")) {
            throw new ExtensionConfigurationException(
                    reason + ". Install it, or unset DIGI_REQUIRE to skip this test");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isOn(String path, String program) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
