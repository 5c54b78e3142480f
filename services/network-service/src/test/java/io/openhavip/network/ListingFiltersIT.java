package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every filter of the network's listings: it shows what has the value, not what has another, and nothing where nothing has it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class ListingFiltersIT {

    private static final String NOTHING_HAS_IT = "nothing-has-it";

    private Rest rest;
    private Network one;
    private Network other;

    /** A VPC with a vSwitch, which have no value in common with another's. */
    private record Network(Rest rest, String name, String regionId, String vpcId, String vSwitchId) {

        static Network of(Rest rest, String name, String regionId, String zoneId) {
            List<?> tags = List.of(Map.of("key", "net", "value", name));
            String vpcId = made(
                    rest,
                    "/vpcs",
                    Map.of(
                            "cidrBlock", "10.0.0.0/16",
                            "vpcName", name,
                            "regionId", regionId,
                            "resourceGroupId", "rg-" + name,
                            "tags", tags),
                    "vpcId");
            Map<String, ?> vSwitch = Map.of(
                    "vpcId", vpcId, "cidrBlock", "10.0.0.0/24", "zoneId", zoneId, "vSwitchName", name, "tags", tags);
            return new Network(rest, name, regionId, vpcId, made(rest, "/vswitches", vSwitch, "vSwitchId"));
        }

        String ofVpc(String field) {
            return rest.get("/vpcs/" + vpcId).extract().path(field);
        }

        String routeTableId() {
            return ofVpc("routeTableId");
        }
    }

    /** A listing of two resources, of which each filter is to leave one. */
    private record Listing(Rest rest, String path, String ids) {

        Listing ofBoth(String one, String other) {
            assertThat(listed("")).contains(one, other);
            return this;
        }

        /** @param value {@code wanted} alone has it */
        Listing narrowedBy(String filter, String value, String... wanted) {
            narrowedByOneOfAKind(filter, value, wanted);
            assertThat(listed("?" + filter + "=" + NOTHING_HAS_IT)).as(filter).isEmpty();
            return this;
        }

        /** As {@link #narrowedBy}, by one of few values: others are refused. */
        Listing narrowedByOneOfAKind(String filter, String value, String... wanted) {
            assertThat(listed("?" + filter + "=" + value))
                    .as("%s=%s", filter, value)
                    .containsExactly(wanted);
            return this;
        }

        private List<String> listed(String query) {
            return rest.get(path + query).statusCode(200).extract().path(ids);
        }
    }

    private static String made(Rest rest, String path, Map<String, ?> body, String id) {
        return rest.post(path, body).statusCode(201).extract().path(id);
    }

    private String made(String path, Map<String, ?> body, String id) {
        return made(rest, path, body, id);
    }

    @BeforeEach
    void twoNetworks() {
        rest = new Rest(TestAccount.begin());
        // Rest names the account itself.
        TestAccount.end();
        one = Network.of(rest, "web", "cn-hangzhou", "cn-hangzhou-b");
        other = Network.of(rest, "db", "cn-beijing", "cn-beijing-a");
    }

    @AfterEach
    void end() {
        TestAccount.end();
    }

    @Test
    void vpcsAreNarrowedByEachFilter() {
        new Listing(rest, "/vpcs", "vpcs.vpcId")
                .ofBoth(one.vpcId(), other.vpcId())
                .narrowedBy("vpcId", one.vpcId(), one.vpcId())
                .narrowedBy("vpcName", "web", one.vpcId())
                .narrowedBy("regionId", "cn-hangzhou", one.vpcId())
                .narrowedBy("resourceGroupId", "rg-web", one.vpcId())
                .narrowedBy("tag", "net=web", one.vpcId());
    }

    @Test
    void vSwitchesAreNarrowedByEachFilter() {
        new Listing(rest, "/vswitches", "vSwitches.vSwitchId")
                .ofBoth(one.vSwitchId(), other.vSwitchId())
                .narrowedBy("vSwitchId", one.vSwitchId(), one.vSwitchId())
                .narrowedBy("vpcId", one.vpcId(), one.vSwitchId())
                .narrowedBy("zoneId", "cn-hangzhou-b", one.vSwitchId())
                .narrowedBy("vSwitchName", "web", one.vSwitchId())
                .narrowedBy("regionId", "cn-hangzhou", one.vSwitchId())
                .narrowedBy("routeTableId", one.routeTableId(), one.vSwitchId())
                .narrowedBy("resourceGroupId", "rg-web", one.vSwitchId())
                .narrowedBy("tag", "net=web", one.vSwitchId());
    }

    @Test
    void routeTablesAreNarrowedByEachFilter() {
        String wanted = one.routeTableId();
        rest.post("/route-tables/" + wanted + "/tags", Map.of("tags", List.of(Map.of("key", "net", "value", "web"))))
                .statusCode(204);
        String systemEntry =
                rest.get("/route-tables/" + wanted + "/entries").extract().path("routeEntries[0].routeEntryId");
        new Listing(rest, "/route-tables", "routeTables.routeTableId")
                .ofBoth(wanted, other.routeTableId())
                .narrowedBy("routeTableId", wanted, wanted)
                .narrowedBy("vpcId", one.vpcId(), wanted)
                .narrowedBy("vRouterId", one.ofVpc("vRouterId"), wanted)
                .narrowedBy("regionId", "cn-hangzhou", wanted)
                .narrowedBy("routeEntryId", systemEntry, wanted)
                .narrowedBy("tag", "net=web", wanted);
    }

    @Test
    void routeEntriesAreNarrowedByEachFilter() {
        String instanceId = rest.instance(one.vSwitchId());
        String networkInterfaceId = rest.networkInterface(one.vSwitchId());
        rest.attach(networkInterfaceId, instanceId);
        String entries = "/route-tables/" + one.routeTableId() + "/entries";
        String system = rest.get(entries).extract().path("routeEntries[0].routeEntryId");
        String wanted = routeEntry(entries, "172.20.0.0/16", "Instance", instanceId, "to-web");
        String second = routeEntry(entries, "172.21.0.0/16", "NetworkInterface", networkInterfaceId, "to-db");
        new Listing(rest, entries, "routeEntries.routeEntryId")
                .ofBoth(wanted, second)
                .narrowedBy("routeEntryId", wanted, wanted)
                .narrowedBy("destinationCidrBlock", "172.20.0.0/16", wanted)
                .narrowedBy("nextHopType", "NetworkInterface", second)
                .narrowedBy("nextHopId", instanceId, wanted)
                .narrowedBy("routeEntryType", "System", system)
                .narrowedBy("routeEntryType", "Custom", wanted, second)
                .narrowedBy("routeEntryName", "to-web", wanted);
    }

    private String routeEntry(String entries, String destination, String nextHopType, String nextHopId, String name) {
        return made(
                entries,
                Map.of(
                        "destinationCidrBlock", destination,
                        "nextHopType", nextHopType,
                        "nextHopId", nextHopId,
                        "routeEntryName", name),
                "routeEntryId");
    }

    @Test
    void networkInterfacesAreNarrowedByEachFilter() {
        String wanted = networkInterface(one, "10.0.0.7");
        String second = networkInterface(other, "10.0.0.8");
        new Listing(rest, "/network-interfaces", "networkInterfaces.networkInterfaceId")
                .ofBoth(wanted, second)
                .narrowedBy("networkInterfaceId", wanted, wanted)
                .narrowedBy("regionId", "cn-hangzhou", wanted)
                .narrowedBy("vpcId", one.vpcId(), wanted)
                .narrowedBy("vSwitchId", one.vSwitchId(), wanted)
                .narrowedBy("name", "eni-web", wanted)
                .narrowedBy("name", "*-web", wanted)
                .narrowedBy("privateIpAddress", "10.0.0.7", wanted)
                .narrowedBy("resourceGroupId", "rg-web", wanted)
                .narrowedBy("tag", "net=web", wanted);
    }

    private String networkInterface(Network network, String address) {
        return made(
                "/network-interfaces",
                Map.of(
                        "vSwitchId",
                        network.vSwitchId(),
                        "privateIpAddress",
                        address,
                        "networkInterfaceName",
                        "eni-" + network.name(),
                        "resourceGroupId",
                        "rg-" + network.name(),
                        "tags",
                        List.of(Map.of("key", "net", "value", network.name()))),
                "networkInterfaceId");
    }

    @Test
    void deploymentSetsAreNarrowedByEachFilter() {
        String wanted = deploymentSet(one, "Availability");
        String second = deploymentSet(other, "LowLatency");
        new Listing(rest, "/deployment-sets", "deploymentSets.deploymentSetId")
                .ofBoth(wanted, second)
                .narrowedBy("deploymentSetId", wanted, wanted)
                .narrowedBy("deploymentSetName", "web", wanted)
                .narrowedByOneOfAKind("strategy", "LowLatency", second)
                .narrowedBy("regionId", "cn-hangzhou", wanted);
    }

    private String deploymentSet(Network network, String strategy) {
        return made(
                "/deployment-sets",
                Map.of("deploymentSetName", network.name(), "strategy", strategy, "regionId", network.regionId()),
                "deploymentSetId");
    }

    @Test
    void securityGroupsAreNarrowedByEachFilter() {
        String wanted = securityGroup(one);
        String second = securityGroup(other);
        new Listing(rest, "/security-groups", "securityGroups.securityGroupId")
                .ofBoth(wanted, second)
                .narrowedBy("securityGroupId", wanted, wanted)
                .narrowedBy("vpcId", one.vpcId(), wanted)
                .narrowedBy("securityGroupName", "web", wanted)
                .narrowedBy("regionId", "cn-hangzhou", wanted)
                .narrowedBy("resourceGroupId", "rg-web", wanted)
                .narrowedBy("tag", "net=web", wanted);
    }

    private String securityGroup(Network network) {
        return made(
                "/security-groups",
                Map.of(
                        "vpcId", network.vpcId(),
                        "securityGroupName", network.name(),
                        "resourceGroupId", "rg-" + network.name(),
                        "tags", List.of(Map.of("key", "net", "value", network.name()))),
                "securityGroupId");
    }
}
