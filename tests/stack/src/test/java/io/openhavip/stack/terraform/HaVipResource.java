package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Optional;

/** alicloud_havip, which alicloud_vpc_ha_vip is another name of. */
final class HaVipResource implements ResourceType {

    private static final List<String> GONE = List.of("InvalidHaVipId.NotFound", "InvalidRegionId.NotFound");

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = Retry.call(
                        Retry.HAVIP,
                        () -> client.rpc(
                                Product.VPC,
                                "CreateHaVip",
                                Request.of("RegionId", client.region())
                                        .given(
                                                arguments,
                                                "VSwitchId",
                                                "vswitch_id",
                                                "IpAddress",
                                                "ip_address",
                                                "Name",
                                                "ha_vip_name",
                                                "Description",
                                                "description",
                                                "ResourceGroupId",
                                                "resource_group_id")
                                        .token("CreateHaVip")
                                        .map()))
                .path("HaVipId")
                .asText();
        StateChange.await(
                "alicloud_havip",
                List.of(),
                List.of("Available"),
                () -> row(client, id).map(row -> member(row, "Status").asText()));
        Tags.change(client, Product.VPC, "HAVIP", id, Values.of(), arguments);
        return id;
    }

    static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.VPC,
                                "DescribeHaVips",
                                Request.of(
                                                "RegionId",
                                                client.region(),
                                                "Filter.1.Key",
                                                "HaVipId",
                                                "Filter.1.Value.1",
                                                id)
                                        .map()),
                        "HaVips",
                        "HaVip")
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return row(client, id).map(HaVipResource::values);
    }

    /** Lists must be there also when they are empty. */
    static Values values(JsonNode row) {
        return Values.of(
                "id", member(row, "HaVipId").asText(),
                "vswitch_id", member(row, "VSwitchId").asText(),
                "ip_address", member(row, "IpAddress").asText(),
                "ha_vip_name", member(row, "Name").asText(),
                "description", member(row, "Description").asText(),
                "resource_group_id", member(row, "ResourceGroupId").asText(),
                "status", member(row, "Status").asText(),
                "master_instance_id", member(row, "MasterInstanceId").asText(),
                "associated_instance_type",
                        member(row, "AssociatedInstanceType").asText(),
                "associated_instances", Values.textRows(row, "AssociatedInstances", "associatedInstance"),
                "associated_eip_addresses", Values.textRows(row, "AssociatedEipAddresses", "associatedEipAddresse"),
                "tags", Values.tags(row, "Key", "Value"));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (before.differs("ha_vip_name", now) || before.differs("description", now)) {
            Retry.call(
                    Retry.HAVIP,
                    () -> client.rpc(
                            Product.VPC,
                            "ModifyHaVipAttribute",
                            Request.of("HaVipId", id, "RegionId", client.region())
                                    .given(now, "Name", "ha_vip_name", "Description", "description")
                                    .token("ModifyHaVipAttribute")
                                    .map()));
        }
        if (before.differs("resource_group_id", now)) {
            move(client, "HAVIP", id, now);
        }
        Tags.change(client, Product.VPC, "HAVIP", id, before, now);
    }

    static void move(ProviderClient client, String resourceType, String id, Values now) {
        client.rpc(
                Product.VPC,
                "MoveResourceGroup",
                Request.of("ResourceType", resourceType, "ResourceId", id, "RegionId", client.region())
                        .given(now, "NewResourceGroupId", "resource_group_id")
                        .map());
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        try {
            Retry.call(
                    Retry.HAVIP,
                    () -> client.rpc(
                            Product.VPC,
                            "DeleteHaVip",
                            Request.of("HaVipId", id, "RegionId", client.region())
                                    .token("DeleteHaVip")
                                    .map()));
        } catch (ApiFailure failure) {
            if (!failure.isOneOf(GONE)) {
                throw failure;
            }
        }
        StateChange.awaitGone("alicloud_havip", () -> row(client, id).isPresent());
    }
}
