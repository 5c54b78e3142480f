package io.openhavip.agent.router;

import java.util.List;

/**
 * Changes that bring a router's devices, addresses, routes and rules to the wanted state: batch lines of ip(8), run in this order.
 *
 * @param removals in the router's namespace
 * @param links in the agent's namespace
 * @param additions in the router's namespace
 * @param newEips addresses that the outside must be told of when all is done
 * @param problems what can't be brought about, for people
 */
record RouterPlan(
        List<String> removals,
        List<String> links,
        List<String> additions,
        List<String> newEips,
        List<String> problems) {

    RouterPlan {
        removals = List.copyOf(removals);
        links = List.copyOf(links);
        additions = List.copyOf(additions);
        newEips = List.copyOf(newEips);
        problems = List.copyOf(problems);
    }

    boolean isEmpty() {
        return removals.isEmpty() && links.isEmpty() && additions.isEmpty();
    }
}
