package io.openhavip.agent.dataplane;

import io.openhavip.agent.dataplane.FabricPlan.Step;
import io.openhavip.agent.dataplane.RulesetProgrammer.Fault;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One comparison of the kernel with the wanted state, and its correction. The order keeps anti-spoofing ahead of traffic: what goes
 * leaves its bridge first, then elements change, then chains, then what is new joins. Not thread-safe.
 */
final class Reconciler {

    private static final List<String> BRIDGE_HOOKS =
            List.of("bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables");
    private static final Path BRIDGE_SETTINGS = Path.of("/proc/sys/net/bridge");

    private final ThisHost host;
    private final NetworkNamespace namespace;
    private final FactsStore facts;
    private final Steering steering;
    private final VpcRouters routers;
    private final RulesetProgrammer ruleset;
    private final KernelReader reader;
    private final FabricProgrammer fabric;
    private final Map<String, Object> settled = new HashMap<>();
    private HostLayout layout = HostLayout.EMPTY;
    private boolean tableSettled;
    private long drift;

    Reconciler(ThisHost host, NetworkNamespace namespace, FactsStore facts, Steering steering, VpcRouters routers) {
        Commands commands = new Commands(namespace);
        this.host = host;
        this.namespace = namespace;
        this.facts = facts;
        this.steering = steering;
        this.routers = routers;
        this.ruleset = new RulesetProgrammer(commands);
        this.reader = new KernelReader(commands);
        this.fabric = new FabricProgrammer(commands);
    }

    /** What a comparison left behind. */
    record Outcome(HostLayout layout, List<String> problems) {}

    Outcome reconcile() throws IOException {
        Facts now = facts.snapshot();
        HostLayout wanted = HostLayout.derive(host, now, routers.vpcs(now));
        List<String> problems = new ArrayList<>(bridgeHooks());
        problems.addAll(wanted.problems());
        problems.addAll(routers.reconcile(wanted, now));
        Fault fault = ruleset.check();
        KernelState kernel = reader.read();
        if (fault == Fault.EVERYTHING) {
            steering.forget();
            ruleset.create(FabricDiff.inBridges(wanted, kernel));
        }
        FabricPlan plan = FabricDiff.plan(wanted, kernel);
        problems.addAll(plan.problems());
        count(fault, plan, wanted);
        remove(plan, wanted);
        if (fault == Fault.EVERYTHING || !wanted.equals(layout) || !steering.verify(wanted)) {
            steering.resynchronise(wanted);
        }
        if (fault == Fault.CHAINS) {
            ruleset.replaceChains();
        }
        layout = wanted;
        add(plan, problems);
        settle(wanted, reader.read());
        return new Outcome(wanted, problems);
    }

    // A port that could not leave its bridge keeps its anti-spoofing: elements change only when all removals are done.
    private void remove(FabricPlan plan, HostLayout wanted) throws IOException {
        try {
            fabric.run(plan.removals());
        } catch (IOException e) {
            if (!FabricDiff.plan(wanted, reader.read()).removals().isEmpty()) {
                throw e;
            }
        }
    }

    // One device that cannot be had must not keep the others' announcements from being heard.
    private void add(FabricPlan plan, List<String> problems) {
        try {
            fabric.run(plan.additions());
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
    }

    /** Removes everything that the agent has ever made here: bridges first, so that nothing is forwarded unguarded. */
    void removeAll() throws IOException {
        steering.forget();
        routers.removeAll();
        fabric.run(FabricDiff.plan(HostLayout.EMPTY, reader.read()).removals());
        ruleset.remove();
        layout = HostLayout.EMPTY;
        settled.clear();
        tableSettled = false;
    }

    /** Objects found wrong that had been right: devices, table and elements. */
    long drift() {
        return drift + steering.drift() + routers.drift();
    }

    private void count(Fault fault, FabricPlan plan, HostLayout wanted) {
        if (fault != Fault.NOTHING && tableSettled) {
            drift++;
        }
        Map<String, Object> specifications = specifications(wanted);
        Set<String> repaired = new HashSet<>();
        List<Step> steps = new ArrayList<>(plan.removals());
        steps.addAll(plan.additions());
        for (Step step : steps) {
            Object specification = specifications.get(step.device());
            boolean foreign = specification == null && wanted.equals(layout);
            if (foreign || specification != null && specification.equals(settled.get(step.device()))) {
                repaired.add(step.device());
            }
        }
        drift += repaired.size();
    }

    private void settle(HostLayout wanted, KernelState kernel) {
        tableSettled = true;
        settled.clear();
        settled.putAll(specifications(wanted));
        settled.keySet().retainAll(kernel.devices().keySet());
    }

    private static Map<String, Object> specifications(HostLayout layout) {
        Map<String, Object> specifications = new HashMap<>();
        layout.bridges().values().forEach(bridge -> {
            specifications.put(bridge.name(), bridge);
            specifications.put(bridge.suppressor(), bridge.name());
            bridge.gateway().ifPresent(gateway -> specifications.put(gateway.device(), gateway));
            bridge.tunnel().ifPresent(tunnel -> specifications.put(tunnel.device(), tunnel));
        });
        specifications.putAll(layout.portsByDevice());
        return specifications;
    }

    // With these on, iptables rules meant for routed traffic would see bridged packets. In the machine's own namespace
    // other bridges
    // may depend on them, so there it is only said.
    private List<String> bridgeHooks() throws IOException {
        return namespace.call(() -> {
            List<String> problems = new ArrayList<>();
            for (String hook : BRIDGE_HOOKS) {
                Path setting = BRIDGE_SETTINGS.resolve(hook);
                if (!Files.exists(setting) || Files.readString(setting).strip().equals("0")) {
                    continue;
                }
                if (namespace.isOwn()) {
                    problems.add("net.bridge." + hook + " is on: iptables sees traffic to HAVIPs");
                } else {
                    Files.writeString(setting, "0");
                }
            }
            return problems;
        });
    }
}
