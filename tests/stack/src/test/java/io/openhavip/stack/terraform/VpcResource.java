package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Optional;

/** alicloud_vpc. */
final class VpcResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = Retry.call(
                        Retry.CREATE_VPC,
                        () -> client.rpc(
                                Product.VPC,
                                "CreateVpc",
                                Request.of("RegionId", client.region())
                                        .given(
                                                arguments,
                                                "CidrBlock",
                                                "cidr_block",
                                                "VpcName",
                                                "vpc_name",
                                                "Description",
                                                "description",
                                                "ResourceGroupId",
                                                "resource_group_id")
                                        .token("CreateVpc")
                                        .map()))
                .path("VpcId")
                .asText();
        StateChange.await(
                "alicloud_vpc",
                List.of(),
                List.of("Available"),
                () -> attribute(client, id).map(vpc -> member(vpc, "Status").asText()));
        Tags.change(client, Product.VPC, "VPC", id, Values.of(), arguments);
        return id;
    }

    private static Optional<JsonNode> attribute(ProviderClient client, String id) {
        return Found.unlessGone(() -> client.rpc(
                Product.VPC,
                "DescribeVpcAttribute",
                Request.of("VpcId", id, "RegionId", client.region()).map()));
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return attribute(client, id).map(vpc -> {
            JsonNode table = Values.rows(
                            client.rpc(
                                    Product.VPC,
                                    "DescribeRouteTableList",
                                    Request.of("VpcId", id, "RegionId", client.region(), "PageSize", "50")
                                            .map()),
                            "RouterTableList",
                            "RouterTableListType")
                    .stream()
                    .filter(row -> member(row, "RouteTableType").asText().equals("System"))
                    .findFirst()
                    .orElseThrow();
            return Values.of(
                    "cidr_block", member(vpc, "CidrBlock").asText(),
                    "vpc_name", member(vpc, "VpcName").asText(),
                    "description", member(vpc, "Description").asText(),
                    "resource_group_id", member(vpc, "ResourceGroupId").asText(),
                    "router_id", member(vpc, "VRouterId").asText(),
                    "status", member(vpc, "Status").asText(),
                    "classic_link_enabled", member(vpc, "ClassicLinkEnabled").booleanValue(),
                    "ipv6_cidr_block", member(vpc, "Ipv6CidrBlock").asText(),
                    "secondary_cidr_blocks", Values.textRows(vpc, "SecondaryCidrBlocks", "SecondaryCidrBlock"),
                    "user_cidrs", Values.textRows(vpc, "UserCidrs", "UserCidr"),
                    "route_table_id", member(table, "RouteTableId").asText(),
                    "system_route_table_name", member(table, "RouteTableName").asText(),
                    "system_route_table_description",
                            member(table, "Description").asText(),
                    "tags", Values.tags(vpc, "Key", "Value"));
        });
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (before.differs("vpc_name", now) || before.differs("description", now)) {
            client.rpc(
                    Product.VPC,
                    "ModifyVpcAttribute",
                    Request.of("VpcId", id, "RegionId", client.region())
                            .given(now, "VpcName", "vpc_name", "Description", "description")
                            .map());
        }
        if (before.differs("resource_group_id", now)) {
            HaVipResource.move(client, "vpc", id, now);
        }
        Tags.change(client, Product.VPC, "VPC", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        Found.unlessGone(() -> Retry.call(
                Retry.DELETE_VPC,
                () -> client.rpc(
                        Product.VPC,
                        "DeleteVpc",
                        Request.of("VpcId", id, "RegionId", client.region()).map())));
        StateChange.awaitGone("alicloud_vpc", () -> attribute(client, id).isPresent());
    }
}
