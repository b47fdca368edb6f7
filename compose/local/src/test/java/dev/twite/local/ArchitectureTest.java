package dev.twite.local;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of CONTRIBUTING.md that a build can hold. */
class ArchitectureTest {
  private static final String[] SHARED = {"dev.twite.common..", "dev.twite.proto.."};
  private static final String[] FUTURES = {
    "io.reactivex..", "reactor..", "org.reactivestreams..", "rx.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.twite");
  }

  static Stream<String> services() {
    return AllServices.list().stream().map(LocalService::name);
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceSeesCommonAndProtoButNoOtherService(String service) {
    String own = "dev.twite." + service + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.twite..")
                .and(not(resideInAPackage(own)))
                .and(not(resideInAnyPackage(SHARED))))
        .check(classes);
  }

  @ParameterizedTest
  @MethodSource("services")
  void aStoreDoesNotKnowWhoAsksIt(String service) {
    String own = "dev.twite." + service;
    noClasses()
        .that()
        .resideInAPackage(own + ".store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(own + ".http..", own + ".grpc..", own + ".events..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void commonKnowsNoService() {
    noClasses()
        .that()
        .resideInAPackage("dev.twite.common..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.twite..").and(not(resideInAnyPackage(SHARED))))
        .check(classes);
  }

  @Test
  void onlyTheHttpAdapterKnowsJavalin() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.twite.common.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javalin..")
        .check(classes);
  }

  @Test
  void nothingIsReactive() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(FUTURES).check(classes);
  }

  @Test
  void noSignatureHasAFuture() {
    DescribedPredicate<JavaMethod> future =
        DescribedPredicate.describe(
            "have a future in their signature",
            method ->
                Stream.concat(
                        Stream.of(method.getRawReturnType()),
                        method.getRawParameterTypes().stream())
                    .anyMatch(ArchitectureTest::isFuture));
    noMethods()
        .that()
        .areDeclaredInClassesThat(not(resideInAPackage("dev.twite.proto..")))
        .and()
        // The platform's own interface for a WebSocket of a client asks for a future.
        .areDeclaredInClassesThat(not(assignableTo(java.net.http.WebSocket.Listener.class)))
        .and()
        .areNotPrivate()
        .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(future))
        .check(classes);
  }

  private static boolean isFuture(JavaClass type) {
    return type.isAssignableTo(java.util.concurrent.Future.class)
        || type.isAssignableTo(java.util.concurrent.CompletionStage.class)
        || type.isAssignableTo(com.google.common.util.concurrent.ListenableFuture.class);
  }
}
