package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/** An EIP and what it comes to and goes from, as a tenant sees both. */
record Carried(Tenant tenant, String eipId, String carrierId, String instanceType) {

    Rest.Answer associate(String clientToken) {
        return tenant.eips()
                .post(
                        "/eips/" + eipId + "/association",
                        Map.of("instanceId", carrierId, "instanceType", instanceType),
                        "Client-Token",
                        clientToken);
    }

    Rest.Answer unassociate(String clientToken) {
        return tenant.eips()
                .delete("/eips/" + eipId + "/association?instanceId=" + carrierId, "Client-Token", clientToken);
    }

    /** Fails unless the EIP is with the carrier or free, and the carrier says the same. */
    void assertAgreed() {
        JsonNode eip = eip();
        assertThat(eip.get("status").asText()).as("%s", eip).isIn("InUse", "Available");
        if (eip.get("status").asText().equals("InUse")) {
            assertInUse();
        } else {
            assertFree();
        }
    }

    void assertInUse() {
        JsonNode eip = eip();
        assertThat(eip.get("status").asText()).as("%s", eip).isEqualTo("InUse");
        assertThat(eip.get("instanceId").asText()).isEqualTo(carrierId);
        assertThat(shownByCarrier())
                .as("EIPs of %s", carrierId)
                .containsExactly(eip.get("ipAddress").asText());
    }

    void assertFree() {
        JsonNode eip = eip();
        assertThat(eip.get("status").asText()).as("%s", eip).isEqualTo("Available");
        assertThat(shownByCarrier()).as("EIPs of %s", carrierId).isEmpty();
    }

    private JsonNode eip() {
        return tenant.eips().get("/eips/" + eipId).expect(200).body();
    }

    /** None, too, if there is no carrier any more. */
    List<String> shownByCarrier() {
        return switch (instanceType) {
            case "HaVip" ->
                carrier(tenant.haVips(), "/ha-vips/")
                        .path("associatedEipAddresses")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList();
            case "EcsInstance" -> eipOf(carrier(tenant.network(), "/instances/"));
            default -> eipOf(carrier(tenant.network(), "/network-interfaces/"));
        };
    }

    private JsonNode carrier(Rest service, String path) {
        Rest.Answer answer = service.get(path + carrierId);
        return answer.status() == 404
                ? MissingNode.getInstance()
                : answer.expect(200).body();
    }

    private static List<String> eipOf(JsonNode carrier) {
        JsonNode address = carrier.at("/eip/ipAddress");
        return address.isTextual() ? List.of(address.asText()) : List.of();
    }
}
