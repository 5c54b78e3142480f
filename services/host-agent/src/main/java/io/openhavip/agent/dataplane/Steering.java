package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.Errno;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.agent.netlink.NftSocket;
import io.openhavip.agent.netlink.SetElement;
import io.openhavip.contracts.AddressKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The elements of the table, and the switch path. A switch is one nfnetlink transaction that removes what the old owner had and adds
 * what the new one gets, so that no instant has both or a half. It remembers what it programmed for each address; a kernel that says
 * otherwise is read in full and corrected, again in one transaction.
 *
 * <p>Thread-safe. Switches wait for each other and for a correction, never for {@link #verify}'s reading or for set-up commands.
 */
final class Steering implements AutoCloseable {

    private final FactsStore facts;
    private final NftSocket switchSocket;
    private final NftSocket verifySocket;
    private final Map<AddressKey, List<SetElement>> byAddress = new HashMap<>();
    private HostLayout layout = HostLayout.EMPTY;
    private boolean adopted;
    private long drift;

    Steering(NetworkNamespace namespace, FactsStore facts) throws IOException {
        this.facts = facts;
        this.switchSocket = NftSocket.open(namespace, Ruleset.TABLE);
        this.verifySocket = NftSocket.open(namespace, Ruleset.TABLE);
    }

    /**
     * Brings one address to what the facts say, if the table stands already; otherwise the next {@link #resynchronise} does.
     *
     * @return whether the kernel now forwards as the facts say
     */
    synchronized boolean apply(AddressKey key) throws SystemCallException {
        if (!adopted) {
            return false;
        }
        List<SetElement> wanted = wanted(key);
        List<SetElement> present = byAddress.getOrDefault(key, List.of());
        if (!wanted.equals(present)) {
            try {
                change(present, wanted);
                remember(key, wanted);
            } catch (SystemCallException e) {
                // Somebody else changed the table: what is there counts, not what was put there.
                drift += correct(layout);
            }
        }
        return true;
    }

    /** Brings all elements to the layout and the facts, in one transaction. */
    synchronized void resynchronise(HostLayout newLayout) throws SystemCallException {
        int found = correct(newLayout);
        drift += adopted ? found : 0;
        adopted = true;
    }

    /** How many elements the kernel had that were not what was programmed, or lacked, all corrected. */
    synchronized long drift() {
        return drift;
    }

    /** Runs the switch path on an element that no packet can match, so that the first real switch finds it compiled. */
    synchronized void warmUp() throws SystemCallException {
        SetElement never = SetElement.of(
                Ruleset.HAVIP_MAC,
                KeyEncoding.concatenation(KeyEncoding.mark(0), KeyEncoding.address("0.0.0.0")),
                KeyEncoding.mac("02:a1:00:00:00:00"));
        change(List.of(), List.of(never));
        change(List.of(never), List.of());
    }

    /** Whether the kernel's elements are those of the current layout and facts. May answer false while a switch is applied. */
    boolean verify(HostLayout expected) throws SystemCallException {
        Set<SetElement> wanted = SteeringRules.all(expected, facts.snapshot());
        Optional<Set<SetElement>> actual;
        synchronized (verifySocket) {
            actual = read(verifySocket);
        }
        return actual.isPresent() && actual.get().equals(wanted);
    }

    /** The table is gone or will be: switches wait for the next {@link #resynchronise}. */
    synchronized void forget() {
        byAddress.clear();
        layout = HostLayout.EMPTY;
        adopted = false;
    }

    @Override
    public synchronized void close() {
        switchSocket.close();
        verifySocket.close();
    }

    private List<SetElement> wanted(AddressKey key) {
        return facts.hasHaVip(key) ? SteeringRules.forAddress(layout, key, facts.ownership(key)) : List.of();
    }

    private void remember(AddressKey key, List<SetElement> elements) {
        if (elements.isEmpty()) {
            byAddress.remove(key);
        } else {
            byAddress.put(key, elements);
        }
    }

    private void change(List<SetElement> present, List<SetElement> wanted) throws SystemCallException {
        List<SetElement> remove =
                present.stream().filter(element -> !wanted.contains(element)).toList();
        List<SetElement> add =
                wanted.stream().filter(element -> !present.contains(element)).toList();
        switchSocket.apply(remove, add);
    }

    private int correct(HostLayout newLayout) throws SystemCallException {
        Set<SetElement> actual = read(switchSocket)
                .orElseThrow(() -> new SystemCallException("dump of table " + Ruleset.TABLE, Errno.ENOENT));
        Facts now = facts.snapshot();
        Set<SetElement> wanted = SteeringRules.all(newLayout, now);
        Set<SetElement> missing = difference(wanted, actual);
        Set<SetElement> extra = difference(actual, wanted);
        if (!missing.isEmpty() || !extra.isEmpty()) {
            switchSocket.apply(List.copyOf(extra), List.copyOf(missing));
        }
        Set<SetElement> programmed = programmed();
        layout = newLayout;
        byAddress.clear();
        // Of the same snapshot: an ownership that came since is not programmed yet, and its own apply must find it so.
        SteeringRules.byAddress(newLayout, now).forEach(this::remember);
        return difference(programmed, actual).size()
                + difference(actual, programmed).size();
    }

    private Set<SetElement> programmed() {
        Set<SetElement> programmed = new HashSet<>();
        layout.ports().values().forEach(port -> programmed.addAll(SteeringRules.forPort(layout, port)));
        layout.bridges().values().forEach(bridge -> programmed.addAll(SteeringRules.forBridge(bridge)));
        programmed.addAll(SteeringRules.forRoutes(layout));
        byAddress.values().forEach(programmed::addAll);
        return programmed;
    }

    private static Optional<Set<SetElement>> read(NftSocket socket) throws SystemCallException {
        Set<SetElement> all = new HashSet<>();
        for (String set : Ruleset.SETS) {
            Optional<Set<SetElement>> elements = socket.elements(set);
            if (elements.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(elements.get());
        }
        return Optional.of(all);
    }

    private static Set<SetElement> difference(Set<SetElement> from, Set<SetElement> without) {
        Set<SetElement> rest = new HashSet<>(from);
        rest.removeAll(without);
        return rest;
    }
}
