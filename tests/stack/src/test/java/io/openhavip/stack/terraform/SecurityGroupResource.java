package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.Optional;

/** alicloud_security_group. */
final class SecurityGroupResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = client.rpc(
                        Product.ECS,
                        "CreateSecurityGroup",
                        Request.of("RegionId", client.region())
                                .given(
                                        arguments,
                                        "VpcId",
                                        "vpc_id",
                                        "SecurityGroupName",
                                        "security_group_name",
                                        "Description",
                                        "description",
                                        "SecurityGroupType",
                                        "security_group_type",
                                        "ResourceGroupId",
                                        "resource_group_id")
                                .token("CreateSecurityGroup")
                                .map())
                .path("SecurityGroupId")
                .asText();
        if (arguments.has("inner_access_policy")) {
            changePolicy(client, id, arguments);
        }
        Tags.change(client, Product.ECS, "securitygroup", id, Values.of(), arguments);
        return id;
    }

    private static void changePolicy(ProviderClient client, String id, Values arguments) {
        client.rpc(
                Product.ECS,
                "ModifySecurityGroupPolicy",
                Request.of("SecurityGroupId", id, "RegionId", client.region())
                        .given(arguments, "InnerAccessPolicy", "inner_access_policy")
                        .token("ModifySecurityGroupPolicy")
                        .map());
    }

    private static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeSecurityGroups",
                                Request.of("SecurityGroupId", id, "RegionId", client.region())
                                        .map()),
                        "SecurityGroups",
                        "SecurityGroup")
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return Found.unlessGone(() -> client.rpc(
                        Product.ECS,
                        "DescribeSecurityGroupAttribute",
                        Request.of("SecurityGroupId", id, "RegionId", client.region())
                                .map()))
                .flatMap(attribute -> row(client, id)
                        .map(row -> Values.of(
                                "vpc_id", member(attribute, "VpcId").asText(),
                                "security_group_name",
                                        member(row, "SecurityGroupName").asText(),
                                "description", member(row, "Description").asText(),
                                "inner_access_policy",
                                        member(attribute, "InnerAccessPolicy").asText(),
                                "security_group_type",
                                        member(row, "SecurityGroupType").asText(),
                                "resource_group_id",
                                        member(row, "ResourceGroupId").asText(),
                                "tags", Values.tags(row, "TagKey", "TagValue"))));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (before.differs("inner_access_policy", now)) {
            changePolicy(client, id, now);
        }
        if (before.differs("security_group_name", now) || before.differs("description", now)) {
            client.rpc(
                    Product.ECS,
                    "ModifySecurityGroupAttribute",
                    Request.of("SecurityGroupId", id, "RegionId", client.region())
                            .given(now, "SecurityGroupName", "security_group_name", "Description", "description")
                            .map());
        }
        Tags.change(client, Product.ECS, "securitygroup", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        Retry.call(
                Retry.DELETE_SECURITY_GROUP,
                () -> client.rpc(
                        Product.ECS,
                        "DeleteSecurityGroup",
                        Request.of("SecurityGroupId", id, "RegionId", client.region())
                                .map()));
        StateChange.awaitGone("alicloud_security_group", () -> row(client, id).isPresent());
    }
}
