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
 * {@code onChange} after each change, on its own thread. Owns one thread; reading is thread-safe.
 */
public final class DeviceTable implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Logger LOG = Logger.getLogger(DeviceTable.class);

    private final LinkEvents links;
    private final Runnable onChange;
    private final Map<Integer, String> names = new ConcurrentHashMap<>();
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
        return Optional.ofNullable(names.get(index));
    }

    public Optional<Integer> index(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void run() {
        while (running) {
            try {
                List<LinkEvents.Link> changes = links.next();
                changes.forEach(this::take);
                if (!changes.isEmpty()) {
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
        names.clear();
        all.forEach(this::take);
    }

    private void take(LinkEvents.Link link) {
        if (link.present()) {
            names.put(link.index(), link.name());
        } else {
            names.remove(link.index());
        }
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
