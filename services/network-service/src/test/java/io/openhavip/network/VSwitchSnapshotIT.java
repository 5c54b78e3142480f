package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.HaVipAddress;
import io.openhavip.network.domain.HaVipAddressCommands;
import io.openhavip.network.domain.Quotas;
import io.openhavip.network.domain.RouteTable;
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.VSwitchCommands;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.domain.VpcCommands;
import io.openhavip.network.domain.VpcRequest.CreateVpc;
import io.openhavip.service.api.ResourceIds;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A vSwitch that is loaded from a snapshot is the one that is replayed from its events. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class VSwitchSnapshotIT {

    private static final String ACCOUNT = "3000000000000001";
    private static final String REGION = "cn-hangzhou";
    private static final int SNAPSHOT_EVERY = 10;
    private static final String BREAK_FIRST =
            "UPDATE domain_event_entry SET payload = '{}' WHERE aggregate_identifier = ? AND sequence_number = 0";
    private static final String RESTORE_FIRST =
            "UPDATE domain_event_entry SET payload = ? WHERE aggregate_identifier = ? AND sequence_number = 0";

    private final String vpcId = ResourceIds.next("vpc");
    private final String vSwitchId = ResourceIds.next("vsw");

    @Inject
    PostgresTransactions transactions;

    @Inject
    Quotas quotas;

    private EventSourcing replica() {
        return EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class)
                .aggregate(RouteTable.class)
                .aggregate(HaVipAddress.class)
                .aggregate(VSwitch.class, SNAPSHOT_EVERY)
                .commandHandler(all -> new VpcCommands(all.of(Vpc.class), all.of(RouteTable.class), quotas))
                .commandHandler(all ->
                        new VSwitchCommands(all.of(Vpc.class), all.of(RouteTable.class), all.of(VSwitch.class), quotas))
                .commandHandler(
                        all -> new HaVipAddressCommands(all.of(VSwitch.class), all.of(HaVipAddress.class), quotas))
                .start();
    }

    /** Leaves none behind when it loads a long history. */
    private EventSourcing withoutSnapshots() {
        return EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(VSwitch.class)
                .start();
    }

    @Test
    void snapshotHoldsWhatTheEventsSay() throws Exception {
        try (EventSourcing replica = replica()) {
            give(replica, new CreateVpc(vpcId, ACCOUNT, REGION, "10.0.0.0/16", "", "", "", Map.of()));
            give(
                    replica,
                    new CreateVSwitch(
                            vSwitchId,
                            ACCOUNT,
                            vpcId,
                            "cn-hangzhou-b",
                            "10.0.0.0/24",
                            "front",
                            "for the shop",
                            Map.of("team", "shop")));
            reserve(replica, 0, SNAPSHOT_EVERY);
            // A second one is not begun while the first is still being taken.
            Await.until(() -> assertThat(newestSnapshot()).isPositive());
            reserve(replica, SNAPSHOT_EVERY, 2 * SNAPSHOT_EVERY);
            give(replica, new ReleaseHaVipAddress(vSwitchId, haVip(3)));
            Await.until(() -> assertThat(newestSnapshot()).isGreaterThan(SNAPSHOT_EVERY));
        }
        byte[] first = firstEvent();
        update(BREAK_FIRST);
        VSwitch fromSnapshot = load(replica());
        restore(first);
        update("DELETE FROM snapshot_event_entry WHERE aggregate_identifier = ?");
        assertThat(fromSnapshot).usingRecursiveComparison().isEqualTo(load(withoutSnapshots()));
    }

    private void reserve(EventSourcing replica, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            give(replica, new ReserveHaVipAddress(vSwitchId, haVip(i), Optional.empty(), ACCOUNT, REGION));
        }
    }

    private String haVip(int number) {
        return "havip-" + vSwitchId.substring("vsw-".length()) + "-" + number;
    }

    private static void give(EventSourcing replica, Object command) throws Exception {
        replica.together(connection -> replica.send(command, Cause.request("test")));
    }

    /** Read by a replica that has just started. */
    private VSwitch load(EventSourcing started) throws Exception {
        AtomicReference<VSwitch> loaded = new AtomicReference<>();
        try (EventSourcing replica = started) {
            replica.unitOfWork()
                    .run(connection ->
                            replica.repository(VSwitch.class).load(vSwitchId).execute(loaded::set));
        }
        return loaded.get();
    }

    private byte[] firstEvent() throws Exception {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT payload FROM domain_event_entry WHERE aggregate_identifier = ? AND sequence_number = 0")) {
            select.setString(1, vSwitchId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    /** The sequence of the last event that the newest snapshot holds; -1 if there is none. */
    private long newestSnapshot() throws Exception {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT coalesce(max(sequence_number), -1) FROM snapshot_event_entry WHERE aggregate_identifier = ?")) {
            select.setString(1, vSwitchId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void update(String sql) throws Exception {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, vSwitchId);
            update.executeUpdate();
        }
    }

    private void restore(byte[] payload) throws Exception {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement update = connection.prepareStatement(RESTORE_FIRST)) {
            update.setBytes(1, payload);
            update.setString(2, vSwitchId);
            update.executeUpdate();
        }
    }
}
