package io.openhavip.network.domain;

import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetCreated;
import io.openhavip.contracts.network.DeploymentStrategy;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntry;
import io.openhavip.contracts.network.RouteEntryType;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableCreated;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupCreated;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import java.util.List;

/** A small network that tests begin with: one VPC, one vSwitch 192.168.0.0/29 in it (four addresses), one instance in that. */
final class Known {

    static final String VPC = "vpc-1";
    static final String VSWITCH = "vsw-1";
    static final String INSTANCE = "i-1";
    static final String INTERFACE = "eni-1";
    static final String HAVIP = "havip-1";
    static final String ROUTE_TABLE = "vtb-1";
    static final String SECURITY_GROUP = "sg-1";
    static final String DEPLOYMENT_SET = "ds-1";
    static final String ANOTHER_ACCOUNT = "1000000000000002";
    static final String ACCOUNT = "1000000000000001";
    static final String REGION = "cn-hangzhou";
    static final String ZONE = "cn-hangzhou-b";

    static final VpcCreated VPC_CREATED =
            new VpcCreated(VPC, ACCOUNT, REGION, "192.168.0.0/16", "web", "", "rg-1", "vrt-1", ROUTE_TABLE);
    static final RouteTableCreated ROUTE_TABLE_CREATED =
            new RouteTableCreated(ROUTE_TABLE, ACCOUNT, REGION, VPC, "vrt-1");
    static final VSwitchCidrAssigned CIDR_ASSIGNED = new VSwitchCidrAssigned(VPC, VSWITCH, "192.168.0.0/29");
    static final VSwitchCreated VSWITCH_CREATED =
            new VSwitchCreated(VSWITCH, VPC, ACCOUNT, REGION, ZONE, "192.168.0.0/29", "front", "");
    static final InstanceCreated INSTANCE_CREATED = new InstanceCreated(
            INSTANCE,
            ACCOUNT,
            REGION,
            ZONE,
            VPC,
            VSWITCH,
            "ecs1",
            "host-1",
            List.of(new NetworkInterface(INTERFACE, VSWITCH, "02:00:c0:a8:00:01", "192.168.0.1")));
    static final InstanceStarted INSTANCE_STARTED = new InstanceStarted(INSTANCE, 1);

    static final RouteEntry SYSTEM_ENTRY =
            new RouteEntry("rte-1", RouteEntryType.System, "192.168.0.0/29", NextHopType.local, VSWITCH, "", "");
    static final RouteEntryCreated SYSTEM_ENTRY_CREATED = new RouteEntryCreated(ROUTE_TABLE, SYSTEM_ENTRY);
    static final HaVipAddressHeld HAVIP_HELD =
            new HaVipAddressHeld(HAVIP, ACCOUNT, REGION, VPC, VSWITCH, "192.168.0.4");
    static final SecurityGroupCreated SECURITY_GROUP_CREATED =
            new SecurityGroupCreated(SECURITY_GROUP, ACCOUNT, REGION, VPC, "front", "", "normal", "");
    static final DeploymentSetCreated DEPLOYMENT_SET_CREATED =
            new DeploymentSetCreated(DEPLOYMENT_SET, ACCOUNT, REGION, "apart", "", DeploymentStrategy.Availability);

    private Known() {}

    /** A custom route entry. */
    static RouteEntry entry(int number, String destination, NextHopType type, String nextHopId) {
        return new RouteEntry("rte-c" + number, RouteEntryType.Custom, destination, type, nextHopId, "", "");
    }

    static AddressReserved reserved(String address, AddressHolder holder, String holderId) {
        return new AddressReserved(VSWITCH, VPC, address, holder, holderId);
    }

    static HaVipAttached attached(int number) {
        return new HaVipAttached(INSTANCE, "havip-" + number, "try-" + number, VSWITCH);
    }
}
