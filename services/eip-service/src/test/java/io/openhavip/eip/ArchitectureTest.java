package io.openhavip.eip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.openhavip.eip");

    @Test
    void domainKnowsTheJdkTheContractsAndAxonsModelOnly() {
        classes()
                .that()
                .resideInAPackage("..openhavip.eip.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.openhavip.contracts..",
                        "io.openhavip.eip.domain..",
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
                .definedBy("..openhavip.eip.config..")
                .layer("api")
                .definedBy("..openhavip.eip.api..")
                .layer("messaging")
                .definedBy("..openhavip.eip.messaging..")
                .layer("process")
                .definedBy("..openhavip.eip.process..")
                .layer("projection")
                .definedBy("..openhavip.eip.projection..")
                .layer("domain")
                .definedBy("..openhavip.eip.domain..")
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
