package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Optional;

/** alicloud_havip_attachment, whose id is HAVIP:instance. */
final class AttachmentResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String haVipId = arguments.text("ha_vip_id");
        String instanceId = arguments.text("instance_id");
        Retry.call(
                Retry.HAVIP_ATTACHMENT,
                () -> client.rpc(
                        Product.VPC,
                        "AssociateHaVip",
                        Request.of("HaVipId", haVipId, "InstanceId", instanceId, "RegionId", client.region())
                                .given(arguments, "InstanceType", "instance_type")
                                .token("AssociateHaVip")
                                .map()));
        StateChange.await(
                "alicloud_havip_attachment",
                List.of(),
                List.of("InUse"),
                () -> HaVipResource.row(client, haVipId)
                        .filter(row -> instances(row).contains(instanceId))
                        .map(row -> member(row, "Status").asText()));
        return haVipId + ":" + instanceId;
    }

    private static List<String> instances(JsonNode row) {
        return Values.textRows(row, "AssociatedInstances", "associatedInstance");
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        String[] parts = id.split(":");
        return HaVipResource.row(client, parts[0])
                .filter(row -> instances(row).contains(parts[1]))
                .map(row -> Values.of(
                        "ha_vip_id",
                        parts[0],
                        "instance_id",
                        parts[1],
                        "instance_type",
                        member(row, "AssociatedInstanceType").asText(),
                        "status",
                        member(row, "Status").asText()));
    }

    /** Returns with the answer: nothing waits until the association has ended. */
    @Override
    public void delete(ProviderClient client, String id, Values state) {
        String[] parts = id.split(":");
        Retry.call(
                Retry.HAVIP_ATTACHMENT,
                () -> client.rpc(
                        Product.VPC,
                        "UnassociateHaVip",
                        Request.of("HaVipId", parts[0], "InstanceId", parts[1], "RegionId", client.region())
                                .given(state, "InstanceType", "instance_type")
                                .given(forced(state), "Force", "force")
                                .token("UnassociateHaVip")
                                .map()));
    }

    /** The parameter is there only when it is true. */
    private static Values forced(Values state) {
        return state.find("force").filter("true"::equals).isPresent() ? Values.of("force", true) : Values.of();
    }
}
