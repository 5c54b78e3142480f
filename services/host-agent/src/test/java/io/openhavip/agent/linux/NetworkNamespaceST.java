package io.openhavip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.agent.lab.Privileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class NetworkNamespaceST {

    private final NetworkNamespace namespace =
            new NetworkNamespace("hvt" + UUID.randomUUID().toString().substring(0, 8));
    private final Path file = Path.of("/run/netns", namespace.name());

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(file.getParent());
    }

    @AfterEach
    void tearDown() throws IOException {
        if (Files.exists(file)) {
            new Commands(new NetworkNamespace("")).run("ip", "netns", "delete", namespace.name());
        }
    }

    @Test
    void namespaceIsThereOnceItIsMade() throws IOException {
        assertThat(namespace.exists()).isFalse();

        namespace.create();

        assertThat(namespace.exists()).isTrue();
        assertThat(new Commands(namespace).run("ip", "-br", "link")).startsWith("lo ");
    }

    /** As an ip-netns(8) leaves it that was killed half-way. */
    @Test
    void emptyFileIsNoNamespaceAndGivesWayToOne() throws IOException {
        Files.createFile(file);
        assertThat(namespace.exists()).isFalse();

        namespace.create();

        assertThat(namespace.exists()).isTrue();
        assertThat(new Commands(namespace).run("ip", "-br", "link")).startsWith("lo ");
    }

    @Test
    void fileOfSomebodyElseStays() throws IOException {
        Files.writeString(file, "not ours");

        namespace.removeDeadFile();
        assertThatThrownBy(namespace::create).isInstanceOf(CommandFailed.class);

        assertThat(file).hasContent("not ours");
    }

    @Test
    void namespaceIsNoDeadFile() throws IOException {
        namespace.create();

        namespace.removeDeadFile();

        assertThat(namespace.exists()).isTrue();
    }
}
