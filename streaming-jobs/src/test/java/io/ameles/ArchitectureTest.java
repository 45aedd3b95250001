package io.ameles;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.ameles.schema.ArchitectureRules.OF_THE_MODULE_ITSELF;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.ameles.schema.ArchitectureRules;
import io.ameles.stream.learn.DraftCodec;
import io.ameles.stream.state.Codec;
import io.ameles.stream.state.FormatContract;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** What makes the tree true; that the command line prints is in archunit_ignore_patterns.txt. */
@AnalyzeClasses(
    packages = {
      "io.ameles.audit",
      "io.ameles.cli",
      "io.ameles.demo",
      "io.ameles.embedded",
      "io.ameles.evidence",
      "io.ameles.stream"
    })
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> A_SHELL_AROUND_PLAIN_JAVA =
      DescribedPredicate.describe(
          "a shell around plain Java",
          type ->
              outermost(type)
                  .getSimpleName()
                  .matches(
                      "Flink.*|.*(Operator|Topology|Job|Source|Sink|Writer|Serializer"
                          + "|SerializerSnapshot|TypeInfo)"));

  @ArchTest static final ArchTests EVERYWHERE = ArchTests.in(ArchitectureRules.class);

  @ArchTest
  static final ArchRule TENSORS_STAY_IN_THE_MODEL_STORE =
      noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule ONLY_SHELLS_KNOW_FLINK =
      noClasses()
          .that(OF_THE_MODULE_ITSELF)
          .and()
          .resideOutsideOfPackages("io.ameles.stream.state", "io.ameles.embedded")
          .and(DescribedPredicate.not(A_SHELL_AROUND_PLAIN_JAVA))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule ONLY_WHERE_TOPICS_ARE_IS_KAFKA =
      noClasses()
          .that(OF_THE_MODULE_ITSELF)
          .and()
          .resideOutsideOfPackages(
              "io.ameles.stream.topic",
              "io.ameles.cli..",
              "io.ameles.demo..",
              "io.ameles.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule JOB_KNOWS_NOTHING_OF_THOSE_WHO_START_IT =
      noClasses()
          .that()
          .resideInAPackage("io.ameles.stream..")
          .and(OF_THE_MODULE_ITSELF)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ameles.cli..",
              "io.ameles.audit..",
              "io.ameles.console..",
              "io.ameles.demo..",
              "io.ameles.embedded..",
              "io.ameles.evidence..");

  /** For the watermark of deletions, which everybody who predicts asks for in the same way. */
  @ArchTest
  static final ArchRule ONLY_PREDICTIONS_KNOW_THE_CLIENT =
      noClasses()
          .that()
          .resideInAPackage("io.ameles.stream..")
          .and(OF_THE_MODULE_ITSELF)
          .and()
          .resideOutsideOfPackage("io.ameles.stream.predict")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.ameles.client..");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    Set<JavaPackage> packages =
        classes.that(OF_THE_MODULE_ITSELF).stream()
            .map(JavaClass::getPackage)
            .collect(Collectors.toSet());

    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.isAnnotatedWith(NullMarked.class)).isTrue());
  }

  /** A draft is a manifest and files, whose bytes are on file elsewhere; no state holds one. */
  @ArchTest
  static void bytesOfEveryCodecAreOnFile(JavaClasses classes) {
    assertThat(classes.that(OF_THE_MODULE_ITSELF).stream())
        .filteredOn(type -> type.isEnum() && type.isAssignableTo(Codec.class))
        .filteredOn(type -> !type.isEquivalentTo(DraftCodec.class))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            codec ->
                assertThat(
                        FormatContract.class.getResource(
                            FormatContract.FORMATS + "v1/" + codec.getSimpleName() + ".hex"))
                    .as("bytes of %s", codec.getSimpleName())
                    .isNotNull());
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
