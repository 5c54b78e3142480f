package io.openhavip.eip.projection;

import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to look for among the EIPs of an account; an empty one is not asked about.
 *
 * @param allocationIds any of these
 * @param ipAddresses any of these
 * @param tags all of these: a key, with a value or with any
 */
public record EipFilter(
        String accountId,
        List<String> allocationIds,
        List<String> ipAddresses,
        Optional<EipStatus> status,
        Optional<String> instanceId,
        Optional<EipInstanceType> instanceType,
        Optional<String> name,
        Optional<String> regionId,
        Optional<String> resourceGroupId,
        Map<String, Optional<String>> tags) {

    private static final String TAGGED =
            "EXISTS (SELECT 1 FROM %1$s.eip_tag t WHERE t.eip_id = e.eip_id AND t.tag_key = ?%%s)"
                    .formatted(EipProjection.NAME);

    /** A condition on the rows, with the values of its question marks. */
    record Condition(String sql, List<Object> values) {}

    static EipFilter byId(String accountId, String allocationId) {
        return new EipFilter(
                accountId,
                List.of(allocationId),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    // Only what is asked for, so that the database sees which index serves it.
    Condition condition() {
        List<String> conditions = new ArrayList<>(List.of("e.account_id = ?"));
        List<Object> values = new ArrayList<>(List.of(accountId));
        any(conditions, values, "e.eip_id", allocationIds);
        any(conditions, values, "e.ip_address", ipAddresses);
        equal(conditions, values, "e.status", status.map(Enum::name));
        equal(conditions, values, "e.instance_id", instanceId);
        equal(conditions, values, "e.instance_type", instanceType.map(Enum::name));
        equal(conditions, values, "e.name", name);
        equal(conditions, values, "e.region_id", regionId);
        equal(conditions, values, "e.resource_group_id", resourceGroupId);
        tags.forEach((key, value) -> {
            conditions.add(TAGGED.formatted(value.isPresent() ? " AND t.tag_value = ?" : ""));
            values.add(key);
            value.ifPresent(values::add);
        });
        return new Condition(String.join(" AND ", conditions), values);
    }

    private static void any(List<String> conditions, List<Object> values, String column, List<String> wanted) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " = ANY (?)");
            values.add(wanted.toArray(String[]::new));
        }
    }

    private static void equal(List<String> conditions, List<Object> values, String column, Optional<String> wanted) {
        wanted.ifPresent(value -> {
            conditions.add(column + " = ?");
            values.add(value);
        });
    }
}
