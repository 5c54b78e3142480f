package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In place of cgroups, directories: what is in use is one that is not empty. */
class InstanceGroupsTest {

    @TempDir
    Path root;

    @Test
    void emptyGroupsGoInEveryHierarchyAndNothingElse() throws IOException {
        Files.createDirectories(root.resolve("openhavip/keepers"));
        Files.createDirectories(root.resolve("pids/openhavip/i-1/inner"));
        Files.createDirectories(root.resolve("pids/other"));

        InstanceGroups.removeEmpty(root);

        assertThat(root.resolve("openhavip")).doesNotExist();
        assertThat(root.resolve("pids/openhavip")).doesNotExist();
        assertThat(root.resolve("pids/other")).exists();
    }

    @Test
    void groupInUseStays() throws IOException {
        Files.createDirectories(root.resolve("memory/openhavip/keepers"));
        Path used = Files.createDirectories(root.resolve("memory/openhavip/i-1"));
        Files.writeString(used.resolve("process"), "");

        InstanceGroups.removeEmpty(root);

        assertThat(used).exists();
        assertThat(root.resolve("memory/openhavip/keepers")).doesNotExist();
    }

    @Test
    void machineWithoutCgroupsHasNothingToRemove() {
        InstanceGroups.removeEmpty(root.resolve("none"));
    }
}
