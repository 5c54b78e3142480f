package io.openhavip.agent.session;

import io.openhavip.agent.announce.AnnouncementBuffer;
import io.openhavip.agent.announce.AnnouncementSender;
import io.openhavip.agent.config.AgentConfig;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.FactsFollower;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.host.HostRegistration;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.router.ExternalLink;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.host.HostState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The running agent: keeps one session alive, feeds it the facts, sends its announcements. What it can't do (no privileges, no
 * broker) it tries again every second, and readiness says it meanwhile. Thread-safe.
 */
@ApplicationScoped
public class AgentRuntime implements FactsFollower.Listener {

    private static final Duration REMOVAL = Duration.ofSeconds(3);
    private static final long SUPERVISION_MILLIS = 1000;
    private static final Logger LOG = Logger.getLogger(AgentRuntime.class);

    private final AgentConfig config;
    private final NetworkNamespace namespace;
    private final AgentMetrics metrics;
    private final FactsStore facts = new FactsStore();
    private final AnnouncementBuffer buffer = new AnnouncementBuffer();
    private final FactsFollower follower;
    private final AnnouncementSender sender;
    private final HostRegistration registration;
    private final ScheduledExecutorService supervisor = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("agent-supervisor").daemon().unstarted(task));
    private volatile Optional<AgentSession> session = Optional.empty();
    private volatile String obstacle = "starting";
    private volatile Runnable factsListener = () -> {};
    private volatile Totals.Taken endedSessions = Totals.Taken.NOTHING;

    AgentRuntime(
            AgentConfig config,
            AgentMetrics metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.metrics = metrics;
        this.namespace = new NetworkNamespace(config.networkNamespace().orElse(""));
        this.follower = new FactsFollower(bootstrapServers, Map.of(), facts, this);
        this.registration = new HostRegistration(
                bootstrapServers,
                new HostState(
                        config.hostId(),
                        config.tunnelAddress(),
                        config.externalDevice().isPresent()));
        this.sender = new AnnouncementSender(bootstrapServers, Map.of(), buffer, metrics::published, this::probeSoon);
    }

    void start(@Observes StartupEvent event) {
        metrics.bind(this);
        supervisor.scheduleWithFixedDelay(this::supervise, 0, SUPERVISION_MILLIS, TimeUnit.MILLISECONDS);
        follower.start();
        sender.start();
    }

    void stop(@Observes ShutdownEvent event) {
        supervisor.shutdownNow();
        follower.close();
        session.ifPresent(AgentSession::close);
        sender.close();
        registration.close();
    }

    @Override
    public void factsChanged() {
        session.ifPresent(current -> current.plane().wakeUp());
        factsListener.run();
    }

    /** Names who else is told, on a reader's thread, that facts changed or are complete; it must not block. */
    public void whenFactsChange(Runnable listener) {
        factsListener = listener;
    }

    @Override
    public void ownershipChanged(AddressKey key, Instant recordedAt, Instant receivedAt) {
        session.flatMap(current -> current.plane().switched(key, recordedAt, receivedAt))
                .ifPresent(appliedAt -> metrics.applied(recordedAt, receivedAt, appliedAt));
    }

    @Override
    public void factsComplete() {
        LOG.info("facts complete");
        supervisor.execute(this::supervise);
        factsListener.run();
    }

    /** The session in progress; empty: there is none, and {@link #obstacle()} says why. */
    public Optional<AgentSession> session() {
        return session;
    }

    public boolean factsAreComplete() {
        return follower.isComplete();
    }

    public String obstacle() {
        return obstacle;
    }

    /**
     * Removes everything that the agent made here, and the host from those that the others know.
     *
     * @throws IOException if there is no session, or the kernel refuses
     */
    public void removeHost() throws IOException {
        AgentSession current = session.orElseThrow(() -> new IOException(obstacle));
        current.plane().removeAll();
        registration.remove(REMOVAL);
    }

    public FactsStore facts() {
        return facts;
    }

    public long recordsPassedOver() {
        return follower.passedOver();
    }

    /** Where announcements went, so far. */
    public Totals totals() {
        Totals.Taken taken = session.map(current -> endedSessions.plus(Totals.Taken.by(current)))
                .orElse(endedSessions);
        return Totals.of(taken, buffer.counts());
    }

    private void supervise() {
        try {
            session.flatMap(AgentSession::failure).ifPresent(this::end);
            if (session.isEmpty()) {
                createMissingNamespace();
                session = Optional.of(new AgentSession(
                        new ThisHost(config.hostId(), config.tunnelAddress()),
                        namespace,
                        config.reconcileInterval(),
                        new ExternalLink(config.externalDevice(), config.externalGateway()),
                        facts,
                        buffer));
                registration.register();
                LOG.infof("session opened hostId=%s networkNamespace=%s", config.hostId(), namespace.name());
            }
            if (follower.isComplete()) {
                session.ifPresent(AgentSession::startProgramming);
            }
            registration.send();
        } catch (IOException | RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(obstacle)) {
                obstacle = String.valueOf(e.getMessage());
                LOG.warnf("no session, trying again cause=%s", obstacle);
            }
        }
    }

    private void end(String cause) {
        LOG.warnf("session ended cause=%s", cause);
        session.ifPresent(ended -> {
            endedSessions = endedSessions.plus(Totals.Taken.by(ended).ended());
            session = Optional.empty();
            ended.close();
        });
    }

    private void createMissingNamespace() throws IOException {
        if (!namespace.exists()) {
            namespace.create();
            new Commands(namespace).run("ip", "link", "set", "lo", "up");
            LOG.infof("network namespace created name=%s", namespace.name());
        }
    }

    private void probeSoon() {
        supervisor.execute(() -> session.ifPresent(AgentSession::probe));
    }
}
