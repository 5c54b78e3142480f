package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** alicloud_instance. */
final class InstanceResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String id = Retry.call(
                        Retry.RUN_INSTANCES, () -> client.rpc(Product.ECS, "RunInstances", running(client, arguments)))
                .path("InstanceIdSets")
                .path("InstanceIdSet")
                .path(0)
                .asText();
        StateChange.await(
                "alicloud_instance",
                List.of("Pending", "Starting", "Stopped"),
                List.of("Running"),
                () -> row(client, id).map(row -> member(row, "Status").asText()));
        return id;
    }

    private static Map<String, String> running(ProviderClient client, Values arguments) {
        Map<String, String> request =
                new LinkedHashMap<>(Request.of("RegionId", client.region(), "Amount", "1", "IoOptimized", "optimized")
                        .given(
                                arguments,
                                "ImageId",
                                "image_id",
                                "InstanceType",
                                "instance_type",
                                "VSwitchId",
                                "vswitch_id",
                                "InstanceName",
                                "instance_name",
                                "Description",
                                "description",
                                "PrivateIpAddress",
                                "private_ip")
                        .given(
                                arguments,
                                "SystemDisk.Category",
                                "system_disk_category",
                                "SystemDisk.Size",
                                "system_disk_size",
                                "InstanceChargeType",
                                "instance_charge_type",
                                "SpotStrategy",
                                "spot_strategy",
                                "InternetMaxBandwidthOut",
                                "internet_max_bandwidth_out",
                                "UserData",
                                "user_data",
                                "DeploymentSetId",
                                "deployment_set_id",
                                "DeletionProtection",
                                "deletion_protection")
                        .list("SecurityGroupIds", arguments.texts("security_groups"))
                        .token("RunInstances")
                        .map());
        int number = 0;
        for (Map.Entry<String, String> tag : arguments.tags().entrySet()) {
            number++;
            request.put("Tag." + number + ".Key", tag.getKey());
            request.put("Tag." + number + ".Value", tag.getValue());
        }
        return request;
    }

    private static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeInstances",
                                Request.of("RegionId", client.region(), "InstanceIds", "[\"" + id + "\"]")
                                        .map()),
                        "Instances",
                        "Instance")
                .stream()
                .findFirst();
    }

    /** In the provider's order: the instance twice, by either library, then what belongs to it. */
    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        Map<String, String> named =
                Request.of("RegionId", client.region(), "InstanceId", id).map();
        client.goSdk(
                Product.ECS,
                "DescribeInstances",
                Map.of(
                        "InstanceIds", "[\"" + id + "\"]",
                        "AdditionalAttributes.1", "META_OPTIONS",
                        "AdditionalAttributes.2", "DDH_CLUSTER",
                        "AdditionalAttributes.3", "NETWORK_PRIMARY_ENI_IP"));
        return row(client, id).map(row -> {
            JsonNode disk = disk(client, id);
            String userData = member(client.rpc(Product.ECS, "DescribeUserData", named), "UserData")
                    .asText();
            JsonNode card = card(client, id);
            JsonNode maintenance = maintenance(client, id);
            JsonNode attribute = client.rpc(Product.ECS, "DescribeInstanceAttribute", named);
            requireId(id, member(attribute, "InstanceId"));
            Map<String, String> several = Request.of("RegionId", client.region(), "InstanceIds", "[\"" + id + "\"]")
                    .map();
            requireId(
                    id,
                    member(
                            Values.rows(
                                            client.rpc(Product.ECS, "DescribeInstanceAttachmentAttributes", several),
                                            "Instances",
                                            "Instance")
                                    .getFirst(),
                            "InstanceId"));
            JsonNode role = Values.rows(
                            client.rpc(Product.ECS, "DescribeInstanceRamRole", several),
                            "InstanceRamRoleSets",
                            "InstanceRamRoleSet")
                    .getFirst();
            Map<String, Object> all = new LinkedHashMap<>(ofInstance(row));
            all.putAll(ofParts(disk, card, maintenance));
            all.put("user_data", userData);
            all.put("role_name", member(role, "RamRoleName").asText());
            return new Values(all);
        });
    }

    private static void requireId(String id, JsonNode found) {
        if (!found.asText().equals(id)) {
            throw new AssertionError("asked for " + id + ", got " + found);
        }
    }

    private static JsonNode disk(ProviderClient client, String id) {
        JsonNode disk = Values.rows(
                        client.goSdk(Product.ECS, "DescribeDisks", Map.of("InstanceId", id, "DiskType", "system")),
                        "Disks",
                        "Disk")
                .getFirst();
        requireId(id, member(disk, "InstanceId"));
        return disk;
    }

    /** The primary interface: looked for by its instance, then by its own id. */
    private static JsonNode card(ProviderClient client, String id) {
        JsonNode first = interfaces(client, Map.of("InstanceId", id, "Type", "Primary"));
        JsonNode card = interfaces(
                client,
                Map.of(
                        "NetworkInterfaceId.1",
                        member(first, "NetworkInterfaceId").asText()));
        requireId(id, member(member(card, "Attachment"), "InstanceId"));
        return card;
    }

    private static JsonNode interfaces(ProviderClient client, Map<String, String> wanted) {
        Map<String, String> request = new LinkedHashMap<>(wanted);
        request.put("RegionId", client.region());
        return Values.rows(
                        client.rpc(Product.ECS, "DescribeNetworkInterfaces", request),
                        "NetworkInterfaceSets",
                        "NetworkInterfaceSet")
                .getFirst();
    }

    private static JsonNode maintenance(ProviderClient client, String id) {
        JsonNode maintenance = Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeInstanceMaintenanceAttributes",
                                Request.of("RegionId", client.region(), "InstanceId.1", id)
                                        .map()),
                        "MaintenanceAttributes",
                        "MaintenanceAttribute")
                .getFirst();
        requireId(id, member(maintenance, "InstanceId"));
        return maintenance;
    }

    private static Map<String, Object> ofInstance(JsonNode row) {
        JsonNode vpc = member(row, "VpcAttributes");
        return Values.of(
                        "instance_name", member(row, "InstanceName").asText(),
                        "description", member(row, "Description").asText(),
                        "status", member(row, "Status").asText(),
                        "image_id", member(row, "ImageId").asText(),
                        "instance_type", member(row, "InstanceType").asText(),
                        "vswitch_id", member(vpc, "VSwitchId").asText(),
                        "vpc_id", member(vpc, "VpcId").asText(),
                        "private_ip",
                                Values.textRows(vpc, "PrivateIpAddress", "IpAddress")
                                        .getFirst(),
                        "security_groups", Values.textRows(row, "SecurityGroupIds", "SecurityGroupId"),
                        "instance_charge_type",
                                member(row, "InstanceChargeType").asText(),
                        "spot_strategy", member(row, "SpotStrategy").asText(),
                        "internet_max_bandwidth_out",
                                member(row, "InternetMaxBandwidthOut").intValue(),
                        "deployment_set_id", member(row, "DeploymentSetId").asText(),
                        "deletion_protection", member(row, "DeletionProtection").booleanValue(),
                        "auto_release_time", member(row, "AutoReleaseTime").asText(),
                        "resource_group_id", member(row, "ResourceGroupId").asText(),
                        "hpc_cluster_id", member(row, "HpcClusterId").asText(),
                        "dedicated_host_id",
                                member(member(row, "DedicatedHostAttribute"), "DedicatedHostId")
                                        .asText(),
                        "enable_high_density_mode",
                                member(member(row, "AdditionalInfo"), "EnableHighDensityMode")
                                        .booleanValue(),
                        "http_endpoint",
                                member(member(row, "MetadataOptions"), "HttpEndpoint")
                                        .asText(),
                        "tags", Values.tags(row, "TagKey", "TagValue"))
                .all();
    }

    private static Map<String, Object> ofParts(JsonNode disk, JsonNode card, JsonNode maintenance) {
        return Values.of(
                        "system_disk_category", member(disk, "Category").asText(),
                        "system_disk_size", member(disk, "Size").intValue(),
                        "system_disk_storage_cluster_id",
                                member(disk, "StorageClusterId").asText(),
                        "system_disk_bursting_enabled",
                                member(disk, "BurstingEnabled").booleanValue(),
                        "system_disk_provisioned_iops",
                                member(disk, "ProvisionedIops").intValue(),
                        "network_interface_id",
                                member(card, "NetworkInterfaceId").asText(),
                        "secondary_private_ips",
                                Values.rows(card, "PrivateIpSets", "PrivateIpSet").stream()
                                        .filter(address -> !primary(address))
                                        .map(address -> member(address, "PrivateIpAddress")
                                                .asText())
                                        .toList(),
                        "maintenance_time",
                                Values.rows(maintenance, "MaintenanceWindows", "MaintenanceWindow").stream()
                                        .map(JsonNode::toString)
                                        .toList(),
                        "maintenance_action",
                                member(member(maintenance, "ActionOnMaintenance"), "Value")
                                        .asText(),
                        "maintenance_notify",
                                member(maintenance, "NotifyOnMaintenance").booleanValue())
                .all();
    }

    private static boolean primary(JsonNode address) {
        JsonNode primary = member(address, "Primary");
        if (!primary.isBoolean()) {
            throw new AssertionError("Primary must be boolean: " + address);
        }
        return primary.booleanValue();
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        if (List.of("instance_name", "description", "user_data", "deletion_protection").stream()
                .anyMatch(name -> before.differs(name, now))) {
            client.rpc(
                    Product.ECS,
                    "ModifyInstanceAttribute",
                    Request.of("InstanceId", id, "RegionId", client.region())
                            .given(
                                    now,
                                    "InstanceName",
                                    "instance_name",
                                    "Description",
                                    "description",
                                    "UserData",
                                    "user_data",
                                    "DeletionProtection",
                                    "deletion_protection")
                            .map());
        }
        if (before.differs("resource_group_id", now)) {
            client.rpc(
                    Product.ECS,
                    "JoinResourceGroup",
                    Request.of("ResourceType", "instance", "ResourceId", id, "RegionId", client.region())
                            .given(now, "ResourceGroupId", "resource_group_id")
                            .map());
        }
        Tags.change(client, Product.ECS, "instance", id, before, now);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        Found.unlessGone(() -> Retry.call(
                Retry.DELETE_INSTANCE,
                () -> client.rpc(
                        Product.ECS,
                        "DeleteInstance",
                        Request.of("InstanceId", id, "Force", "true")
                                .token("DeleteInstance")
                                .map())));
        StateChange.awaitGone("alicloud_instance", () -> row(client, id).isPresent());
    }
}
