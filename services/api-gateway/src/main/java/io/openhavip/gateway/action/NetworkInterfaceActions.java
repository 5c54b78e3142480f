package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.ecsTags;
import static io.openhavip.gateway.action.Shape.flag;
import static io.openhavip.gateway.action.Shape.made;
import static io.openhavip.gateway.action.Shape.minute;
import static io.openhavip.gateway.action.Shape.nothing;
import static io.openhavip.gateway.action.Shape.number;
import static io.openhavip.gateway.action.Shape.text;
import static io.openhavip.gateway.action.Shape.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import java.util.List;

/** Network interfaces and deployment sets. */
final class NetworkInterfaceActions {

    private static final Shape.Member[] INTERFACE = {
        text("NetworkInterfaceId", "networkInterfaceId"),
        text("NetworkInterfaceName", "networkInterfaceName"),
        text("Description", "description"),
        text("Status", "status"),
        text("Type", "type"),
        text("MacAddress", "macAddress"),
        text("PrivateIpAddress", "privateIpAddress"),
        text("VpcId", "vpcId"),
        text("VSwitchId", "vSwitchId"),
        text("ZoneId", "zoneId"),
        minute("CreationTime", "creationTime"),
        text("ResourceGroupId", "resourceGroupId"),
        flag("DeleteOnRelease", "deleteOnRelease"),
        constant("SourceDestCheck", false),
        constant("ServiceManaged", false),
        made(
                "InstanceId",
                port -> JsonNodeFactory.instance.textNode(
                        port.path("attachment").path("instanceId").asText(""))),
        made(
                "Attachment",
                port -> Shape.of(text("InstanceId", "instanceId"), number("DeviceIndex", "deviceIndex"))
                        .apply(port.path("attachment"))),
        made(
                "AssociatedPublicIp",
                port -> Shape.of(text("AllocationId", "eipId"), text("PublicIpAddress", "ipAddress"))
                        .apply(port.path("eip"))),
        made("PrivateIpSets", port -> {
            ObjectNode sets = JsonNodeFactory.instance.objectNode();
            sets.putArray("PrivateIpSet")
                    .addObject()
                    .put("PrivateIpAddress", port.path("privateIpAddress").asText())
                    .put("Primary", true);
            return sets;
        }),
        texts("SecurityGroupIds", "SecurityGroupId", "securityGroupIds"),
        nothing("Ipv6Sets", "Ipv6Set"),
        nothing("Ipv4PrefixSets", "Ipv4PrefixSet"),
        nothing("Ipv6PrefixSets", "Ipv6PrefixSet"),
        ecsTags()
    };
    private static final Shape DEPLOYMENT_SET = Shape.of(
            text("DeploymentSetId", "deploymentSetId"),
            text("DeploymentSetName", "deploymentSetName"),
            text("DeploymentSetDescription", "description"),
            text("Strategy", "strategy"),
            text("DeploymentStrategy", "strategy"),
            constant("Domain", "Default"),
            constant("Granularity", "Host"),
            made(
                    "InstanceAmount",
                    set -> JsonNodeFactory.instance.numberNode(
                            set.path("members").size())),
            made("InstanceIds", set -> {
                ObjectNode ids = JsonNodeFactory.instance.objectNode();
                var array = ids.putArray("InstanceId");
                set.path("members")
                        .forEach(member -> array.add(member.path("instanceId").asText()));
                return ids;
            }),
            minute("CreationTime", "creationTime"));

    private NetworkInterfaceActions() {}

    static List<Action> all() {
        return List.of(
                InItsRegion.VSWITCH.of(Mapping.of("CreateNetworkInterface", NETWORK, "POST /network-interfaces", ECS)
                        .required("VSwitchId", "vSwitchId")
                        .alsoAbout(Kind.VSWITCH, "VSwitchId")
                        .alsoAbout(Kind.SECURITY_GROUP, "SecurityGroupId", "SecurityGroupIds")
                        .optional("PrimaryIpAddress", "privateIpAddress")
                        .optional("NetworkInterfaceName", "networkInterfaceName")
                        .optional("Description", "description")
                        .texts("securityGroupIds", "SecurityGroupId", "SecurityGroupIds")
                        .flag("DeleteOnRelease", "deleteOnRelease")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(INTERFACE))),
                Mapping.of(
                                "ModifyNetworkInterfaceAttribute",
                                NETWORK,
                                "PATCH /network-interfaces/{NetworkInterfaceId}",
                                ECS)
                        .optional("NetworkInterfaceName", "networkInterfaceName")
                        .clearable("Description", "description")
                        .texts("securityGroupIds", "SecurityGroupId")
                        .alsoAbout(Kind.SECURITY_GROUP, "SecurityGroupId")
                        .flag("DeleteOnRelease", "deleteOnRelease")
                        .answers(Shape.empty()),
                Mapping.of(
                                "AttachNetworkInterface",
                                NETWORK,
                                "POST /network-interfaces/{NetworkInterfaceId}/attach",
                                ECS)
                        .required("InstanceId", "instanceId")
                        .alsoAbout(Kind.INSTANCE, "InstanceId")
                        .answers(Shape.empty()),
                Mapping.of(
                                "DetachNetworkInterface",
                                NETWORK,
                                "POST /network-interfaces/{NetworkInterfaceId}/detach",
                                ECS)
                        .required("InstanceId", "instanceId")
                        .alsoAbout(Kind.INSTANCE, "InstanceId")
                        .answers(Shape.empty()),
                Mapping.of("DeleteNetworkInterface", NETWORK, "DELETE /network-interfaces/{NetworkInterfaceId}", ECS)
                        .answers(Shape.empty()),
                Mapping.of("DescribeNetworkInterfaces", NETWORK, "GET /network-interfaces", ECS)
                        .queryAny("NetworkInterfaceId", "networkInterfaceId")
                        .query("InstanceId", "instanceId")
                        .query("RegionId", "regionId")
                        .query("VpcId", "vpcId")
                        .query("VSwitchId", "vSwitchId")
                        .query("SecurityGroupId", "securityGroupId")
                        .query("Status", "status")
                        .query("Type", "type")
                        .query("NetworkInterfaceName", "name")
                        .query("PrimaryIpAddress", "privateIpAddress")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .filteredOnlyAs("ServiceManaged", "false")
                        .notFilteredBy("Ipv6Address", "PrivateIpAddress")
                        .pageOrToken()
                        .answers(Shape.pageWithToken(
                                "NetworkInterfaceSets",
                                "NetworkInterfaceSet",
                                "networkInterfaces",
                                Shape.of(INTERFACE))),
                Mapping.of("CreateDeploymentSet", NETWORK, "POST /deployment-sets", ECS)
                        .optional("RegionId", "regionId")
                        .optional("DeploymentSetName", "deploymentSetName")
                        .optional("Description", "description")
                        .optional("Strategy", "strategy")
                        .answers(Shape.of(text("DeploymentSetId", "deploymentSetId"))),
                Mapping.of("ModifyDeploymentSetAttribute", NETWORK, "PATCH /deployment-sets/{DeploymentSetId}", ECS)
                        .optional("DeploymentSetName", "deploymentSetName")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                Mapping.of("DeleteDeploymentSet", NETWORK, "DELETE /deployment-sets/{DeploymentSetId}", ECS)
                        .answers(Shape.empty()),
                Mapping.of("DescribeDeploymentSets", NETWORK, "GET /deployment-sets", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(parameters -> JsonList.of(parameters, "DeploymentSetIds"), "deploymentSetId")
                        .query("DeploymentSetName", "deploymentSetName")
                        .query("Strategy", "strategy")
                        .filteredOnlyAs("Domain", "Default")
                        .filteredOnlyAs("Granularity", "Host")
                        .filteredOnlyAs("NetworkType", "vpc")
                        .page()
                        .answers(Shape.page("DeploymentSets", "DeploymentSet", "deploymentSets", DEPLOYMENT_SET)));
    }
}
