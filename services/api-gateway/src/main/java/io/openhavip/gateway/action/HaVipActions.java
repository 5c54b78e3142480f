package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.HAVIP;
import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.VPC;
import static io.openhavip.gateway.action.Shape.second;
import static io.openhavip.gateway.action.Shape.tags;
import static io.openhavip.gateway.action.Shape.text;
import static io.openhavip.gateway.action.Shape.texts;

import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Map;

/** HAVIPs. Product Ecs has the same actions still, deprecated. */
final class HaVipActions {

    private static final Map<String, String> FILTERS = Map.of(
            "HaVipId", "haVipId",
            "HaVipAddress", "ipAddress",
            "VpcId", "vpcId",
            "VSwitchId", "vSwitchId",
            "Status", "status");

    /** Two names are as they are in the field: in lower case, and one without its last letter. */
    private static final Shape HAVIP_SHAPE = Shape.of(
            text("HaVipId", "haVipId"),
            text("Name", "name"),
            text("Description", "description"),
            text("Status", "status"),
            text("IpAddress", "ipAddress"),
            text("VpcId", "vpcId"),
            text("VSwitchId", "vSwitchId"),
            text("RegionId", "regionId"),
            text("ResourceGroupId", "resourceGroupId"),
            text("ChargeType", "chargeType"),
            second("CreateTime", "createTime"),
            text("MasterInstanceId", "masterInstanceId"),
            text("AssociatedInstanceType", "associatedInstanceType"),
            texts("AssociatedInstances", "associatedInstance", "associatedInstances"),
            texts("AssociatedEipAddresses", "associatedEipAddresse", "associatedEipAddresses"),
            tags());

    private HaVipActions() {}

    static List<Action> all() {
        Mapping describe = Mapping.of("DescribeHaVips", HAVIP, "GET /ha-vips", VPC, ECS)
                .query("RegionId", "regionId")
                .query("ResourceGroupId", "resourceGroupId")
                .queryTags("Tags")
                .page();
        FILTERS.forEach((key, field) -> describe.queryFrom(parameters -> filter(parameters, key), field));
        return List.of(
                Mapping.of("CreateHaVip", HAVIP, "POST /ha-vips", VPC, ECS)
                        .optional("RegionId", "regionId")
                        .required("VSwitchId", "vSwitchId")
                        .alsoAbout(Kind.VSWITCH, "VSwitchId")
                        .optional("IpAddress", "ipAddress")
                        .optional("Name", "name")
                        .optional("Description", "description")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(text("HaVipId", "haVipId"), text("IpAddress", "ipAddress"))),
                Mapping.of("DeleteHaVip", HAVIP, "DELETE /ha-vips/{HaVipId}", VPC, ECS)
                        .answers(Shape.empty()),
                Mapping.of("AssociateHaVip", HAVIP, "POST /ha-vips/{HaVipId}/associations", VPC, ECS)
                        .required("InstanceId", "instanceId")
                        .alsoAbout(Resources::inVpc, "InstanceId")
                        .optional("InstanceType", "instanceType")
                        .answers(Shape.empty()),
                Mapping.of("UnassociateHaVip", HAVIP, "DELETE /ha-vips/{HaVipId}/associations/{InstanceId}", VPC, ECS)
                        .queryFrom(
                                parameters -> parameters.flag("Force").map(String::valueOf).stream()
                                        .toList(),
                                "force")
                        .answers(Shape.empty()),
                Mapping.of("ModifyHaVipAttribute", HAVIP, "PATCH /ha-vips/{HaVipId}", VPC, ECS)
                        .optional("Name", "name")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                describe.answers(Shape.page("HaVips", "HaVip", "haVips", HAVIP_SHAPE)));
    }

    /** The values of a key of {@code Filter.N}; some clients leave the number of a single value out. */
    private static List<String> filter(Parameters parameters, String key) {
        return Mapping.groups(parameters, "Filter").stream()
                .filter(filter -> known(filter).equals(key))
                .flatMap(filter -> filter.list("Value").stream())
                .toList();
    }

    /** Passed over, a filter would show what it should leave out. */
    private static String known(Parameters filter) {
        String key = filter.find("Key").orElseThrow(() -> ApiError.missing("Filter.1.Key"));
        if (!FILTERS.containsKey(key)) {
            throw new ApiError(
                    404,
                    "InvalidFilterKey.ValueNotSupported",
                    "The filter key " + key + " is not one of "
                            + FILTERS.keySet().stream().sorted().toList() + ".");
        }
        if (filter.list("Value").isEmpty()) {
            throw ApiError.missing("Filter.1.Value");
        }
        return key;
    }
}
