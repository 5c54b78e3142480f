package io.openhavip.arp.deciding;

import io.openhavip.arp.domain.AddressHolder;
import io.openhavip.arp.domain.Claim;
import io.openhavip.arp.domain.Decision;
import io.openhavip.arp.domain.Facts;
import io.openhavip.arp.domain.Trigger;
import io.openhavip.arp.domain.Verdict;
import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.contracts.AddressKey;
import io.openhavip.eventing.consume.Backoff;
import io.openhavip.eventing.consume.Faults;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides about held addresses: facts and clock are read here, refusals are counted and noted, and a fault is waited out for as long
 * as it lasts. Thread-safe; decisions about one address are made one at a time.
 */
@Singleton
public class Decisions {

    /** Tries of a decision that fails in a way that waiting should not mend, before it is given up. */
    static final int TRIES_BEFORE_GIVING_UP = 3;

    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final FactsIndex facts;
    private final RejectionNotices notices;
    private final DecisionMetrics metrics;
    private final BackOffTimers timers;
    private final Clock clock;
    private final Backoff backoff = new Backoff();

    Decisions(FactsIndex facts, RejectionNotices notices, DecisionMetrics metrics, BackOffTimers timers, Clock clock) {
        this.facts = facts;
        this.notices = notices;
        this.metrics = metrics;
        this.timers = timers;
        this.clock = clock;
    }

    boolean hasHaVip(AddressKey key) {
        return facts.hasHaVip(key);
    }

    /** Judges a claim from memory; false if something must be appended, and then nothing was done. */
    boolean readWithoutChange(HeldAddress address, Claim claim) {
        Trigger trigger = new Trigger.ClaimRead(claim);
        Optional<Decision> decision = address.alone(
                held -> held.handleWithoutChange(trigger, factsFor(address, held, trigger), clock.instant()));
        decision.ifPresent(made -> record(address, trigger, made));
        return decision.isPresent();
    }

    /**
     * Judges a claim; what it changes is committed when this returns.
     *
     * @throws RuntimeException if the decision fails for good, which is the record's end
     * @throws Backoff.Stopped if the service stops before
     */
    void read(HeldAddress address, Claim claim) {
        decide(address, held -> List.of(new Trigger.ClaimRead(claim)));
    }

    void recall(HeldAddress address, Claim claim) {
        Trigger trigger = new Trigger.ClaimRead(claim);
        address.alone(held -> {
            held.recall(claim, factsFor(address, held, trigger), clock.instant());
            return true;
        });
    }

    /** Settles what changed facts, or a takeover, mean for the address. */
    void factsChanged(HeldAddress address) {
        address.beginFacts();
        decide(address, held -> held.watch().onFacts(clock.instant()));
    }

    void backOffEnded(HeldAddress address) {
        address.timerFired();
        decide(address, held -> List.of(new Trigger.BackOffEnded(held.watch().readUpTo())));
    }

    /** Ends waiting; for shutdown. */
    void stop() {
        backoff.stop();
    }

    private interface Triggers {
        List<Trigger> of(AddressHolder held);
    }

    private void decide(HeldAddress address, Triggers triggers) {
        int failures = 0;
        for (int attempt = 0; ; attempt++) {
            boolean again = attempt > 0;
            try {
                address.alone(held -> {
                    if (again) {
                        held.reload();
                    }
                    triggers.of(held).forEach(trigger -> decide(address, held, trigger));
                    return true;
                });
                timers.setFor(address, () -> backOffEnded(address));
                return;
            } catch (Backoff.Stopped e) {
                throw e;
            } catch (RuntimeException e) {
                if (!Faults.isPassing(e) && ++failures >= TRIES_BEFORE_GIVING_UP) {
                    LOG.errorf(e, "decision given up address=%s", address.key());
                    throw e;
                }
                LOG.warnf("decision waits address=%s attempt=%d cause=%s", address.key(), attempt, e.getMessage());
                metrics.waited();
                backoff.await(attempt);
            }
        }
    }

    private void decide(HeldAddress address, AddressHolder held, Trigger trigger) {
        long begun = System.nanoTime();
        Decision made = held.handle(trigger, factsFor(address, held, trigger), clock.instant());
        if (!made.changesNothing()) {
            metrics.committedAfter(System.nanoTime() - begun);
        }
        record(address, trigger, made);
    }

    private void record(HeldAddress address, Trigger trigger, Decision made) {
        metrics.count(made.events());
        // An early claim that is looked at again was counted and noted when it was read.
        if (trigger instanceof Trigger.ClaimRead(Claim claim)) {
            metrics.count(made.verdict());
            if (made.verdict() instanceof Verdict.Refused(var reason, var _)) {
                notices.add(address.key(), claim.announcement(), reason, clock.instant());
            }
        }
    }

    private Facts factsFor(HeldAddress address, AddressHolder held, Trigger trigger) {
        return facts.of(address.key(), HeldAddress.portsOf(held, HeldAddress.claimOf(trigger)));
    }
}
