package io.openhavip.agent.router;

import io.openhavip.agent.dataplane.NextHopAddress;
import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;

/**
 * The way from a router to another host's, which has the way outside.
 *
 * @param tunnelAddress of that host
 */
record Detour(String tunnelAddress) {

    /** The mark of what takes it, and the number of its routing table: a table of no other meaning has such a high one. */
    int mark() {
        return ByteBuffer.wrap(KeyEncoding.address(tunnelAddress)).getInt();
    }

    String table() {
        return Integer.toUnsignedString(mark());
    }

    String nextHop() {
        return NextHopAddress.of(tunnelAddress);
    }

    String rule() {
        return "fwmark 0x" + Integer.toHexString(mark()) + " lookup " + table();
    }
}
