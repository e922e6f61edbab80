package io.keycanary.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.keycanary.token.SecretAccess;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shape of the program, kept by a test: who may import whom, and who may do what is dangerous. */
class ArchitectureTest {
    private static final String ROOT = "io.keycanary.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.keycanary");

    private static final Set<String> ALL_STAGES = Set.of(
            "token",
            "source",
            "pipeline",
            "detect",
            "incident",
            "alert",
            "audit",
            "drill",
            "respond",
            "figures",
            "access",
            "intake");

    /** Each stage of the core, and the stages it may import. */
    private static final Map<String, Set<String>> STAGES = Map.ofEntries(
            Map.entry("detect", Set.of()),
            Map.entry("token", Set.of()),
            Map.entry("access", Set.of()),
            Map.entry("source", Set.of("token")),
            Map.entry("pipeline", Set.of("token")),
            Map.entry("audit", Set.of("token")),
            Map.entry("incident", Set.of("token", "source", "detect")),
            Map.entry("alert", Set.of("token", "source", "detect", "incident")),
            Map.entry("drill", Set.of("token", "source", "detect", "incident")),
            Map.entry("respond", Set.of("token", "source", "detect", "incident", "alert")),
            Map.entry("figures", Set.of("token", "source", "detect", "incident", "alert", "drill")),
            Map.entry(
                    "intake",
                    Set.of(
                            "token",
                            "source",
                            "pipeline",
                            "detect",
                            "incident",
                            "alert",
                            "audit",
                            "drill",
                            "respond",
                            "figures",
                            "access")),
            Map.entry("memory", ALL_STAGES),
            Map.entry("desk", ALL_STAGES));

    private static final Set<String> ADAPTERS = Set.of(
            "aws",
            "endpoint",
            "files",
            "hook",
            "channel",
            "plant",
            "playbook",
            "store",
            "api",
            "ui",
            "cli",
            "integrity",
            "enrich",
            "sns");

    /** Everyone who reads a secret, and why. */
    private static final Map<String, String> SECRET_READERS = SecretReaders.ALLOWED;

    @TestFactory
    Stream<DynamicTest> stages_importOnlyEarlierOnes() {
        return STAGES.entrySet().stream()
                .map(stage -> DynamicTest.dynamicTest(
                        stage.getKey(),
                        () -> mayImport(stage.getKey(), stage.getValue())
                                .because("a later stage may import an earlier one, never the reverse")
                                .check(CLASSES)));
    }

    private static ArchRule mayImport(String stage, Set<String> allowed) {
        String[] forbidden = Stream.concat(STAGES.keySet().stream(), Stream.concat(ADAPTERS.stream(), Stream.of("app")))
                .filter(other -> !other.equals(stage) && !allowed.contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + stage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.keycanary.(*)..")
                .should()
                .beFreeOfCycles()
                .because("whoever reads one package must not have to read all")
                .check(CLASSES);
    }

    @Test
    void app_isImportedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "app..")
                .because("it builds everything; who needs something gets it in the constructor")
                .check(CLASSES);
    }

    @Test
    void detect_usesTheJdkOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "detect..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", ROOT + "detect..", "org.jspecify..")
                .because("it also runs inside Flink and Lambda, among the libraries of others")
                .check(CLASSES);
    }

    @Test
    void detectNative_servesDetectAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "detectnative..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "jdk.incubator.vector..",
                        ROOT + "detect..",
                        ROOT + "detectnative..",
                        "org.jspecify..")
                .because("it makes detect faster and has no other purpose")
                .check(CLASSES);
    }

    @Test
    void detectNative_isImportedByTheAssemblyAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "detectnative..")
                .and()
                .doNotHaveSimpleName("Assembly")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "detectnative..")
                .because("detect must work without it")
                .check(CLASSES);
    }

    @Test
    void nativeCode_isCalledInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "detectnative..", ROOT + "bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..", "jdk.incubator..")
                .because("a fault in native code ends the whole program, and the Vector API may change with each Java;"
                        + " the benches, which are not shipped, ask the system what a process cost")
                .check(CLASSES);
    }

    @Test
    void core_knowsNoLibrary() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        STAGES.keySet().stream().map(s -> ROOT + s + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax.crypto..", "io.keycanary..", "org.jspecify..")
                .because("the domain must be readable and testable without any technology")
                .check(CLASSES);
    }

    @Test
    void awsSdk_staysInItsAdapter() {
        onlyIn("aws", "its types would spread, and tests of everything else would need it", "software.amazon.awssdk..");
    }

    @Test
    void jdbc_staysInTheStore() {
        onlyIn(
                "store",
                "one place knows SQL",
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "org.flywaydb..",
                "com.zaxxer..");
    }

    @Test
    void javalin_staysInTheApi() {
        onlyIn("api", "routes and their permissions are declared in one place", "io.javalin..");
    }

    @Test
    void maxmind_staysInTheFilesAboutAddresses() {
        onlyIn("enrich", "what is known about an address is three words, not a database", "com.maxmind..");
    }

    @Test
    void picocli_staysInTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .because("verbs are one class each, and nothing else parses arguments")
                .check(CLASSES);
    }

    private static void onlyIn(String adapter, String because, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because(because)
                .check(CLASSES);
    }

    @Test
    void apiAndUi_neverSeeStoreOrAws() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "api..", ROOT + "ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "store..", ROOT + "aws..")
                .because("what people see is decided by the core, not by rows or SDK types")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void time_comesFromAClock() {
        Set<Class<?>> clocks = Set.of(Instant.class, LocalDateTime.class, ZonedDateTime.class, Clock.class);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "app..", ROOT + "bench..")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("the time of day is read") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return readsTime(call, clocks);
                    }
                })
                .because("a test must be able to set the time, and a figure must say whose clock it was")
                .check(CLASSES);
    }

    private static boolean readsTime(JavaAccess<?> call, Set<Class<?>> clocks) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getTarget().getName();
        boolean now = name.equals("now") || name.startsWith("system") && owner.isEquivalentTo(Clock.class);
        return now && clocks.stream().anyMatch(owner::isEquivalentTo)
                || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
    }

    @Test
    void secrets_areReadByAVisibleListOfClasses() {
        List<String> readers = CLASSES.stream()
                .filter(c -> c.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(SecretAccess.class)
                                && call.getTarget().getName().equals("forInsecureReading")))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        org.assertj.core.api.Assertions.assertThat(SECRET_READERS.keySet())
                .as("whoever reads a secret is listed with the reason")
                .containsAll(readers);
    }
}
