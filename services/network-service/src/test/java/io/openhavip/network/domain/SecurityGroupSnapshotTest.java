package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.network.RuleDirection;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleAuthorized;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.eventing.store.SnapshotSerializer;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

/** A security group is kept as snapshots, since each of its members is an event of its history. */
class SecurityGroupSnapshotTest {

    private static final SecurityGroupRule RULE = new SecurityGroupRule(
            "sgr-1", RuleDirection.ingress, "TCP", "80/80", "0.0.0.0/0", "", "", "", "Accept", 1, "web");

    private final SnapshotSerializer serializer = new SnapshotSerializer();

    @Test
    void snapshotHoldsAllFields() {
        SecurityGroup group = new SecurityGroup();
        group.on(Known.SECURITY_GROUP_CREATED);
        group.on(new SecurityGroupRuleAuthorized(Known.SECURITY_GROUP, RULE));
        group.on(new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE));
        SerializedObject<byte[]> snapshot = serializer.serialize(group, byte[].class);
        SecurityGroup restored = serializer.deserialize(snapshot);
        assertThat(restored).usingRecursiveComparison().isEqualTo(group);
        assertThat(restored.hasMembers()).isTrue();
    }
}
