package io.openhavip.network.projection;

import io.openhavip.contracts.network.SecurityGroupEvent;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupCreated;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupDeleted;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberRemoved;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupPolicyChanged;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleAuthorized;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleRevoked;
import java.sql.SQLException;

/** Rows of security groups, their rules and members. */
final class SecurityGroupRows {

    static final String DDL = """
            CREATE TABLE security_group (
                security_group_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, vpc_id text NOT NULL,
                security_group_name text NOT NULL, description text NOT NULL, security_group_type text NOT NULL,
                resource_group_id text NOT NULL, inner_access_policy text NOT NULL, created_at timestamptz NOT NULL);
            CREATE INDEX security_group_by_account ON security_group (account_id, created_at, security_group_id);
            CREATE TABLE security_group_rule (
                rule_id text PRIMARY KEY, security_group_id text NOT NULL, rule jsonb NOT NULL,
                created_at timestamptz NOT NULL);
            CREATE INDEX security_group_rule_by_group ON security_group_rule (security_group_id, created_at, rule_id);
            CREATE TABLE security_group_member (
                security_group_id text NOT NULL, member_id text NOT NULL, PRIMARY KEY (security_group_id, member_id));
            """;

    private SecurityGroupRows() {}

    static void write(EventWriter writer, SecurityGroupEvent event) throws SQLException {
        switch (event) {
            case SecurityGroupCreated e -> {
                writer.execute(
                        "INSERT INTO security_group VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'Accept', ?::timestamptz)",
                        e.securityGroupId(),
                        e.accountId(),
                        e.regionId(),
                        e.vpcId(),
                        e.securityGroupName(),
                        e.description(),
                        e.securityGroupType(),
                        e.resourceGroupId(),
                        writer.time());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupModified e -> {
                writer.execute(
                        "UPDATE security_group SET security_group_name = ?, description = ? WHERE security_group_id = ?",
                        e.securityGroupName(),
                        e.description(),
                        e.securityGroupId());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupPolicyChanged e -> {
                writer.execute(
                        "UPDATE security_group SET inner_access_policy = ? WHERE security_group_id = ?",
                        e.innerAccessPolicy(),
                        e.securityGroupId());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupRuleAuthorized e -> {
                writer.execute(
                        "INSERT INTO security_group_rule VALUES (?, ?, ?::jsonb, ?::timestamptz)",
                        e.rule().securityGroupRuleId(),
                        e.securityGroupId(),
                        Statements.json(e.rule()),
                        writer.time());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupRuleModified e -> {
                writer.execute(
                        "UPDATE security_group_rule SET rule = ?::jsonb WHERE rule_id = ?",
                        Statements.json(e.rule()),
                        e.rule().securityGroupRuleId());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupRuleRevoked e -> {
                writer.execute("DELETE FROM security_group_rule WHERE rule_id = ?", e.securityGroupRuleId());
                writer.complete(e.securityGroupId());
            }
            case SecurityGroupMemberAdded e ->
                writer.execute("INSERT INTO security_group_member VALUES (?, ?)", e.securityGroupId(), e.memberId());
            case SecurityGroupMemberRemoved e ->
                writer.execute(
                        "DELETE FROM security_group_member WHERE security_group_id = ? AND member_id = ?",
                        e.securityGroupId(),
                        e.memberId());
            case SecurityGroupDeleted e -> {
                writer.execute("DELETE FROM security_group WHERE security_group_id = ?", e.securityGroupId());
                writer.execute("DELETE FROM security_group_rule WHERE security_group_id = ?", e.securityGroupId());
                TagRows.forget(writer, e.securityGroupId());
                writer.complete(e.securityGroupId());
            }
        }
    }
}
