package io.openhavip.agent.session;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openhavip.agent.dataplane.Drops;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;

/** What the agent tells Prometheus: counts of announcements, and how long the two hot paths take. Thread-safe. */
@ApplicationScoped
public class AgentMetrics {

    private static final double[] QUANTILES = {0.5, 0.99};

    private final MeterRegistry registry;
    private final Timer publish;
    private final Timer apply;
    private final Timer recordToApply;

    AgentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.publish = timer("havip.agent.publish", "from the kernel's time stamp to the broker's acknowledgement");
        this.apply = timer("havip.agent.switch.apply", "from the ownership record in hand to forwarding in effect");
        this.recordToApply =
                timer("havip.agent.switch.record.to.apply", "from the ownership record's time to forwarding in effect");
    }

    void bind(AgentRuntime agent) {
        counter(agent, "received", totals -> totals.received());
        counter(agent, "kernel.dropped", totals -> totals.kernelDropped());
        counter(agent, "filtered", totals -> totals.filtered());
        counter(agent, "published", totals -> totals.published());
        counter(agent, "superseded", totals -> totals.superseded());
        counter(agent, "failed", totals -> totals.failedAttempts());
        Gauge.builder(
                        "havip.agent.announcements.pending",
                        agent,
                        source -> source.totals().pending())
                .register(registry);
        FunctionCounter.builder("havip.agent.drift.repaired", agent, AgentMetrics::drift)
                .description("objects found wrong in the kernel and corrected")
                .register(registry);
        dropped(agent, "multicast", Drops::multicast);
        dropped(agent, "vrrp", Drops::vrrp);
        dropped(agent, "spoofed", Drops::spoofed);
        dropped(agent, "to_host", Drops::toHost);
        FunctionCounter.builder("havip.agent.records.passed.over", agent, AgentRuntime::recordsPassedOver)
                .description("state records that could not be read")
                .register(registry);
    }

    void published(Duration sinceCapture) {
        publish.record(sinceCapture);
    }

    void applied(Instant recordedAt, Instant receivedAt, Instant appliedAt) {
        apply.record(Duration.between(receivedAt, appliedAt));
        recordToApply.record(Duration.between(recordedAt, appliedAt));
    }

    private static double drift(AgentRuntime agent) {
        return agent.session().map(session -> session.plane().driftRepaired()).orElse(0L);
    }

    private void dropped(AgentRuntime agent, String kind, ToLongFunction<Drops> value) {
        FunctionCounter.builder(
                        "havip.agent.port.drops",
                        agent,
                        source -> source.session()
                                .map(session ->
                                        value.applyAsLong(session.plane().totalDrops()))
                                .orElse(0L))
                .description("packets from instances that the kernel refused to forward")
                .tag("kind", kind)
                .register(registry);
    }

    private void counter(AgentRuntime agent, String name, ToLongFunction<Totals> value) {
        FunctionCounter.builder(
                        "havip.agent.announcements." + name, agent, source -> value.applyAsLong(source.totals()))
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(QUANTILES)
                .register(registry);
    }
}
