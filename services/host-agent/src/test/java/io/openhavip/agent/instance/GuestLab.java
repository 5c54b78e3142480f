package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.config.InstanceConfig;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Real instances on a lab's host, with its data plane. Everything of them is deleted on close. */
public final class GuestLab implements AutoCloseable {

    /** Beyond those of the two hosts that the launcher knows, so that no other instance on this machine has them. */
    private static final long UID_BASE = 2_013_265_920L;

    static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    final Lab lab = new Lab();
    final NamespaceDriver driver;
    final DataPlane plane;
    final DeviceTable devices;
    final Path directory;
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    GuestLab(Path directory) throws IOException {
        this.directory = directory;
        this.driver = new NamespaceDriver(config(directory), lab.agent);
        lab.facts.whileRunning(driver::isRunning);
        this.plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofMillis(500)));
        plane.start();
        this.devices = lab.closing(DeviceTable.start(lab.agent, plane::wakeUp));
    }

    static InstanceConfig config(Path directory) {
        return new InstanceConfig() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public int maxInstances() {
                return 10;
            }

            @Override
            public long uidBase() {
                return UID_BASE;
            }

            @Override
            public Duration stopTimeout() {
                return Duration.ofSeconds(20);
            }

            @Override
            public long memory() {
                return 512;
            }

            @Override
            public long processes() {
                return 128;
            }

            @Override
            public double processors() {
                return 1;
            }
        };
    }

    String id(int number) {
        return "i-" + unique + "00000000%04d".formatted(number);
    }

    static String address(int number) {
        return "192.168.0." + (20 + number);
    }

    static NetworkInterface networkInterface(int number) {
        return new NetworkInterface(
                "eni-guest00000000%04d".formatted(number),
                Lab.VSWITCH,
                "00:16:3e:00:01:%02x".formatted(number),
                address(number));
    }

    /** The facts about an instance. */
    InstanceState state(int number, InstanceStatus status, int run, String userData, NetworkInterface... interfaces) {
        return new InstanceState(
                id(number),
                "vpc-lab000000000000001",
                Lab.HOST,
                status,
                run,
                interfaces.length == 0 ? List.of(networkInterface(number)) : List.of(interfaces),
                Optional.of(new GuestSetup("ecs" + number, base64(userData), "ecs.g6.large", "")));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the facts of an instance that runs make of it. */
    InstanceSpec spec(int number, int run, String userData, NetworkInterface... interfaces) {
        lab.facts.put(state(number, InstanceStatus.Running, run, userData, interfaces));
        return InstancePlan.derive(Lab.HOST, lab.facts.snapshot())
                .wanted()
                .get(id(number))
                .spec();
    }

    String console(int number) throws IOException {
        return new String(driver.console(id(number), 1 << 20), StandardCharsets.UTF_8);
    }

    /** Waits until the instance has printed this. */
    void untilPrinted(int number, String text) {
        Await.until(() -> assertThat(console(number)).contains(text));
    }

    InstanceView view(int number) throws IOException {
        return driver.find(id(number)).orElseThrow();
    }

    /** Runs a command inside an instance, as its root. */
    String inside(int number, String... command) throws IOException {
        return MACHINE.run(entering(number, command).toArray(String[]::new));
    }

    /** Runs a command inside that ends the instance, and so perhaps itself before it has an outcome. */
    void tell(int number, String... command) throws IOException {
        new ProcessBuilder(entering(number, command)).start().onExit().join();
    }

    private List<String> entering(int number, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                view(number).pid().orElseThrow().toString(),
                "--user",
                "--mount",
                "--pid",
                "--net",
                "--uts",
                "--ipc",
                "--root",
                "--wd"));
        line.addAll(List.of(command));
        return line;
    }

    /** Deletes every instance below a directory. */
    public static void deleteAll(Path directory, NetworkNamespace plane) throws IOException {
        try (NamespaceDriver driver = new NamespaceDriver(config(directory), plane)) {
            deleteAll(driver);
        }
    }

    private static void deleteAll(NamespaceDriver driver) throws IOException {
        for (InstanceView view : driver.list()) {
            driver.delete(view.instanceId());
        }
    }

    @Override
    public void close() throws IOException {
        try (driver) {
            deleteAll(driver);
        }
        lab.close();
    }
}
