package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.VPC;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.made;
import static io.openhavip.gateway.action.Shape.nothing;
import static io.openhavip.gateway.action.Shape.number;
import static io.openhavip.gateway.action.Shape.object;
import static io.openhavip.gateway.action.Shape.second;
import static io.openhavip.gateway.action.Shape.tags;
import static io.openhavip.gateway.action.Shape.text;
import static io.openhavip.gateway.action.Shape.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** VPCs, vSwitches, route tables and their entries. */
final class VpcActions {

    private static final Shape.Member[] VPC_MEMBERS = {
        text("VpcId", "vpcId"),
        text("VpcName", "vpcName"),
        text("Description", "description"),
        text("Status", "status"),
        text("RegionId", "regionId"),
        text("CidrBlock", "cidrBlock"),
        second("CreationTime", "creationTime"),
        constant("IsDefault", false),
        constant("ClassicLinkEnabled", false),
        text("VRouterId", "vRouterId"),
        number("OwnerId", "ownerId"),
        text("ResourceGroupId", "resourceGroupId"),
        constant("EnabledIpv6", false),
        constant("Ipv6CidrBlock", ""),
        nothing("Ipv6CidrBlocks", "Ipv6CidrBlock"),
        nothing("SecondaryCidrBlocks", "SecondaryCidrBlock"),
        nothing("UserCidrs", "UserCidr"),
        texts("VSwitchIds", "VSwitchId", "vSwitchIds"),
        made(
                "RouterTableIds",
                vpc -> JsonNodeFactory.instance
                        .objectNode()
                        .set(
                                "RouterTableIds",
                                JsonNodeFactory.instance
                                        .arrayNode()
                                        .add(vpc.path("routeTableId").asText()))),
        nothing("NatGatewayIds", "NatGatewayIds"),
        tags()
    };
    private static final Shape.Member[] VSWITCH_MEMBERS = {
        text("VSwitchId", "vSwitchId"),
        text("VSwitchName", "vSwitchName"),
        text("Description", "description"),
        text("Status", "status"),
        text("VpcId", "vpcId"),
        text("ZoneId", "zoneId"),
        text("CidrBlock", "cidrBlock"),
        constant("Ipv6CidrBlock", ""),
        constant("EnabledIpv6", false),
        number("AvailableIpAddressCount", "availableIpAddressCount"),
        second("CreationTime", "creationTime"),
        constant("IsDefault", false),
        text("ResourceGroupId", "resourceGroupId"),
        constant("NetworkAclId", ""),
        number("OwnerId", "ownerId"),
        object("RouteTable", text("RouteTableId", "routeTableId"), constant("RouteTableType", "System")),
        tags()
    };
    private static final Shape ROUTE_ENTRY = Shape.of(
            text("RouteEntryId", "routeEntryId"),
            text("RouteEntryName", "routeEntryName"),
            text("RouteTableId", "routeTableId"),
            text("DestinationCidrBlock", "destinationCidrBlock"),
            text("Description", "description"),
            constant("IpVersion", "ipv4"),
            text("Status", "status"),
            text("Type", "type"),
            second("GmtModified", "creationTime"),
            made("NextHops", VpcActions::nextHops));
    /** With its one next hop also beside the list, as the older action has it. */
    private static final Shape ENTRY_OF_TABLE = Shape.of(
            (from, to) -> to.setAll(ROUTE_ENTRY.apply(from)),
            text("NextHopType", "nextHopType"),
            text("InstanceId", "nextHopId"));

    private static final Shape ROUTE_TABLE = Shape.of(
            text("RouteTableId", "routeTableId"),
            constant("RouteTableName", ""),
            text("RouteTableType", "routeTableType"),
            text("RouterId", "vRouterId"),
            constant("RouterType", "VRouter"),
            text("VpcId", "vpcId"),
            text("Status", "status"),
            constant("Description", ""),
            second("CreationTime", "creationTime"),
            number("OwnerId", "ownerId"),
            constant("ResourceGroupId", ""),
            constant("AssociateType", "VSwitch"),
            texts("VSwitchIds", "VSwitchId", "vSwitchIds"),
            nothing("GatewayIds", "GatewayIds"),
            tags());

    /** The older action has another name for the router, and Terraform makes ids of route entries with it. */
    private static final Shape TABLE_WITH_ENTRIES =
            Shape.of((from, to) -> to.setAll(ROUTE_TABLE.apply(from)), text("VRouterId", "vRouterId"));

    private VpcActions() {}

    static List<Action> all() {
        return Stream.of(vpcs(), vSwitches(), routes()).flatMap(List::stream).toList();
    }

    private static List<Action> vpcs() {
        return List.of(
                Mapping.of("CreateVpc", NETWORK, "POST /vpcs", VPC)
                        .optional("RegionId", "regionId")
                        .optional("CidrBlock", "cidrBlock")
                        .optional("VpcName", "vpcName")
                        .optional("Description", "description")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(
                                text("VpcId", "vpcId"),
                                text("VRouterId", "vRouterId"),
                                text("RouteTableId", "routeTableId"),
                                text("ResourceGroupId", "resourceGroupId"))),
                Mapping.of("DeleteVpc", NETWORK, "DELETE /vpcs/{VpcId}", VPC).answers(Shape.empty()),
                Mapping.of("ModifyVpcAttribute", NETWORK, "PATCH /vpcs/{VpcId}", VPC)
                        .optional("VpcName", "vpcName")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                Mapping.of("DescribeVpcs", NETWORK, "GET /vpcs", VPC)
                        .query("RegionId", "regionId")
                        .queryFrom(parameters -> Mapping.commaSeparated(parameters, "VpcId"), "vpcId")
                        .query("VpcName", "vpcName")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .filteredOnlyAs("IsDefault", "false")
                        .notFilteredBy("DhcpOptionsSetId", "VpcOwnerId")
                        .page()
                        .answers(Shape.page("Vpcs", "Vpc", "vpcs", Shape.of(VPC_MEMBERS))),
                Mapping.of("DescribeVpcAttribute", NETWORK, "GET /vpcs/{VpcId}", VPC)
                        .answers(Shape.of(VPC_MEMBERS)));
    }

    private static List<Action> vSwitches() {
        return List.of(
                InItsRegion.VPC.of(Mapping.of("CreateVSwitch", NETWORK, "POST /vswitches", VPC)
                        .required("VpcId", "vpcId")
                        .alsoAbout(Kind.VPC_ITSELF, "VpcId")
                        .required("ZoneId", "zoneId")
                        .required("CidrBlock", "cidrBlock")
                        .optional("VSwitchName", "vSwitchName")
                        .optional("Description", "description")
                        .tags()
                        .answers(Shape.of(text("VSwitchId", "vSwitchId")))),
                Mapping.of("DeleteVSwitch", NETWORK, "DELETE /vswitches/{VSwitchId}", VPC)
                        .answers(Shape.empty()),
                Mapping.of("ModifyVSwitchAttribute", NETWORK, "PATCH /vswitches/{VSwitchId}", VPC)
                        .optional("VSwitchName", "vSwitchName")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                Mapping.of("DescribeVSwitches", NETWORK, "GET /vswitches", VPC)
                        .query("RegionId", "regionId")
                        .query("VpcId", "vpcId")
                        .queryFrom(parameters -> Mapping.commaSeparated(parameters, "VSwitchId"), "vSwitchId")
                        .query("ZoneId", "zoneId")
                        .query("VSwitchName", "vSwitchName")
                        .query("RouteTableId", "routeTableId")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .filteredOnlyAs("IsDefault", "false")
                        .notFilteredBy("VSwitchOwnerId")
                        .page()
                        .answers(Shape.page("VSwitches", "VSwitch", "vSwitches", Shape.of(VSWITCH_MEMBERS))),
                Mapping.of("DescribeVSwitchAttributes", NETWORK, "GET /vswitches/{VSwitchId}", VPC)
                        .answers(Shape.of(VSWITCH_MEMBERS)));
    }

    private static List<Action> routes() {
        return List.of(
                Mapping.of("CreateRouteEntry", NETWORK, "POST /route-tables/{RouteTableId}/entries", VPC)
                        .required("DestinationCidrBlock", "destinationCidrBlock")
                        .optional("NextHopType", "nextHopType")
                        .optional("NextHopId", "nextHopId")
                        .alsoAbout(Resources::carrier, "NextHopId")
                        .optional("RouteEntryName", "routeEntryName")
                        .optional("Description", "description")
                        .answers(Shape.of(text("RouteEntryId", "routeEntryId"))),
                RouteEntryDeletion.action(),
                Mapping.of("DescribeRouteEntryList", NETWORK, "GET /route-tables/{RouteTableId}/entries", VPC)
                        .query("RouteEntryId", "routeEntryId")
                        .query("DestinationCidrBlock", "destinationCidrBlock")
                        .query("NextHopType", "nextHopType")
                        .query("NextHopId", "nextHopId")
                        .query("RouteEntryType", "routeEntryType")
                        .query("RouteEntryName", "routeEntryName")
                        .filteredOnlyAs("IpVersion", "ipv4")
                        .notFilteredBy("DestCidrBlockList", "ServiceType")
                        .pageOrToken("MaxResult")
                        .answers(Shape.of(
                                Shape.objects("RouteEntrys", "RouteEntry", "routeEntries", ROUTE_ENTRY),
                                PageToken.next(),
                                number("TotalCount", "totalCount"),
                                number("MaxResult", "pageSize"))),
                Mapping.of("DescribeRouteTableList", NETWORK, "GET /route-tables", VPC)
                        .query("RegionId", "regionId")
                        .query("RouteTableId", "routeTableId")
                        .query("RouterId", "vRouterId")
                        .query("VpcId", "vpcId")
                        .queryTags("Tag")
                        .filteredOnlyAs("RouterType", "VRouter")
                        .filteredOnlyAs("RouteTableType", "System")
                        .notFilteredBy("RouteTableName", "ResourceGroupId")
                        .page()
                        .answers(Shape.page("RouterTableList", "RouterTableListType", "routeTables", ROUTE_TABLE)),
                describeRouteTables());
    }

    /** The older form, which shows a table with its entries; only that of one table is there. */
    private static Action describeRouteTables() {
        return new Action(
                "DescribeRouteTables",
                Set.of(VPC),
                VPC,
                parameters -> List.of(Kind.ROUTE_TABLE.of(Mapping.id(parameters, "RouteTableId"))),
                Action.Plan.Steps.of(
                        true,
                        List.of(
                                VpcActions::routeTable,
                                parameters -> entries(parameters, 1),
                                parameters -> entries(parameters, 2)),
                        (asked, answers) -> tableWithEntries(answers)));
    }

    private static BackendCall routeTable(Parameters parameters) {
        for (String filter :
                List.of("Type", "RouterId", "VRouterId", "RouterType", "RouteTableName", "ResourceGroupId")) {
            Mapping.requireFilteredOnlyAs(parameters, filter);
        }
        return read("/route-tables?routeTableId=" + Mapping.id(parameters, "RouteTableId"));
    }

    private static BackendCall entries(Parameters parameters, int page) {
        return read(
                "/route-tables/" + Mapping.id(parameters, "RouteTableId") + "/entries?pageSize=100&pageNumber=" + page);
    }

    private static BackendCall read(String target) {
        return new BackendCall(NETWORK, "GET", target, Optional.empty(), Optional.empty());
    }

    private static ObjectNode tableWithEntries(List<JsonNode> answers) {
        ObjectNode answer = Shape.page("RouteTables", "RouteTable", "routeTables", TABLE_WITH_ENTRIES)
                .apply(answers.getFirst());
        answer.path("RouteTables").path("RouteTable").forEach(table -> {
            ArrayNode entries = ((ObjectNode) table).putObject("RouteEntrys").putArray("RouteEntry");
            answers.stream()
                    .skip(1)
                    .flatMap(page -> page.path("routeEntries").valueStream())
                    .map(ENTRY_OF_TABLE::apply)
                    .forEach(entries::add);
        });
        return answer;
    }

    private static JsonNode nextHops(JsonNode entry) {
        var hops = JsonNodeFactory.instance.objectNode();
        hops.putArray("NextHop")
                .add(Shape.of(
                                text("NextHopId", "nextHopId"),
                                text("NextHopType", "nextHopType"),
                                constant("Weight", 0),
                                constant("Enabled", 1))
                        .apply(entry));
        return hops;
    }
}
