package io.openhavip.agent.instance;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.agent.config.AgentConfig;
import io.openhavip.agent.config.AgentConfig.InstanceDriverKind;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.session.AgentRuntime;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The instances of the running agent, if it is configured to run any. Thread-safe. */
@ApplicationScoped
public class Instances {

    private static final Logger LOG = Logger.getLogger(Instances.class);

    private final AgentConfig config;
    private final AgentRuntime agent;
    private final MeterRegistry registry;
    private final String bootstrapServers;
    private volatile Optional<InstanceDriver> driver = Optional.empty();
    private volatile Optional<InstanceSupervisor> supervisor = Optional.empty();
    private volatile Optional<EndReports> ends = Optional.empty();

    Instances(
            AgentConfig config,
            AgentRuntime agent,
            MeterRegistry registry,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.agent = agent;
        this.registry = registry;
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event) throws IOException {
        if (config.instances() == InstanceDriverKind.NONE) {
            return;
        }
        InstanceDriver chosen = new NamespaceDriver(
                config.instance(),
                new NetworkNamespace(config.networkNamespace().orElse("")));
        EndReports reports = new EndReports(bootstrapServers, config.hostId());
        ends = Optional.of(reports);
        InstanceSupervisor supervising = new InstanceSupervisor(
                config.hostId(),
                chosen,
                new EndReporter(reports::report, InstanceSupervisor.WATCH, EndReporter.AGAIN),
                this::facts,
                agent.facts()::isDeletedFromNetwork,
                config.instance().stopTimeout(),
                InstanceSupervisor.WATCH,
                config.reconcileInterval());
        driver = Optional.of(chosen);
        supervisor = Optional.of(supervising);
        agent.facts().whileRunning(chosen::isRunning);
        agent.whenFactsChange(supervising::wakeUp);
        measure(chosen, supervising);
        supervising.start();
        LOG.infof(
                "instances are run here driver=%s directory=%s",
                config.instances(), config.instance().directory());
    }

    void stop(@Observes ShutdownEvent event) {
        supervisor.ifPresent(InstanceSupervisor::close);
        driver.ifPresent(InstanceDriver::close);
        ends.ifPresent(EndReports::close);
    }

    /** Who runs them; empty: nobody here. */
    public Optional<InstanceDriver> driver() {
        return driver;
    }

    /** Who sees to them; empty: nobody here. */
    public Optional<InstanceSupervisor> supervisor() {
        return supervisor;
    }

    private Optional<Facts> facts() {
        return agent.factsAreComplete() && agent.session().isPresent()
                ? Optional.of(agent.facts().snapshot())
                : Optional.empty();
    }

    private void measure(InstanceDriver counted, InstanceSupervisor supervising) {
        for (Condition condition : Condition.values()) {
            Gauge.builder("havip.agent.instances", counted, source -> count(source, condition))
                    .tag("condition", condition.name().toLowerCase())
                    .description("instances that are here")
                    .register(registry);
        }
        FunctionCounter.builder("havip.agent.instances.started", supervising, InstanceSupervisor::started)
                .description("starts, the first and later ones")
                .register(registry);
        FunctionCounter.builder("havip.agent.instances.failed", supervising, InstanceSupervisor::failed)
                .description("orders to start, stop, connect or delete an instance that failed")
                .register(registry);
    }

    private static double count(InstanceDriver driver, Condition condition) {
        try {
            return driver.list().stream()
                    .filter(view -> view.condition() == condition)
                    .count();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
