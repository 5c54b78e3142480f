package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.havip.domain.AccountLimit;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A HAVIP that the first version made, in its store and on its topic, lives on. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class EarlierHistoryIT {

    private static final String PATH = "/ha-vips/" + EarlierEvents.HAVIP;
    private static final List<String> HISTORY = List.of(
            "HaVipCreationRequested",
            "HaVipCreated",
            "HaVipAssociationRequested",
            "HaVipAssociationRefused",
            "HaVipAssociationRequested",
            "HaVipAssociated");
    private static final String STORE = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, meta_data, payload) VALUES (?, ?, ?, 'HaVip', ?, ?, ?, ?)
            """;

    @Inject
    DataSource dataSource;

    @Inject
    QuotaLedger quotas;

    private void store(String event, long sequence) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setString(1, EarlierEvents.id(event, sequence));
            insert.setString(2, EarlierEvents.HAVIP);
            insert.setLong(3, sequence);
            insert.setString(4, EarlierEvents.WRITTEN.toString());
            insert.setString(5, EarlierEvents.wireName(event));
            insert.setBytes(6, "{\"correlationId\":\"earlier-operation\"}".getBytes(StandardCharsets.UTF_8));
            insert.setBytes(7, EarlierEvents.json(event));
            insert.executeUpdate();
        }
    }

    /** What Flyway does when the new version first starts on the earlier one's database. */
    private void countPlaces() throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                InputStream migration = getClass().getResourceAsStream("/db/havip/R__places_of_havips.sql")) {
            connection.setAutoCommit(false);
            statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
            connection.commit();
        }
    }

    private long placesTaken() throws SQLException {
        return quotas.used(AccountLimit.scope(EarlierEvents.ACCOUNT));
    }

    @Test
    void haVipOfTheFirstVersionIsShownAndTakesCommands() throws Exception {
        try (NetworkByHand network = new NetworkByHand()) {
            for (int sequence = 0; sequence < HISTORY.size(); sequence++) {
                store(HISTORY.get(sequence), sequence);
                network.sendRaw(EarlierEvents.record(HISTORY.get(sequence), sequence));
            }
            countPlaces();
            assertThat(placesTaken()).isEqualTo(1);
            Caller caller = new Caller(network, EarlierEvents.ACCOUNT);
            Await.until(() -> assertThat(caller.field(EarlierEvents.HAVIP, "associatedInstances"))
                    .isEqualTo("[i-earlier-1]"));
            assertThat(caller.field(EarlierEvents.HAVIP, "resourceGroupId")).isEmpty();

            Response renamed = expect(caller.patch(PATH, Map.of("name", "shop")), 200);
            assertThat(renamed.<String>path("name")).isEqualTo("shop");
            assertThat(renamed.<String>path("description")).isEqualTo("for the shop");
            expect(caller.post(PATH + "/tags", Map.of("tags", List.of(Map.of("key", "team")))), 200);
            expect(caller.post(PATH + "/resource-group", Map.of("resourceGroupId", "rg-1")), 200);
            caller.associate(EarlierEvents.HAVIP, Map.of("instanceId", "i-earlier-2"));
            for (String instanceId : List.of("i-earlier-1", "i-earlier-2")) {
                CompletableFuture<Response> unassociation =
                        meanwhile(() -> caller.delete(PATH + "/associations/" + instanceId));
                NetworkByHand.Asked detachment = network.await(DetachHaVip.class, EarlierEvents.HAVIP);
                assertThat(((DetachHaVip) detachment.command()).instanceType())
                        .isEqualTo(AssociatedInstanceType.EcsInstance);
                network.agree(detachment, Caller.ADDRESS);
                expect(unassociation.join(), 200);
            }
            CompletableFuture<Response> deletion = meanwhile(() -> caller.delete(PATH));
            network.agree(network.await(ReleaseHaVipAddress.class, EarlierEvents.HAVIP), Caller.ADDRESS);
            expect(deletion.join(), 204);
            assertThat(placesTaken()).isZero();
        }
    }
}
