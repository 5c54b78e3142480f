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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final Pattern CAPABILITIES = Pattern.compile("^CapEff ([0-9a-f]+)$", Pattern.MULTILINE);
    private static final long CAP_SYS_ADMIN = 1 << 21;

    /** Of GuestLab's instances, in the files of version 2 and of version 1. */
    private static final Map<String, String> LIMITS = Map.of(
            "pids.max", "128",
            "memory.max", "536870912",
            "memory.swap.max", "0",
            "cpu.max", "100000 100000",
            "memory.limit_in_bytes", "536870912",
            "memory.memsw.limit_in_bytes", "536870912",
            "cpu.cfs_quota_us", "100000");

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
    void programsThatAnInstanceReplacedRunWithoutMoreThanItHas() throws IOException {
        Path reachable =
                Path.of("/run", "openhavip-isolation-" + ProcessHandle.current().pid());
        Files.writeString(reachable, "of the host");
        try (GuestLab guests = new GuestLab(directory)) {
            String script = script("poison.sh").replace("@RUN@", reachable.toString());
            guests.driver.start(guests.spec(1, 1, script));
            guests.untilPrinted(1, "boot complete");
            assertThat(guests.console(1)).contains("\npoisoned\n");

            guests.driver.reboot(guests.spec(1, 2, script), Duration.ofSeconds(20));
            Await.until(() ->
                    assertThat(guests.console(1).split("boot complete", -1)).hasSize(3));

            String log = guests.inside(
                    1, "/var/poison/sh", "-c", "while read -r line; do echo \"$line\"; done </var/poison/log");
            assertThat(log).contains("ran sh").doesNotContain("REACHED THE HOST");
            assertThat(CAPABILITIES.matcher(log).results().map(result -> Long.parseLong(result.group(1), 16)))
                    .isNotEmpty()
                    .allMatch(capabilities -> (capabilities & CAP_SYS_ADMIN) == 0);
            assertThat(log).doesNotContain("export JAVA_HOME=");
            assertThat(guests.console(1)).contains("/var/poison/absent.so");
            assertThat(directory.resolve(guests.id(1)).resolve("launch.log"))
                    .content()
                    .doesNotContain("absent.so");
        } finally {
            Files.deleteIfExists(reachable);
        }
    }

    @Test
    void nothingOfTheInstanceRunsBeforeItIsLetGo() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            guests.driver.start(guests.spec(1, 1, script("no-loader.sh")));
            guests.untilPrinted(1, "no loader");
            guests.driver.stop(guests.id(1), Duration.ZERO);

            guests.driver.start(guests.spec(1, 2, ""));

            Await.until(() -> assertThat(guests.view(1).condition()).isEqualTo(InstanceView.Condition.CRASHED));
        }
    }

    @Test
    void hostIsNotAmongAnInstancesMounts() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            guests.driver.start(guests.spec(1, 1, ""));
            guests.untilPrinted(1, "boot complete");

            assertThat(guests.inside(1, "awk", "{ print $5 }", "/proc/1/mountinfo")
                            .lines())
                    .contains("/", "/usr", "/run")
                    .allMatch(mounted -> mounted.equals("/")
                            || mounted.matches("/(usr|bin|sbin|lib|lib32|lib64|libx32|proc|sys|dev|run|tmp)(/.*)?"))
                    .noneMatch(mounted -> mounted.startsWith("/run/"));
            assertThat(guests.inside(1, "ls", "-A", "/run")).doesNotContain("host");
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

            Map<String, String> limits = cgroupFiles(guests.id(1), LIMITS.keySet());
            assertThat(LIMITS).containsAllEntriesOf(limits);
            assertThat(limits.keySet())
                    .contains("pids.max")
                    .containsAnyOf("memory.max", "memory.limit_in_bytes")
                    .containsAnyOf("cpu.max", "cpu.cfs_quota_us");
        }
    }

    @Test
    void processThatTakesMoreThanTheInstancesMemoryIsKilledAndTheInstanceGoesOn() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            // tail keeps the last 600 MiB of what it reads, the limit is 512.
            guests.driver.start(guests.spec(1, 1, """
                    #!/bin/sh
                    head -c 629145600 /dev/zero | tail -c 629145600 >/dev/null
                    echo "tail gave $?"
                    head -c 1048576 /dev/zero | tail -c 1048576 >/dev/null
                    echo "a smaller one gave $?"
                    """));

            guests.untilPrinted(1, "user data ended");

            assertThat(guests.console(1)).contains("tail gave 137\n", "a smaller one gave 0\n");
            assertThat(guests.view(1).condition()).isEqualTo(InstanceView.Condition.RUNNING);
        }
    }

    @Test
    void instanceThatPrintsWithoutEndTakesItsConsolesShareOnly() throws IOException {
        try (GuestLab guests = new GuestLab(directory)) {
            guests.driver.start(guests.spec(1, 1, "#!/bin/sh\nyes\n"));
            guests.untilPrinted(1, "y\ny\n");
            String group = guests.id(1) + ".console";

            long keeper = consoleKeeper(directory.resolve(guests.id(1)));
            assertThat(Files.readAllLines(Path.of("/proc", Long.toString(keeper), "cgroup")))
                    .anyMatch(line -> line.endsWith("/openhavip/" + group));
            assertThat(cgroupFiles(group, Set.of("cpu.max", "cpu.cfs_quota_us")).values())
                    .containsAnyOf("10000 100000", "10000");
            Await.until(() -> assertThat(cgroupFiles(group, Set.of("cpu.stat")).get("cpu.stat"))
                    .containsPattern("nr_throttled [1-9]"));
        }
    }

    private static long consoleKeeper(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("/guest/console " + directory))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Those of these files that an instance's cgroups have, in whatever hierarchy, with what is in them. */
    private static Map<String, String> cgroupFiles(String group, Set<String> names) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String hierarchy : List.of("", "unified", "memory", "pids", "cpu")) {
            for (String name : names) {
                Path file = Path.of("/sys/fs/cgroup", hierarchy, "openhavip", group, name);
                if (Files.exists(file)) {
                    found.put(name, Files.readString(file).strip());
                }
            }
        }
        return found;
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
        return script("break-out.sh");
    }

    private static String script(String name) throws IOException {
        try (InputStream stream = InstanceIsolationST.class.getResourceAsStream("/guest/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
