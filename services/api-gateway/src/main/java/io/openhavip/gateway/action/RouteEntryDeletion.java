package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.VPC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * DeleteRouteEntry: by the destination in a table, by the entry's id in a table, or by the entry's id alone, for which the tables of the
 * account are looked through.
 */
final class RouteEntryDeletion {

    /** Tables that are looked through: more than the VPCs that an account has in a region. */
    private static final int MOST_TABLES = 100;

    private RouteEntryDeletion() {}

    static Action action() {
        return new Action(
                "DeleteRouteEntry",
                Set.of(VPC),
                VPC,
                parameters -> List.of(Kind.ROUTE_TABLE.of(
                        parameters.find("RouteEntryId").isPresent()
                                ? parameters.find("RouteTableId").orElse("*")
                                : parameters.require("RouteTableId"))),
                new Action.Plan.Steps(
                        false, RouteEntryDeletion::next, (asked, answers) -> JsonNodeFactory.instance.objectNode()));
    }

    private static Optional<BackendCall> next(Parameters parameters, List<JsonNode> answers) {
        if (parameters.find("RouteEntryId").isPresent()
                && parameters.find("RouteTableId").isEmpty()) {
            return search(parameters, answers);
        }
        return answers.isEmpty()
                ? Optional.of(deletion(parameters, Mapping.id(parameters, "RouteTableId")))
                : Optional.empty();
    }

    private static BackendCall deletion(Parameters parameters, String table) {
        String entries = "/route-tables/" + table + "/entries";
        if (parameters.find("RouteEntryId").isPresent()) {
            return call(parameters, "DELETE", entries + "/" + Mapping.id(parameters, "RouteEntryId"));
        }
        String nextHop = parameters
                .find("NextHopId")
                .map(id -> "&nextHopId=" + UrlEncoding.encode(id))
                .orElse("");
        return call(
                parameters,
                "DELETE",
                entries + "?destinationCidrBlock=" + UrlEncoding.encode(parameters.require("DestinationCidrBlock"))
                        + nextHop);
    }

    /** First the tables, then each of them until one has the entry. */
    private static Optional<BackendCall> search(Parameters parameters, List<JsonNode> answers) {
        String entry = Mapping.id(parameters, "RouteEntryId");
        if (answers.isEmpty()) {
            String region = parameters
                    .find("RegionId")
                    .map(id -> "&regionId=" + UrlEncoding.encode(id))
                    .orElse("");
            return Optional.of(call(parameters, "GET", "/route-tables?pageSize=" + MOST_TABLES + region));
        }
        List<String> tables = answers.getFirst()
                .path("routeTables")
                .valueStream()
                .map(table -> table.path("routeTableId").asText())
                .toList();
        for (int i = 1; i < answers.size(); i++) {
            if (!answers.get(i).path("routeEntries").isEmpty()) {
                return i == answers.size() - 1
                        ? Optional.of(deletion(parameters, tables.get(i - 1)))
                        : Optional.empty();
            }
        }
        return Optional.of(tables.stream()
                .skip(answers.size() - 1L)
                .findFirst()
                .map(table -> call(parameters, "GET", "/route-tables/" + table + "/entries?routeEntryId=" + entry))
                .orElseThrow(() -> new ApiError(
                        404, "InvalidRouteEntry.NotFound", "The specified route entry " + entry + " does not exist.")));
    }

    private static BackendCall call(Parameters parameters, String method, String target) {
        return new BackendCall(
                NETWORK,
                method,
                target,
                Optional.empty(),
                method.equals("GET") ? Optional.empty() : parameters.find("ClientToken"));
    }
}
