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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;

/** Instances. */
final class InstanceActions {

    /** An id that none has: nothing is found. */
    private static final String NO_INSTANCE = "-";

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
            specified("InstanceTypeFamily", "instanceTypeFamily"),
            specified("Cpu", "cpu"),
            specified("Memory", "memory"),
            specified("OSName", "osName"),
            specified("OSNameEn", "osName"),
            specified("OSType", "osType"),
            constant("GPUAmount", 0),
            constant("GPUSpec", ""),
            constant("LocalStorageAmount", 0),
            constant("LocalStorageCapacity", 0),
            text("SerialNumber", "instanceId"),
            text("KeyPairName", "keyPairName"),
            text("InstanceChargeType", "instanceChargeType"),
            text("SpotStrategy", "spotStrategy"),
            text("InternetChargeType", "internetChargeType"),
            constant("SpotDuration", 0),
            constant("SpotPriceLimit", 0),
            constant("SaleCycle", ""),
            number("InternetMaxBandwidthOut", "internetMaxBandwidthOut"),
            constant("InternetMaxBandwidthIn", 0),
            constant("InstanceNetworkType", "vpc"),
            constant("VlanId", ""),
            constant("ClusterId", ""),
            constant("DeviceAvailable", true),
            constant("Recyclable", false),
            constant("IoOptimized", true),
            flag("DeletionProtection", "deletionProtection"),
            text("DeploymentSetId", "deploymentSetId"),
            constant("HpcClusterId", ""),
            constant("CreditSpecification", ""),
            object("DedicatedHostAttribute", constant("DedicatedHostId", ""), constant("DedicatedHostName", "")),
            object("AdditionalInfo", constant("EnableHighDensityMode", false)),
            object(
                    "MetadataOptions",
                    constant("HttpEndpoint", "enabled"),
                    constant("HttpTokens", "optional"),
                    constant("HttpPutResponseHopLimit", 1)),
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
                    instance -> Shape.of(
                                    text("AllocationId", "eipId"),
                                    text("IpAddress", "ipAddress"),
                                    constant("IsSupportUnassociate", true))
                            .apply(instance.path("eip"))),
            texts("SecurityGroupIds", "SecurityGroupId", "securityGroupIds"),
            objects("NetworkInterfaces", "NetworkInterface", "networkInterfaces", INTERFACE),
            nothing("OperationLocks", "LockReason"),
            ecsTags());

    /** An instance has its system disk and no other. */
    private static final Shape SYSTEM_DISK = Shape.of(
            made(
                    "DiskId",
                    instance -> JsonNodeFactory.instance.textNode(
                            "d" + instance.path("instanceId").asText().replaceFirst("^i", ""))),
            constant("DiskName", ""),
            constant("Description", ""),
            constant("Type", "system"),
            made("Category", instance -> instance.path("systemDisk").path("category")),
            made("Size", instance -> instance.path("systemDisk").path("size")),
            constant("Status", "In_use"),
            text("InstanceId", "instanceId"),
            constant("Device", "/dev/xvda"),
            text("RegionId", "regionId"),
            text("ZoneId", "zoneId"),
            text("ImageId", "imageId"),
            constant("PerformanceLevel", ""),
            constant("Encrypted", false),
            constant("KMSKeyId", ""),
            constant("DeleteWithInstance", true),
            constant("DeleteAutoSnapshot", true),
            constant("EnableAutoSnapshot", false),
            constant("AutoSnapshotPolicyId", ""),
            text("ResourceGroupId", "resourceGroupId"),
            minute("CreationTime", "creationTime"),
            constant("DiskChargeType", "PostPaid"),
            constant("BurstingEnabled", false),
            constant("ProvisionedIops", 0),
            constant("StorageClusterId", ""),
            nothing("OperationLocks", "OperationLock"),
            nothing("Tags", "Tag"));

    private static final Shape MAINTENANCE = Shape.of(
            text("InstanceId", "instanceId"),
            object(
                    "ActionOnMaintenance",
                    constant("Value", "AutoRecover"),
                    constant("DefaultValue", "AutoRecover"),
                    nothing("SupportedValues", "SupportedValue")),
            nothing("MaintenanceWindows", "MaintenanceWindow"),
            constant("NotifyOnMaintenance", false));

    private InstanceActions() {}

    static List<Action> all() {
        return List.of(
                InItsRegion.VSWITCH.of(Mapping.of("RunInstances", NETWORK, "POST /instances", ECS)
                        .required("VSwitchId", "vSwitchId")
                        .alsoAbout(Kind.VSWITCH, "VSwitchId")
                        .alsoAbout(Kind.SECURITY_GROUP, "SecurityGroupId", "SecurityGroupIds")
                        .alsoAbout(Kind.DEPLOYMENT_SET, "DeploymentSetId")
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
                                made("InstanceIdSets", InstanceActions::instanceIds), constant("OrderId", "")))),
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
                Mapping.of("ModifyInstanceAttribute", NETWORK, "PATCH /instances/{InstanceId}", ECS)
                        .optional("InstanceName", "instanceName")
                        .optional("HostName", "hostName")
                        .clearable("Description", "description")
                        .optional("UserData", "userData")
                        .texts("securityGroupIds", "SecurityGroupIds")
                        .alsoAbout(Kind.SECURITY_GROUP, "SecurityGroupIds")
                        .flag("DeletionProtection", "deletionProtection")
                        .answers(Shape.empty()),
                Mapping.of("DescribeInstances", NETWORK, "GET /instances", ECS)
                        .queryFrom(parameters -> JsonList.of(parameters, "InstanceIds"), "instanceId")
                        .query("RegionId", "regionId")
                        .query("VpcId", "vpcId")
                        .query("VSwitchId", "vSwitchId")
                        .query("SecurityGroupId", "securityGroupId")
                        .query("Status", "status")
                        .query("InstanceName", "name")
                        .queryFrom(parameters -> JsonList.of(parameters, "PrivateIpAddresses"), "privateIpAddress")
                        .query("ResourceGroupId", "resourceGroupId")
                        .query("DeploymentSetId", "deploymentSetId")
                        .queryTags("Tag")
                        .filteredOnlyAs("InstanceNetworkType", "vpc")
                        .filteredOnlyAs("IoOptimized", "true", "optimized")
                        .notFilteredBy(
                                "DeviceAvailable",
                                "EipAddresses",
                                "Filter",
                                "HpcClusterId",
                                "HttpEndpoint",
                                "HttpPutResponseHopLimit",
                                "HttpTokens",
                                "ImageId",
                                "InnerIpAddresses",
                                "InstanceChargeType",
                                "InstanceType",
                                "InstanceTypeFamily",
                                "InternetChargeType",
                                "Ipv6Address",
                                "KeyPairName",
                                "LockReason",
                                "PublicIpAddresses",
                                "RdmaIpAddresses",
                                "ZoneId")
                        .pageOrToken()
                        .answers(Shape.pageWithToken("Instances", "Instance", "instances", INSTANCE)),
                Mapping.of("DescribeInstanceStatus", NETWORK, "GET /instances", ECS)
                        .query("RegionId", "regionId")
                        .queryAny("InstanceId", "instanceId")
                        .notFilteredBy("ClusterId", "ZoneId")
                        .page()
                        .answers(Shape.page(
                                "InstanceStatuses",
                                "InstanceStatus",
                                "instances",
                                Shape.of(text("InstanceId", "instanceId"), text("Status", "status")))),
                Mapping.of("DescribeInstanceAttribute", NETWORK, "GET /instances/{InstanceId}", ECS)
                        .answers(Shape.of(
                                (from, to) -> to.setAll(INSTANCE.apply(from)), constant("IoOptimized", "optimized"))),
                Mapping.of("DescribeDisks", NETWORK, "GET /instances", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(InstanceActions::instanceOfDisks, "instanceId")
                        .query("ResourceGroupId", "resourceGroupId")
                        .filteredOnlyAs("DiskType", "system", "data", "all")
                        .filteredOnlyAs("Status", "In_use", "All")
                        .filteredOnlyAs("DiskChargeType", "PostPaid")
                        .filteredOnlyAs("DeleteAutoSnapshot", "true")
                        .filteredOnlyAs("DeleteWithInstance", "true")
                        .filteredOnlyAs("EnableAutoSnapshot", "false")
                        .filteredOnlyAs("EnableAutomatedSnapshotPolicy", "false")
                        .filteredOnlyAs("EnableShared", "false")
                        .filteredOnlyAs("Encrypted", "false")
                        .filteredOnlyAs("MultiAttach", "Disabled")
                        .filteredOnlyAs("Portable", "false")
                        .notFilteredBy(
                                "AutoSnapshotPolicyId",
                                "Category",
                                "DiskName",
                                "Filter",
                                "KMSKeyId",
                                "LockReason",
                                "SnapshotId",
                                "Tag",
                                "ZoneId")
                        .pageOrToken()
                        .answers(Shape.pageWithToken("Disks", "Disk", "instances", SYSTEM_DISK)),
                Mapping.of("DescribeInstanceMaintenanceAttributes", NETWORK, "GET /instances", ECS)
                        .query("RegionId", "regionId")
                        .queryAny("InstanceId", "instanceId")
                        .page()
                        .answers(Shape.page("MaintenanceAttributes", "MaintenanceAttribute", "instances", MAINTENANCE)),
                Mapping.of("DescribeInstanceAttachmentAttributes", NETWORK, "GET /instances", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(parameters -> JsonList.of(parameters, "InstanceIds"), "instanceId")
                        .page()
                        .answers(Shape.page(
                                "Instances",
                                "Instance",
                                "instances",
                                Shape.of(
                                        text("InstanceId", "instanceId"),
                                        constant("PrivatePoolOptionsId", ""),
                                        constant("PrivatePoolOptionsMatchCriteria", "Open")))),
                Mapping.of("DescribeInstanceRamRole", NETWORK, "GET /instances", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(parameters -> JsonList.of(parameters, "InstanceIds"), "instanceId")
                        .notFilteredBy("RamRoleName")
                        .pageOrToken()
                        .answers(Shape.of(
                                objects(
                                        "InstanceRamRoleSets",
                                        "InstanceRamRoleSet",
                                        "instances",
                                        Shape.of(text("InstanceId", "instanceId"), constant("RamRoleName", ""))),
                                PageToken.next(),
                                number("TotalCount", "totalCount"))),
                Mapping.of("DescribeUserData", NETWORK, "GET /instances/{InstanceId}/user-data", ECS)
                        .answers(Shape.of(text("InstanceId", "instanceId"), text("UserData", "userData"))));
    }

    /** All disks are system disks: asking for data disks finds nothing. */
    private static List<String> instanceOfDisks(Parameters parameters) {
        boolean data = parameters
                .find("DiskType")
                .filter(type -> type.equalsIgnoreCase("data"))
                .isPresent();
        List<String> named = parameters.list("InstanceId");
        List<String> ofDisks = JsonList.of(parameters, "DiskIds").stream()
                .map(id -> id.startsWith("d-") ? "i" + id.substring(1) : NO_INSTANCE)
                .filter(id -> named.isEmpty() || named.contains(id))
                .toList();
        if (data || !JsonList.of(parameters, "DiskIds").isEmpty() && ofDisks.isEmpty()) {
            return List.of(NO_INSTANCE);
        }
        return ofDisks.isEmpty() ? named : ofDisks;
    }

    /** What the catalogue says. */
    private static Shape.Member specified(String name, String field) {
        return made(name, instance -> instance.path("specification").path(field));
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
}
