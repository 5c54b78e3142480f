package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** alicloud_eip_address, which alicloud_eip is another name of. */
final class EipResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = Retry.call(
                        Retry.NONE,
                        () -> client.rpc(
                                Product.VPC,
                                "AllocateEipAddress",
                                // Always there, and empty.
                                Map.of("InstanceId", ""),
                                Request.of("RegionId", client.region())
                                        .given(
                                                arguments,
                                                "Name",
                                                "address_name",
                                                "Description",
                                                "description",
                                                "ISP",
                                                "isp",
                                                "Netmode",
                                                "netmode",
                                                "Bandwidth",
                                                "bandwidth",
                                                "InternetChargeType",
                                                "internet_charge_type",
                                                "ResourceGroupId",
                                                "resource_group_id")
                                        .token("AllocateEipAddress")
                                        .map()))
                .path("AllocationId")
                .asText();
        StateChange.await(
                "alicloud_eip_address",
                List.of(),
                List.of("Available", "InUse"),
                () -> row(client, id).map(row -> member(row, "Status").asText()));
        Tags.change(client, Product.VPC, "EIP", id, Values.of(), arguments);
        return id;
    }

    static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.VPC,
                                "DescribeEipAddresses",
                                Map.of("AllocationId", id, "RegionId", client.region()),
                                Map.of()),
                        "EipAddresses",
                        "EipAddress")
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return row(client, id)
                .map(row -> Values.of(
                        "address_name", member(row, "Name").asText(),
                        "description", member(row, "Description").asText(),
                        "isp", member(row, "ISP").asText(),
                        "netmode", member(row, "Netmode").asText(),
                        "bandwidth", member(row, "Bandwidth").asText(),
                        "internet_charge_type",
                                member(row, "InternetChargeType").asText(),
                        "payment_type",
                                member(row, "ChargeType").asText().equals("PostPaid") ? "PayAsYouGo" : "Subscription",
                        "resource_group_id", member(row, "ResourceGroupId").asText(),
                        "ip_address", member(row, "IpAddress").asText(),
                        "status", member(row, "Status").asText(),
                        "deletion_protection", member(row, "DeletionProtection").booleanValue(),
                        "public_ip_address_pool_id",
                                member(row, "PublicIpAddressPoolId").asText(),
                        "security_protection_types",
                                Values.textRows(row, "SecurityProtectionTypes", "SecurityProtectionType"),
                        "tags", Values.tags(row, "Key", "Value")));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (List.of("address_name", "description", "bandwidth").stream().anyMatch(name -> before.differs(name, now))) {
            client.rpc(
                    Product.VPC,
                    "ModifyEipAddressAttribute",
                    Request.of("AllocationId", id, "RegionId", client.region())
                            .given(now, "Name", "address_name", "Description", "description", "Bandwidth", "bandwidth")
                            .map());
        }
        if (before.differs("resource_group_id", now)) {
            HaVipResource.move(client, "EIP", id, now);
        }
        Tags.change(client, Product.VPC, "EIP", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        Retry.call(
                Retry.RELEASE_EIP,
                () -> client.rpc(
                        Product.VPC,
                        "ReleaseEipAddress",
                        Request.of("AllocationId", id, "RegionId", client.region())
                                .map()));
        StateChange.awaitGone("alicloud_eip_address", () -> row(client, id).isPresent());
    }
}
