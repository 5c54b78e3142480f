package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** alicloud_route_entry, whose id is table:router:block:type:next hop; read in the older way, by the Go SDK. */
final class RouteEntryResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String tableId = arguments.text("route_table_id");
        StateChange.await("entries of " + tableId, List.of(), List.of("Available"), () -> state(client, tableId));
        Retry.call(
                Retry.CREATE_ROUTE_ENTRY,
                () -> client.goSdk(
                        Product.VPC,
                        "CreateRouteEntry",
                        Request.of("RouteTableId", tableId)
                                .given(
                                        arguments,
                                        "DestinationCidrBlock",
                                        "destination_cidrblock",
                                        "NextHopType",
                                        "nexthop_type",
                                        "NextHopId",
                                        "nexthop_id",
                                        "RouteEntryName",
                                        "name",
                                        "Description",
                                        "description")
                                .token("CreateRouteEntry")
                                .map()));
        String id = String.join(
                ":",
                tableId,
                member(table(client, tableId), "VRouterId").asText(),
                arguments.text("destination_cidrblock"),
                arguments.text("nexthop_type"),
                arguments.text("nexthop_id"));
        StateChange.await(
                "alicloud_route_entry",
                List.of(),
                List.of("Available"),
                () -> entry(client, id).map(entry -> member(entry, "Status").asText()));
        return id;
    }

    private static JsonNode table(ProviderClient client, String tableId) {
        return Values.rows(
                        client.goSdk(Product.VPC, "DescribeRouteTables", Map.of("RouteTableId", tableId)),
                        "RouteTables",
                        "RouteTable")
                .getFirst();
    }

    /** Available when all of its entries are. */
    private static Optional<String> state(ProviderClient client, String tableId) {
        return Optional.of(Values.rows(table(client, tableId), "RouteEntrys", "RouteEntry").stream()
                .map(entry -> member(entry, "Status").asText())
                .filter(status -> !status.equals("Available"))
                .findFirst()
                .orElse("Available"));
    }

    private static Optional<JsonNode> entry(ProviderClient client, String id) {
        String[] parts = id.split(":");
        try {
            return Values.rows(table(client, parts[0]), "RouteEntrys", "RouteEntry").stream()
                    .filter(entry ->
                            member(entry, "DestinationCidrBlock").asText().equals(parts[2])
                                    && member(entry, "NextHopType").asText().equals(parts[3])
                                    && member(entry, "InstanceId").asText().equals(parts[4]))
                    .findFirst();
        } catch (ApiFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return entry(client, id)
                .map(entry -> Values.of(
                        "route_table_id", member(entry, "RouteTableId").asText(),
                        "router_id", id.split(":")[1],
                        "destination_cidrblock",
                                member(entry, "DestinationCidrBlock").asText(),
                        "nexthop_type", member(entry, "NextHopType").asText(),
                        "nexthop_id", member(entry, "InstanceId").asText(),
                        "name", member(entry, "RouteEntryName").asText(),
                        "description", member(entry, "Description").asText()));
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        String[] parts = id.split(":");
        Found.unlessGone(() -> Retry.call(
                Retry.CREATE_ROUTE_ENTRY,
                () -> client.goSdk(
                        Product.VPC,
                        "DeleteRouteEntry",
                        Map.of("RouteTableId", parts[0], "DestinationCidrBlock", parts[2], "NextHopId", parts[4]))));
        StateChange.awaitGone("alicloud_route_entry", () -> entry(client, id).isPresent());
    }
}
