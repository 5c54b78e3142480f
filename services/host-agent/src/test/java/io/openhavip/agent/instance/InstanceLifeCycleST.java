package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openhavip.agent.config.InstanceConfig;
import io.openhavip.agent.instance.InstancePlan.Wanted;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, stop, reboot, crash, delete, and what is left of an agent that was killed. */
@Privileged
class InstanceLifeCycleST {

    private static final Logger LOG = Logger.getLogger(InstanceLifeCycleST.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private GuestLab guests;

    @BeforeEach
    void setUp() throws IOException {
        guests = new GuestLab(directory);
    }

    @AfterEach
    void tearDown() throws IOException {
        guests.close();
    }

    @Test
    void userDataRunsOnceAndServicesAtEachBoot() throws IOException {
        String userData = """
                #!/bin/sh
                echo once
                cat >/etc/systemd/system/steady.service <<'UNIT'
                [Unit]
                Description=A service of the user's own
                [Service]
                EnvironmentFile=-/etc/default/steady
                ExecStart=/bin/sh -c 'echo steady runs with $WORD; trap "echo steady ends; exit 0" TERM; while :; do sleep 0.1; done'
                [Install]
                WantedBy=multi-user.target
                UNIT
                echo 'WORD="good words"' >/etc/default/steady
                systemctl daemon-reload
                systemctl enable --now steady
                systemctl is-active steady
                systemctl start missing || echo "missing gave $?"
                yum install -y no-such-package || echo "yum gave $?"
                apt-get install -y no-such-package || echo "apt-get gave $?"
                """;

        guests.driver.start(guests.spec(1, 1, userData));
        guests.untilPrinted(1, "boot complete");
        Await.until(() -> assertThat(guests.console(1)).contains("steady runs with good words"));
        guests.driver.reboot(guests.spec(1, 2, userData), GRACE);
        Await.until(
                () -> assertThat(guests.console(1).split("boot complete", -1)).hasSize(3));
        Await.until(() -> assertThat(guests.console(1).split("steady runs", -1)).hasSize(3));

        assertThat(guests.console(1))
                .containsOnlyOnce("once\n")
                .containsOnlyOnce("user data begins")
                .contains("\nactive\n", "missing gave 5", "yum gave 1", "apt-get gave 100")
                .containsSubsequence("powering off", "steady ends", "powered off", "boots");
        assertThat(guests.view(1).run()).isEqualTo(2);
    }

    @Test
    void userDataThatCannotRunIsRefusedInTheConsoleLog() throws IOException {
        guests.driver.start(guests.spec(1, 1, "#cloud-config\nruncmd: [ls]\n"));

        guests.untilPrinted(1, "user data not run: #cloud-config is not supported");
    }

    @Test
    void rebootFromInsideKeepsTheInstanceAndPowerOffEndsIt() throws IOException {
        guests.driver.start(guests.spec(1, 1, ""));
        guests.untilPrinted(1, "boot complete");
        long pid = guests.view(1).pid().orElseThrow();

        guests.tell(1, "systemctl", "reboot");
        Await.until(
                () -> assertThat(guests.console(1).split("boot complete", -1)).hasSize(3));
        assertThat(guests.view(1).pid()).contains(pid);

        guests.tell(1, "shutdown", "-h", "now");
        Await.until(() -> assertThat(guests.view(1).condition()).isEqualTo(Condition.POWERED_OFF));
    }

    @Test
    void deathOfTheFirstProcessIsSeenAndTheNextRunStarts() throws IOException {
        guests.driver.start(guests.spec(1, 1, ""));
        ProcessHandle.of(guests.view(1).pid().orElseThrow()).orElseThrow().destroyForcibly();
        Await.until(() -> assertThat(guests.view(1).condition()).isEqualTo(Condition.CRASHED));

        guests.driver.start(guests.spec(1, 2, ""));

        assertThat(guests.view(1).condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void portsFollowWhileItRuns() throws IOException {
        NetworkInterface primary = GuestLab.networkInterface(1);
        NetworkInterface secondary = GuestLab.networkInterface(2);
        guests.driver.start(guests.spec(1, 1, "", primary));
        assertThat(guests.inside(1, "ip", "-br", "addr"))
                .contains("eth0@", GuestLab.address(1) + "/24")
                .doesNotContain("eth1", "inet6", "fe80");
        assertThat(guests.inside(1, "ip", "link", "show", "eth0"))
                .contains("mtu 1450", "link/ether " + primary.macAddress());
        assertThat(guests.inside(1, "ip", "route")).contains("default via 192.168.0.253 dev eth0");

        guests.driver.plug(guests.spec(1, 1, "", primary, secondary));
        assertThat(guests.inside(1, "ip", "-br", "addr")).contains("eth1@", GuestLab.address(2) + "/24");

        guests.driver.plug(guests.spec(1, 1, "", primary));
        assertThat(guests.inside(1, "ip", "-br", "addr")).contains("eth0@").doesNotContain("eth1@");
    }

    /** The host's, but for network namespaces: others make those meanwhile. */
    private static List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(line -> !line.startsWith("nsfs "))
                .toList();
    }

    @Test
    void deleteLeavesNothingBehind() throws IOException {
        List<String> mounts = mounts();
        guests.driver.start(guests.spec(1, 1, "#!/bin/sh\nsetsid sleep 1000 &\n"));
        guests.untilPrinted(1, "boot complete");
        long pid = guests.view(1).pid().orElseThrow();
        long base = GuestLab.config(directory).uidBase();

        guests.driver.delete(guests.id(1));

        assertThat(guests.driver.list()).isEmpty();
        assertThat(directory.resolve(guests.id(1))).doesNotExist();
        assertThat(Path.of("/proc", Long.toString(pid))).doesNotExist();
        Await.until(() -> assertThat(processesOf(base)).isEmpty());
        assertThat(mounts()).isEqualTo(mounts);
        assertThat(guests.lab.commands.run("ip", "-br", "link")).doesNotContain("hvguest");
        try (Stream<Path> groups = Files.find(
                Path.of("/sys/fs/cgroup"),
                4,
                (path, attributes) -> path.getFileName().toString().startsWith(guests.id(1)))) {
            assertThat(groups).isEmpty();
        }
    }

    @Test
    void killedAgentLeavesInstancesAndTheNextOneFindsThem() throws Exception {
        killAgentAfter("started");

        InstanceView found = guests.view(1);
        assertThat(found.condition()).isEqualTo(Condition.RUNNING);
        guests.untilPrinted(1, "printed without an agent");
        InstanceSpec spec = guests.spec(1, 1, "");
        assertThatThrownBy(() -> guests.driver.start(spec)).hasMessageContaining("runs already");
        try (NamespaceDriver next = new NamespaceDriver(GuestLab.config(directory), guests.lab.agent)) {
            assertThat(next.list()).extracting(InstanceView::pid).containsExactly(found.pid());
        }

        guests.driver.stop(guests.id(1), GRACE);
        assertThat(guests.view(1).condition()).isEqualTo(Condition.STOPPED);
    }

    @Test
    void agentLeavesAnothersDirectoryAloneUntilThatHasEnded() throws Exception {
        Process other = agentAfter("started");
        InstanceSpec spec = guests.spec(1, 1, "");
        String refusal = "another agent runs the instances in " + directory;
        try {
            assertThat(guests.driver.obstacle()).contains(refusal);
            assertThatThrownBy(() -> guests.driver.start(guests.spec(2, 1, ""))).hasMessage(refusal);
            assertThatThrownBy(() -> guests.driver.plug(spec)).hasMessage(refusal);
            assertThatThrownBy(() -> guests.driver.stop(guests.id(1), GRACE)).hasMessage(refusal);
            assertThatThrownBy(() -> guests.driver.delete(guests.id(1))).hasMessage(refusal);
            assertThat(guests.driver.list())
                    .extracting(InstanceView::instanceId, InstanceView::condition)
                    .containsExactly(tuple(guests.id(1), Condition.RUNNING));
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(guests.driver.obstacle()).isEmpty();
        guests.driver.plug(spec);
    }

    @Test
    void secondDriverOfAProcessLeavesTheFirstsDirectoryAlone() throws IOException {
        assertThat(guests.driver.obstacle()).isEmpty();

        try (NamespaceDriver second = new NamespaceDriver(GuestLab.config(directory), guests.lab.agent)) {
            assertThat(second.obstacle()).contains("another agent runs the instances in " + directory);
            guests.driver.close();
            assertThat(second.obstacle()).isEmpty();
            assertThat(guests.driver.obstacle()).isPresent();
        }
    }

    @Test
    void instanceWhoseAgentDiedBeforeItWasLetGoIsStartedAgain() throws Exception {
        killAgentAfter("recorded");
        InstanceSpec spec = guests.spec(1, 1, "");

        Await.until(() -> assertThat(InstanceOrder.next(
                        Optional.of(new Wanted(spec, InstanceStatus.Running, false)),
                        guests.driver.find(guests.id(1)),
                        false,
                        false))
                .isEqualTo(InstanceOrder.START));
        guests.driver.start(spec);

        guests.untilPrinted(1, "printed without an agent");
        assertThat(guests.console(1)).containsOnlyOnce("user data begins");
    }

    @Test
    void instanceWhoseAgentDiedJustAfterItWasLetGoStaysCrashedWhenItCrashes() throws Exception {
        killAgentAfter("let go");
        guests.driver.plug(guests.spec(1, 1, ""));

        ProcessHandle.of(guests.view(1).pid().orElseThrow()).orElseThrow().destroyForcibly();

        Await.until(() -> assertThat(guests.view(1).condition()).isEqualTo(Condition.CRASHED));
        assertThat(guests.view(1).interrupted()).isFalse();
    }

    @Test
    void longestHostNameIsTaken() throws IOException {
        InstanceSpec spec = guests.spec(1, 1, "");
        String longest = "x".repeat(GuestSetup.LONGEST_HOST_NAME);

        guests.driver.start(new InstanceSpec(spec.instanceId(), longest, spec.run(), spec.userData(), spec.ports()));

        assertThat(guests.inside(1, "hostname").strip()).isEqualTo(longest);
    }

    @Test
    void portThatCouldNotBeConfiguredIsMadeAnew() throws IOException {
        NetworkInterface primary = GuestLab.networkInterface(1);
        guests.driver.start(guests.spec(1, 1, "", primary));
        InstanceSpec right = guests.spec(1, 1, "", primary, GuestLab.networkInterface(2));
        InstanceSpec.Port second = right.ports().getLast();
        InstanceSpec wrong = new InstanceSpec(
                right.instanceId(),
                right.hostName(),
                right.run(),
                right.userData(),
                List.of(
                        right.ports().getFirst(),
                        new InstanceSpec.Port(
                                second.device(),
                                second.macAddress(),
                                "no address",
                                second.prefix(),
                                second.gateway())));
        assertThatThrownBy(() -> guests.driver.plug(wrong)).isInstanceOf(IOException.class);

        guests.driver.plug(right);

        assertThat(guests.inside(1, "ip", "-br", "addr")).contains("eth1@", GuestLab.address(2) + "/24");
    }

    @Test
    void consoleLogIsBounded() throws IOException {
        guests.driver.start(
                guests.spec(1, 1, "#!/bin/sh\nhead -c 6000000 /dev/zero | tr '\\0' x\necho; echo the end\n"));

        guests.untilPrinted(1, "the end");

        assertThat(guests.view(1).consoleBytes()).isBetween(500_000L, 2_200_000L);
        assertThat(guests.driver.console(guests.id(1), 65_536)).hasSize(65_536);
    }

    @Test
    void noMoreThanTheHostTakesAreStarted() throws IOException {
        int most = GuestLab.config(directory).maxInstances();
        for (int number = 1; number <= most; number++) {
            Path taken = Files.createDirectories(directory.resolve(guests.id(number)));
            InstanceRecord.created(GuestLab.config(directory).uidBase() + (number - 1) * UserNamespace.IDS)
                    .write(taken);
        }

        assertThatThrownBy(() -> guests.driver.start(guests.spec(most + 1, 1, "")))
                .hasMessageContaining("this host takes no more than 10 instances");

        assertThat(directory.resolve(guests.id(most + 1))).doesNotExist();
        guests.driver.delete(guests.id(1));
        guests.driver.start(guests.spec(most + 1, 1, ""));
        guests.untilPrinted(most + 1, "boot complete");
    }

    @Test
    void startIsQuick() throws IOException {
        guests.driver.start(guests.spec(1, 1, ""));
        for (int number = 2; number <= 4; number++) {
            long begun = System.nanoTime();
            guests.driver.start(guests.spec(number, 1, ""));
            guests.untilPrinted(number, "boot complete");
            LOG.infof("instance booted for the first time millis=%d", (System.nanoTime() - begun) / 1_000_000);
        }
        assertThat(guests.driver.list()).hasSize(4);
    }

    private static List<Long> processesOf(long base) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        int uid = (int) Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid");
                        return uid >= base && uid < base + UserNamespace.IDS;
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    /** Has another process start an instance, and kills that when it says that it has come so far. */
    private void killAgentAfter(String step) throws Exception {
        agentAfter(step).destroyForcibly().waitFor();
    }

    /** Another process that starts an instance, when it has come so far. */
    private Process agentAfter(String step) throws Exception {
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AgentToKill.class.getName(),
                        directory.toString(),
                        guests.lab.agent.name(),
                        guests.id(1),
                        step)
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        String line = agent.inputReader().readLine();
        while (line != null && !line.equals(step)) {
            said.append(line).append('\n');
            line = agent.inputReader().readLine();
        }
        assertThat(line).as(said.toString()).isEqualTo(step);
        return agent;
    }

    /** An agent as far as it starts one instance; the test kills it. */
    static final class AgentToKill {

        private static final String USER_DATA = "#!/bin/sh\nsleep 2\necho printed without an agent\n";

        private AgentToKill() {}

        public static void main(String[] arguments) throws Exception {
            InstanceConfig config = GuestLab.config(Path.of(arguments[0]));
            InstanceSpec spec =
                    new InstanceSpec(arguments[2], "ecs1", 1, UserData.of(GuestLab.base64(USER_DATA)), List.of());
            String step = arguments[3];
            if (step.equals("started")) {
                new NamespaceDriver(config, new NetworkNamespace(arguments[1])).start(spec);
            } else {
                start(config, spec, step.equals("let go"));
            }
            System.out.println(step);
            Thread.currentThread().join();
        }

        /** What the driver does up to the record, with or without the word that lets the instance go. */
        private static void start(InstanceConfig config, InstanceSpec spec, boolean letGo) throws IOException {
            Path directory = Files.createDirectories(config.directory().resolve(spec.instanceId()));
            NamespaceLauncher launcher = new NamespaceLauncher(
                    GuestScripts.unpack(config.directory().resolve(".guest")),
                    Cgroups.below(Path.of("/sys/fs/cgroup"), config));
            InstanceRecord created = InstanceRecord.created(config.uidBase());
            launcher.format(directory, created.uidBase(), spec.userData());
            NamespaceLauncher.Launched launched = launcher.launch(directory, created, spec, List.of());
            created.started(spec.run(), launched.first(), Instant.now()).write(directory);
            if (letGo) {
                launched.go();
            }
        }
    }
}
