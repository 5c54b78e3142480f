package io.openhavip.agent.router;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32;

/** Which host translates an EIP. Every host answers the same, without asking the others. */
@FunctionalInterface
public interface EipPlacement {

    /** Empty: no host can. */
    Optional<String> hostOf(String eipId);

    /**
     * Rendezvous hashing: when a host comes or goes, only its own EIPs move.
     *
     * @param hosts those with an external link
     */
    static EipPlacement among(Collection<String> hosts) {
        return eipId -> hosts.stream()
                .max(Comparator.<String>comparingLong(host -> weight(host, eipId))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static long weight(String host, String eipId) {
        CRC32 crc = new CRC32();
        crc.update((host + "/" + eipId).getBytes(StandardCharsets.UTF_8));
        // CRC is linear: without mixing, the order of two hosts would be the same for every EIP.
        long mixed = crc.getValue() * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
        return mixed >>> 1;
    }
}
