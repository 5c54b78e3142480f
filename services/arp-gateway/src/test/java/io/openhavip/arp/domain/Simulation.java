package io.openhavip.arp.domain;

import io.openhavip.arp.domain.History.Batch;
import io.openhavip.arp.domain.History.Sent;
import io.openhavip.arp.domain.History.Step;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.network.InstanceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays a history against replicas of arp-gateway that share an event store, with {@link AddressHolder} as in production and the
 * topic, the store and the clock simulated.
 */
final class Simulation implements OwnershipLedger {

    /** As the consumer's. */
    private static final long COMMIT_INTERVAL_MS = 1000;

    private final Scenario world = new Scenario();
    private final OwnershipDecider decider;
    private final List<ArpEvent> store = new ArrayList<>();
    private final List<Claim> topic = new ArrayList<>();
    private int committed = 0;
    private boolean ownerEndedAnEarlyClaim;
    private int haVips = 1;
    private AddressHolder holder;

    private Simulation(OwnershipDecider decider) {
        this.decider = decider;
        this.holder = holder(AddressWatch.takenOver(Ownership.none(Scenario.KEY), Optional.empty()));
    }

    /** The events that {@code history} leads to. */
    static List<ArpEvent> play(OwnershipDecider decider, History history) {
        Simulation simulation = new Simulation(decider);
        history.steps().forEach(simulation::play);
        simulation.pass(60_000);
        return simulation.store;
    }

    /** Port by epoch, empty for a release. */
    static List<Optional<String>> owners(List<ArpEvent> events) {
        return events.stream()
                .filter(OwnershipSwitched.class::isInstance)
                .map(event -> ((OwnershipSwitched) event).newOwner().map(owner -> owner.networkInterfaceId()))
                .toList();
    }

    @Override
    public Decision append(DecideOwnership command) {
        Ownership stored = load(command.key());
        if (stored.epoch() != command.expectedEpoch()) {
            throw new StaleEpochException(command.key(), command.expectedEpoch(), stored.epoch());
        }
        Decision decision = decider.decide(stored, command.facts(), command.trigger(), command.now());
        store.addAll(decision.events());
        return new Decision(decision.events(), load(command.key()), decision.verdict());
    }

    @Override
    public Ownership load(AddressKey key) {
        Ownership found = Ownership.none(key);
        for (ArpEvent event : store) {
            found = found.after(event);
        }
        return found;
    }

    private void play(Step step) {
        switch (step) {
            case Batch batch -> read(batch);
            case History.Commit _ -> commit();
            case History.Associate(String port) -> allow(() -> world.associated.add("i-" + port));
            case History.Unassociate(String port) -> changeFacts(() -> world.associated.remove("i-" + port));
            case History.Stop(String port) -> changeFacts(() -> status(port, InstanceStatus.Stopped, 0));
            // A claim says nothing of the run it came from, so one that is left over from the run before can come back
            // when a successor recalls it: not told from a claim of this run (docs/architecture.md, "What is not there
            // yet").
            case History.Start(String port) -> {
                passIdly(EarlyClaims.KEPT_FOR.toMillis());
                allow(() -> status(port, InstanceStatus.Running, 1));
            }
            case History.Recreate _ -> {
                changeFacts(() -> world.haVipId = Optional.empty());
                allow(() -> world.haVipId = Optional.of("havip-" + ++haVips));
            }
            case History.Pass(long millis) -> passIdly(millis);
        }
    }

    private void status(String port, InstanceStatus status, int runsMore) {
        Port known = world.ports.get("eni-" + port);
        if (known.status() != status) {
            world.ports.put("eni-" + port, Scenario.port(port, status, known.run() + runsMore));
        }
    }

    /** A change that makes claims valid. */
    private void allow(Runnable change) {
        if (ownerEndedAnEarlyClaim) {
            // Neither of the two left an event, so both would be judged again by the new facts: accepted, see
            // EarlyClaimTest.claimThatTheOwnerEndedComesBackForAMomentAfterACrash.
            commit();
        }
        changeFacts(change);
    }

    private void changeFacts(Runnable change) {
        change.run();
        holder.factsChanged(world.facts(), world.now);
    }

    private void pass(long millis) {
        Instant end = world.now.plusMillis(millis);
        Optional<Instant> until = holder.watch().ownership().postponed().map(PostponedClaim::until);
        if (until.isPresent() && !until.get().isAfter(end)) {
            world.now = until.get().isBefore(world.now) ? world.now : until.get();
            holder.backOffEnded(world.facts(), world.now);
        }
        world.now = end;
    }

    /** Nothing is read meanwhile, and what was is committed as soon as it is due. */
    private void passIdly(long millis) {
        if (millis >= COMMIT_INTERVAL_MS) {
            commit();
        }
        pass(millis);
    }

    private void commit() {
        committed = topic.size();
        ownerEndedAnEarlyClaim = false;
    }

    private void read(Batch batch) {
        List<Sent> sent = batch.sent().stream()
                .filter(one -> world.ports.get("eni-" + one.port()).isRunning())
                .toList();
        int faultAt = Math.min(batch.at(), sent.size());
        sent.subList(0, faultAt).forEach(this::publishAndRead);
        switch (batch.fault()) {
            case NONE -> sent.subList(faultAt, sent.size()).forEach(this::publishAndRead);
            case CRASH -> {
                takeOver();
                topic.subList(committed, topic.size()).forEach(claim -> read(holder, claim));
                sent.subList(faultAt, sent.size()).forEach(this::publishAndRead);
            }
            case ZOMBIE_FIRST -> moveWithZombie(sent.subList(faultAt, sent.size()), true);
            case ZOMBIE_LAST -> moveWithZombie(sent.subList(faultAt, sent.size()), false);
            case READ_TWICE -> {
                sent.subList(faultAt, sent.size()).forEach(this::publishAndRead);
                topic.subList(committed, topic.size()).forEach(claim -> read(holder, claim));
            }
            case RESTART -> {
                sent.subList(faultAt, sent.size()).forEach(this::publishAndRead);
                commit();
                takeOver();
            }
        }
    }

    private void moveWithZombie(List<Sent> rest, boolean zombieFirst) {
        AddressHolder zombie = holder;
        takeOver();
        topic.subList(committed, topic.size()).forEach(claim -> read(holder, claim));
        for (Sent one : rest) {
            pass(one.afterMillis());
            Claim claim = publish(one);
            read(zombieFirst ? zombie : holder, claim);
            read(zombieFirst ? holder : zombie, claim);
        }
    }

    private void takeOver() {
        Optional<ClaimPosition> upTo = committed == 0
                ? Optional.empty()
                : Optional.of(topic.get(committed - 1).position());
        holder = holder(AddressWatch.takenOver(load(Scenario.KEY), upTo));
        holder.factsChanged(world.facts(), world.now);
        topic.subList(0, committed).stream()
                .filter(claim -> EarlyClaims.isKeptAt(claim, world.now))
                .forEach(claim -> holder.recall(claim, world.facts(), world.now));
        holder.factsChanged(world.facts(), world.now);
    }

    private AddressHolder holder(AddressWatch watch) {
        return new AddressHolder(decider, this, watch);
    }

    private void publishAndRead(Sent sent) {
        pass(sent.afterMillis());
        read(holder, publish(sent));
    }

    private Claim publish(Sent sent) {
        String mac = Scenario.mac(sent.kind() == History.Kind.FORGED ? "f" : sent.port());
        Instant captured = sent.kind() == History.Kind.LATE ? world.now.minusSeconds(7) : world.now.minusMillis(5);
        Claim claim = world.announcement(sent.port(), "host-" + sent.port(), mac, mac, captured);
        topic.add(claim);
        return claim;
    }

    private void read(AddressHolder reader, Claim claim) {
        boolean anyEarly = !reader.watch().early().isEmpty();
        Decision decision = reader.handle(new Trigger.ClaimRead(claim), world.facts(), world.now);
        ownerEndedAnEarlyClaim |= anyEarly && decision.verdict() == Verdict.Judged.REPEATED;
    }
}
