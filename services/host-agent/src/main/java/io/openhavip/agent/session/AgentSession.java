package io.openhavip.agent.session;

import io.openhavip.agent.announce.AnnouncementBuffer;
import io.openhavip.agent.announce.AnnouncementIntake;
import io.openhavip.agent.announce.OwnershipProbe;
import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.capture.Prober;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.router.ExternalLink;
import io.openhavip.agent.router.NamespaceRouters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The agent's work in one network namespace, from opening its sockets to closing them. A namespace that is deleted and made again
 * under its name is another one: the session then ends ({@link #failure()}) and the next begins. Thread-safe.
 */
public final class AgentSession implements AutoCloseable {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Logger LOG = Logger.getLogger(AgentSession.class);

    private final NetworkNamespace namespace;
    private final Object identity;
    private final FactsStore facts;
    private final NamespaceRouters routers;
    private final DataPlane plane;
    private final DeviceTable devices;
    private final AnnouncementIntake intake;
    private final ArpCapture capture;
    private final OwnershipProbe probe;
    private final AtomicBoolean programming = new AtomicBoolean();

    /** @throws IOException if the namespace is missing or the process may not capture and program there */
    public AgentSession(
            ThisHost host,
            NetworkNamespace namespace,
            Duration reconcileInterval,
            ExternalLink externalLink,
            FactsStore facts,
            AnnouncementBuffer buffer)
            throws IOException {
        this.namespace = namespace;
        this.identity = identity(namespace);
        this.facts = facts;
        this.routers = new NamespaceRouters(host, namespace, externalLink);
        Opened opened = new Opened();
        try {
            this.plane = opened.add(
                    new DataPlane(host, namespace, facts, reconcileInterval, routers, this::portsChanged, this::probe));
            this.devices = opened.add(DeviceTable.start(namespace, this::devicesChanged));
            this.intake = new AnnouncementIntake(host.hostId(), new PortLookup(), buffer);
            this.capture = ArpCapture.start(namespace, intake::captured);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        this.probe = new OwnershipProbe(new Prober(namespace), devices);
    }

    /** Starts programming; the facts must be complete. Idempotent. */
    public void startProgramming() {
        if (programming.compareAndSet(false, true)) {
            plane.reconcile();
            plane.start();
        }
    }

    /** Asks the associated ports for their HAVIPs. */
    public void probe() {
        try {
            int claims = probe.probe(facts.snapshot(), plane.layout(), intake);
            LOG.infof("ports probed claims=%d", claims);
        } catch (IOException e) {
            LOG.warnf("ports not probed cause=%s", e.getMessage());
        }
    }

    /** Why this session can't go on; empty: it can. */
    public Optional<String> failure() {
        try {
            if (!identity(namespace).equals(identity)) {
                return Optional.of("network namespace " + namespace.name() + " was made anew");
            }
        } catch (IOException e) {
            return Optional.of("network namespace " + namespace.name() + " is gone");
        }
        return capture.failure();
    }

    public DataPlane plane() {
        return plane;
    }

    public NamespaceRouters routers() {
        return routers;
    }

    public ArpCapture capture() {
        return capture;
    }

    public AnnouncementIntake intake() {
        return intake;
    }

    private void devicesChanged() {
        plane.wakeUp();
        // Not there yet while the session is being opened; nothing has been captured then.
        if (intake != null) {
            intake.portsChanged();
        }
    }

    private void portsChanged() {
        intake.portsChanged();
    }

    private final class PortLookup implements AnnouncementIntake.Ports {

        @Override
        public Optional<Port> port(int deviceIndex) {
            return devices.name(deviceIndex)
                    .map(name -> plane.layout().portsByDevice().get(name));
        }

        // A frame can be ahead of the kernel's news of its device.
        @Override
        public boolean mayBePort(int deviceIndex) {
            return devices.name(deviceIndex).map(DeviceNames::looksLikePort).orElse(true);
        }

        // A vSwitch that is not known yet is no reason to lose an announcement.
        @Override
        public boolean isInVSwitch(Port port, String address) {
            return facts.vSwitch(port.vSwitchId())
                    .flatMap(vSwitch -> AddressBlock.read(vSwitch.cidrBlock()))
                    .map(block -> block.contains(address))
                    .orElse(true);
        }
    }

    /** What was opened before a later part could not be, which then must not be left open. */
    private static final class Opened {
        private final Deque<AutoCloseable> parts = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T part) {
            parts.push(part);
            return part;
        }

        void close() {
            for (AutoCloseable part : parts) {
                try {
                    part.close();
                } catch (Exception e) {
                    LOG.debugf("part not closed cause=%s", e.getMessage());
                }
            }
        }
    }

    private static Object identity(NetworkNamespace namespace) throws IOException {
        return namespace.isOwn() ? "own" : Files.getAttribute(NAMESPACES.resolve(namespace.name()), "unix:ino");
    }

    /** Ends capturing and following; forwarding stays as it is. */
    @Override
    public void close() {
        capture.close();
        devices.close();
        plane.close();
    }
}
