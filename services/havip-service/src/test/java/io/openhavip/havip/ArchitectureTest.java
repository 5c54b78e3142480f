package io.openhavip.havip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.openhavip.havip");

    @Test
    void domainKnowsTheJdkTheContractsAndAxonsModelOnly() {
        classes()
                .that()
                .resideInAPackage("..openhavip.havip.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.openhavip.contracts..",
                        "io.openhavip.havip.domain..",
                        "org.axonframework.modelling.command..",
                        "org.axonframework.eventsourcing",
                        "org.axonframework.commandhandling")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("config")
                .definedBy("..openhavip.havip.config..")
                .layer("api")
                .definedBy("..openhavip.havip.api..")
                .layer("messaging")
                .definedBy("..openhavip.havip.messaging..")
                .layer("process")
                .definedBy("..openhavip.havip.process..")
                .layer("projection")
                .definedBy("..openhavip.havip.projection..")
                .layer("domain")
                .definedBy("..openhavip.havip.domain..")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("messaging")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("process")
                .mayOnlyBeAccessedByLayers("api", "messaging", "config")
                .whereLayer("projection")
                .mayOnlyBeAccessedByLayers("api", "messaging", "process", "config")
                .whereLayer("domain")
                .mayOnlyBeAccessedByLayers("api", "messaging", "process", "projection", "config")
                .check(CLASSES);
    }
}
