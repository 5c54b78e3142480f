package io.openhavip.agent.session;

import io.openhavip.agent.announce.AnnouncementBuffer;

/**
 * Where every announcement went, over the life of the process: {@code received = filtered + published + superseded + pending}.
 *
 * @param received handed over by the kernel, and answers to probes
 * @param kernelDropped lost before that, because the process was too slow
 * @param filtered no claim at all: unknown port, own address, address of another network, malformed, or over the bound of its port
 * @param published acknowledged by the broker
 * @param superseded replaced by a newer one of the same port and address before it was sent
 * @param failedAttempts sends that failed and were tried again
 * @param pending not acknowledged yet, or waiting for the facts to name their port
 */
public record Totals(
        long received,
        long kernelDropped,
        long filtered,
        long published,
        long superseded,
        long failedAttempts,
        long pending) {

    /** What one session, or several one after another, took in. */
    record Taken(long received, long kernelDropped, long filtered, long unplaced) {

        static final Taken NOTHING = new Taken(0, 0, 0, 0);

        static Taken by(AgentSession session) {
            return new Taken(
                    session.capture().received() + session.intake().probed(),
                    session.capture().kernelDropped(),
                    session.intake().unknownPort()
                            + session.intake().ownAddress()
                            + session.intake().foreignAddress()
                            + session.capture().malformed(),
                    session.intake().unplaced());
        }

        Taken plus(Taken other) {
            return new Taken(
                    received + other.received,
                    kernelDropped + other.kernelDropped,
                    filtered + other.filtered,
                    unplaced + other.unplaced);
        }

        /** The same when the session has ended: what waited for its port waits no longer. */
        Taken ended() {
            return new Taken(received, kernelDropped, filtered + unplaced, 0);
        }
    }

    static Totals of(Taken taken, AnnouncementBuffer.Counts counts) {
        return new Totals(
                taken.received(),
                taken.kernelDropped(),
                taken.filtered() + counts.refused(),
                counts.published(),
                counts.superseded(),
                counts.failedAttempts(),
                counts.pending() + taken.unplaced());
    }
}
