package io.openhavip.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.openhavip.gateway");

    @Test
    void protocolAndTableKnowNothingOfHttpServersAndClients() {
        noClasses()
                .that()
                .resideInAnyPackage("..wire..", "..action..", "..keys..", "..ram..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.quarkus..", "..api..", "..client..", "..config..")
                .check(CLASSES);
    }

    @Test
    void protocolKnowsNothingOfActions() {
        noClasses()
                .that()
                .resideInAPackage("..wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..action..")
                .check(CLASSES);
    }
}
