package io.openhavip.stack;

import static io.openhavip.stack.ProviderTransport.Product.ECS;
import static io.openhavip.stack.ProviderTransport.Product.VPC;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide's quick deployment as Terraform's provider of Alibaba Cloud makes it: its calls in their order and side by side, an apply, a
 * second plan that must be empty, a destroy. The provider itself is not run, since it cannot be had where the tests are; the calls are
 * those of its version 1.289.0.
 */
class TerraformST {

    private static final String KEY = "LTAI-terraform-test";
    private static final String SECRET = "terraform test secret";
    private static final String REGION = "cn-hangzhou";
    private static final String ZONE = "cn-hangzhou-b";
    private static final String USER_DATA = Base64.getEncoder()
            .encodeToString("#!/bin/sh\nyum install keepalived -y\n".getBytes(StandardCharsets.UTF_8));
    private static final Stack STACK = Stack.shared();

    private static ServiceProcess gateway;
    private static HttpClient http;
    private static Provider provider;

    @BeforeAll
    static void start() throws Exception {
        gateway = STACK.gateway(KEY, SECRET, STACK.newTenant().accountId());
        gateway.awaitReady();
        http = HttpClient.newHttpClient();
        provider = new Provider(new ProviderTransport(URI.create(gateway.url() + "/"), http, KEY, SECRET), REGION);
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        gateway.close();
    }

    /** What does not depend on each other, side by side. */
    private static void sideBySide(List<ProviderResource> resources, Consumer<ProviderResource> step) throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> steps = resources.stream()
                    .map(resource -> (Callable<Void>) () -> {
                        step.accept(resource);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : workers.invokeAll(steps)) {
                done.get();
            }
        }
    }

    private static void apply(List<List<ProviderResource>> configuration) throws Exception {
        for (List<ProviderResource> group : configuration) {
            sideBySide(group, ProviderResource::create);
        }
    }

    private static void destroy(List<List<ProviderResource>> configuration) throws Exception {
        for (List<ProviderResource> group : configuration.reversed()) {
            sideBySide(group, ProviderResource::destroy);
        }
    }

    private static Map<String, String> plan(List<List<ProviderResource>> configuration) {
        Map<String, String> changes = new TreeMap<>();
        configuration.stream().flatMap(List::stream).forEach(resource -> changes.putAll(resource.plan()));
        return changes;
    }

    /** @param eipInstanceType as the provider's documentation spells it, and as the guide's example does */
    @ParameterizedTest
    @ValueSource(strings = {"HaVip", "HAVIP"})
    void quickDeploymentIsAppliedPlannedAgainAndDestroyed(String eipInstanceType) throws Exception {
        ProviderResource vpc = provider.vpc("havip-demo", "192.168.0.0/16", Map.of("env", "test", "team", "shop"));
        ProviderResource vSwitch = provider.vSwitch("havip-demo-vsw", vpc, "192.168.0.0/24", ZONE);
        ProviderResource group = provider.securityGroup("havip-demo-sg", vpc);
        ProviderResource set = provider.deploymentSet("havip-demo-set");
        ProviderResource haVip = provider.haVip("havip-demo-vip", vSwitch, "192.168.0.88");
        ProviderResource eip = provider.eip("havip-demo-eip");
        ProviderResource port = provider.networkInterface("havip-demo-eni", vSwitch, group);
        ProviderResource ecs1 = provider.instance("ecs1", vSwitch, group, "192.168.0.25", USER_DATA, set);
        ProviderResource ecs2 = provider.instance("ecs2", vSwitch, group, "192.168.0.26", USER_DATA, set);
        ProviderResource ecs3 = provider.instance("ecs3", vSwitch, group, "192.168.0.27", "", null);
        ProviderResource first = provider.attachment("ecs1", haVip, ecs1);
        List<List<ProviderResource>> configuration = List.of(
                List.of(vpc, set, eip),
                List.of(vSwitch, group),
                List.of(
                        provider.ingress("http", group, "80/80", "0.0.0.0/0"),
                        provider.ingress("ssh", group, "22/22", "192.168.0.0/24"),
                        haVip,
                        port,
                        ecs1,
                        ecs2,
                        ecs3),
                List.of(
                        first,
                        provider.attachment("ecs2", haVip, ecs2),
                        provider.eipAssociation("eip", eip, haVip, eipInstanceType),
                        provider.routeEntry("behind", () -> provider.routeTable(vpc.id()), "10.1.0.0/16", haVip),
                        provider.networkInterfaceAttachment("eni", port, ecs3)));
        apply(configuration);
        assertThat(plan(configuration)).isEmpty();
        announce(ecs1, vSwitch, "192.168.0.88");
        assertThat(plan(configuration)).isEmpty();
        destroy(configuration);
        assertThat(provider.rows(VPC, "DescribeVpcs", "Vpcs", "Vpc", "VpcId", vpc.id()))
                .isEmpty();
    }

    /** ecs1 has the address: whoever is destroyed at the same time, its attachment has to end last, without force. */
    private static void announce(ProviderResource instance, ProviderResource vSwitch, String address) {
        var port = provider.rows(
                        ECS,
                        "DescribeNetworkInterfaces",
                        "NetworkInterfaceSets",
                        "NetworkInterfaceSet",
                        "InstanceId",
                        instance.id(),
                        "Type",
                        "Primary")
                .getFirst();
        STACK.announce(
                        new Stack.Port(
                                instance.id(),
                                port.path("NetworkInterfaceId").asText(),
                                vSwitch.id(),
                                port.path("MacAddress").asText()),
                        address)
                .expect(202);
        Await.until(() -> assertThat(STACK.ownerOf(vSwitch.id(), address)).isEqualTo(instance.id()));
    }

    @Test
    void fiveAttachmentsComeAndGoSideBySide() throws Exception {
        ProviderResource vpc = provider.vpc("three", "10.0.0.0/16", Map.of());
        ProviderResource vSwitch = provider.vSwitch("three", vpc, "10.0.0.0/24", ZONE);
        ProviderResource group = provider.securityGroup("three", vpc);
        ProviderResource haVip = provider.haVip("three", vSwitch, "10.0.0.88");
        List<ProviderResource> instances = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            instances.add(provider.instance("three-" + i, vSwitch, group, "10.0.0.1" + i, "", null));
        }
        List<ProviderResource> third = new ArrayList<>(instances);
        third.add(haVip);
        List<List<ProviderResource>> configuration = List.of(
                List.of(vpc),
                List.of(vSwitch, group),
                third,
                instances.stream()
                        .map(instance -> provider.attachment("three", haVip, instance))
                        .toList());
        apply(configuration);
        assertThat(plan(configuration)).isEmpty();
        announce(instances.getFirst(), vSwitch, "10.0.0.88");
        destroy(configuration);
    }

    @Test
    void updatesAreSeenAtTheNextRead() throws Exception {
        ProviderResource vpc = provider.vpc("before", "10.0.0.0/16", Map.of());
        ProviderResource vSwitch = provider.vSwitch("before", vpc, "10.0.0.0/24", ZONE);
        ProviderResource group = provider.securityGroup("before", vpc);
        ProviderResource set = provider.deploymentSet("before");
        ProviderResource haVip = provider.haVip("before", vSwitch, "10.0.0.88");
        ProviderResource instance = provider.instance("before", vSwitch, group, "10.0.0.10", "", null);
        ProviderResource port = provider.networkInterface("before", vSwitch, group);
        List<List<ProviderResource>> configuration =
                List.of(List.of(vpc, set), List.of(vSwitch, group), List.of(haVip, instance, port));
        apply(configuration);
        provider.update(VPC, "ModifyVpcAttribute", "VpcId", vpc.id(), "VpcName", "after");
        provider.update(VPC, "ModifyVSwitchAttribute", "VSwitchId", vSwitch.id(), "VSwitchName", "after");
        provider.update(VPC, "ModifyHaVipAttribute", "HaVipId", haVip.id(), "Name", "after", "Description", "changed");
        provider.update(VPC, "UnTagResources", "ResourceType", "HAVIP", "ResourceId.1", haVip.id(), "TagKey.1", "env");
        provider.update(
                VPC,
                "MoveResourceGroup",
                "ResourceType",
                "HAVIP",
                "ResourceId",
                haVip.id(),
                "NewResourceGroupId",
                "rg-after");
        provider.update(ECS, "ModifyDeploymentSetAttribute", "DeploymentSetId", set.id(), "DeploymentSetName", "after");
        provider.update(
                ECS, "ModifySecurityGroupAttribute", "SecurityGroupId", group.id(), "SecurityGroupName", "after");
        provider.update(ECS, "ModifySecurityGroupPolicy", "SecurityGroupId", group.id(), "InnerAccessPolicy", "Drop");
        provider.update(ECS, "ModifyInstanceAttribute", "InstanceId", instance.id(), "InstanceName", "after");
        provider.update(
                ECS,
                "ModifyNetworkInterfaceAttribute",
                "NetworkInterfaceId",
                port.id(),
                "NetworkInterfaceName",
                "after");
        assertThat(plan(configuration).keySet())
                .containsExactlyInAnyOrder(
                        "alicloud_vpc.before.vpc_name",
                        "alicloud_vswitch.before.vswitch_name",
                        "alicloud_havip.before.ha_vip_name",
                        "alicloud_havip.before.description",
                        "alicloud_havip.before.tags",
                        "alicloud_ecs_deployment_set.before.deployment_set_name",
                        "alicloud_security_group.before.security_group_name",
                        "alicloud_security_group.before.inner_access_policy",
                        "alicloud_instance.before.instance_name",
                        "alicloud_ecs_network_interface.before.network_interface_name");
        destroy(configuration);
    }

    @Test
    void dataSourcesFindWhatTheyPanicWithout() {
        assertThat(provider.rows(
                        ECS,
                        "DescribeAvailableResource",
                        "AvailableZones",
                        "AvailableZone",
                        "DestinationResource",
                        "Zone",
                        "IoOptimized",
                        "optimized"))
                .isNotEmpty();
        assertThat(provider.rows(ECS, "DescribeZones", "Zones", "Zone"))
                .isNotEmpty()
                .allSatisfy(zone -> {
                    assertThat(zone.path("AvailableInstanceTypes").path("InstanceTypes"))
                            .isNotEmpty();
                    assertThat(zone.path("AvailableDiskCategories").path("DiskCategories"))
                            .isNotEmpty();
                });
        assertThat(provider.rows(ECS, "DescribeInstanceTypes", "InstanceTypes", "InstanceType"))
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(type.path("LocalStorageCapacity").isNumber()).isTrue());
        assertThat(provider.rows(
                        ECS,
                        "DescribeImages",
                        "Images",
                        "Image",
                        "PageSize",
                        "100",
                        "ImageOwnerAlias",
                        "system",
                        "Status",
                        "Available"))
                .isNotEmpty();
        provider.rows(VPC, "DescribeVpcs", "Vpcs", "Vpc", "PageSize", "50").forEach(vpc -> {
            assertThat(vpc.path("SecondaryCidrBlocks")
                            .path("SecondaryCidrBlock")
                            .isArray())
                    .isTrue();
            assertThat(vpc.path("UserCidrs").path("UserCidr").isArray()).isTrue();
            assertThat(vpc.path("VSwitchIds").path("VSwitchId").isArray()).isTrue();
        });
    }
}
