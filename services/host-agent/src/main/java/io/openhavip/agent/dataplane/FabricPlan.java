package io.openhavip.agent.dataplane;

import java.util.List;

/**
 * Changes that bring bridges, ports, forwarding entries and neighbours to the wanted state.
 *
 * @param removals run before the elements change: a port leaves its bridge before its anti-spoofing does
 * @param additions run after the elements changed: a port joins when its anti-spoofing stands
 * @param problems what can't be brought about, for people
 */
record FabricPlan(List<Step> removals, List<Step> additions, List<String> problems) {

    FabricPlan {
        removals = List.copyOf(removals);
        additions = List.copyOf(additions);
        problems = List.copyOf(problems);
    }

    /** A batch line of {@code ip} or {@code bridge} for the sake of {@code device}. */
    record Step(Tool tool, String device, String line) {

        static Step ip(String device, String line) {
            return new Step(Tool.IP, device, line);
        }

        static Step bridge(String device, String line) {
            return new Step(Tool.BRIDGE, device, line);
        }
    }

    /** Who runs a step. */
    enum Tool {
        IP("ip"),
        BRIDGE("bridge");

        private final String command;

        Tool(String command) {
            this.command = command;
        }

        String command() {
            return command;
        }
    }

    boolean isEmpty() {
        return removals.isEmpty() && additions.isEmpty();
    }
}
