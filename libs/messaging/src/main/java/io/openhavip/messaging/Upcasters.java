package io.openhavip.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.contracts.MessageTypes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What earlier versions wrote, made what this version reads: events in the store and records on topics alike, since both are kept for
 * ever. A step leads from a wire name that is no longer written to the one that followed it; steps of one message follow each other.
 * Nothing is ever rewritten where it is stored. Immutable and thread-safe.
 */
public final class Upcasters {

    private record Step(String next, UnaryOperator<ObjectNode> change) {}

    private static final UnaryOperator<ObjectNode> RENAMED = json -> json;

    private static final Map<String, Step> STEPS = Map.ofEntries(
            Map.entry("network.CommandRefused.v1", new Step("service.CommandRefused.v1", RENAMED)),
            // Before resource groups, tags and accounts' limits, when instances were the only kind that a HAVIP was
            // associated with.
            Map.entry("havip.HaVipCreationRequested.v1", new Step("havip.HaVipCreationRequested.v2", json -> {
                json.put("resourceGroupId", "").putObject("tags");
                return json;
            })),
            Map.entry(
                    "havip.HaVipCreationRefused.v1",
                    new Step("havip.HaVipCreationRefused.v2", json -> json.put("accountId", ""))),
            Map.entry(
                    "havip.HaVipAssociationRequested.v1",
                    new Step("havip.HaVipAssociationRequested.v2", json -> json.put("accountId", ""))),
            Map.entry(
                    "havip.HaVipAssociationRefused.v1",
                    new Step("havip.HaVipAssociationRefused.v2", json -> json.put("instanceType", "EcsInstance"))),
            Map.entry(
                    "havip.HaVipUnassociationRequested.v1",
                    new Step("havip.HaVipUnassociationRequested.v2", json -> json.put("instanceType", "EcsInstance"))),
            Map.entry(
                    "havip.HaVipDeletionRequested.v1",
                    new Step("havip.HaVipDeletionRequested.v2", json -> json.put("deletionId", ""))),
            Map.entry("havip.HaVipDeleted.v1", new Step("havip.HaVipDeleted.v2", json -> json.put("accountId", ""))),
            Map.entry("network.VpcCreated.v1", new Step("network.VpcCreated.v2", Upcasters::withRouteTable)),
            Map.entry("network.VpcDeleted.v1", new Step("network.VpcDeleted.v2", Upcasters::withoutAccount)),
            Map.entry(
                    "network.InstanceCreated.v1",
                    new Step("network.InstanceCreated.v2", InstanceSteps::withAttributes)));

    private Upcasters() {}

    /** The wire name that a message has today; empty for one that needs no step. */
    public static Optional<String> nameToday(String writtenName) {
        String name = writtenName;
        while (STEPS.containsKey(name)) {
            name = STEPS.get(name).next();
        }
        return name.equals(writtenName) ? Optional.empty() : Optional.of(name);
    }

    /** Makes the JSON of an earlier name that of {@link #nameToday}; changes and returns {@code json}. */
    public static ObjectNode upcast(String writtenName, ObjectNode json) {
        ObjectNode current = json;
        for (Step step = STEPS.get(writtenName); step != null; step = STEPS.get(step.next())) {
            current = step.change().apply(current);
        }
        return current;
    }

    /** A VPC's router and route table have ids made of its own (network-service's ResourceKind). */
    private static ObjectNode withRouteTable(ObjectNode vpcCreated) {
        String own = vpcCreated.get("vpcId").asText().substring("vpc-".length());
        return vpcCreated
                .put("resourceGroupId", "")
                .put("vRouterId", "vrt-" + own)
                .put("routeTableId", "vtb-" + own);
    }

    /** Nothing reads them of a VPC that is gone: they say what is freed at the moment of the deletion. */
    private static ObjectNode withoutAccount(ObjectNode deleted) {
        return deleted.put("accountId", "").put("regionId", "");
    }

    /** Every earlier name, for whoever checks that each leads to a message of today ({@link MessageTypes}). */
    public static Map<String, String> steps() {
        Map<String, String> steps = new TreeMap<>();
        STEPS.forEach((name, step) -> steps.put(name, step.next()));
        return steps;
    }
}
