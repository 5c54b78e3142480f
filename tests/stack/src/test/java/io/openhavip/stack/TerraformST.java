package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.localstack.Ports;
import io.openhavip.stack.terraform.ApiFailure;
import io.openhavip.stack.terraform.DataSources;
import io.openhavip.stack.terraform.ProviderClient;
import io.openhavip.stack.terraform.ProviderClient.Product;
import io.openhavip.stack.terraform.Retry;
import io.openhavip.stack.terraform.Values;
import io.openhavip.stack.terraform.Workspace;
import io.openhavip.testkit.Await;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Terraform's alicloud provider 1.289.0 does, replayed: its requests byte for byte in their form, what it tries again, what it waits
 * for, what it reads and what it compares. The provider itself does not run here.
 */
class TerraformST {

    private static final String KEY = "LTAI-terraform-test";
    private static final String SECRET = "terraform test secret";
    private static final String REGION = "cn-hangzhou";
    private static final int ROUNDS = 10;
    private static final Stack STACK = Stack.shared();

    private static Tenant tenant;
    private static ServiceProcess gateway;
    private static SSLContext trust;
    private static ProviderClient client;

    @BeforeAll
    static void start() throws Exception {
        tenant = STACK.newTenant();
        GatewayCertificate certificate = GatewayCertificate.make();
        int tlsPort = Ports.free();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId(), certificate.settings(tlsPort));
        gateway.awaitReady();
        // The port that says so opens a moment before this one.
        Await.until(() -> new Socket("127.0.0.1", tlsPort).close());
        trust = certificate.trust();
        client = new ProviderClient("HTTPS", "127.0.0.1:" + tlsPort, trust, REGION, KEY, SECRET);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static JsonNode interfaceOf(String networkInterfaceId) {
        return client.rpc(
                        Product.ECS,
                        "DescribeNetworkInterfaces",
                        Map.of(),
                        Map.of("RegionId", REGION, "NetworkInterfaceId.1", networkInterfaceId))
                .at("/NetworkInterfaceSets/NetworkInterfaceSet/0");
    }

    private static void letHaveTheAddress(Workspace workspace, String instance, String address) {
        JsonNode card = interfaceOf(workspace.attribute(instance, "network_interface_id"));
        STACK.announce(
                        new Stack.Port(
                                workspace.id(instance),
                                card.path("NetworkInterfaceId").asText(),
                                card.path("VSwitchId").asText(),
                                card.path("MacAddress").asText()),
                        address)
                .expect(202);
    }

    private static Values haVip(String id) {
        return new DataSources(client)
                .haVips().stream()
                        .filter(row -> row.all().get("id").equals(id))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(id + " is not listed"));
    }

    private static void assertAllGone(Map<String, String> ids) {
        assertThat(new DataSources(client).haVips())
                .extracting(row -> row.all().get("id"))
                .doesNotContain(ids.get("alicloud_havip.main"));
        assertThat(tenant.network().get("/vpcs/" + ids.get("alicloud_vpc.main")).status())
                .isEqualTo(404);
        assertThat(tenant.eips()
                        .get("/eips/" + ids.get("alicloud_eip_address.main"))
                        .status())
                .isEqualTo(404);
        for (String instance : List.of("ecs1", "ecs2", "ecs3")) {
            assertThat(tenant.network()
                            .get("/instances/" + ids.get("alicloud_instance." + instance))
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alicloud_instance.ecs1", "alicloud_instance.ecs2"})
    void quickDeploymentIsAppliedThenNothingIsToDoThenAllIsDestroyedWithoutForce(String master) {
        Workspace workspace = new Workspace(client);
        QuickDeployment deployment = QuickDeployment.in(workspace);
        if (!master.isEmpty()) {
            deployment.set("alicloud_eip_association.main", "instance_type", "HaVip");
        }
        workspace.apply();
        Map<String, String> ids = workspace.ids();
        assertThat(ids).hasSize(14);
        Map<String, Object> haVip = haVip(ids.get("alicloud_havip.main")).all();
        assertThat(haVip.get("status")).isEqualTo("InUse");
        assertThat(haVip.get("associated_instances"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(ids.get("alicloud_instance.ecs1"), ids.get("alicloud_instance.ecs2"));
        assertThat(haVip.get("associated_eip_addresses"))
                .isEqualTo(List.of(workspace.attribute("alicloud_eip_address.main", "ip_address")));
        assertThat(workspace.plan()).isEmpty();
        if (!master.isEmpty()) {
            letHaveTheAddress(workspace, master, "192.168.0.24");
            Await.until(
                    () -> assertThat(haVip(ids.get("alicloud_havip.main")).all().get("master_instance_id"))
                            .isEqualTo(workspace.id(master)));
            assertThat(workspace.plan()).isEmpty();
        }
        workspace.destroy();
        assertThat(workspace.ids()).isEmpty();
        assertAllGone(ids);
    }

    /** Without a value in the configuration the provider takes anything else than these for a change, mostly one that replaces. */
    @Test
    void whatWasNotAskedForIsNeutralAndTheRestIsAsItWasGiven() {
        Workspace workspace = new Workspace(client);
        QuickDeployment.in(workspace);
        workspace.apply();
        Map<String, List<String>> empty = Map.of(
                "alicloud_eip_association.main", List.of("vpc_id", "private_ip_address"),
                "alicloud_havip.main", List.of("description"),
                "alicloud_vswitch.main", List.of("description"),
                "alicloud_vpc.main",
                        List.of("description", "system_route_table_name", "system_route_table_description"),
                "alicloud_security_group.main", List.of("description"),
                "alicloud_security_group_rule.http", List.of("source_group_owner_account", "description"),
                "alicloud_eip_address.main", List.of("public_ip_address_pool_id"),
                "alicloud_instance.ecs1",
                        List.of(
                                "hpc_cluster_id",
                                "dedicated_host_id",
                                "system_disk_storage_cluster_id",
                                "deployment_set_id",
                                "auto_release_time"));
        empty.forEach((address, names) -> names.forEach(name -> assertThat(workspace.attribute(address, name))
                .as(address + "." + name)
                .isEmpty()));
        Map<String, List<String>> off = Map.of(
                "alicloud_vpc.main", List.of("classic_link_enabled"),
                "alicloud_instance.ecs1",
                        List.of(
                                "enable_high_density_mode",
                                "system_disk_bursting_enabled",
                                "maintenance_notify",
                                "deletion_protection"));
        off.forEach((address, names) -> names.forEach(name -> assertThat(workspace.attribute(address, name))
                .as(address + "." + name)
                .isEqualTo("false")));
        // The HAVIP's address is nobody's secondary address.
        assertThat(workspace.attribute("alicloud_instance.ecs1", "secondary_private_ips"))
                .isEqualTo("[]");
        assertThat(workspace.attribute("alicloud_instance.ecs1", "maintenance_time"))
                .isEqualTo("[]");
        assertThat(workspace.attribute("alicloud_instance.ecs1", "system_disk_provisioned_iops"))
                .isEqualTo("0");
        assertThat(workspace.attribute("alicloud_eip_address.main", "security_protection_types"))
                .isEqualTo("[]");
        assertThat(workspace.attribute("alicloud_instance.ecs1", "user_data")).isEqualTo(QuickDeployment.USER_DATA);
        assertThat(workspace.attribute("alicloud_eip_association.main", "instance_type"))
                .isEqualTo("HAVIP");
        assertThat(workspace.attribute("alicloud_route_entry.main", "nexthop_type"))
                .isEqualTo("HaVip");
        assertThat(workspace.attribute("alicloud_eip_address.main", "payment_type"))
                .isEqualTo("PayAsYouGo");
        assertThat(workspace.plan()).isEmpty();
        workspace.destroy();
    }

    @Test
    void changesAreMadeInTheirPlaceAndThenNothingIsToDo() {
        Workspace workspace = new Workspace(client);
        QuickDeployment deployment = QuickDeployment.in(workspace);
        workspace.apply();
        Map<String, String> ids = workspace.ids();
        deployment.set("alicloud_vpc.main", "vpc_name", "shop");
        deployment.set("alicloud_vpc.main", "description", "for the shop");
        deployment.set("alicloud_vpc.main", "resource_group_id", "rg-shop");
        deployment.set("alicloud_vpc.main", "tags", Map.of("team", "shop"));
        deployment.set("alicloud_vswitch.main", "vswitch_name", "shop");
        deployment.set("alicloud_vswitch.main", "tags", Map.of("team", "shop & co"));
        deployment.set("alicloud_havip.main", "ha_vip_name", "shop");
        deployment.set("alicloud_havip.main", "description", "中文 a*b~c d+e");
        deployment.set("alicloud_havip.main", "resource_group_id", "rg-shop");
        deployment.set("alicloud_havip.main", "tags", Map.of("team", "shop", "env", "test"));
        deployment.set("alicloud_eip_address.main", "bandwidth", "5");
        deployment.set("alicloud_eip_address.main", "tags", Map.of("team", "shop"));
        deployment.set("alicloud_eip_address.main", "resource_group_id", "rg-shop");
        deployment.set("alicloud_security_group.main", "security_group_name", "shop");
        deployment.set("alicloud_security_group.main", "inner_access_policy", "Drop");
        deployment.set("alicloud_security_group.main", "tags", Map.of("team", "shop"));
        deployment.set("alicloud_security_group_rule.http", "description", "web");
        deployment.set("alicloud_instance.ecs3", "instance_name", "client");
        deployment.set("alicloud_instance.ecs3", "resource_group_id", "rg-shop");
        deployment.set("alicloud_instance.ecs3", "tags", Map.of("role", "client"));
        assertThat(workspace.plan())
                .hasSize(20)
                .noneMatch(Workspace.Change::replaces)
                .extracting(Workspace.Change::address, Workspace.Change::attribute)
                .contains(
                        tuple("alicloud_havip.main", "ha_vip_name"),
                        tuple("alicloud_security_group_rule.http", "description"),
                        tuple("alicloud_instance.ecs3", "tags"));
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        assertThat(workspace.ids()).isEqualTo(ids);
        deployment.set("alicloud_havip.main", "tags", Map.of("env", "production"));
        deployment.set("alicloud_havip.main", "description", "");
        deployment.set("alicloud_vpc.main", "description", "");
        deployment.set("alicloud_security_group_rule.http", "description", "");
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        assertThat(haVip(ids.get("alicloud_havip.main")).all().get("tags")).isEqualTo(Map.of("env", "production"));
        workspace.destroy();
        assertAllGone(ids);
    }

    /** The replay's plan would be worth nothing if it were always empty. */
    @Test
    void planShowsWhatWasChangedBehindIt() {
        Workspace workspace = new Workspace(client);
        QuickDeployment deployment = QuickDeployment.in(workspace);
        workspace.apply();
        String haVipId = workspace.id("alicloud_havip.main");
        client.rpc(
                Product.VPC,
                "ModifyHaVipAttribute",
                Map.of(),
                Map.of("RegionId", REGION, "HaVipId", haVipId, "Description", "somebody else's"));
        deployment.set("alicloud_eip_association.main", "instance_type", "HaVip");
        assertThat(workspace.plan())
                .containsExactlyInAnyOrder(
                        new Workspace.Change("alicloud_havip.main", "description", "somebody else's", "", false),
                        new Workspace.Change("alicloud_eip_association.main", "instance_type", "HAVIP", "HaVip", true));
        workspace.destroy();
    }

    @Test
    void networkInterfacesCarryTheHaVipAndADeploymentSetKeepsAnInstance() {
        Workspace workspace = new Workspace(client);
        Map<String, Object> set = new HashMap<>(Map.of("deployment_set_name", "apart", "strategy", "Availability"));
        Map<String, Object> card = new HashMap<>(Map.of("network_interface_name", "card"));
        ofInterfaces(workspace, set, card);
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        assertThat(workspace.attribute("alicloud_havip_attachment.card", "instance_type"))
                .isEqualTo("NetworkInterface");
        assertThat(workspace.attribute("alicloud_instance.ecs", "deployment_set_id"))
                .isEqualTo(workspace.id("alicloud_ecs_deployment_set.main"));
        assertThat(workspace.attribute("alicloud_ecs_network_interface.card", "source_dest_check"))
                .isEqualTo("false");
        set.put("description", "on hosts of their own");
        card.put("description", "for the HAVIP");
        card.put("tags", Map.of("role", "vip"));
        assertThat(workspace.plan()).hasSize(3).noneMatch(Workspace.Change::replaces);
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        Map<String, String> ids = workspace.ids();
        workspace.destroy();
        assertThat(tenant.network()
                        .get("/network-interfaces/" + ids.get("alicloud_ecs_network_interface.card"))
                        .status())
                .isEqualTo(404);
    }

    private static void ofInterfaces(Workspace workspace, Map<String, Object> set, Map<String, Object> card) {
        workspace.resource("alicloud_vpc.main", List.of(), made -> new Values(Map.of("cidr_block", "10.0.0.0/16")));
        workspace.resource(
                "alicloud_vswitch.main",
                List.of("alicloud_vpc.main"),
                made -> new Values(Map.of(
                        "vpc_id", made.id("alicloud_vpc.main"),
                        "cidr_block", "10.0.0.0/24",
                        "zone_id", "cn-hangzhou-b")));
        workspace.resource(
                "alicloud_security_group.main",
                List.of("alicloud_vpc.main"),
                made -> new Values(Map.of("vpc_id", made.id("alicloud_vpc.main"))));
        workspace.resource("alicloud_ecs_deployment_set.main", List.of(), made -> new Values(Map.copyOf(set)));
        workspace.resource(
                "alicloud_instance.ecs",
                List.of("alicloud_vswitch.main", "alicloud_security_group.main", "alicloud_ecs_deployment_set.main"),
                made -> new Values(Map.of(
                        "instance_name", "ecs",
                        "vswitch_id", made.id("alicloud_vswitch.main"),
                        "security_groups", List.of(made.id("alicloud_security_group.main")),
                        "deployment_set_id", made.id("alicloud_ecs_deployment_set.main"))));
        workspace.resource(
                "alicloud_ecs_network_interface.card",
                List.of("alicloud_vswitch.main", "alicloud_security_group.main"),
                made -> {
                    Map<String, Object> all = new HashMap<>(card);
                    all.put("vswitch_id", made.id("alicloud_vswitch.main"));
                    all.put("security_group_ids", List.of(made.id("alicloud_security_group.main")));
                    return new Values(all);
                });
        workspace.resource(
                "alicloud_ecs_network_interface_attachment.card",
                List.of("alicloud_ecs_network_interface.card", "alicloud_instance.ecs"),
                made -> new Values(Map.of(
                        "network_interface_id", made.id("alicloud_ecs_network_interface.card"),
                        "instance_id", made.id("alicloud_instance.ecs"))));
        workspace.resource(
                "alicloud_havip.main",
                List.of("alicloud_vswitch.main"),
                made -> new Values(Map.of("vswitch_id", made.id("alicloud_vswitch.main"))));
        workspace.resource(
                "alicloud_havip_attachment.card",
                List.of("alicloud_havip.main", "alicloud_ecs_network_interface_attachment.card"),
                made -> new Values(Map.of(
                        "ha_vip_id", made.id("alicloud_havip.main"),
                        "instance_id", made.id("alicloud_ecs_network_interface.card"),
                        "instance_type", "NetworkInterface")));
    }

    /** What a call meets while it is repeated until it is done. */
    private static List<ApiFailure> metBy(String action, Map<String, String> query, Map<String, String> request) {
        List<ApiFailure> met = new ArrayList<>();
        Await.until(() -> {
            try {
                client.rpc(Product.VPC, action, query, request);
            } catch (ApiFailure refusal) {
                met.add(refusal);
                throw refusal;
            }
        });
        return met;
    }

    private static Map<String, String> about(String haVipId, String instanceId) {
        return Map.of("RegionId", REGION, "HaVipId", haVipId, "InstanceId", instanceId);
    }

    /** An apply makes both attachments and the association of the EIP at the same time; the provider would pause 3 s after a refusal. */
    @Test
    void associationsAtTheSameTimeWaitForEachOther() {
        String vSwitchId = tenant.newVSwitch("10.10.0.0/24");
        List<String> instances = List.of(
                tenant.newInstance(vSwitchId).instanceId(),
                tenant.newInstance(vSwitchId).instanceId());
        List<ApiFailure> byAttachments = new ArrayList<>();
        List<ApiFailure> byEips = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String haVipId = tenant.newHaVip(vSwitchId);
            String eipId = tenant.newEip();
            List<CompletableFuture<List<ApiFailure>>> attachments = instances.stream()
                    .map(instance -> CompletableFuture.supplyAsync(
                            () -> metBy("AssociateHaVip", Map.of(), about(haVipId, instance))))
                    .toList();
            byEips.addAll(metBy(
                    "AssociateEipAddress",
                    Map.of("AllocationId", eipId, "InstanceId", haVipId),
                    Map.of("RegionId", REGION, "InstanceType", "HaVip")));
            attachments.forEach(attachment -> byAttachments.addAll(attachment.join()));
            assertThat(haVip(haVipId).all().get("associated_instances"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(2);
            client.rpc(
                    Product.VPC,
                    "UnassociateEipAddress",
                    Map.of("AllocationId", eipId, "InstanceId", haVipId),
                    Map.of("RegionId", REGION, "InstanceType", "HaVip"));
            tenant.eips().delete("/eips/" + eipId).expect(204);
            instances.forEach(instance -> tenant.unassociate(haVipId, instance));
        }
        assertThat(byAttachments).isEmpty();
        assertThat(byEips).allMatch(refusal -> refusal.isOneOf(Retry.ASSOCIATE_EIP));
    }

    @Test
    void fiveAttachmentsComeAndGoAtOnceWithoutForce() {
        Workspace workspace = new Workspace(client);
        workspace.resource("alicloud_vpc.main", List.of(), made -> new Values(Map.of("cidr_block", "10.0.0.0/16")));
        workspace.resource(
                "alicloud_vswitch.main",
                List.of("alicloud_vpc.main"),
                made -> new Values(Map.of(
                        "vpc_id", made.id("alicloud_vpc.main"),
                        "cidr_block", "10.0.0.0/24",
                        "zone_id", "cn-hangzhou-b")));
        workspace.resource(
                "alicloud_security_group.main",
                List.of("alicloud_vpc.main"),
                made -> new Values(Map.of("vpc_id", made.id("alicloud_vpc.main"))));
        workspace.resource(
                "alicloud_havip.main",
                List.of("alicloud_vswitch.main"),
                made -> new Values(Map.of("vswitch_id", made.id("alicloud_vswitch.main"), "ip_address", "10.0.0.88")));
        for (int i = 0; i < 5; i++) {
            String instance = "alicloud_instance.ecs" + i;
            workspace.resource(
                    instance,
                    List.of("alicloud_vswitch.main", "alicloud_security_group.main"),
                    made -> new Values(Map.of(
                            "instance_name", instance.substring(instance.indexOf('.') + 1),
                            "vswitch_id", made.id("alicloud_vswitch.main"),
                            "security_groups", List.of(made.id("alicloud_security_group.main")))));
            workspace.resource(
                    "alicloud_havip_attachment.ecs" + i,
                    List.of("alicloud_havip.main", instance),
                    made -> new Values(
                            Map.of("ha_vip_id", made.id("alicloud_havip.main"), "instance_id", made.id(instance))));
        }
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        letHaveTheAddress(workspace, "alicloud_instance.ecs3", "10.0.0.88");
        String master = workspace.id("alicloud_instance.ecs3");
        String haVipId = workspace.id("alicloud_havip.main");
        Await.until(
                () -> assertThat(haVip(haVipId).all().get("master_instance_id")).isEqualTo(master));
        workspace.destroy();
        assertThat(workspace.ids()).isEmpty();
    }

    /** A destroy deletes the HAVIP while the last association may still be ending. */
    @Test
    void deletionBesideAnUnassociationIsRefusedOnlyWithCodesToTryAgainAfter() {
        String vSwitchId = tenant.newVSwitch("10.9.0.0/24");
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        List<ApiFailure> met = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String haVipId = tenant.newHaVip(vSwitchId);
            tenant.associate(haVipId, instanceId).expect(201);
            CompletableFuture<JsonNode> ending = CompletableFuture.supplyAsync(
                    () -> client.rpc(Product.VPC, "UnassociateHaVip", Map.of(), about(haVipId, instanceId)));
            met.addAll(metBy("DeleteHaVip", Map.of(), Map.of("RegionId", REGION, "HaVipId", haVipId)));
            ending.join();
        }
        assertThat(met).isNotEmpty().allMatch(refusal -> refusal.isOneOf(Retry.HAVIP));
    }

    /** Terraform's example of it: one attachment alone is taken away, and the other stays. */
    @Test
    void masterAloneIsTakenAwayByForceOnlyAndTheRefusalIsNotTriedAgain() {
        Workspace workspace = new Workspace(client);
        QuickDeployment.in(workspace);
        workspace.apply();
        String haVipId = workspace.id("alicloud_havip.main");
        String master = workspace.id("alicloud_instance.ecs1");
        letHaveTheAddress(workspace, "alicloud_instance.ecs1", "192.168.0.24");
        Await.until(
                () -> assertThat(haVip(haVipId).all().get("master_instance_id")).isEqualTo(master));
        Map<String, String> unforced = about(haVipId, master);
        assertThatThrownBy(() -> client.rpc(Product.VPC, "UnassociateHaVip", Map.of(), unforced))
                .isInstanceOfSatisfying(ApiFailure.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("Forbidden.UnassociateMaster");
                    assertThat(refusal.isOneOf(Retry.HAVIP_ATTACHMENT) || refusal.needsRetry())
                            .isFalse();
                });
        Map<String, String> forced = new HashMap<>(unforced);
        forced.put("Force", "true");
        client.rpc(Product.VPC, "UnassociateHaVip", Map.of(), forced);
        assertThat(haVip(haVipId).all().get("associated_instances"))
                .isEqualTo(List.of(workspace.id("alicloud_instance.ecs2")));
        client.rpc(Product.VPC, "AssociateHaVip", Map.of(), unforced);
        assertThat(workspace.plan()).isEmpty();
        workspace.destroy();
    }

    @Test
    void dataSourcesFindWhatTheyNeed() {
        String vSwitchId = tenant.newVSwitch("10.8.0.0/24");
        String vpcId = tenant.network().get("/vswitches/" + vSwitchId).text("/vpcId");
        DataSources sources = new DataSources(client);
        assertThat(sources.vpc(vpcId).all().get("vswitch_ids")).isEqualTo(List.of(vSwitchId));
        assertThat(sources.vSwitch(vSwitchId).all().get("route_table_id"))
                .isEqualTo(sources.vpc(vpcId).all().get("route_table_id"));
        assertThat(sources.images("system")).isNotEmpty();
        assertThat(sources.zones()).isNotEmpty();
        assertThat(sources.instanceTypes()).isNotEmpty();
        String haVipId = tenant.newHaVip(vSwitchId);
        assertThat(haVip(haVipId).all().get("associated_instances")).isEqualTo(List.of());
        assertThat(haVip(haVipId).all().get("associated_instance_type")).isEqualTo("");
        tenant.haVips().delete("/ha-vips/" + haVipId);
    }

    /** With {@code protocol = "HTTP"} everything works but what the provider does by HTTPS in any case. */
    @Test
    void httpServesWhatTheProviderDoesNotDoByHttpsInAnyCase() {
        ProviderClient plain = new ProviderClient("HTTP", gateway.authority(), trust, REGION, KEY, SECRET);
        Workspace workspace = new Workspace(plain);
        workspace.resource("alicloud_vpc.main", List.of(), made -> new Values(Map.of("cidr_block", "10.0.0.0/16")));
        workspace.apply();
        assertThat(workspace.plan()).isEmpty();
        workspace.destroy();
    }

    @Test
    void formThatIsSignedByVersion3IsReadLikeAnAddress() {
        JsonNode page = client.form(
                Product.VPC,
                "DescribeHaVips",
                Map.of("RegionId", REGION, "Filter.1.Key", "Status", "Filter.1.Value.1", "Deleting"));
        assertThat(page.path("TotalCount").isInt()).isTrue();
        assertThatThrownBy(() -> client.form(Product.VPC, "DescribeHaVips", Map.of("Filter.1.Key", "Shape")))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("InvalidFilterKey.ValueNotSupported"));
    }
}
