package io.openhavip.agent.dataplane;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.LinkEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Which device has which index, kept by the kernel's events, so that the capture path looks it up without a system call. Calls
 * {@code onChange}, on its own thread, after a device came or went, was renamed, was set up or down, or got another master; not when its
 * carrier changed, which an instance does to its port's as often as it likes. Owns one thread; reading is thread-safe.
 */
public final class DeviceTable implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Logger LOG = Logger.getLogger(DeviceTable.class);

    private final LinkEvents links;
    private final Runnable onChange;
    private final Map<Integer, LinkEvents.Link> known = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    private DeviceTable(LinkEvents links, Runnable onChange) {
        this.links = links;
        this.onChange = onChange;
        this.thread = Thread.ofPlatform().name("link-events").daemon().unstarted(this::run);
    }

    public static DeviceTable start(NetworkNamespace namespace, Runnable onChange) throws IOException {
        DeviceTable table = new DeviceTable(LinkEvents.open(namespace, TIMEOUT), onChange);
        table.readAll();
        table.thread.start();
        return table;
    }

    public Optional<String> name(int index) {
        return Optional.ofNullable(known.get(index)).map(LinkEvents.Link::name);
    }

    public Optional<Integer> index(String name) {
        return known.values().stream()
                .filter(link -> link.name().equals(name))
                .map(LinkEvents.Link::index)
                .findFirst();
    }

    private void run() {
        while (running) {
            try {
                boolean changed = false;
                for (LinkEvents.Link link : links.next()) {
                    changed |= take(link);
                }
                if (changed) {
                    onChange.run();
                }
            } catch (SystemCallException e) {
                LOG.warnf("link events lost, reading all links cause=%s", e.getMessage());
                readAgain();
            }
        }
    }

    private void readAgain() {
        try {
            readAll();
            onChange.run();
        } catch (SystemCallException e) {
            LOG.errorf("links unknown cause=%s", e.getMessage());
        }
    }

    private void readAll() throws SystemCallException {
        List<LinkEvents.Link> all = links.all();
        known.clear();
        all.forEach(this::take);
    }

    /** @return whether that is news */
    private boolean take(LinkEvents.Link link) {
        return link.present() ? !link.equals(known.put(link.index(), link)) : known.remove(link.index()) != null;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(TIMEOUT.multipliedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            links.close();
        }
    }
}
