package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.openhavip.agent.router.RouterLab.EIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.agent.lab.SenselessFacts;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class RouterReconcileST {

    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    private RouterLab net;
    private LabInstance owner;

    @BeforeEach
    void setUp() throws IOException {
        net = new RouterLab();
        owner = net.holder(1);
        net.lab.haVip(owner);
        net.eip(EIP, ADDRESS, Lab.VPC);
        net.routeToHaVip("10.9.0.0/16");
        net.reconcile();
        net.own(owner);
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
    }

    @AfterEach
    void tearDown() throws IOException {
        net.close();
    }

    @Test
    void nothingIsRepairedWhenNothingIsWrong() throws IOException {
        String before = net.kernel();

        net.reconcile();

        assertThat(net.plane.driftRepaired()).isZero();
        assertThat(net.kernel()).isEqualTo(before);
    }

    @Test
    void routerThatIsDeletedIsMadeAgain() throws IOException {
        MACHINE.run("ip", "netns", "delete", net.router(Lab.VPC).name());

        Await.until(() -> {
            net.reconcile();
            assertThat(net.outside.ask(EIP)).contains(owner.instanceId);
        });
    }

    @Test
    void restartChangesNothingAndTrafficGoesOnMeanwhile() throws IOException {
        String before = net.kernel();
        net.plane.close();
        assertThat(net.outside.ask(EIP)).contains(owner.instanceId);

        net.start();
        net.reconcile();

        assertThat(net.kernel()).isEqualTo(before);
        assertThat(net.plane.driftRepaired()).isZero();
    }

    @Test
    void removalLeavesNothing() throws IOException {
        net.plane.removeAll();

        assertThat(MACHINE.run("ip", "netns", "list"))
                .doesNotContain(net.router(Lab.VPC).name());
        assertThat(net.lab.commands.run("ip", "-br", "link"))
                .doesNotContain("hvg")
                .doesNotContain("hvb");
    }

    @Test
    void vpcWithoutInstancesHereHasNoRouterAndGetsItBack() throws IOException {
        net.lab.facts.put(owner.state(InstanceStatus.Stopped));
        net.reconcile();
        assertThat(MACHINE.run("ip", "netns", "list"))
                .doesNotContain(net.router(Lab.VPC).name());

        net.lab.facts.put(owner.state(InstanceStatus.Running));
        net.reconcile();

        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
        assertThat(net.plane.driftRepaired()).isZero();
    }

    @Test
    void senselessFactsAreInNobodysWay() throws IOException {
        SenselessFacts.putInto(net.lab.facts);

        net.plane.reconcile();

        assertThat(net.plane.lastReconciliation().failure()).isEmpty();
        assertThat(net.outside.ask(EIP)).contains(owner.instanceId);
        LabInstance next = net.holder(2);
        net.lab.haVip(owner, next);
        net.plane.reconcile();
        net.own(next);
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(next.instanceId));
    }

    /** As an {@code ip netns add} leaves them that was killed half-way. */
    @Test
    void fileThatIsNoNamespaceIsInNobodysWay() throws IOException {
        net.plane.removeAll();
        Path wanted = Path.of("/run/netns", net.router(Lab.VPC).name());
        Path unwanted = Path.of("/run/netns", net.router("vpc-gone").name());
        Files.createFile(wanted);
        Files.createFile(unwanted);

        net.start();
        net.reconcile();

        assertThat(unwanted).doesNotExist();
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
    }

    @Test
    void routerThatCannotBeRemovedDoesNotKeepTheOthersFromBeingBroughtAbout() throws IOException {
        net.plane.removeAll();
        String stuck = net.router("vpc-gone").name();
        Path file = Files.createFile(Path.of("/run/netns", stuck));
        // A namespace, but not of the kind that can be entered as one of the network.
        MACHINE.run("mount", "--bind", "/proc/self/ns/uts", file.toString());

        net.start();
        net.plane.reconcile();

        assertThat(net.plane.lastReconciliation().problems())
                .singleElement()
                .asString()
                .startsWith("network namespace " + stuck + " is not removed: ");
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
    }

    @Test
    void namespaceOfOthersIsAProblemAndNotTaken() throws IOException {
        net.plane.removeAll();
        String name = net.router(Lab.VPC).name();
        MACHINE.run("ip", "netns", "add", name);
        try {
            MACHINE.run("ip", "-n", name, "link", "add", "other0", "type", "veth", "peer", "name", "other1");
            net.start();

            net.plane.reconcile();

            assertThat(net.plane.lastReconciliation().problems())
                    .containsExactly("network namespace " + name + " is in the way of the router of " + Lab.VPC);
            net.plane.removeAll();
            assertThat(MACHINE.run("ip", "-n", name, "-br", "link")).contains("other0");
        } finally {
            MACHINE.run("ip", "netns", "delete", name);
        }
    }
}
