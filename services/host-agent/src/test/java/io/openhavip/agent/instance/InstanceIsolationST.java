package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * User data that tries to become root on the host. Each try prints "refused" or "BROKE OUT" with its name; the script is
 * guest/break-out.sh. A control proves that the tries can tell: as the host's root they do succeed where that is harmless.
 */
@Privileged
class InstanceIsolationST {

    /** Tries that harm nothing where they succeed. */
    private static final String HARMLESS =
            "read-secret read-run see-host-process mknod-disk new-user-namespace new-mount-namespace";

    private static final Pattern OUTCOME = Pattern.compile("^try (\\S+): (refused|BROKE OUT)", Pattern.MULTILINE);

    @TempDir
    Path directory;

    @Test
    void triesSucceedForTheHostsOwnRoot() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "of the host");
        Process victim = new ProcessBuilder("sleep", "300").start();
        try {
            Path script = Files.writeString(
                    directory.resolve("break-out.sh"),
                    breakOut().replace("@SECRET@", secret.toString()).replace("@RUN@", secret.toString()));

            String said =
                    GuestLab.MACHINE.run("unshare", "--mount", "env", "ONLY=" + HARMLESS, "bash", script.toString());

            assertThat(said.lines()).hasSize(6).allMatch(line -> line.endsWith(": BROKE OUT"));
        } finally {
            victim.destroyForcibly();
            Files.deleteIfExists(Path.of("/tmp/disk"));
        }
    }

    @Test
    void userDataDoesNotBecomeRootOnTheHost() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "of the host");
        Path reachable =
                Path.of("/run", "openhavip-isolation-" + ProcessHandle.current().pid());
        Files.writeString(reachable, "of the host");
        Process victim = new ProcessBuilder("sleep", "300").start();
        try (GuestLab guests = new GuestLab(directory.resolve("instances"))) {
            String script = breakOut()
                    .replace("@SECRET@", secret.toString())
                    .replace("@RUN@", reachable.toString())
                    .replace("@VICTIM@", Long.toString(victim.pid()));

            guests.driver.start(guests.spec(1, 1, script));
            guests.untilPrinted(1, "user data ended");

            String console = guests.console(1);
            assertThat(console).doesNotContain("BROKE OUT");
            assertThat(tries(console))
                    .as(console)
                    .containsExactly(
                            "read-secret",
                            "read-run",
                            "read-shadow",
                            "read-host-etc-private",
                            "write-outside-by-proc-root",
                            "mknod-disk",
                            "mount-disk",
                            "mount-host-proc",
                            "mount-cgroup",
                            "release-agent",
                            "see-host-process",
                            "signal-host-process",
                            "write-proc-sys",
                            "core-pattern",
                            "sysrq",
                            "kernel-module",
                            "read-kernel-memory",
                            "set-clock",
                            "new-user-namespace",
                            "new-mount-namespace",
                            "chroot-escape",
                            "host-network",
                            "remount-guest-scripts",
                            "cgroup-escape",
                            "ptrace-outside");
            assertThat(victim.isAlive()).isTrue();
            assertThat(secret).hasContent("of the host");
            assertThat(Path.of("/openhavip-was-here")).doesNotExist();
            assertThat(Path.of("/usr/openhavip-was-here")).doesNotExist();
            assertThat(guests.inside(1, "cat", "/usr/openhavip-was-here")).isEqualTo("inside\n");
        } finally {
            victim.destroyForcibly();
            Files.deleteIfExists(reachable);
        }
    }

    @Test
    void rootInsideIsNobodyOutside() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            guests.driver.start(guests.spec(1, 1, "#!/bin/sh\nid -u\ntouch /usr/local/made-inside\n"));
            guests.driver.start(guests.spec(2, 1, ""));
            guests.untilPrinted(1, "user data ended");

            long first = uid(guests.view(1).pid().orElseThrow());
            long second = uid(guests.view(2).pid().orElseThrow());
            assertThat(guests.console(1)).contains("\n0\n");
            assertThat(first).isEqualTo(GuestLab.config(directory).uidBase());
            assertThat(second).isEqualTo(first + UserNamespace.IDS);
            Path made = directory.resolve(guests.id(1)).resolve("disk/upper/usr/local/made-inside");
            assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo((int) first);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void instanceIsHeldToItsLimits() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            guests.driver.start(guests.spec(1, 1, """
                    #!/bin/sh
                    i=0
                    while [ $i -lt 300 ]; do sleep 100 & i=$((i + 1)); done
                    """));
            guests.untilPrinted(1, "user data ended");
            Await.until(() -> assertThat(guests.console(1)).containsIgnoringCase("cannot fork"));
        }
    }

    private static List<String> tries(String console) {
        return OUTCOME.matcher(console).results().map(result -> result.group(1)).toList();
    }

    private static long uid(long pid) throws IOException {
        Matcher uid = Pattern.compile("Uid:\\s+(\\d+)").matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        assertThat(uid.find()).isTrue();
        return Long.parseLong(uid.group(1));
    }

    private static String breakOut() throws IOException {
        try (InputStream stream = InstanceIsolationST.class.getResourceAsStream("/guest/break-out.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
