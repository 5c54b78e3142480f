package io.openhavip.agent.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the kernel's news of devices wake whoever compares the kernel with the facts. */
@Privileged
class DeviceTableST {

    private final AtomicInteger wakes = new AtomicInteger();
    private Lab lab;
    private LabInstance instance;
    private volatile DeviceTable devices;
    private int fences;
    private volatile String fence = "";
    private volatile String fenceSeen = "";

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        instance = lab.instance(1);
        lab.commands.run("ip", "link", "set", instance.device(), "up");
        lab.commands.run("ip", "link", "add", "bridge0", "type", "bridge");
        untilCarrier(true);
        devices = lab.closing(DeviceTable.start(lab.agent, this::woken));
        wakesOfAFence();
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void instanceThatSetsItsEndDownAndUpWakesNobody() throws IOException {
        for (int round = 0; round < 3; round++) {
            instance.run("ip", "link", "set", "eth0", "down");
            untilCarrier(false);
            instance.run("ip", "link", "set", "eth0", "up");
            untilCarrier(true);
        }

        assertThat(wakesOfAFence()).isOne();
    }

    @Test
    void settingAPortDownOrUpWakes() throws IOException {
        lab.commands.run("ip", "link", "set", instance.device(), "down");
        assertThat(wakesOfAFence()).isEqualTo(2);

        lab.commands.run("ip", "link", "set", instance.device(), "up");
        assertThat(wakesOfAFence()).isEqualTo(2);
    }

    @Test
    void givingAPortAnotherMasterOrNoneWakes() throws IOException {
        lab.commands.run("ip", "link", "set", instance.device(), "master", "bridge0");
        assertThat(wakesOfAFence()).isEqualTo(2);

        lab.commands.run("ip", "link", "set", instance.device(), "nomaster");
        assertThat(wakesOfAFence()).isEqualTo(2);
    }

    @Test
    void renamingAPortWakesAndSoDoesItsEnd() throws IOException {
        lab.commands.run("ip", "link", "set", instance.device(), "down");
        wakesOfAFence();
        lab.commands.run("ip", "link", "set", instance.device(), "name", "renamed0");
        assertThat(wakesOfAFence()).isEqualTo(2);
        assertThat(devices.index("renamed0")).isPresent();
        assertThat(devices.index(instance.device())).isEmpty();

        lab.commands.run("ip", "link", "del", "renamed0");
        assertThat(wakesOfAFence()).isEqualTo(2);
        assertThat(devices.index("renamed0")).isEmpty();
    }

    private void woken() {
        wakes.incrementAndGet();
        String expected = fence;
        if (devices != null && devices.index(expected).isPresent()) {
            fenceSeen = expected;
        }
    }

    /** How often it woke since the last fence, with this one: a device that comes, of which the kernel tells after all that was before. */
    private int wakesOfAFence() throws IOException {
        fence = "fence" + fences++;
        lab.commands.run("ip", "link", "add", fence, "type", "bridge");
        Await.until(() -> assertThat(fenceSeen).isEqualTo(fence));
        return wakes.getAndSet(0);
    }

    private void untilCarrier(boolean up) {
        Await.until(() -> assertThat(lab.commands
                        .run("ip", "link", "show", instance.device())
                        .contains("LOWER_UP"))
                .isEqualTo(up));
    }
}
