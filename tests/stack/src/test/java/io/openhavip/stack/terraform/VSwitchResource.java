package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** alicloud_vswitch. */
final class VSwitchResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = Retry.call(
                        Retry.CREATE_VSWITCH,
                        () -> client.rpc(
                                Product.VPC,
                                "CreateVSwitch",
                                Request.of("RegionId", client.region())
                                        .given(
                                                arguments,
                                                "VpcId",
                                                "vpc_id",
                                                "ZoneId",
                                                "zone_id",
                                                "CidrBlock",
                                                "cidr_block",
                                                "VSwitchName",
                                                "vswitch_name",
                                                "Description",
                                                "description")
                                        .token("CreateVSwitch")
                                        .map()))
                .path("VSwitchId")
                .asText();
        StateChange.await(
                "alicloud_vswitch",
                List.of(),
                List.of("Available"),
                () -> attributes(client, id)
                        .map(vSwitch -> member(vSwitch, "Status").asText()));
        Tags.change(client, Product.VPC, "VSWITCH", id, Values.of(), arguments);
        return id;
    }

    /** Its id stands in the address, its region in the form. */
    private static Optional<JsonNode> attributes(ProviderClient client, String id) {
        return Found.unlessGone(() -> client.rpc(
                        Product.VPC,
                        "DescribeVSwitchAttributes",
                        Map.of("VSwitchId", id),
                        Map.of("RegionId", client.region())))
                .filter(vSwitch -> !vSwitch.path("VSwitchId").asText().isEmpty());
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return attributes(client, id)
                .map(vSwitch -> Values.of(
                        "vpc_id", member(vSwitch, "VpcId").asText(),
                        "zone_id", member(vSwitch, "ZoneId").asText(),
                        "cidr_block", member(vSwitch, "CidrBlock").asText(),
                        "vswitch_name", member(vSwitch, "VSwitchName").asText(),
                        "description", member(vSwitch, "Description").asText(),
                        "ipv6_cidr_block", member(vSwitch, "Ipv6CidrBlock").asText(),
                        "status", member(vSwitch, "Status").asText(),
                        "tags", Values.tags(vSwitch, "Key", "Value")));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (before.differs("vswitch_name", now) || before.differs("description", now)) {
            client.rpc(
                    Product.VPC,
                    "ModifyVSwitchAttribute",
                    Request.of("VSwitchId", id, "RegionId", client.region())
                            .given(now, "VSwitchName", "vswitch_name", "Description", "description")
                            .map());
        }
        Tags.change(client, Product.VPC, "VSWITCH", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        Found.unlessGone(() -> Retry.call(
                Retry.DELETE_VSWITCH,
                () -> client.rpc(
                        Product.VPC,
                        "DeleteVSwitch",
                        Request.of("VSwitchId", id, "RegionId", client.region()).map())));
        StateChange.awaitGone("alicloud_vswitch", () -> attributes(client, id).isPresent());
    }
}
