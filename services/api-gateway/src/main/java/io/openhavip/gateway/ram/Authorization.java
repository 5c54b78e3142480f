package io.openhavip.gateway.ram;

import io.openhavip.gateway.keys.Caller;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may do what: an account everything with its own, a RAM user what its policies allow. A statement that denies wins over any that
 * allows, and what none allows is denied (RAM, policy evaluation). Immutable.
 */
public final class Authorization {

    private final Map<String, List<Policy>> policiesOfUsers;
    private final Map<String, String> unreadablePolicies;

    /**
     * @param policiesOfUsers by principal, {@code acs:ram::<account>:user/<name>}
     * @param unreadablePolicies the name of one that cannot be read, by the principal who has it and may therefore do nothing
     */
    public Authorization(Map<String, List<Policy>> policiesOfUsers, Map<String, String> unreadablePolicies) {
        this.policiesOfUsers = Map.copyOf(policiesOfUsers);
        this.unreadablePolicies = Map.copyOf(unreadablePolicies);
    }

    /**
     * @param action for example {@code vpc:CreateHaVip}
     * @param resources all that the request is about, each of which must be allowed
     * @param source where the request comes from
     */
    public Decision decide(Caller caller, String action, List<String> resources, InetAddress source) {
        return decide(caller, action, resources, source, true);
    }

    /** Like {@link #decide}, but what no statement is about is allowed. */
    public Decision decideUnlessDenied(Caller caller, String action, List<String> resources, InetAddress source) {
        return decide(caller, action, resources, source, false);
    }

    /** Whether a decision hangs on where the resources are: then what the request says of it must not be believed. */
    public boolean tellsRegionsApart(Caller caller, String action) {
        return !caller.isRoot() && statements(caller).anyMatch(statement -> statement.tellsRegionsApart(action));
    }

    private Stream<Statement> statements(Caller caller) {
        return policiesOfUsers.getOrDefault(caller.principal(), List.of()).stream()
                .flatMap(policy -> policy.statements().stream());
    }

    private Decision decide(
            Caller caller, String action, List<String> resources, InetAddress source, boolean mustBeAllowed) {
        if (caller.isRoot()) {
            return new Decision.Allowed();
        }
        String unreadable = unreadablePolicies.get(caller.principal());
        if (unreadable != null) {
            return new Decision.Unreadable(unreadable);
        }
        List<Statement> statements = statements(caller).toList();
        return resources.stream()
                .flatMap(
                        resource -> denial(statements, action, resource, source)
                                .filter(denied -> denied.explicit() || mustBeAllowed)
                                .stream())
                .findFirst()
                .<Decision>map(denied -> denied)
                .orElseGet(Decision.Allowed::new);
    }

    private static Optional<Decision.Denied> denial(
            List<Statement> statements, String action, String resource, InetAddress source) {
        List<Statement> applying = statements.stream()
                .filter(statement -> statement.appliesTo(action, resource, source))
                .toList();
        boolean explicit = applying.stream().anyMatch(statement -> !statement.allow());
        return explicit || applying.isEmpty() ? Optional.of(new Decision.Denied(resource, explicit)) : Optional.empty();
    }
}
