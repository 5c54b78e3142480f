package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provider's data sources, with what each must find in an answer. */
public final class DataSources {

    private static final int PAGE = 50;

    private final ProviderClient client;

    public DataSources(ProviderClient client) {
        this.client = client;
    }

    /** alicloud_havips: page after page until one is not full, the rest is chosen by the provider itself. */
    public List<Values> haVips() {
        List<Values> all = new ArrayList<>();
        List<JsonNode> page;
        int number = 0;
        do {
            number++;
            page = Values.rows(
                    client.rpc(
                            Product.VPC,
                            "DescribeHaVips",
                            Request.of(
                                            "RegionId",
                                            client.region(),
                                            "PageSize",
                                            String.valueOf(PAGE),
                                            "PageNumber",
                                            String.valueOf(number))
                                    .map()),
                    "HaVips",
                    "HaVip");
            page.forEach(row -> all.add(HaVipResource.values(row)));
        } while (page.size() == PAGE);
        return all;
    }

    /** alicloud_vpcs, each with its route table. */
    public Values vpc(String id) {
        JsonNode row = Values.rows(
                        client.rpc(
                                Product.VPC,
                                "DescribeVpcs",
                                Request.of(
                                                "RegionId",
                                                client.region(),
                                                "VpcId",
                                                id,
                                                "PageSize",
                                                "50",
                                                "PageNumber",
                                                "1")
                                        .map()),
                        "Vpcs",
                        "Vpc")
                .getFirst();
        JsonNode table = Values.rows(
                        client.rpc(
                                Product.VPC,
                                "DescribeRouteTableList",
                                Request.of("RegionId", client.region(), "VpcId", id, "PageSize", "50")
                                        .map()),
                        "RouterTableList",
                        "RouterTableListType")
                .getFirst();
        return Values.of(
                "vpc_name", member(row, "VpcName").asText(),
                "secondary_cidr_blocks", Values.textRows(row, "SecondaryCidrBlocks", "SecondaryCidrBlock"),
                "user_cidrs", Values.textRows(row, "UserCidrs", "UserCidr"),
                "vswitch_ids", Values.textRows(row, "VSwitchIds", "VSwitchId"),
                "route_table_id", member(table, "RouteTableId").asText());
    }

    /** alicloud_vswitches. */
    public Values vSwitch(String id) {
        JsonNode row = Values.rows(
                        client.rpc(
                                Product.VPC,
                                "DescribeVSwitches",
                                Request.of("RegionId", client.region(), "VSwitchId", id, "PageSize", "50")
                                        .map()),
                        "VSwitches",
                        "VSwitch")
                .getFirst();
        return Values.of(
                "vswitch_name", member(row, "VSwitchName").asText(),
                "available_ip_address_count",
                        member(row, "AvailableIpAddressCount").intValue(),
                "route_table_id",
                        member(member(row, "RouteTable"), "RouteTableId").asText());
    }

    /** alicloud_images: the tags of each are asked for too, and what is answered to that does not matter. */
    public List<String> images(String owners) {
        List<String> ids = Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeImages",
                                Request.of("RegionId", client.region(), "ImageOwnerAlias", owners, "PageSize", "100")
                                        .map()),
                        "Images",
                        "Image")
                .stream()
                .map(image -> member(image, "ImageId").asText())
                .toList();
        for (String id : ids) {
            try {
                client.goSdk(Product.ECS, "DescribeTags", Map.of("ResourceId", id, "ResourceType", "image"));
            } catch (ApiFailure ignoredByTheProvider) {
                continue;
            }
        }
        return ids;
    }

    /** alicloud_zones: those in which anything can be had, with what they say of it. */
    public List<String> zones() {
        List<String> available = available("Zone").stream()
                .map(zone -> member(zone, "ZoneId").asText())
                .toList();
        for (JsonNode zone : Values.rows(
                client.rpc(Product.ECS, "DescribeZones", Map.of("RegionId", client.region())), "Zones", "Zone")) {
            if (Values.textRows(zone, "AvailableInstanceTypes", "InstanceTypes").isEmpty()
                    || Values.textRows(zone, "AvailableDiskCategories", "DiskCategories")
                            .isEmpty()) {
                throw new AssertionError("nothing can be had in " + zone);
            }
        }
        return available;
    }

    /** alicloud_instance_types: those that can be had in a zone, with their sizes. */
    public List<String> instanceTypes() {
        JsonNode zone = available("InstanceType").getFirst();
        List<String> available = Values.rows(zone, "AvailableResources", "AvailableResource").stream()
                .flatMap(resource -> Values.rows(resource, "SupportedResources", "SupportedResource").stream())
                .map(resource -> member(resource, "Value").asText())
                .toList();
        return Values.rows(
                        client.rpc(Product.ECS, "DescribeInstanceTypes", Map.of("RegionId", client.region())),
                        "InstanceTypes",
                        "InstanceType")
                .stream()
                .filter(type -> member(type, "LocalStorageCapacity").isNumber())
                .map(type -> member(type, "InstanceTypeId").asText())
                .filter(available::contains)
                .toList();
    }

    private List<JsonNode> available(String what) {
        return Values.rows(
                client.rpc(
                        Product.ECS,
                        "DescribeAvailableResource",
                        Request.of("RegionId", client.region(), "DestinationResource", what, "IoOptimized", "optimized")
                                .map()),
                "AvailableZones",
                "AvailableZone");
    }
}
