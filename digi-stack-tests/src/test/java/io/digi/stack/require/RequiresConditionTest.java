package io.digi.stack.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

class RequiresConditionTest {
    @TempDir Path folder;

    @Test
    void presentProgramEnablesTheTest() throws Exception {
        Path program = Files.createFile(folder.resolve("anvil"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", "/nowhere:" + folder);
        assertThat(RequiresCondition.evaluate(List.of("anvil"), environment).isDisabled())
                .isFalse();
    }

    @Test
    void missingProgramDisablesTheTestAndIsNamed() throws Exception {
        Files.createFile(folder.resolve("anvil"));
        Map<String, String> environment = Map.of("PATH", folder.toString());
        var result = RequiresCondition.evaluate(List.of("anvil"), environment);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).hasValue("not on the PATH: anvil");
    }

    @Test
    void missingProgramFailsWhereAllAreRequired() {
        Map<String, String> environment = Map.of("PATH", folder.toString(), "DIGI_REQUIRE", "all");
        assertThatThrownBy(() -> RequiresCondition.evaluate(List.of("anvil"), environment))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("anvil");
    }
}
