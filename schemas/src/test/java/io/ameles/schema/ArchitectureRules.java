package io.ameles.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** What holds in every module, for its classes and its tests. */
public final class ArchitectureRules {
  /** Tells a module's own classes from its tests. */
  public static final DescribedPredicate<JavaClass> OF_THE_MODULE_ITSELF =
      DescribedPredicate.describe(
          "of the module itself",
          type ->
              type.getSource()
                  .filter(source -> !source.getUri().getPath().contains("/test-classes/"))
                  .isPresent());

  private ArchitectureRules() {}

  /** Of the module itself: fixtures of the tests may know everything. */
  @ArchTest
  static void packagesHaveNoCycles(JavaClasses classes) {
    slices()
        .matching("io.ameles.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes.that(OF_THE_MODULE_ITSELF));
  }

  @ArchTest
  static final ArchRule PACKAGES_SAY_WHAT_THEY_ARE_ABOUT =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..helper..",
              "..manager..",
              "..impl..",
              "..core..");

  @ArchTest
  static final ArchRule CLASSES_SAY_WHAT_THEY_DO =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Handler|Processor|Impl)");

  @ArchTest
  static final ArchRule NOTHING_IS_PRINTED =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule NOTHING_SLEEPS =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule LOGGING_IS_SLF4J =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule RANDOM_HAS_A_SEED =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(ThreadLocalRandom.class, "current");

  @ArchTest
  static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.ameles..")
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule STATIC_COLLECTIONS_DO_NOT_CHANGE =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(ArrayList.class)
          .orShould()
          .haveRawType(HashMap.class)
          .orShould()
          .haveRawType(HashSet.class)
          .orShould()
          .haveRawType(ArrayDeque.class);

  @ArchTest
  static final ArchRule TESTS_ARE_JUNIT_5 =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("org.junit.Test");
}
