package io.digi.cli.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules of the house. Those that speak of one module allow it to be empty, since a module
/// appears when it is needed.
final class HouseRules {
    private static final Set<String> NAMES_WITHOUT_A_JOB =
            Set.of("util", "utils", "common", "impl", "helper", "helpers", "manager");

    private static final String SCOPE = "io.digi.model.engine.Scope";

    private static final List<ModuleTable> WITHOUT_WIRE_TYPES =
            List.of(ModuleTable.MODEL, ModuleTable.INDEX, ModuleTable.STORAGE, ModuleTable.ENGINE);

    private static final String[] WIRE_PACKAGES = {
        "com.google.protobuf..",
        "io.grpc..",
        "io.netty..",
        "tools.jackson..",
        "com.fasterxml..",
        "org.eclipse.jetty..",
        "java.net.http..",
        "com.sun.net.httpserver.."
    };

    private static final Set<String> SWITCHES =
            Set.of(
                    "org.junit.jupiter.api.Disabled",
                    "org.junit.jupiter.api.Assumptions",
                    "org.assertj.core.api.Assumptions");

    private static final String CONDITIONS = "org.junit.jupiter.api.condition";

    /// The one place that may skip: a contract asks for what the engine under test does not offer.
    private static final String SKIPS_BY_CAPABILITY = "io.digi.testkit.contract.EngineFixture";

    private static final Set<String> SLEEPERS =
            Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");

    private HouseRules() {}

    static List<ArchRule> ofMainClasses() {
        return Stream.concat(ModuleTable.all().stream().map(HouseRules::moduleTable), general())
                .toList();
    }

    static List<ArchRule> ofTestClasses() {
        return List.of(testsAreNeverSwitchedOff(), testsNeverSleep(), testsUseNoMocks());
    }

    private static Stream<ArchRule> general() {
        return Stream.of(
                packagesLiveInTheirModule(),
                modelNeedsOnlyTheJdk(),
                indexNeedsOnlyTheJdk(),
                wireNeverLeaksInwards(),
                namesSayWhatAThingDoes(),
                packagesAreNullMarked(),
                onlyAccessMakesAScope());
    }

    static ArchRule moduleTable(ModuleTable module) {
        String[] forbidden =
                module.forbidden().stream()
                        .map(other -> other.rootPackage() + "..")
                        .toArray(String[]::new);
        String allowed =
                module.allowed()
                        .map(ModuleTable::artifact)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return noClasses()
                .that(describe("are in " + module.artifact(), type -> module.owns(type.getName())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(module.artifact() + " may use [" + allowed + "] only")
                .allowEmptyShould(true);
    }

    static ArchRule packagesLiveInTheirModule() {
        return classes()
                .should(
                        conform(
                                "live in the module that owns their package",
                                type ->
                                        ModuleTable.all().stream()
                                                .filter(module -> module.owns(type.getName()))
                                                .anyMatch(isModuleOf(type))));
    }

    private static Predicate<ModuleTable> isModuleOf(JavaClass type) {
        return module -> module.artifact().equals(House.moduleOf(type));
    }

    static ArchRule modelNeedsOnlyTheJdk() {
        return needsOnly(ModuleTable.MODEL, "org.jspecify..");
    }

    static ArchRule indexNeedsOnlyTheJdk() {
        // JSpecify's annotations are not there at run time: they are no dependency.
        return needsOnly(ModuleTable.INDEX, "org.jspecify..");
    }

    private static ArchRule needsOnly(ModuleTable module, String annotations) {
        return classes()
                .that()
                .resideInAPackage(module.rootPackage() + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        module.rootPackage() + "..", "java..", "jdk.incubator..", annotations)
                .allowEmptyShould(true);
    }

    static ArchRule wireNeverLeaksInwards() {
        String[] inner =
                WITHOUT_WIRE_TYPES.stream()
                        .map(module -> module.rootPackage() + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(inner)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WIRE_PACKAGES)
                .because("no protobuf, JSON or HTTP type gets further in than the server");
    }

    static ArchRule namesSayWhatAThingDoes() {
        return classes()
                .should(
                        conform(
                                "have a name that says what they do (none of "
                                        + String.join(", ", sorted(NAMES_WITHOUT_A_JOB))
                                        + ")",
                                type ->
                                        Stream.concat(
                                                        words(type.getSimpleName()),
                                                        Stream.of(
                                                                type.getPackageName().split("\\.")))
                                                .noneMatch(NAMES_WITHOUT_A_JOB::contains)));
    }

    /// `PathUtils` → path, utils.
    private static Stream<String> words(String className) {
        return Stream.of(className.split("(?<=[a-z0-9])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT));
    }

    static ArchRule packagesAreNullMarked() {
        return classes()
                .that(describe("are no module-info", type -> !type.getName().equals("module-info")))
                .should(
                        conform(
                                "live in a package that is @NullMarked in its package-info",
                                type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    static ArchRule onlyAccessMakesAScope() {
        return noClasses()
                .that()
                .resideInAPackage("io.digi.server..")
                .and()
                .resideOutsideOfPackage("io.digi.server.access..")
                .should()
                .accessTargetWhere(makesAScope())
                .because("a scope is authority: io.digi.server.access alone may hand it out")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> makesAScope() {
        return describe(
                "a scope is made or taken",
                access -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getName();
                    return owner.startsWith(SCOPE + "$")
                            && (name.equals("<init>")
                                    || name.equals("EVERYTHING")
                                    || name.equals("valueOf")
                                    || name.equals("values"));
                });
    }

    static ArchRule testsAreNeverSwitchedOff() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SKIPS_BY_CAPABILITY)
                .should(
                        dependOnClassesThat(
                                describe(
                                        "switch tests off (@Disabled, a condition, an assumption)",
                                        type ->
                                                SWITCHES.contains(type.getName())
                                                        || type.getPackageName()
                                                                .equals(CONDITIONS))));
    }

    static ArchRule testsNeverSleep() {
        return noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "a thread sleeps for a time",
                                call ->
                                        call.getName().equals("sleep")
                                                && SLEEPERS.contains(
                                                        call.getTargetOwner().getName())))
                .because("a test waits for a published state, never for a time");
    }

    static ArchRule testsUseNoMocks() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..")
                .because("fakes tell what a thing does, mocks what it was called with");
    }

    private static ArchCondition<JavaClass> conform(
            String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(
                                type,
                                holds.test(type),
                                type.getName()
                                        + " in "
                                        + House.moduleOf(type)
                                        + " does not "
                                        + description));
            }
        };
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }
}
