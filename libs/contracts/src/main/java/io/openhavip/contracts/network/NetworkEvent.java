package io.openhavip.contracts.network;

import io.openhavip.contracts.Event;
import java.util.List;

/** Events of network-service's aggregates on {@code network.events}. */
public sealed interface NetworkEvent extends Event {

    record VpcCreated(
            String vpcId, String accountId, String regionId, String cidrBlock, String vpcName, String description)
            implements NetworkEvent {
        @Override
        public String subject() {
            return vpcId;
        }
    }

    /** The VPC gave a part of its range to a vSwitch: what makes overlap a rule of one aggregate. */
    record VSwitchCidrAssigned(String vpcId, String vSwitchId, String cidrBlock) implements NetworkEvent {
        @Override
        public String subject() {
            return vpcId;
        }
    }

    record VSwitchCidrReturned(String vpcId, String vSwitchId) implements NetworkEvent {
        @Override
        public String subject() {
            return vpcId;
        }
    }

    record VpcDeleted(String vpcId) implements NetworkEvent {
        @Override
        public String subject() {
            return vpcId;
        }
    }

    record VSwitchCreated(
            String vSwitchId,
            String vpcId,
            String accountId,
            String regionId,
            String zoneId,
            String cidrBlock,
            String vSwitchName,
            String description)
            implements NetworkEvent {
        @Override
        public String subject() {
            return vSwitchId;
        }
    }

    /** An address left the pool. {@code holderId} is the HAVIP's or the network interface's id. */
    record AddressReserved(String vSwitchId, String vpcId, String address, AddressHolder holder, String holderId)
            implements NetworkEvent {
        @Override
        public String subject() {
            return vSwitchId;
        }
    }

    /** An address went back into the pool. */
    record AddressReleased(String vSwitchId, String address, AddressHolder holder, String holderId)
            implements NetworkEvent {
        @Override
        public String subject() {
            return vSwitchId;
        }
    }

    record VSwitchDeleted(String vSwitchId, String vpcId) implements NetworkEvent {
        @Override
        public String subject() {
            return vSwitchId;
        }
    }

    /** An instance was placed on a host. The first network interface is the primary one. */
    record InstanceCreated(
            String instanceId,
            String accountId,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String instanceName,
            String hostId,
            List<NetworkInterface> networkInterfaces)
            implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }

    /** @param run how many times the instance was started, this start included */
    record InstanceStarted(String instanceId, int run) implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }

    record InstanceStopped(String instanceId) implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }

    record InstanceDeleted(String instanceId) implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }

    /**
     * The instance agreed to be associated with a HAVIP of its vSwitch.
     *
     * @param associationId which try to associate the two this answers; an older one's late answer changes nothing
     */
    record HaVipAttached(String instanceId, String haVipId, String associationId, String vSwitchId)
            implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }

    /** The instance is free of a HAVIP: asked to, or because it is being deleted. */
    record HaVipDetached(String instanceId, String haVipId, String associationId) implements NetworkEvent {
        @Override
        public String subject() {
            return instanceId;
        }
    }
}
