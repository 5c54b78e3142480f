package io.openhavip.stack;

import static io.openhavip.stack.ProviderTransport.Product.ECS;
import static io.openhavip.stack.ProviderTransport.Product.VPC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.ProviderTransport.Refused;
import io.openhavip.testkit.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * What the provider's resources do: the calls of each in their order, the codes that each tries again, the states that it waits for, and
 * what of the answers becomes which attribute. It looks for a state every 20 ms and from the first moment, where the provider waits some
 * seconds first. The retry lists are facts of the provider (v1.289.0). Thread-safe.
 */
final class Provider {

    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final Set<String> HAVIP_CODES =
            Set.of("OperationConflict", "LastTokenProcessing", "IncorrectStatus", "SystemBusy", "ServiceUnavailable");
    private static final Set<String> ATTACHMENT_CODES = Set.of(
            "IncorrectInstanceStatus",
            "IncorrectHaVipStatus",
            "InvalidVip.Status",
            "OperationConflict",
            "LastTokenProcessing",
            "IncorrectStatus",
            "SystemBusy",
            "ServiceUnavailable");
    /** Without IncorrectHaVipStatus. */
    private static final Set<String> EIP_ASSOCIATION_CODES = Set.of(
            "TaskConflict",
            "OperationConflict",
            "IncorrectStatus",
            "ServiceUnavailable",
            "SystemBusy",
            "LastTokenProcessing",
            "IncorrectEipStatus",
            "InvalidBindingStatus",
            "IncorrectInstanceStatus");

    private final ProviderTransport transport;
    private final String region;

    Provider(ProviderTransport transport, String region) {
        this.transport = transport;
        this.region = region;
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private Map<String, String> form(String... pairs) {
        Map<String, String> form = map(pairs);
        form.put("RegionId", region);
        return form;
    }

    private Map<String, String> once(String action, String... pairs) {
        Map<String, String> form = form(pairs);
        form.put(
                "ClientToken",
                ("TF-" + action + "-" + UUID.randomUUID()).substring(0, Math.min(64, 40 + action.length())));
        return form;
    }

    /** Fails where a plan of the provider would. */
    private static JsonNode the(JsonNode list, String what) {
        assertThat(list).as(what).hasSize(1);
        return list.get(0);
    }

    private static String text(JsonNode from, String name) {
        assertThat(from.has(name)).as(name + " of " + from).isTrue();
        return from.get(name).asText();
    }

    private static String tags(JsonNode from, String key, String value) {
        Map<String, String> tags = new TreeMap<>();
        from.path("Tags").path("Tag").forEach(tag -> tags.put(text(tag, key), text(tag, value)));
        return tags.toString();
    }

    private static String texts(JsonNode list) {
        assertThat(list.isArray()).as(list.toString()).isTrue();
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .sorted()
                .toList()
                .toString();
    }

    private static void await(Supplier<String> state, String wanted) {
        Await.within(WAIT).untilHolds(() -> assertThat(state.get()).isEqualTo(wanted));
    }

    /** Until a read says that it is not found. */
    private static void awaitGone(Supplier<Boolean> there) {
        Await.within(WAIT).untilHolds(() -> assertThat(there.get()).isFalse());
    }

    private static boolean isFound(Supplier<JsonNode> read) {
        try {
            read.get();
            return true;
        } catch (Refused refused) {
            if (refused.isNotFound()) {
                return false;
            }
            throw refused;
        }
    }

    private void delete(
            ProviderTransport.Product product,
            String action,
            Map<String, String> form,
            Set<String> codes,
            String gone) {
        try {
            transport.call(product, action, Map.of(), form, codes);
        } catch (Refused refused) {
            if (!refused.isNotFound() && !refused.is(gone)) {
                throw refused;
            }
        }
    }

    private void tag(ProviderTransport.Product product, String type, String id, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            Map<String, String> form = form("ResourceType", type, "ResourceId.1", id);
            int number = 1;
            for (Map.Entry<String, String> each : tags.entrySet()) {
                form.put("Tag." + number + ".Key", each.getKey());
                form.put("Tag." + number++ + ".Value", each.getValue());
            }
            transport.call(product, "TagResources", Map.of(), form);
        }
    }

    // alicloud_vpc

    private JsonNode readVpc(String id) {
        return transport.call(VPC, "DescribeVpcAttribute", Map.of(), form("VpcId", id));
    }

    ProviderResource vpc(String name, String cidrBlock, Map<String, String> tags) {
        Map<String, String> wanted = map(
                "vpc_name", name,
                "cidr_block", cidrBlock,
                "description", "",
                "classic_link_enabled", "false",
                "system_route_table_name", "",
                "system_route_table_description", "",
                "tags", new TreeMap<>(tags).toString());
        return new ProviderResource(
                "alicloud_vpc." + name,
                wanted,
                () -> {
                    String id = text(
                            transport.call(
                                    VPC,
                                    "CreateVpc",
                                    Map.of(),
                                    once("CreateVpc", "CidrBlock", cidrBlock, "VpcName", name, "EnableIpv6", "false"),
                                    Set.of("TaskConflict", "UnknownError")),
                            "VpcId");
                    await(() -> text(readVpc(id), "Status"), "Available");
                    tag(VPC, "VPC", id, tags);
                    return id;
                },
                id -> {
                    JsonNode vpc = readVpc(id);
                    JsonNode table = the(
                            transport
                                    .call(VPC, "DescribeRouteTableList", Map.of(), form("VpcId", id))
                                    .path("RouterTableList")
                                    .path("RouterTableListType"),
                            "route tables");
                    assertThat(text(table, "RouteTableType")).isEqualTo("System");
                    return map(
                            "vpc_name", text(vpc, "VpcName"),
                            "cidr_block", text(vpc, "CidrBlock"),
                            "description", text(vpc, "Description"),
                            "classic_link_enabled", text(vpc, "ClassicLinkEnabled"),
                            "route_table_id", text(table, "RouteTableId"),
                            "router_id", text(vpc, "VRouterId"),
                            "system_route_table_name", text(table, "RouteTableName"),
                            "system_route_table_description", text(table, "Description"),
                            "tags", tags(vpc, "Key", "Value"));
                },
                id -> {
                    delete(
                            VPC,
                            "DeleteVpc",
                            form("VpcId", id),
                            Set.of(
                                    "DependencyViolation.VSwitch",
                                    "DependencyViolation.SecurityGroup",
                                    "IncorrectVpcStatus"),
                            "InvalidResource.NotFound");
                    awaitGone(() -> isFound(() -> readVpc(id)));
                });
    }

    /** Of a VPC that is there. */
    String routeTable(String vpcId) {
        return text(
                the(
                        transport
                                .call(VPC, "DescribeRouteTableList", Map.of(), form("VpcId", vpcId))
                                .path("RouterTableList")
                                .path("RouterTableListType"),
                        "route tables"),
                "RouteTableId");
    }

    // alicloud_vswitch

    private JsonNode readVSwitch(String id) {
        return transport.call(VPC, "DescribeVSwitchAttributes", Map.of("VSwitchId", id), form());
    }

    ProviderResource vSwitch(String name, ProviderResource vpc, String cidrBlock, String zoneId) {
        return new ProviderResource(
                "alicloud_vswitch." + name,
                map("vswitch_name", name, "cidr_block", cidrBlock, "zone_id", zoneId, "description", "", "tags", "{}"),
                () -> {
                    String id = text(
                            transport.call(
                                    VPC,
                                    "CreateVSwitch",
                                    Map.of(),
                                    once(
                                            "CreateVSwitch",
                                            "VpcId",
                                            vpc.id(),
                                            "CidrBlock",
                                            cidrBlock,
                                            "ZoneId",
                                            zoneId,
                                            "VSwitchName",
                                            name),
                                    Set.of(
                                            "TaskConflict",
                                            "IncorrectStatus",
                                            "IncorrectVSwitchStatus",
                                            "OperationConflict")),
                            "VSwitchId");
                    await(() -> text(readVSwitch(id), "Status"), "Available");
                    return id;
                },
                id -> {
                    JsonNode vSwitch = readVSwitch(id);
                    return map(
                            "vswitch_name", text(vSwitch, "VSwitchName"),
                            "cidr_block", text(vSwitch, "CidrBlock"),
                            "zone_id", text(vSwitch, "ZoneId"),
                            "description", text(vSwitch, "Description"),
                            "tags", tags(vSwitch, "Key", "Value"));
                },
                id -> {
                    delete(
                            VPC,
                            "DeleteVSwitch",
                            form("VSwitchId", id),
                            Set.of(
                                    "DependencyViolation",
                                    "DependencyViolation.HaVip",
                                    "IncorrectRouteEntryStatus",
                                    "TaskConflict",
                                    "InternalError"),
                            "InvalidVSwitchId.NotFound");
                    awaitGone(() -> isFound(() -> readVSwitch(id)));
                });
    }

    // alicloud_security_group, alicloud_security_group_rule

    private JsonNode readGroups(String id) {
        return transport
                .call(ECS, "DescribeSecurityGroups", Map.of(), form("SecurityGroupId", id))
                .path("SecurityGroups")
                .path("SecurityGroup");
    }

    ProviderResource securityGroup(String name, ProviderResource vpc) {
        return new ProviderResource(
                "alicloud_security_group." + name,
                map("security_group_name", name, "description", "", "inner_access_policy", "Accept", "tags", "{}"),
                () -> text(
                        transport.call(
                                ECS,
                                "CreateSecurityGroup",
                                Map.of(),
                                once("CreateSecurityGroup", "VpcId", vpc.id(), "SecurityGroupName", name)),
                        "SecurityGroupId"),
                id -> {
                    JsonNode attribute = transport.call(
                            ECS, "DescribeSecurityGroupAttribute", Map.of(), form("SecurityGroupId", id));
                    JsonNode group = the(readGroups(id), "security groups");
                    return map(
                            "security_group_name", text(group, "SecurityGroupName"),
                            "description", text(attribute, "Description"),
                            "inner_access_policy", text(attribute, "InnerAccessPolicy"),
                            "tags", tags(group, "TagKey", "TagValue"));
                },
                id -> {
                    delete(
                            ECS,
                            "DeleteSecurityGroup",
                            form("SecurityGroupId", id),
                            Set.of("DependencyViolation"),
                            "InvalidSecurityGroupId.NotFound");
                    awaitGone(() -> !readGroups(id).isEmpty());
                });
    }

    ProviderResource ingress(String name, ProviderResource group, String portRange, String cidr) {
        Supplier<Map<String, String>> permission = () -> form(
                "SecurityGroupId", group.id(),
                "Permissions.1.IpProtocol", "tcp",
                "Permissions.1.PortRange", portRange,
                "Permissions.1.SourceCidrIp", cidr,
                "Permissions.1.NicType", "intranet",
                "Permissions.1.Policy", "accept",
                "Permissions.1.Priority", "1");
        return new ProviderResource(
                "alicloud_security_group_rule." + name,
                map(
                        "port_range", portRange,
                        "cidr_ip", cidr,
                        "policy", "accept",
                        "priority", "1",
                        "nic_type", "intranet",
                        "source_group_owner_account", "",
                        "description", ""),
                () -> {
                    transport.call(ECS, "AuthorizeSecurityGroup", Map.of(), permission.get());
                    return name;
                },
                id -> {
                    JsonNode rules = transport
                            .call(
                                    ECS,
                                    "DescribeSecurityGroupAttribute",
                                    Map.of(),
                                    form("SecurityGroupId", group.id(), "Direction", "ingress", "NicType", "intranet"))
                            .path("Permissions")
                            .path("Permission");
                    JsonNode found = StreamSupport.stream(rules.spliterator(), false)
                            .filter(rule -> text(rule, "IpProtocol").equalsIgnoreCase("tcp")
                                    && text(rule, "PortRange").equals(portRange)
                                    && text(rule, "SourceCidrIp").equals(cidr)
                                    && text(rule, "Policy").equalsIgnoreCase("accept")
                                    && text(rule, "Priority").equals("1"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no such rule in " + rules));
                    return map(
                            "port_range", text(found, "PortRange"),
                            "cidr_ip", text(found, "SourceCidrIp"),
                            "policy", text(found, "Policy").toLowerCase(Locale.ROOT),
                            "priority", text(found, "Priority"),
                            "nic_type", text(found, "NicType"),
                            "source_group_owner_account", text(found, "SourceGroupOwnerAccount"),
                            "description", text(found, "Description"));
                },
                id -> transport.call(ECS, "RevokeSecurityGroup", Map.of(), permission.get()));
    }

    // alicloud_havip, alicloud_havip_attachment

    /** Empty where there is none. */
    private JsonNode readHaVips(String id) {
        return transport
                .call(
                        VPC,
                        "DescribeHaVips",
                        Map.of(),
                        form("Filter.1.Key", "HaVipId", "Filter.1.Value.1", id, "PageNumber", "1", "PageSize", "50"))
                .path("HaVips")
                .path("HaVip");
    }

    private String haVipStatus(String id) {
        return text(the(readHaVips(id), "HAVIPs"), "Status");
    }

    ProviderResource haVip(String name, ProviderResource vSwitch, String address) {
        return new ProviderResource(
                "alicloud_havip." + name,
                map("ha_vip_name", name, "ip_address", address, "description", "", "tags", "{env=test}"),
                () -> {
                    String id = text(
                            transport.call(
                                    VPC,
                                    "CreateHaVip",
                                    Map.of(),
                                    once(
                                            "CreateHaVip",
                                            "VSwitchId",
                                            vSwitch.id(),
                                            "IpAddress",
                                            address,
                                            "Name",
                                            name,
                                            "Description",
                                            ""),
                                    HAVIP_CODES),
                            "HaVipId");
                    await(() -> haVipStatus(id), "Available");
                    tag(VPC, "HAVIP", id, Map.of("env", "test"));
                    return id;
                },
                id -> {
                    JsonNode haVip = the(readHaVips(id), "HAVIPs");
                    texts(haVip.path("AssociatedInstances").path("associatedInstance"));
                    texts(haVip.path("AssociatedEipAddresses").path("associatedEipAddresse"));
                    return map(
                            "ha_vip_name", text(haVip, "Name"),
                            "ip_address", text(haVip, "IpAddress"),
                            "description", text(haVip, "Description"),
                            "vswitch_id", text(haVip, "VSwitchId"),
                            "tags", tags(haVip, "Key", "Value"));
                },
                id -> {
                    delete(VPC, "DeleteHaVip", form("HaVipId", id), HAVIP_CODES, "InvalidHaVipId.NotFound");
                    awaitGone(() -> !readHaVips(id).isEmpty());
                });
    }

    ProviderResource attachment(String name, ProviderResource haVip, ProviderResource instance) {
        return new ProviderResource(
                "alicloud_havip_attachment." + name,
                map("status", "InUse", "instance_type", "EcsInstance", "instance_id", "there"),
                () -> {
                    transport.call(
                            VPC,
                            "AssociateHaVip",
                            Map.of(),
                            once("AssociateHaVip", "HaVipId", haVip.id(), "InstanceId", instance.id()),
                            ATTACHMENT_CODES);
                    Await.within(WAIT).untilHolds(() -> {
                        JsonNode found = the(readHaVips(haVip.id()), "HAVIPs");
                        // In this order: no later in the list than the state says so.
                        assertThat(text(found, "Status")).isEqualTo("InUse");
                        assertThat(texts(found.path("AssociatedInstances").path("associatedInstance")))
                                .contains(instance.id());
                    });
                    return haVip.id() + ":" + instance.id();
                },
                id -> {
                    JsonNode found = the(readHaVips(haVip.id()), "HAVIPs");
                    String instances = texts(found.path("AssociatedInstances").path("associatedInstance"));
                    return map(
                            "status", text(found, "Status"),
                            "instance_type", text(found, "AssociatedInstanceType"),
                            "instance_id", instances.contains(instance.id()) ? "there" : instances);
                },
                id -> transport.call(
                        VPC,
                        "UnassociateHaVip",
                        Map.of(),
                        once(
                                "UnassociateHaVip",
                                "HaVipId",
                                haVip.id(),
                                "InstanceId",
                                instance.id(),
                                "InstanceType",
                                "EcsInstance"),
                        ATTACHMENT_CODES));
    }

    // alicloud_eip_address, alicloud_eip_association

    private JsonNode readEips(String id) {
        return transport
                .call(VPC, "DescribeEipAddresses", map("AllocationId", id, "RegionId", region), Map.of())
                .path("EipAddresses")
                .path("EipAddress");
    }

    ProviderResource eip(String name) {
        return new ProviderResource(
                "alicloud_eip_address." + name,
                map(
                        "address_name", name,
                        "bandwidth", "1",
                        "isp", "BGP",
                        "netmode", "public",
                        "payment_type", "PostPaid",
                        "description", "",
                        "deletion_protection", "false",
                        "public_ip_address_pool_id", "",
                        "security_protection_types", "[]",
                        "tags", "{}"),
                () -> {
                    Map<String, String> form = once(
                            "AllocateEipAddress",
                            "Name",
                            name,
                            "ISP",
                            "BGP",
                            "Netmode",
                            "public",
                            "Bandwidth",
                            "1",
                            "InstanceChargeType",
                            "PostPaid");
                    String id = text(
                            transport.call(VPC, "AllocateEipAddress", map("InstanceId", ""), form), "AllocationId");
                    Await.within(WAIT)
                            .untilHolds(() -> assertThat(text(the(readEips(id), "EIPs"), "Status"))
                                    .isIn("Available", "InUse"));
                    return id;
                },
                id -> {
                    JsonNode eip = the(readEips(id), "EIPs");
                    return map(
                            "address_name", text(eip, "Name"),
                            "bandwidth", text(eip, "Bandwidth"),
                            "isp", text(eip, "ISP"),
                            "netmode", text(eip, "Netmode"),
                            "payment_type", text(eip, "ChargeType"),
                            "description", text(eip, "Description"),
                            "deletion_protection", text(eip, "DeletionProtection"),
                            "public_ip_address_pool_id",
                                    eip.path("PublicIpAddressPoolId").asText(""),
                            "security_protection_types",
                                    texts(eip.path("SecurityProtectionTypes").path("SecurityProtectionType")),
                            "tags", tags(eip, "Key", "Value"));
                },
                id -> {
                    delete(
                            VPC,
                            "ReleaseEipAddress",
                            form("AllocationId", id),
                            Set.of("IncorrectEipStatus", "TaskConflict", "OperationConflict"),
                            "InvalidAllocationId.NotFound");
                    awaitGone(() -> !readEips(id).isEmpty());
                });
    }

    /** @param instanceType as the configuration spells it */
    ProviderResource eipAssociation(String name, ProviderResource eip, ProviderResource carrier, String instanceType) {
        return new ProviderResource(
                "alicloud_eip_association." + name,
                map(
                        "instance_id",
                        "this",
                        "instance_type",
                        instanceType,
                        "private_ip_address",
                        "",
                        "vpc_id",
                        "",
                        "mode",
                        "NAT"),
                () -> {
                    transport.call(
                            VPC,
                            "AssociateEipAddress",
                            map("AllocationId", eip.id(), "InstanceId", carrier.id()),
                            once("AssociateEipAddress", "InstanceType", instanceType),
                            EIP_ASSOCIATION_CODES);
                    // Read once, and at once.
                    assertThat(text(the(readEips(eip.id()), "EIPs"), "InstanceId"))
                            .isEqualTo(carrier.id());
                    await(() -> text(the(readEips(eip.id()), "EIPs"), "Status"), "InUse");
                    return eip.id() + ":" + carrier.id();
                },
                id -> {
                    JsonNode found = the(readEips(eip.id()), "EIPs");
                    return map(
                            "instance_id",
                                    text(found, "InstanceId").equals(carrier.id()) ? "this" : text(found, "InstanceId"),
                            "instance_type", text(found, "InstanceType"),
                            "private_ip_address", found.path("PrivateIpAddress").asText(""),
                            "vpc_id", found.path("VpcId").asText(""),
                            "mode", text(found, "Mode"));
                },
                id -> {
                    Set<String> codes = new HashSet<>(EIP_ASSOCIATION_CODES);
                    codes.add("IncorrectHaVipStatus");
                    transport.call(
                            VPC,
                            "UnassociateEipAddress",
                            map("AllocationId", eip.id(), "InstanceId", carrier.id()),
                            once("UnassociateEipAddress", "InstanceType", instanceType),
                            codes);
                    awaitGone(() ->
                            text(the(readEips(eip.id()), "EIPs"), "InstanceId").equals(carrier.id()));
                });
    }

    // alicloud_route_entry

    private JsonNode entries(String table) {
        return the(
                        transport
                                .call(VPC, "DescribeRouteTables", Map.of(), form("RouteTableId", table))
                                .path("RouteTables")
                                .path("RouteTable"),
                        "route tables")
                .path("RouteEntrys")
                .path("RouteEntry");
    }

    ProviderResource routeEntry(String name, Supplier<String> table, String destination, ProviderResource haVip) {
        return new ProviderResource(
                "alicloud_route_entry." + name,
                map("destination_cidrblock", destination, "nexthop_type", "HaVip", "nexthop_id", "this"),
                () -> {
                    Await.within(WAIT)
                            .untilHolds(() -> entries(table.get())
                                    .forEach(entry ->
                                            assertThat(text(entry, "Status")).isEqualTo("Available")));
                    transport.call(
                            VPC,
                            "CreateRouteEntry",
                            Map.of(),
                            once(
                                    "CreateRouteEntry",
                                    "RouteTableId",
                                    table.get(),
                                    "DestinationCidrBlock",
                                    destination,
                                    "NextHopType",
                                    "HaVip",
                                    "NextHopId",
                                    haVip.id()),
                            Set.of("TaskConflict", "IncorrectRouteEntryStatus", "IncorrectHaVipStatus"));
                    return String.join(":", table.get(), "router", destination, "HaVip", haVip.id());
                },
                id -> {
                    JsonNode found = StreamSupport.stream(entries(table.get()).spliterator(), false)
                            .filter(entry -> text(entry, "DestinationCidrBlock").equals(destination))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no entry to " + destination));
                    return map(
                            "destination_cidrblock", text(found, "DestinationCidrBlock"),
                            "nexthop_type", text(found, "NextHopType"),
                            "nexthop_id", text(found, "InstanceId").equals(haVip.id()) ? "this" : "another");
                },
                id -> {
                    delete(
                            VPC,
                            "DeleteRouteEntry",
                            form(
                                    "RouteTableId", table.get(),
                                    "DestinationCidrBlock", destination,
                                    "NextHopId", haVip.id()),
                            Set.of("IncorrectVpcStatus", "TaskConflict", "IncorrectRouteEntryStatus"),
                            "InvalidRouteEntry.NotFound");
                    awaitGone(() -> StreamSupport.stream(entries(table.get()).spliterator(), false)
                            .anyMatch(
                                    entry -> text(entry, "DestinationCidrBlock").equals(destination)));
                });
    }

    // alicloud_instance

    private JsonNode readInstances(String id) {
        return transport
                .call(ECS, "DescribeInstances", Map.of(), form("InstanceIds", "[\"" + id + "\"]"))
                .path("Instances")
                .path("Instance");
    }

    ProviderResource instance(
            String name,
            ProviderResource vSwitch,
            ProviderResource group,
            String privateIp,
            String userData,
            ProviderResource deploymentSet) {
        return new ProviderResource(
                "alicloud_instance." + name,
                map(
                        "instance_name", name,
                        "private_ip", privateIp,
                        "user_data", userData,
                        "instance_type", "ecs.e-c1m1.large",
                        "image_id", "aliyun_3_x64_20G_alibase_20221102.vhd",
                        "system_disk_category", "cloud_essd",
                        "instance_charge_type", "PostPaid",
                        "spot_strategy", "SpotAsPriceGo",
                        "security_groups", "this",
                        "secondary_private_ips", "[]",
                        "hpc_cluster_id", "",
                        "dedicated_host_id", "",
                        "system_disk_storage_cluster_id", "",
                        "system_disk_bursting_enabled", "false",
                        "system_disk_provisioned_iops", "0",
                        "enable_high_density_mode", "false",
                        "maintenance_time", "[]",
                        "maintenance_notify", "false",
                        "deletion_protection", "false",
                        "auto_release_time", "",
                        "role_name", "",
                        "tags", "{}",
                        "deployment_set_id", deploymentSet == null ? "" : "this"),
                () -> {
                    Map<String, String> form = once(
                            "RunInstances",
                            "VSwitchId",
                            vSwitch.id(),
                            "SecurityGroupId",
                            group.id(),
                            "InstanceName",
                            name,
                            "InstanceType",
                            "ecs.e-c1m1.large",
                            "ImageId",
                            "aliyun_3_x64_20G_alibase_20221102.vhd",
                            "SystemDisk.Category",
                            "cloud_essd",
                            "PrivateIpAddress",
                            privateIp,
                            "InstanceChargeType",
                            "PostPaid",
                            "SpotStrategy",
                            "SpotAsPriceGo",
                            "UserData",
                            userData,
                            "Amount",
                            "1",
                            "IoOptimized",
                            "optimized");
                    if (deploymentSet != null) {
                        form.put("DeploymentSetId", deploymentSet.id());
                    }
                    String id = transport
                            .call(ECS, "RunInstances", Map.of(), form, Set.of("IncorrectVSwitchStatus"))
                            .path("InstanceIdSets")
                            .path("InstanceIdSet")
                            .path(0)
                            .asText();
                    await(() -> text(the(readInstances(id), "instances"), "Status"), "Running");
                    return id;
                },
                id -> readInstance(id, group, deploymentSet),
                id -> {
                    delete(
                            ECS,
                            "DeleteInstance",
                            form("InstanceId", id, "Force", "true"),
                            Set.of(
                                    "IncorrectInstanceStatus",
                                    "DependencyViolation.RouteEntry",
                                    "IncorrectInstanceStatus.Initializing",
                                    "LastTokenProcessing"),
                            "InvalidInstanceId.NotFound");
                    awaitGone(() -> !readInstances(id).isEmpty());
                });
    }

    private Map<String, String> readInstance(String id, ProviderResource group, ProviderResource deploymentSet) {
        JsonNode instance = the(readInstances(id), "instances");
        JsonNode disk = the(
                transport
                        .call(ECS, "DescribeDisks", Map.of(), form("InstanceId", id, "DiskType", "system"))
                        .path("Disks")
                        .path("Disk"),
                "system disks");
        assertThat(text(disk, "InstanceId")).isEqualTo(id);
        JsonNode primary = the(
                transport
                        .call(ECS, "DescribeNetworkInterfaces", Map.of(), form("InstanceId", id, "Type", "Primary"))
                        .path("NetworkInterfaceSets")
                        .path("NetworkInterfaceSet"),
                "primary interfaces");
        JsonNode again = the(
                transport
                        .call(
                                ECS,
                                "DescribeNetworkInterfaces",
                                Map.of(),
                                form("NetworkInterfaceId.1", text(primary, "NetworkInterfaceId")))
                        .path("NetworkInterfaceSets")
                        .path("NetworkInterfaceSet"),
                "primary interfaces");
        assertThat(again.path("Attachment").isObject()).isTrue();
        JsonNode addresses = again.path("PrivateIpSets").path("PrivateIpSet");
        addresses.forEach(
                address -> assertThat(address.path("Primary").isBoolean()).isTrue());
        JsonNode maintenance = the(
                transport
                        .call(ECS, "DescribeInstanceMaintenanceAttributes", Map.of(), form("InstanceId.1", id))
                        .path("MaintenanceAttributes")
                        .path("MaintenanceAttribute"),
                "maintenance attributes");
        assertThat(maintenance.path("ActionOnMaintenance").isObject()).isTrue();
        assertThat(text(
                        transport.call(ECS, "DescribeInstanceAttribute", Map.of(), form("InstanceId", id)),
                        "InstanceId"))
                .isEqualTo(id);
        the(
                transport
                        .call(
                                ECS,
                                "DescribeInstanceAttachmentAttributes",
                                Map.of(),
                                form("InstanceIds", "[\"" + id + "\"]"))
                        .path("Instances")
                        .path("Instance"),
                "attachment attributes");
        JsonNode role = the(
                transport
                        .call(ECS, "DescribeInstanceRamRole", Map.of(), form("InstanceIds", "[\"" + id + "\"]"))
                        .path("InstanceRamRoleSets")
                        .path("InstanceRamRoleSet"),
                "roles");
        Map<String, String> read = map(
                "instance_name", text(instance, "InstanceName"),
                "private_ip",
                        instance.path("VpcAttributes")
                                .path("PrivateIpAddress")
                                .path("IpAddress")
                                .path(0)
                                .asText(),
                "user_data",
                        text(transport.call(ECS, "DescribeUserData", Map.of(), form("InstanceId", id)), "UserData"),
                "instance_type", text(instance, "InstanceType"),
                "image_id", text(instance, "ImageId"),
                "system_disk_category", text(disk, "Category"),
                "instance_charge_type", text(instance, "InstanceChargeType"),
                "spot_strategy", text(instance, "SpotStrategy"),
                "security_groups",
                        texts(instance.path("SecurityGroupIds").path("SecurityGroupId"))
                                        .equals("[" + group.id() + "]")
                                ? "this"
                                : "others",
                "secondary_private_ips",
                        StreamSupport.stream(addresses.spliterator(), false)
                                .filter(address -> !address.path("Primary").asBoolean())
                                .map(JsonNode::toString)
                                .toList()
                                .toString(),
                "hpc_cluster_id", instance.path("HpcClusterId").asText(""),
                "dedicated_host_id",
                        instance.path("DedicatedHostAttribute")
                                .path("DedicatedHostId")
                                .asText(""),
                "system_disk_storage_cluster_id", disk.path("StorageClusterId").asText(""),
                "system_disk_bursting_enabled", disk.path("BurstingEnabled").asText("false"),
                "system_disk_provisioned_iops", disk.path("ProvisionedIops").asText("0"),
                "enable_high_density_mode",
                        instance.path("AdditionalInfo")
                                .path("EnableHighDensityMode")
                                .asText("false"),
                "maintenance_time", texts(maintenance.path("MaintenanceWindows").path("MaintenanceWindow")),
                "maintenance_notify", text(maintenance, "NotifyOnMaintenance"),
                "deletion_protection", text(instance, "DeletionProtection"),
                "auto_release_time", text(instance, "AutoReleaseTime"));
        read.put("role_name", text(role, "RamRoleName"));
        read.put("tags", tags(instance, "TagKey", "TagValue"));
        String set = text(instance, "DeploymentSetId");
        read.put("deployment_set_id", deploymentSet != null && set.equals(deploymentSet.id()) ? "this" : set);
        return read;
    }

    // alicloud_ecs_network_interface and its attachment

    private JsonNode readInterfaces(String id) {
        return transport
                .call(ECS, "DescribeNetworkInterfaces", Map.of(), form("NetworkInterfaceId.1", id))
                .path("NetworkInterfaceSets")
                .path("NetworkInterfaceSet");
    }

    ProviderResource networkInterface(String name, ProviderResource vSwitch, ProviderResource group) {
        return new ProviderResource(
                "alicloud_ecs_network_interface." + name,
                map(
                        "network_interface_name", name,
                        "description", "",
                        "source_dest_check", "false",
                        "resource_group_id", "",
                        "secondary_private_ips", "1",
                        "tags", "{}"),
                () -> {
                    String id = text(
                            transport.call(
                                    ECS,
                                    "CreateNetworkInterface",
                                    Map.of(),
                                    once(
                                            "CreateNetworkInterface",
                                            "VSwitchId",
                                            vSwitch.id(),
                                            "SecurityGroupId",
                                            group.id(),
                                            "NetworkInterfaceName",
                                            name)),
                            "NetworkInterfaceId");
                    await(() -> text(the(readInterfaces(id), "interfaces"), "Status"), "Available");
                    return id;
                },
                id -> {
                    JsonNode found = the(readInterfaces(id), "interfaces");
                    return map(
                            "network_interface_name", text(found, "NetworkInterfaceName"),
                            "description", text(found, "Description"),
                            "source_dest_check", text(found, "SourceDestCheck"),
                            "resource_group_id", text(found, "ResourceGroupId"),
                            "secondary_private_ips",
                                    String.valueOf(found.path("PrivateIpSets")
                                            .path("PrivateIpSet")
                                            .size()),
                            "tags", tags(found, "TagKey", "TagValue"));
                },
                id -> {
                    delete(
                            ECS,
                            "DeleteNetworkInterface",
                            form("NetworkInterfaceId", id),
                            Set.of("InvalidOperation.InvalidEniState", "InvalidOperation.EniServiceManaged"),
                            "InvalidEniId.NotFound");
                    awaitGone(() -> !readInterfaces(id).isEmpty());
                });
    }

    ProviderResource networkInterfaceAttachment(String name, ProviderResource port, ProviderResource instance) {
        return new ProviderResource(
                "alicloud_ecs_network_interface_attachment." + name,
                map("instance_id", "this"),
                () -> {
                    transport.call(
                            ECS,
                            "AttachNetworkInterface",
                            Map.of(),
                            form("NetworkInterfaceId", port.id(), "InstanceId", instance.id()),
                            Set.of("IncorrectInstanceStatus", "InvalidOperation.InvalidEniState"));
                    await(() -> text(the(readInterfaces(port.id()), "interfaces"), "Status"), "InUse");
                    return port.id() + ":" + instance.id();
                },
                id -> map(
                        "instance_id",
                        text(the(readInterfaces(port.id()), "interfaces"), "InstanceId")
                                        .equals(instance.id())
                                ? "this"
                                : "another"),
                id -> {
                    transport.call(
                            ECS,
                            "DetachNetworkInterface",
                            Map.of(),
                            form("NetworkInterfaceId", port.id(), "InstanceId", instance.id()),
                            Set.of("IncorrectInstanceStatus", "InvalidOperation.InvalidEniState"));
                    await(() -> text(the(readInterfaces(port.id()), "interfaces"), "Status"), "Available");
                });
    }

    // alicloud_ecs_deployment_set

    private JsonNode readSets(String id) {
        return transport
                .call(ECS, "DescribeDeploymentSets", Map.of(), form("DeploymentSetIds", "[\"" + id + "\"]"))
                .path("DeploymentSets")
                .path("DeploymentSet");
    }

    ProviderResource deploymentSet(String name) {
        return new ProviderResource(
                "alicloud_ecs_deployment_set." + name,
                map("deployment_set_name", name, "description", "", "strategy", "AvailabilityGroup"),
                () -> text(
                        transport.call(
                                ECS,
                                "CreateDeploymentSet",
                                Map.of(),
                                once(
                                        "CreateDeploymentSet",
                                        "DeploymentSetName",
                                        name,
                                        "Strategy",
                                        "AvailabilityGroup")),
                        "DeploymentSetId"),
                id -> {
                    JsonNode found = the(readSets(id), "deployment sets");
                    return map(
                            "deployment_set_name", text(found, "DeploymentSetName"),
                            "description", text(found, "DeploymentSetDescription"),
                            "strategy", text(found, "DeploymentStrategy"));
                },
                id -> {
                    delete(
                            ECS,
                            "DeleteDeploymentSet",
                            form("DeploymentSetId", id),
                            Set.of(),
                            "InvalidDeploymentSetId.NotFound");
                    awaitGone(() -> !readSets(id).isEmpty());
                });
    }

    /** Any other call, as an update makes it. */
    JsonNode update(ProviderTransport.Product product, String action, String... form) {
        return transport.call(product, action, Map.of(), form(form));
    }

    /** Of the data sources: what they page through. */
    List<JsonNode> rows(ProviderTransport.Product product, String action, String wrapper, String item, String... form) {
        JsonNode rows = update(product, action, form).path(wrapper).path(item);
        assertThat(rows.isArray()).as(action).isTrue();
        return rows.valueStream().toList();
    }
}
