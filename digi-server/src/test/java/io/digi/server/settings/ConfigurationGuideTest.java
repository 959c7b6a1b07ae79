package io.digi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page for users names the settings that there are, and no others.
class ConfigurationGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "configuration.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @Test
    void guideListsTheKeysThatTakeEffect() throws IOException {
        Set<String> listed = new HashSet<>();
        for (String[] cells : rows("## Keys that take effect")) {
            listed.addAll(keys(cells[0]));
        }

        assertThat(listed)
                .isEqualTo(
                        Keys.ALL.stream()
                                .map(key -> key.pattern().replace("*", "<name>"))
                                .collect(Collectors.toSet()));
    }

    @Test
    void guideListsTheKeysWithoutEffectAndTheirReasons() throws IOException {
        Map<String, String> listed = new HashMap<>();
        for (String[] cells : rows("## Keys that are accepted without effect")) {
            keys(cells[0]).forEach(key -> listed.put(key, cells[1].strip()));
        }

        Map<String, String> known = new HashMap<>();
        WithoutEffect.REASONS.forEach((key, reason) -> known.put(key.replace("**", "*"), reason));
        assertThat(listed).isEqualTo(known);
    }

    /// The cells of the table below a heading, without its head.
    private static List<String[]> rows(String heading) throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        assertThat(lines).contains(heading);
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1).split("\\|", -1))
                .toList();
    }

    private static Set<String> keys(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }
}
