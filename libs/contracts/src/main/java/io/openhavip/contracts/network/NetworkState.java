package io.openhavip.contracts.network;

import io.openhavip.contracts.State;
import java.util.List;
import java.util.Optional;

/** Current facts on {@code network.state}. */
public sealed interface NetworkState extends State {

    /**
     * @param tunnelKey VXLAN network identifier that its hosts join it by; empty: it does not span hosts, as in records from before there
     *     were any
     */
    record VSwitchState(String vSwitchId, String vpcId, String cidrBlock, Optional<Integer> tunnelKey)
            implements NetworkState {

        /** One that does not span hosts. */
        public VSwitchState(String vSwitchId, String vpcId, String cidrBlock) {
            this(vSwitchId, vpcId, cidrBlock, Optional.empty());
        }

        @Override
        public String subject() {
            return vSwitchId;
        }
    }

    /**
     * @param hostId the host that the instance is placed on; "" once that was removed, until it is placed on another
     * @param run how many times it was started: a reader that missed a stop sees it by a higher run
     * @param networkInterfaces the attached ones, the primary first
     * @param guest what it boots with; empty in records from before it was told
     * @param forced whether what runs and must not, this run if it is Stopped and the one before if it is Running, is ended without its
     *     operating system's consent; empty: it is not, as in records from before it was told
     */
    record InstanceState(
            String instanceId,
            String vpcId,
            String hostId,
            InstanceStatus status,
            int run,
            List<NetworkInterface> networkInterfaces,
            Optional<GuestSetup> guest,
            Optional<Boolean> forced)
            implements NetworkState {

        /** One whose runs end with consent. */
        public InstanceState(
                String instanceId,
                String vpcId,
                String hostId,
                InstanceStatus status,
                int run,
                List<NetworkInterface> networkInterfaces,
                Optional<GuestSetup> guest) {
            this(instanceId, vpcId, hostId, status, run, networkInterfaces, guest, Optional.empty());
        }

        /** One that nobody is to boot. */
        public InstanceState(
                String instanceId,
                String vpcId,
                String hostId,
                InstanceStatus status,
                int run,
                List<NetworkInterface> networkInterfaces) {
            this(instanceId, vpcId, hostId, status, run, networkInterfaces, Optional.empty());
        }

        /** The same in another status. */
        public InstanceState as(InstanceStatus other) {
            return new InstanceState(instanceId, vpcId, hostId, other, run, networkInterfaces, guest, forced);
        }

        @Override
        public String subject() {
            return instanceId;
        }
    }

    /**
     * A route entry, from its creation to its deletion.
     *
     * @param vpcId the VPC whose route table it is in
     * @param nextHopId id of the next hop; of a system entry that of its vSwitch
     */
    record RouteState(
            String routeEntryId,
            String vpcId,
            String routeTableId,
            RouteEntryType type,
            String destinationCidrBlock,
            NextHopType nextHopType,
            String nextHopId)
            implements NetworkState {
        @Override
        public String subject() {
            return routeEntryId;
        }
    }
}
