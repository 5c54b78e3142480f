package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberAdded;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceAdded;
import io.openhavip.contracts.network.RuleDirection;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleAuthorized;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.contracts.network.TagEvent.ResourceTagged;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupAdded;
import io.openhavip.eventing.store.SnapshotSerializer;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of an aggregate with a long history is all that it knows. */
class AggregateSnapshotTest {

    private static final SecurityGroupRule RULE = new SecurityGroupRule(
            "sgr-1", RuleDirection.ingress, "TCP", "80/80", "0.0.0.0/0", "", "", "", "Accept", 1, "web");

    private final SnapshotSerializer serializer = new SnapshotSerializer();

    private static Vpc vpc() {
        Vpc vpc = new Vpc();
        vpc.on(Known.VPC_CREATED);
        vpc.on(Known.CIDR_ASSIGNED);
        vpc.on(new SecurityGroupAdded(Known.VPC, Known.SECURITY_GROUP));
        vpc.on(new ResourceTagged(Known.VPC, Map.of("team", "shop")));
        return vpc;
    }

    private static VSwitch vSwitch() {
        VSwitch vSwitch = new VSwitch();
        vSwitch.on(Known.VSWITCH_CREATED);
        vSwitch.on(new AddressReserved(Known.VSWITCH, Known.VPC, "192.168.0.3", AddressHolder.HaVip, Known.HAVIP));
        return vSwitch;
    }

    private static RouteTable routeTable() {
        RouteTable table = new RouteTable();
        table.on(Known.ROUTE_TABLE_CREATED);
        table.on(Known.SYSTEM_ENTRY_CREATED);
        return table;
    }

    private static SecurityGroup securityGroup() {
        SecurityGroup group = new SecurityGroup();
        group.on(Known.SECURITY_GROUP_CREATED);
        group.on(new SecurityGroupRuleAuthorized(Known.SECURITY_GROUP, RULE));
        group.on(new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE));
        return group;
    }

    private static DeploymentSet deploymentSet() {
        DeploymentSet set = new DeploymentSet();
        set.on(Known.DEPLOYMENT_SET_CREATED);
        set.on(new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, Known.INSTANCE, "host-1"));
        return set;
    }

    private static Instance instance() {
        Instance instance = new Instance();
        instance.on(Known.INSTANCE_CREATED);
        instance.on(Known.INSTANCE_STARTING);
        instance.on(Known.INSTANCE_STARTED);
        instance.on(new NetworkInterfaceAdded(Known.INSTANCE, Known.SECONDARY_PORT, 1));
        return instance;
    }

    static Stream<Object> aggregates() {
        return Stream.of(vpc(), vSwitch(), routeTable(), securityGroup(), deploymentSet(), instance());
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void snapshotHoldsAllThatItKnows(Object aggregate) {
        SerializedObject<byte[]> snapshot = serializer.serialize(aggregate, byte[].class);
        Object restored = serializer.deserialize(snapshot);
        assertThat(restored).isNotSameAs(aggregate).usingRecursiveComparison().isEqualTo(aggregate);
        assertThat(aggregate).hasNoNullFieldsOrProperties();
    }
}
