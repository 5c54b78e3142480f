package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.LocalStack;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The instances of the demo as the hosts run them. */
final class Guests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final StackClient stack;
    private final List<RestClient> agents;

    Guests(StackClient stack) {
        this.stack = stack;
        this.agents = LocalStack.agentObstacle().isEmpty() ? stack.hostAgents() : List.of();
    }

    /** An instance on a host; hosts are numbered from 1. */
    private record Found(int host, JsonNode instance) {}

    /** @throws DemoFailed if it does not run in time */
    void awaitRunning(Resources.Instance instance) {
        try {
            Eventually.find(instance.name() + " runs", LIMIT, () -> pid(instance));
        } catch (DemoFailed e) {
            Optional<String> said =
                    find(instance).map(found -> found.instance().path("failure").asText());
            throw new DemoFailed(e.getMessage()
                    + said.map(why -> ", the host-agent says: " + why)
                            .orElse(", no host has it; a stack that runs instances is one that was started as root and"
                                    + " without HAVIP_INSTANCES=none")
                    + " (read " + stack.log("host-agent") + ")");
        }
    }

    /** On how many hosts they are. */
    int hostsOf(List<Resources.Instance> instances) {
        return (int) instances.stream()
                .flatMap(instance -> find(instance).stream())
                .map(Found::host)
                .distinct()
                .count();
    }

    /** What to put before a command so that it runs in the network of an instance. */
    List<String> inside(Resources.Instance instance) {
        long pid = pid(instance).orElseThrow(() -> new DemoFailed(instance.name() + " does not run any more"));
        return List.of("nsenter", "--net=/proc/" + pid + "/ns/net");
    }

    /** Whether an instance has an address on eth0. */
    boolean holds(Resources.Instance instance, String address) {
        List<String> command = new ArrayList<>(inside(instance));
        command.addAll(List.of("ip", "-4", "address", "show", "dev", "eth0"));
        return Shell.run(command.toArray(String[]::new)).contains(address + "/");
    }

    /** Where to read what an instance printed. */
    String console(Resources.Instance instance) {
        return "read "
                + find(instance)
                        .map(found -> stack.console(found.host(), instance.instanceId())
                                .toString())
                        .orElse(stack.log("host-agent").toString());
    }

    /** Waits until no host has anything of instances and of their vSwitch, and tells what it has. */
    List<String> awaitGone(List<String> instanceIds, String vSwitchId) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            List<String> left = left(instanceIds, vSwitchId);
            if (left.isEmpty() || System.nanoTime() > deadline) {
                return left;
            }
            Eventually.pause();
        }
    }

    private List<String> left(List<String> instanceIds, String vSwitchId) {
        List<String> left = new ArrayList<>();
        instanceIds.stream()
                .filter(id -> find(id).isPresent())
                .forEach(id -> left.add(id + " on its host (read " + stack.log("host-agent") + ")"));
        for (RestClient agent : agents) {
            if (get(agent, "/data-plane").path("routers").findValues("gateways").stream()
                    .anyMatch(gateways -> gateways.has(vSwitchId))) {
                left.add("the router of the VPC");
            }
        }
        return left;
    }

    /** The host's number of its first process; empty: it does not run. */
    Optional<Long> pid(Resources.Instance instance) {
        return find(instance)
                .map(found -> found.instance().path("pid").asLong())
                .filter(pid -> pid != 0);
    }

    private Optional<Found> find(Resources.Instance wanted) {
        return find(wanted.instanceId());
    }

    private Optional<Found> find(String instanceId) {
        for (int host = 1; host <= agents.size(); host++) {
            for (JsonNode instance : get(agents.get(host - 1), "/instances")) {
                if (instance.path("instanceId").asText().equals(instanceId)) {
                    return Optional.of(new Found(host, instance));
                }
            }
        }
        return Optional.empty();
    }

    private JsonNode get(RestClient agent, String path) {
        try {
            return agent.get(path).orThrow();
        } catch (IOException e) {
            throw new DemoFailed("the host-agent does not answer (" + e + "): read " + stack.log("host-agent"));
        }
    }
}
