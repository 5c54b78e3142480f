package io.openhavip.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.openhavip.network");

    @Test
    void domainKnowsTheJdkTheContractsAndAxonsModelOnly() {
        classes()
                .that()
                .resideInAPackage("..network.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.openhavip.contracts..",
                        "io.openhavip.network.domain..",
                        "org.axonframework.modelling.command..",
                        "org.axonframework.eventsourcing",
                        "org.axonframework.commandhandling",
                        "org.axonframework.serialization")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnOneAnotherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("config")
                .definedBy("..network.config..")
                .layer("api")
                .definedBy("..network.api..")
                .layer("messaging")
                .definedBy("..network.messaging..")
                .layer("process")
                .definedBy("..network.process..")
                .layer("projection")
                .definedBy("..network.projection..")
                .layer("domain")
                .definedBy("..network.domain..")
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
