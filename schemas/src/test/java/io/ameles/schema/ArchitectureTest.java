package io.ameles.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ameles.schema")
class ArchitectureTest {
  @ArchTest static final ArchTests EVERYWHERE = ArchTests.in(ArchitectureRules.class);

  @ArchTest
  static final ArchRule IMPORTS_ONLY_JAVA_AND_AVRO =
      classes()
          .that(ArchitectureRules.OF_THE_MODULE_ITSELF)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "io.ameles.schema..", "org.apache.avro..", "org.jspecify.annotations..");
}
