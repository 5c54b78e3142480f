package io.openhavip.agent.router;

import io.openhavip.agent.linux.NetworkNamespace;

/**
 * Names of router namespaces: {@code hvr-} + the agent's namespace, if it has one of its own, + the last 11 characters of the VPC's id.
 * What carries such a name and the mark is this agent's.
 *
 * @param agent name of the agent's namespace; empty: the machine's
 */
record RouterNames(String agent) {

    private static final String MARK = "openhavip:";
    private static final int ID_CHARACTERS = 11;

    static RouterNames of(NetworkNamespace agent) {
        return new RouterNames(agent.name());
    }

    /** Whether a namespace is named as this agent's routers are. */
    boolean isName(String namespace) {
        // Another agent's, whose name begins like this one's, is longer.
        return namespace.startsWith(prefix()) && namespace.length() <= prefix().length() + ID_CHARACTERS;
    }

    private String prefix() {
        return agent.isEmpty() ? "hvr-" : "hvr-" + agent + "-";
    }

    String namespace(String vpcId) {
        return prefix() + vpcId.substring(Math.max(0, vpcId.length() - ID_CHARACTERS));
    }

    /** The alias of {@code lo} in the router of a VPC. */
    String mark(String vpcId) {
        return MARK + agent + "/" + vpcId;
    }

    boolean isMark(String alias) {
        return alias.startsWith(MARK + agent + "/");
    }
}
