package io.digi.stack.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

class RequiresConditionTest {
    @TempDir Path folder;

    @Test
    void presentProgramEnablesTheTest() throws Exception {
        Path program = Files.createFile(folder.resolve("anvil"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", "/nowhere:" + folder);
        assertThat(
                        RequiresCondition.evaluate(List.of("anvil"), List.of(), environment)
                                .isDisabled())
                .isFalse();
    }

    @Test
    void missingProgramDisablesTheTestAndIsNamed() throws Exception {
        Files.createFile(folder.resolve("anvil"));
        Map<String, String> environment = Map.of("PATH", folder.toString());
        var result = RequiresCondition.evaluate(List.of("anvil"), List.of(), environment);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).hasValue("not on the PATH: anvil");
    }

    @Test
    void missingProgramFailsWhereAllAreRequired() {
        Map<String, String> environment = Map.of("PATH", folder.toString(), "DIGI_REQUIRE", "all");
        assertThatThrownBy(
                        () -> RequiresCondition.evaluate(List.of("anvil"), List.of(), environment))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("anvil");
    }

    @Test
    void pythonWithItsModulesEnablesTheTest() throws Exception {
        assertThat(withPython("[ \"$2\" = 'import one, two' ]").isDisabled()).isFalse();
    }

    @Test
    void pythonWithoutAModuleDisablesTheTest() throws Exception {
        var result = withPython("exit 1");
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).hasValue("python3 cannot import one, two");
    }

    private ConditionEvaluationResult withPython(String script) throws Exception {
        Path python = Files.writeString(folder.resolve("python3"), "#!/bin/sh\n" + script + "\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        return RequiresCondition.evaluate(
                List.of("python3"), List.of("one", "two"), Map.of("PATH", folder.toString()));
    }
}
