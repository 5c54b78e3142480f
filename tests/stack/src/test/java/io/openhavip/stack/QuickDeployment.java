package io.openhavip.stack;

import io.openhavip.stack.terraform.Values;
import io.openhavip.stack.terraform.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guide's quick deployment as {@code deploy/examples/terraform/main.tf} has it, whose arguments can be changed. */
final class QuickDeployment {

    static final String USER_DATA = Base64.getEncoder()
            .encodeToString("#!/bin/sh\napt-get install -y keepalived nginx\n".getBytes(StandardCharsets.UTF_8));

    private final Workspace workspace;
    private final Map<String, Map<String, Object>> arguments = new HashMap<>();

    private QuickDeployment(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Declares it in a workspace in which nothing else is. */
    static QuickDeployment in(Workspace workspace) {
        QuickDeployment deployment = new QuickDeployment(workspace);
        deployment.network();
        deployment.instances();
        deployment.haVip();
        return deployment;
    }

    /** An argument from now on; the next plan shows it. */
    void set(String address, String argument, Object value) {
        arguments.get(address).put(argument, value);
    }

    private interface References {
        Map<String, Object> of(Workspace made);
    }

    private void resource(String address, List<String> after, Map<String, Object> given, References references) {
        arguments.put(address, new HashMap<>(given));
        workspace.resource(address, after, made -> {
            Map<String, Object> all = new HashMap<>(references.of(made));
            all.putAll(arguments.get(address));
            return new Values(all);
        });
    }

    private void network() {
        resource(
                "alicloud_vpc.main",
                List.of(),
                Map.of("vpc_name", "havip-example", "cidr_block", "192.168.0.0/16"),
                made -> Map.of());
        resource(
                "alicloud_vswitch.main",
                List.of("alicloud_vpc.main"),
                Map.of(
                        "vswitch_name", "havip-example",
                        "cidr_block", "192.168.0.0/24",
                        "zone_id", "cn-hangzhou-b"),
                made -> Map.of("vpc_id", made.id("alicloud_vpc.main")));
        resource(
                "alicloud_security_group.main",
                List.of("alicloud_vpc.main"),
                Map.of("security_group_name", "havip-example", "inner_access_policy", "Accept"),
                made -> Map.of("vpc_id", made.id("alicloud_vpc.main")));
        rule("http", Map.of("ip_protocol", "tcp", "port_range", "80/80", "cidr_ip", "0.0.0.0/0"));
        rule("vrrp", Map.of("ip_protocol", "all", "port_range", "-1/-1", "cidr_ip", "192.168.0.0/24"));
    }

    private void rule(String name, Map<String, Object> permission) {
        Map<String, Object> given = new HashMap<>(permission);
        given.putAll(Map.of("type", "ingress", "nic_type", "intranet", "policy", "accept", "priority", 1));
        resource(
                "alicloud_security_group_rule." + name,
                List.of("alicloud_security_group.main"),
                given,
                made -> Map.of("security_group_id", made.id("alicloud_security_group.main")));
    }

    private void instances() {
        for (int number = 1; number <= 3; number++) {
            resource(
                    "alicloud_instance.ecs" + number,
                    List.of("alicloud_vswitch.main", "alicloud_security_group.main"),
                    Map.of(
                            "instance_name", "ecs" + number,
                            "image_id", "aliyun_3_x64_20G_alibase_20221102.vhd",
                            "instance_type", "ecs.e-c1m1.large",
                            "private_ip", "192.168.0." + (24 + number),
                            "system_disk_category", "cloud_essd",
                            "instance_charge_type", "PostPaid",
                            "spot_strategy", "SpotWithPriceLimit",
                            "user_data", USER_DATA),
                    made -> Map.of(
                            "vswitch_id", made.id("alicloud_vswitch.main"),
                            "security_groups", List.of(made.id("alicloud_security_group.main"))));
        }
    }

    private void haVip() {
        resource(
                "alicloud_havip.main",
                List.of("alicloud_vswitch.main"),
                Map.of("ha_vip_name", "havip-example", "ip_address", "192.168.0.24"),
                made -> Map.of("vswitch_id", made.id("alicloud_vswitch.main")));
        for (String instance : List.of("ecs1", "ecs2")) {
            resource(
                    "alicloud_havip_attachment." + instance,
                    List.of("alicloud_havip.main", "alicloud_instance." + instance),
                    Map.of(),
                    made -> Map.of(
                            "ha_vip_id", made.id("alicloud_havip.main"),
                            "instance_id", made.id("alicloud_instance." + instance)));
        }
        resource(
                "alicloud_eip_address.main",
                List.of(),
                Map.of(
                        "address_name", "havip-example",
                        "isp", "BGP",
                        "netmode", "public",
                        "bandwidth", "1",
                        "payment_type", "PayAsYouGo"),
                made -> Map.of());
        resource(
                "alicloud_eip_association.main",
                List.of("alicloud_eip_address.main", "alicloud_havip.main"),
                Map.of("instance_type", "HAVIP"),
                made -> Map.of(
                        "allocation_id", made.id("alicloud_eip_address.main"),
                        "instance_id", made.id("alicloud_havip.main")));
        resource(
                "alicloud_route_entry.main",
                List.of("alicloud_vpc.main", "alicloud_havip.main"),
                Map.of("destination_cidrblock", "172.16.0.0/24", "nexthop_type", "HaVip"),
                made -> Map.of(
                        "route_table_id", made.attribute("alicloud_vpc.main", "route_table_id"),
                        "nexthop_id", made.id("alicloud_havip.main")));
    }
}
