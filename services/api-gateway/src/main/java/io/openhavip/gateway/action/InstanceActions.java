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
import static io.openhavip.gateway.action.Shape.object;
import static io.openhavip.gateway.action.Shape.objects;
import static io.openhavip.gateway.action.Shape.text;
import static io.openhavip.gateway.action.Shape.texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Instances and security groups. */
final class InstanceActions {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Shape INTERFACE = Shape.of(
            text("NetworkInterfaceId", "networkInterfaceId"),
            text("MacAddress", "macAddress"),
            text("PrimaryIpAddress", "privateIpAddress"),
            made("PrivateIpSets", port -> {
                ObjectNode sets = JsonNodeFactory.instance.objectNode();
                sets.putArray("PrivateIpSet")
                        .addObject()
                        .put("PrivateIpAddress", port.path("privateIpAddress").asText())
                        .put("Primary", true);
                return sets;
            }),
            nothing("Ipv6Sets", "Ipv6Set"));

    private static final Shape INSTANCE = Shape.of(
            text("InstanceId", "instanceId"),
            text("InstanceName", "instanceName"),
            text("HostName", "hostName"),
            text("Description", "description"),
            text("Status", "status"),
            text("StoppedMode", "stoppedMode"),
            text("RegionId", "regionId"),
            text("ZoneId", "zoneId"),
            text("ImageId", "imageId"),
            text("InstanceType", "instanceType"),
            text("KeyPairName", "keyPairName"),
            text("InstanceChargeType", "instanceChargeType"),
            text("SpotStrategy", "spotStrategy"),
            text("InternetChargeType", "internetChargeType"),
            number("InternetMaxBandwidthOut", "internetMaxBandwidthOut"),
            constant("InstanceNetworkType", "vpc"),
            constant("IoOptimized", true),
            flag("DeletionProtection", "deletionProtection"),
            text("DeploymentSetId", "deploymentSetId"),
            text("ResourceGroupId", "resourceGroupId"),
            minute("CreationTime", "creationTime"),
            minute("StartTime", "startTime"),
            constant("ExpiredTime", ""),
            constant("AutoReleaseTime", ""),
            object(
                    "VpcAttributes",
                    text("VpcId", "vpcId"),
                    text("VSwitchId", "vSwitchId"),
                    constant("NatIpAddress", ""),
                    made(
                            "PrivateIpAddress",
                            instance -> addresses(
                                    instance.path("networkInterfaces").path(0).path("privateIpAddress")))),
            nothing("PublicIpAddress", "IpAddress"),
            nothing("InnerIpAddress", "IpAddress"),
            made(
                    "EipAddress",
                    instance -> Shape.of(text("AllocationId", "eipId"), text("IpAddress", "ipAddress"))
                            .apply(instance.path("eip"))),
            texts("SecurityGroupIds", "SecurityGroupId", "securityGroupIds"),
            objects("NetworkInterfaces", "NetworkInterface", "networkInterfaces", INTERFACE),
            nothing("OperationLocks", "LockReason"),
            ecsTags());

    private static final Shape SECURITY_GROUP = Shape.of(
            text("SecurityGroupId", "securityGroupId"),
            text("SecurityGroupName", "securityGroupName"),
            text("Description", "description"),
            text("SecurityGroupType", "securityGroupType"),
            text("VpcId", "vpcId"),
            text("ResourceGroupId", "resourceGroupId"),
            text("CreationTime", "creationTime"),
            number("RuleCount", "ruleCount"),
            made(
                    "EcsCount",
                    group -> JsonNodeFactory.instance.numberNode(
                            group.path("memberIds").size())),
            constant("ServiceManaged", false),
            ecsTags());

    private InstanceActions() {}

    static List<Action> all() {
        return Stream.of(instances(), securityGroups()).flatMap(List::stream).toList();
    }

    private static List<Action> instances() {
        return List.of(
                Mapping.of("RunInstances", NETWORK, "POST /instances", ECS)
                        .required("VSwitchId", "vSwitchId")
                        .number("Amount", "amount")
                        .optional("InstanceName", "instanceName")
                        .optional("HostName", "hostName")
                        .optional("Description", "description")
                        .flag("UniqueSuffix", "uniqueSuffix")
                        .optional("PrivateIpAddress", "privateIpAddress")
                        .optional("InstanceType", "instanceType")
                        .optional("ImageId", "imageId")
                        .optional("KeyPairName", "keyPairName")
                        .optional("SystemDisk.Category", "systemDiskCategory")
                        .number("SystemDisk.Size", "systemDiskSize")
                        .optional("UserData", "userData")
                        .texts("securityGroupIds", "SecurityGroupId", "SecurityGroupIds")
                        .optional("DeploymentSetId", "deploymentSetId")
                        .optional("InstanceChargeType", "instanceChargeType")
                        .optional("SpotStrategy", "spotStrategy")
                        .optional("InternetChargeType", "internetChargeType")
                        .number("InternetMaxBandwidthOut", "internetMaxBandwidthOut")
                        .flag("DeletionProtection", "deletionProtection")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(
                                made("InstanceIdSets", InstanceActions::instanceIds), constant("OrderId", ""))),
                Mapping.of("StartInstance", NETWORK, "POST /instances/{InstanceId}/start", ECS)
                        .answers(Shape.empty()),
                Mapping.of("StopInstance", NETWORK, "POST /instances/{InstanceId}/stop", ECS)
                        .optional("StoppedMode", "stoppedMode")
                        .flag("ForceStop", "forceStop")
                        .answers(Shape.empty()),
                Mapping.of("RebootInstance", NETWORK, "POST /instances/{InstanceId}/reboot", ECS)
                        .flag("ForceStop", "forceStop")
                        .answers(Shape.empty()),
                Mapping.of("DeleteInstance", NETWORK, "DELETE /instances/{InstanceId}", ECS)
                        .queryFrom(
                                parameters -> parameters.flag("Force").map(String::valueOf).stream()
                                        .toList(),
                                "force")
                        .answers(Shape.empty()),
                Mapping.of("DescribeInstances", NETWORK, "GET /instances", ECS)
                        .queryFrom(parameters -> jsonList(parameters, "InstanceIds"), "instanceId")
                        .query("VpcId", "vpcId")
                        .query("VSwitchId", "vSwitchId")
                        .query("Status", "status")
                        .query("InstanceName", "name")
                        .queryFrom(parameters -> jsonList(parameters, "PrivateIpAddresses"), "privateIpAddress")
                        .query("ResourceGroupId", "resourceGroupId")
                        .query("DeploymentSetId", "deploymentSetId")
                        .queryTags("Tag")
                        .page()
                        .answers(Shape.page("Instances", "Instance", "instances", INSTANCE)),
                Mapping.of("DescribeInstanceStatus", NETWORK, "GET /instances", ECS)
                        .query("InstanceId", "instanceId")
                        .page()
                        .answers(Shape.page(
                                "InstanceStatuses",
                                "InstanceStatus",
                                "instances",
                                Shape.of(text("InstanceId", "instanceId"), text("Status", "status")))),
                Mapping.of("DescribeInstanceAttribute", NETWORK, "GET /instances/{InstanceId}", ECS)
                        .answers(INSTANCE),
                Mapping.of("DescribeUserData", NETWORK, "GET /instances/{InstanceId}/user-data", ECS)
                        .answers(Shape.of(text("InstanceId", "instanceId"), text("UserData", "userData"))));
    }

    private static List<Action> securityGroups() {
        return List.of(
                Mapping.of("CreateSecurityGroup", NETWORK, "POST /security-groups", ECS)
                        .required("VpcId", "vpcId")
                        .optional("SecurityGroupName", "securityGroupName")
                        .optional("Description", "description")
                        .optional("SecurityGroupType", "securityGroupType")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(text("SecurityGroupId", "securityGroupId"))),
                Mapping.of("DeleteSecurityGroup", NETWORK, "DELETE /security-groups/{SecurityGroupId}", ECS)
                        .answers(Shape.empty()),
                Mapping.of("DescribeSecurityGroups", NETWORK, "GET /security-groups", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(
                                parameters -> Stream.concat(
                                                parameters.list("SecurityGroupId").stream(),
                                                jsonList(parameters, "SecurityGroupIds").stream())
                                        .toList(),
                                "securityGroupId")
                        .query("VpcId", "vpcId")
                        .query("SecurityGroupName", "securityGroupName")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .page()
                        .answers(Shape.page("SecurityGroups", "SecurityGroup", "securityGroups", SECURITY_GROUP)));
    }

    private static JsonNode instanceIds(JsonNode answer) {
        ObjectNode sets = JsonNodeFactory.instance.objectNode();
        var ids = sets.putArray("InstanceIdSet");
        answer.path("instances")
                .forEach(instance -> ids.add(instance.path("instanceId").asText()));
        return sets;
    }

    private static JsonNode addresses(JsonNode address) {
        ObjectNode addresses = JsonNodeFactory.instance.objectNode();
        addresses.putArray("IpAddress").add(address.asText());
        return addresses;
    }

    /** Several values as a JSON array in one parameter. */
    private static List<String> jsonList(Parameters parameters, String name) {
        List<String> values = new ArrayList<>();
        parameters.find(name).ifPresent(text -> {
            try {
                JsonNode array = MAPPER.readTree(text);
                if (!array.isArray()) {
                    throw notAnArray(name);
                }
                array.forEach(value -> values.add(value.asText()));
            } catch (JsonProcessingException e) {
                throw notAnArray(name);
            }
        });
        return values;
    }

    private static ApiError notAnArray(String name) {
        return ApiError.invalid("The parameter \"" + name + "\" must be a JSON array, for example [\"i-bp1\"].");
    }
}
