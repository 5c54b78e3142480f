package io.openhavip.arp.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Domain code is pure: the JDK, the published language and Axon's modelling annotations, and no clock, id or thread of its own. */
class DomainDependenciesTest {

    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.openhavip.arp.domain");

    @Test
    void domainDependsOnNothingOutsideTheLanguage() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.time..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "io.openhavip.arp.domain",
                        "io.openhavip.contracts..",
                        "org.axonframework.commandhandling",
                        "org.axonframework.eventsourcing",
                        "org.axonframework.modelling.command")
                .check(DOMAIN);
    }

    @Test
    void domainReadsNoClockAndMakesNoIds() {
        noClasses().should().callMethod(Instant.class, "now").check(DOMAIN);
        noClasses().should().callMethod(Instant.class, "now", Clock.class).check(DOMAIN);
        noClasses().should().callMethod(UUID.class, "randomUUID").check(DOMAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(DOMAIN);
        noClasses().should().callMethod(System.class, "nanoTime").check(DOMAIN);
    }
}
