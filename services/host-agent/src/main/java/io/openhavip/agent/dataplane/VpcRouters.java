package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The routers between the vSwitches of each VPC, as far as the data plane needs to know: it has them brought to what the facts say
 * before it looks at its own devices, so that their bridge ports are there to be joined. Called by one thread at a time.
 */
public interface VpcRouters {

    /** VPCs that need a router here also if no instance of theirs is here. */
    default Set<String> vpcs(Facts facts) {
        return Set.of();
    }

    /** None at all: vSwitches are islands. */
    VpcRouters NONE = new VpcRouters() {
        @Override
        public List<String> reconcile(HostLayout host, Facts facts) {
            return List.of();
        }

        @Override
        public void removeAll() {}

        @Override
        public long drift() {
            return 0;
        }
    };

    /**
     * Compares the kernel with the facts and corrects it. A router that cannot be had does not keep the others from being brought about.
     *
     * @param host the wanted layout of this host
     * @return what stands in the way, for people
     */
    List<String> reconcile(HostLayout host, Facts facts);

    /** Removes every router that was ever made here. */
    void removeAll() throws IOException;

    /** Routers that were found wrong in the kernel after they had been right, and were corrected. Any thread may ask. */
    long drift();
}
