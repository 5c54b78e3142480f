package io.openhavip.agent.instance;

import java.io.IOException;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * The host's user ids that belong to instances: a range of {@link UserNamespace#IDS} for each of as many as the host takes. Immutable.
 *
 * @param base the first of them
 * @param instances how many the host takes
 */
record UserIds(long base, int instances) {

    /** The kernel's -1, which is nobody's. */
    private static final long END = 0xffff_ffffL;

    /** @throws IllegalArgumentException if there are not so many, or they would be those of the host's own users */
    UserIds {
        if (instances < 1) {
            throw new IllegalArgumentException("havip.agent.instance.max-instances must be 1 at least");
        }
        if (base < UserNamespace.IDS || base > END || (long) instances * UserNamespace.IDS > END - base) {
            throw new IllegalArgumentException(
                    "%d instances (havip.agent.instance.max-instances) have no room from user id %d (havip.agent.instance.uid-base): "
                                    .formatted(instances, base)
                            + "each takes 65536, the first 65536 are the host's own, and 4294967294 is the last");
        }
    }

    /**
     * The first range that is free.
     *
     * @param taken where others begin, also such as were given with another base
     * @throws IOException if none is
     */
    long free(Collection<Long> taken) throws IOException {
        return IntStream.range(0, instances)
                .mapToLong(number -> base + (long) number * UserNamespace.IDS)
                .filter(first -> taken.stream().noneMatch(other -> Math.abs(other - first) < UserNamespace.IDS))
                .findFirst()
                .orElseThrow(() -> new IOException("this host takes no more than " + instances
                        + " instances (havip.agent.instance.max-instances), stopped ones included"));
    }
}
