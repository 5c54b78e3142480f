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
 * DeleteRouteEntry: by the destination in a table, by the entry's id in a table, or by the entry's id alone, whose table is looked for
 * and whose permission is then needed.
 */
final class RouteEntryDeletion {

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
                        false,
                        RouteEntryDeletion::next,
                        answers -> tables(answers).stream()
                                .map(Kind.ROUTE_TABLE::of)
                                .toList(),
                        (asked, answers) -> JsonNodeFactory.instance.objectNode()));
    }

    private static Optional<BackendCall> next(Parameters parameters, List<JsonNode> answers) {
        boolean search = parameters.find("RouteEntryId").isPresent()
                && parameters.find("RouteTableId").isEmpty();
        if (search && answers.isEmpty()) {
            return Optional.of(tableOf(parameters));
        }
        if (search && answers.size() == 1) {
            return Optional.of(tables(answers).stream()
                    .findFirst()
                    .map(table -> deletion(parameters, table))
                    .orElseThrow(() -> new ApiError(
                            404,
                            "InvalidRouteEntry.NotFound",
                            "The specified route entry " + parameters.require("RouteEntryId") + " does not exist.")));
        }
        return answers.isEmpty()
                ? Optional.of(deletion(parameters, Mapping.id(parameters, "RouteTableId")))
                : Optional.empty();
    }

    private static BackendCall tableOf(Parameters parameters) {
        return call(
                parameters,
                "GET",
                "/route-tables?routeEntryId=" + Mapping.id(parameters, "RouteEntryId") + Mapping.andRegion(parameters));
    }

    private static List<String> tables(List<JsonNode> answers) {
        return answers.stream()
                .flatMap(answer -> answer.path("routeTables").valueStream())
                .map(table -> table.path("routeTableId").asText())
                .toList();
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

    private static BackendCall call(Parameters parameters, String method, String target) {
        return new BackendCall(
                NETWORK,
                method,
                target,
                Optional.empty(),
                method.equals("GET") ? Optional.empty() : parameters.find("ClientToken"));
    }
}
