package io.digi.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks the rules on all modules that were built before this one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HouseTest {
    private JavaClasses mainClasses;
    private JavaClasses testClasses;

    @BeforeAll
    void readClasses() throws IOException {
        mainClasses = House.ours().mainClasses();
        testClasses = House.ours().testClasses();
    }

    static List<ArchRule> rulesOfMainClasses() {
        return HouseRules.ofMainClasses();
    }

    static List<ArchRule> rulesOfTestClasses() {
        return HouseRules.ofTestClasses();
    }

    @ParameterizedTest
    @MethodSource("rulesOfMainClasses")
    void mainClassesKeepTheRule(ArchRule rule) {
        rule.check(mainClasses);
    }

    @ParameterizedTest
    @MethodSource("rulesOfTestClasses")
    void testClassesKeepTheRule(ArchRule rule) {
        rule.check(testClasses);
    }

    @Test
    void classesOfOtherModulesAreSeen() {
        assertThat(mainClasses.stream().map(House::moduleOf)).contains("digi-model", "digi-cli");
        assertThat(testClasses.contain(HouseTest.class)).isTrue();
    }
}
