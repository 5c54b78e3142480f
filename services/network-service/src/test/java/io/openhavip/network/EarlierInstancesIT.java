package io.openhavip.network;

import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An instance that an earlier version stored, and had not sent yet, lives on: in its aggregate, on the topic, in the read model. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class EarlierInstancesIT {

    private static final String STORE = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                            payload_type, meta_data, payload)
            VALUES (?, ?, ?, 'Instance', '2026-01-02T03:04:05Z', ?, convert_to('{}', 'UTF8'), ?)
            """;
    private static final String SEND = """
            INSERT INTO outbox (message_id, key, aggregate_sequence, type, payload, topic, occurred_at)
            VALUES (?, ?, ?, ?, ?, 'network.events', '2026-01-02T03:04:05Z')
            """;

    @Inject
    AgroalDataSource dataSource;

    private final Rest rest = new Rest("1000000000000001");

    @Test
    void storedInstanceIsShownStoppedAndDeleted() throws Exception {
        String instanceId = "i-" + UUID.randomUUID();
        String vpcId = rest.post("/vpcs", Map.of("cidrBlock", "192.168.0.0/16"))
                .statusCode(201)
                .extract()
                .path("vpcId");
        String vSwitchId = rest.vSwitch(vpcId, "192.168.0.0/24");
        store(0, "InstanceCreated", instanceId, vSwitchId);
        store(1, "InstanceStarted", instanceId, vSwitchId);
        String path = "/instances/" + instanceId;
        Await.until(() -> rest.get(path).statusCode(200).body("status", equalTo("Running")));
        rest.get(path)
                .body("instanceName", equalTo("ecs1"))
                .body("instanceType", equalTo("ecs.g6.large"))
                .body("networkInterfaces[0].privateIpAddress", equalTo("192.168.0.1"));
        rest.post(path + "/stop").statusCode(200).body("status", equalTo("Stopped"));
        rest.delete(path).statusCode(204);
        rest.get(path).statusCode(404);
    }

    private void store(int sequence, String record, String instanceId, String vSwitchId)
            throws IOException, SQLException {
        byte[] payload = fixture(record + ".v1")
                .replace("\"i-1\"", "\"" + instanceId + "\"")
                .replace("\"vsw-1\"", "\"" + vSwitchId + "\"")
                .getBytes(StandardCharsets.UTF_8);
        try (Connection connection = dataSource.getConnection()) {
            for (String sql : new String[] {STORE, SEND}) {
                try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    insert.setString(1, instanceId + "-" + sequence);
                    insert.setString(2, instanceId);
                    insert.setLong(3, sequence);
                    insert.setString(4, "network." + record + ".v1");
                    insert.setBytes(5, payload);
                    insert.executeUpdate();
                }
            }
        }
    }

    private static String fixture(String name) throws IOException {
        try (InputStream json = EarlierInstancesIT.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
