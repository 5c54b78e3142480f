package io.openhavip.network.projection;

import com.fasterxml.jackson.core.type.TypeReference;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads security groups. Thread-safe. */
public final class SecurityGroupQueries {

    /** A security group as it is answered. */
    public record SecurityGroupView(
            String securityGroupId,
            String securityGroupName,
            String description,
            String securityGroupType,
            String innerAccessPolicy,
            String regionId,
            String vpcId,
            String resourceGroupId,
            String ownerId,
            long ruleCount,
            List<String> memberIds,
            List<Tag> tags,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> securityGroupIds,
            Optional<String> vpcId,
            Optional<String> securityGroupName,
            Optional<String> regionId,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(
                    List.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        }
    }

    private static final String COLUMNS = """
            g.*,
            (SELECT count(*) FROM %1$s.security_group_rule r WHERE r.security_group_id = g.security_group_id) AS rule_count,
            ARRAY(SELECT m.member_id FROM %1$s.security_group_member m WHERE m.security_group_id = g.security_group_id
                  ORDER BY 1) AS member_ids,
            """.formatted(NetworkProjection.NAME) + Select.tagsOf("g.security_group_id");
    private static final String TABLES = "%s.security_group g".formatted(NetworkProjection.NAME);
    private static final String RULES = "SELECT rule FROM " + NetworkProjection.NAME
            + ".security_group_rule WHERE security_group_id = ? ORDER BY created_at, rule_id";
    private static final TypeReference<SecurityGroupRule> RULE = new TypeReference<>() {};

    private final Select select;

    public SecurityGroupQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<SecurityGroupView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("g", accountId)
                .among("g.security_group_id", wanted.securityGroupIds())
                .equal("g.vpc_id", wanted.vpcId())
                .equal("g.security_group_name", wanted.securityGroupName())
                .equal("g.region_id", wanted.regionId())
                .equal("g.resource_group_id", wanted.resourceGroupId())
                .tagged("g.security_group_id", wanted.tags());
        return select.page(
                COLUMNS,
                TABLES,
                filter,
                "g.created_at, g.security_group_id",
                SecurityGroupQueries::view,
                limit,
                offset);
    }

    public Optional<SecurityGroupView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    /** The rules of a group, the oldest first. */
    public List<SecurityGroupRule> rules(String securityGroupId) throws SQLException {
        return select.rows(RULES, row -> Select.json(row, "rule", RULE), securityGroupId);
    }

    private static SecurityGroupView view(ResultSet row) throws SQLException {
        return new SecurityGroupView(
                row.getString("security_group_id"),
                row.getString("security_group_name"),
                row.getString("description"),
                row.getString("security_group_type"),
                row.getString("inner_access_policy"),
                row.getString("region_id"),
                row.getString("vpc_id"),
                row.getString("resource_group_id"),
                row.getString("account_id"),
                row.getLong("rule_count"),
                Select.strings(row, "member_ids"),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant());
    }
}
