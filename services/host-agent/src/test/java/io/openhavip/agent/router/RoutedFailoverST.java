package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Decider;
import io.openhavip.agent.lab.Keepalived;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real keepalived on two instances, and a client in another vSwitch of their VPC, which comes by way of the router. */
@Privileged
class RoutedFailoverST {

    @TempDir
    private Path directory;

    private RouterLab net;
    private LabInstance primary;
    private LabInstance backup;
    private LabInstance client;
    private Keepalived onPrimary;

    @BeforeEach
    void setUp() throws IOException {
        net = new RouterLab();
        VSwitchState far = net.lab.vSwitch("vsw-lab000000000000003", Lab.VPC, "192.168.7.0/24");
        primary = net.lab.instance(1).serve().routed();
        backup = net.lab.instance(2).serve().routed();
        client = net.lab.instance(3, far).routed();
        net.lab.haVip(primary, backup);
        net.reconcile();
        net.lab.untilConnected(client, primary, backup);
        DeviceTable devices = net.lab.closing(DeviceTable.start(net.lab.agent, () -> {}));
        Decider decider = new Decider(net.lab, net.plane, devices, List.of(primary, backup));
        decider.associate(primary);
        decider.associate(backup);
        net.lab.closing(ArpCapture.start(net.lab.agent, decider));
        onPrimary = net.lab.closing(Keepalived.start(primary, backup, true, directory));
        net.lab.closing(Keepalived.start(backup, primary, false, directory));
    }

    @AfterEach
    void tearDown() throws IOException {
        net.close();
    }

    @Test
    void addressIsReachedFromAnotherVSwitchBeforeAndAfterAFailover() throws IOException {
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(primary.instanceId));
        String router = net.kernel();

        onPrimary.crash();

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(backup.instanceId));
        assertThat(backup.datagramArrives(client, ADDRESS)).isTrue();
        // The dead node still holds the address, and its word does not leave the vSwitch.
        assertThat(primary.run("ip", "addr", "show", "eth0")).contains(ADDRESS);
        assertThat(primary.datagramArrives(client, ADDRESS)).isFalse();
        assertThat(primary.datagramArrives(client, primary.address)).isTrue();
        // The router sends to the HAVIP's own MAC and need not be told.
        assertThat(net.kernel()).isEqualTo(router);
    }
}
