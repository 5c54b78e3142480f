package io.openhavip.eventing.process;

import java.util.List;

/**
 * A rule of a process: when this service's own event is appended, then these messages go out with it, in the same transaction.
 * Implementations are pure functions of the event and named by their rule, When…Then….
 */
@FunctionalInterface
public interface Reaction {

    /** What follows from the event; empty for events that the rule is not about. */
    List<Outgoing> to(AppendedEvent appended);
}
