package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Optional;

/** alicloud_ecs_network_interface. */
final class NetworkInterfaceResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = client.rpc(
                        Product.ECS,
                        "CreateNetworkInterface",
                        Request.of("RegionId", client.region())
                                .given(
                                        arguments,
                                        "VSwitchId",
                                        "vswitch_id",
                                        "NetworkInterfaceName",
                                        "network_interface_name",
                                        "Description",
                                        "description",
                                        "PrimaryIpAddress",
                                        "primary_ip_address",
                                        "ResourceGroupId",
                                        "resource_group_id")
                                .list("SecurityGroupIds", arguments.texts("security_group_ids"))
                                .token("CreateNetworkInterface")
                                .map())
                .path("NetworkInterfaceId")
                .asText();
        StateChange.await("alicloud_ecs_network_interface", List.of(), List.of("Available"), () -> status(client, id));
        Tags.change(client, Product.ECS, "eni", id, Values.of(), arguments);
        return id;
    }

    static Optional<String> status(ProviderClient client, String id) {
        return row(client, id).map(row -> member(row, "Status").asText());
    }

    static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeNetworkInterfaces",
                                Request.of("RegionId", client.region(), "NetworkInterfaceId.1", id)
                                        .map()),
                        "NetworkInterfaceSets",
                        "NetworkInterfaceSet")
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return row(client, id)
                .map(row -> Values.of(
                        "vswitch_id", member(row, "VSwitchId").asText(),
                        "network_interface_name",
                                member(row, "NetworkInterfaceName").asText(),
                        "description", member(row, "Description").asText(),
                        "primary_ip_address", member(row, "PrivateIpAddress").asText(),
                        "security_group_ids", Values.textRows(row, "SecurityGroupIds", "SecurityGroupId"),
                        "resource_group_id", member(row, "ResourceGroupId").asText(),
                        "source_dest_check", member(row, "SourceDestCheck").booleanValue(),
                        "mac", member(row, "MacAddress").asText(),
                        "status", member(row, "Status").asText(),
                        "ipv6_addresses", Values.textRows(row, "Ipv6Sets", "Ipv6Set"),
                        "tags", Values.tags(row, "TagKey", "TagValue")));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (List.of("network_interface_name", "description", "security_group_ids").stream()
                .anyMatch(name -> before.differs(name, now))) {
            client.rpc(
                    Product.ECS,
                    "ModifyNetworkInterfaceAttribute",
                    Request.of("NetworkInterfaceId", id, "RegionId", client.region())
                            .given(now, "NetworkInterfaceName", "network_interface_name", "Description", "description")
                            .list("SecurityGroupId", now.texts("security_group_ids"))
                            .map());
        }
        Tags.change(client, Product.ECS, "eni", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        client.rpc(
                Product.ECS,
                "DeleteNetworkInterface",
                Request.of("NetworkInterfaceId", id, "RegionId", client.region())
                        .map());
        StateChange.awaitGone(
                "alicloud_ecs_network_interface", () -> row(client, id).isPresent());
    }
}
