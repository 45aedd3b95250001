package io.ameles.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static io.ameles.schema.ArchitectureRules.OF_THE_MODULE_ITSELF;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.ameles.schema.ArchitectureRules;
import java.util.List;

@AnalyzeClasses(packages = "io.ameles.model")
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> DJL =
      JavaClass.Predicates.resideInAnyPackage("ai.djl..", "ai.onnxruntime..");

  private static final DescribedPredicate<List<JavaClass>> SOME_OF_DJL =
      DescribedPredicate.describe(
          "some of ai.djl", types -> types.stream().anyMatch(type -> DJL.test(type)));

  @ArchTest static final ArchTests EVERYWHERE = ArchTests.in(ArchitectureRules.class);

  @ArchTest
  static final ArchRule KNOWS_NEITHER_FLINK_NOR_KAFKA =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.ameles.stream..");

  @ArchTest
  static final ArchRule TENSORS_STAY_WHERE_DEVICES_ARE =
      noClasses()
          .that(OF_THE_MODULE_ITSELF)
          .and()
          .resideOutsideOfPackages("..device..", "..head..", "..learn..", "..embed..")
          .should()
          .dependOnClassesThat(DJL);

  @ArchTest
  static final ArchRule NO_TENSOR_IN_A_SIGNATURE_THAT_OTHER_MODULES_SEE =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(OF_THE_MODULE_ITSELF)
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("..device..") // which lends it to its neighbours
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .haveRawReturnType(DJL)
          .orShould()
          .haveRawParameterTypes(SOME_OF_DJL);

  @ArchTest
  static final ArchRule AUDIT_DOES_NOT_KNOW_WHAT_IT_AUDITS =
      noClasses()
          .that()
          .resideInAPackage("..verify..")
          .and(OF_THE_MODULE_ITSELF)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.ameles.model.learn..", "io.ameles.model.device..");

  @ArchTest
  static final ArchRule RECEIPTS_ARE_VERIFIED_WITHOUT_THEIR_WRITER =
      noClasses()
          .that()
          .resideInAPackage("io.ameles.model.verify.receipt..")
          .and(OF_THE_MODULE_ITSELF)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "javax.crypto..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "io.ameles.model",
              "io.ameles.model.verify.receipt..");

  @ArchTest
  static final ArchRule SIGNATURES_ARE_MADE_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ameles.model.sign..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jose4j..");
}
