package io.openhavip.eventing.consume;

import org.jboss.logging.Logger;

/**
 * The tries of one piece of work: a conflict is tried again at once, a fault after a wait, for ever; anything else counts as invalid
 * after {@value #MOST_FAILURES} tries. Used by one thread.
 */
final class Attempts {

    /** Tries of a record that fails in a way that waiting should not mend, before it counts as invalid. */
    static final int MOST_FAILURES = 3;

    /** Conflicts in a row that are tried again at once; further ones wait like faults. */
    static final int MOST_CONFLICTS_AT_ONCE = 5;

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final String consumer;
    private final Backoff backoff;
    private final int mostFailures;
    private int conflicts;
    private int waits;
    private int failures;

    Attempts(String consumer, Backoff backoff) {
        this(consumer, backoff, MOST_FAILURES);
    }

    private Attempts(String consumer, Backoff backoff, int mostFailures) {
        this.consumer = consumer;
        this.backoff = backoff;
        this.mostFailures = mostFailures;
    }

    /** For a batch, whose records are tried one by one as soon as one of them seems to be invalid. */
    static Attempts ofBatch(String consumer, Backoff backoff) {
        return new Attempts(consumer, backoff, 1);
    }

    /**
     * Waits as the fault demands; whether the work is to be tried again.
     *
     * @throws Backoff.Stopped if the consumer is stopped
     */
    boolean again(Exception fault) {
        if (Faults.isConflict(fault) && ++conflicts <= MOST_CONFLICTS_AT_ONCE) {
            return true;
        }
        if (Faults.isPassing(fault)) {
            await(fault);
            return true;
        }
        return ++failures < mostFailures;
    }

    /** Waits whatever the fault is: for work that cannot be given up. */
    void await(Exception fault) {
        LOG.warnf("consumer waits consumer=%s attempt=%d cause=%s", consumer, waits, fault.getMessage());
        backoff.await(waits++);
    }
}
