package io.openhavip.network.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetCreated;
import io.openhavip.contracts.network.DeploymentStrategy;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.InstanceAttributes;
import io.openhavip.contracts.network.InstanceBilling;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarting;
import io.openhavip.contracts.network.InstanceHardware;
import io.openhavip.contracts.network.InstanceHardware.SystemDisk;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkInterfaceAttributes;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceType;
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
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import io.openhavip.network.domain.InstanceRequest.RunInstances;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small network that tests begin with: one VPC, one vSwitch 192.168.0.0/29 in it (four addresses), one instance and one secondary
 * network interface in that.
 */
final class Known {

    static final String VPC = "vpc-1";
    static final String VSWITCH = "vsw-1";
    static final String INSTANCE = "i-1";
    static final String INTERFACE = "eni-1";
    static final String SECONDARY = "eni-9";
    static final String HAVIP = "havip-1";
    static final String ROUTE_TABLE = "vtb-1";
    static final String SECURITY_GROUP = "sg-1";
    static final String DEPLOYMENT_SET = "ds-1";
    static final String ANOTHER_ACCOUNT = "1000000000000002";
    static final String ACCOUNT = "1000000000000001";
    static final String OTHER_ACCOUNT = "1000000000000002";
    static final String REGION = "cn-hangzhou";
    static final String ZONE = "cn-hangzhou-b";
    static final int MOST_INTERFACES = 3;

    static final VpcCreated VPC_CREATED =
            new VpcCreated(VPC, ACCOUNT, REGION, "192.168.0.0/16", "web", "", "rg-1", "vrt-1", ROUTE_TABLE);
    static final RouteTableCreated ROUTE_TABLE_CREATED =
            new RouteTableCreated(ROUTE_TABLE, ACCOUNT, REGION, VPC, "vrt-1");
    static final VSwitchCidrAssigned CIDR_ASSIGNED = new VSwitchCidrAssigned(VPC, VSWITCH, "192.168.0.0/29");
    static final VSwitchCreated VSWITCH_CREATED =
            new VSwitchCreated(VSWITCH, VPC, ACCOUNT, REGION, ZONE, "192.168.0.0/29", "front", "");
    static final InstanceHardware HARDWARE =
            new InstanceHardware("ecs.g6.large", "aliyun_3", "", new SystemDisk("cloud_essd", 40));
    static final InstanceBilling BILLING = new InstanceBilling("PostPaid", "NoSpot", "PayByTraffic", 0);
    static final InstanceCreated INSTANCE_CREATED = created(false);
    static final InstanceStarting INSTANCE_STARTING = new InstanceStarting(INSTANCE);
    static final InstanceStarted INSTANCE_STARTED = new InstanceStarted(INSTANCE, 1);
    static final NetworkInterfaceCreated PRIMARY_CREATED = new NetworkInterfaceCreated(
            INTERFACE,
            ACCOUNT,
            REGION,
            ZONE,
            VPC,
            VSWITCH,
            "02:00:c0:a8:00:01",
            "192.168.0.1",
            NetworkInterfaceType.Primary,
            Optional.of(INSTANCE),
            new NetworkInterfaceAttributes("", "", List.of(), true, ""),
            Map.of());
    static final NetworkInterface SECONDARY_PORT =
            new NetworkInterface(SECONDARY, VSWITCH, "02:00:c0:a8:00:04", "192.168.0.4");
    static final NetworkInterfaceCreated SECONDARY_CREATED = secondary(ZONE, VPC, false);

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

    static InstanceCreated created(boolean deletionProtection) {
        return new InstanceCreated(
                INSTANCE,
                ACCOUNT,
                REGION,
                ZONE,
                VPC,
                VSWITCH,
                "host-1",
                List.of(new NetworkInterface(INTERFACE, VSWITCH, "02:00:c0:a8:00:01", "192.168.0.1")),
                attributes("ecs1", deletionProtection),
                HARDWARE,
                BILLING,
                Optional.empty(),
                Map.of());
    }

    static NetworkInterfaceCreated secondary(String zoneId, String vpcId, boolean deleteOnRelease) {
        return new NetworkInterfaceCreated(
                SECONDARY,
                ACCOUNT,
                REGION,
                zoneId,
                vpcId,
                VSWITCH,
                "02:00:c0:a8:00:04",
                "192.168.0.4",
                NetworkInterfaceType.Secondary,
                Optional.empty(),
                new NetworkInterfaceAttributes("second", "", List.of(), deleteOnRelease, ""),
                Map.of());
    }

    static InstanceAttributes attributes(String name, boolean deletionProtection) {
        return new InstanceAttributes(name, name, "", "", List.of(), deletionProtection, "");
    }

    /** Runs instances i-1, i-2, … with interfaces eni-1, eni-2, … named ecs1, ecs2, … */
    static RunInstances run(String vSwitchId, Optional<String> privateIpAddress, int... numbers) {
        List<NewInstance> instances = Arrays.stream(numbers)
                .mapToObj(n -> new NewInstance("i-" + n, "eni-" + n, attributes("ecs" + n, false)))
                .toList();
        return new RunInstances(
                ACCOUNT,
                vSwitchId,
                instances,
                privateIpAddress,
                HARDWARE,
                BILLING,
                Optional.empty(),
                Map.of(),
                List.of(new HostChoice.Host("host-1", 0, 900)));
    }

    /** A custom route entry. */
    static RouteEntry entry(int number, String destination, NextHopType type, String nextHopId) {
        return new RouteEntry("rte-c" + number, RouteEntryType.Custom, destination, type, nextHopId, "", "");
    }

    static AddressReserved reserved(String address, AddressHolder holder, String holderId) {
        return new AddressReserved(VSWITCH, VPC, address, holder, holderId);
    }

    static HaVipAttached attached(int number) {
        return attached(INSTANCE, number);
    }

    static HaVipAttached attached(String id, int number) {
        return new HaVipAttached(id, "havip-" + number, "try-" + number, VSWITCH);
    }

    static AttachHaVip attach(String id, AssociatedInstanceType type, int number) {
        return new AttachHaVip(id, type, "havip-" + number, "try-" + number, VSWITCH, ACCOUNT);
    }

    static DetachHaVip detach(String id, AssociatedInstanceType type, int number) {
        return new DetachHaVip(id, type, "havip-" + number, "try-" + number);
    }
}
