package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.Map;
import java.util.Optional;

/** alicloud_eip_association, whose id is EIP:instance. */
final class EipAssociationResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String eipId = arguments.text("allocation_id");
        String instanceId = arguments.text("instance_id");
        Retry.call(
                Retry.ASSOCIATE_EIP,
                () -> client.rpc(
                        Product.VPC,
                        "AssociateEipAddress",
                        Map.of("AllocationId", eipId, "InstanceId", instanceId),
                        Request.of("RegionId", client.region(), "InstanceType", "EcsInstance")
                                .given(arguments, "InstanceType", "instance_type")
                                .token("AssociateEipAddress")
                                .map()));
        String id = eipId + ":" + instanceId;
        // Once, at once: the provider does not wait for it.
        row(client, id).orElseThrow(() -> new AssertionError(id + " does not show its instance yet"));
        return id;
    }

    private static Optional<JsonNode> row(ProviderClient client, String id) {
        String[] parts = id.split(":");
        return EipResource.row(client, parts[0])
                .filter(row -> member(row, "InstanceId").asText().equals(parts[1]));
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        String[] parts = id.split(":");
        return row(client, id)
                .map(row -> Values.of(
                        "allocation_id", parts[0],
                        "instance_id", parts[1],
                        "instance_type", member(row, "InstanceType").asText(),
                        "private_ip_address", member(row, "PrivateIpAddress").asText(),
                        "vpc_id", member(row, "VpcId").asText(),
                        "mode", member(row, "Mode").asText()));
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        String[] parts = id.split(":");
        Retry.call(
                Retry.UNASSOCIATE_EIP,
                () -> client.rpc(
                        Product.VPC,
                        "UnassociateEipAddress",
                        Map.of("AllocationId", parts[0], "InstanceId", parts[1]),
                        Request.of("RegionId", client.region())
                                .given(state, "InstanceType", "instance_type")
                                .token("UnassociateEipAddress")
                                .map()));
        StateChange.awaitGone("alicloud_eip_association", () -> row(client, id).isPresent());
    }
}
