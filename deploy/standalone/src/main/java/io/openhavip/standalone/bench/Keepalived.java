package io.openhavip.standalone.bench;

import io.openhavip.standalone.KeepalivedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** keepalived in a guest, in the configuration of the HAVIP guide. It may be started, ended and started again. Not thread-safe. */
final class Keepalived {

    private static final long STOP_LIMIT_S = 20;

    private final BenchNamespaces namespaces;
    private final Guest guest;
    private final Path folder;
    private Process process;

    Keepalived(BenchNamespaces namespaces, Guest guest, Guest peer, boolean primary, String haVip) throws IOException {
        this.namespaces = namespaces;
        this.guest = guest;
        this.folder = namespaces.folder().resolve(guest.namespace().name());
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("keepalived.conf"),
                KeepalivedConfiguration.of(
                        primary ? "MASTER" : "BACKUP", primary ? 100 : 10, guest.address(), peer.address(), haVip));
    }

    void start() throws IOException {
        process = namespaces.start(
                guest.namespace(),
                List.of(
                        "keepalived",
                        "--dont-fork",
                        "--vrrp",
                        "--use-file=" + folder.resolve("keepalived.conf"),
                        "--pid=" + folder.resolve("keepalived.pid"),
                        "--vrrp_pid=" + folder.resolve("vrrp.pid")));
    }

    /** In good order: it says so to its peer. */
    void stop() {
        process.destroy();
    }

    void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
            throw new IOException("keepalived does not end");
        }
    }

    /**
     * The instance dies: its link is down, and SIGKILL for all of keepalived. All of it is stopped first, since a part that outlives the
     * other would take the address off in good order, or start the other again.
     */
    void crash() throws IOException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        List<String> freeze = new ArrayList<>(List.of("kill", "-STOP"));
        all.forEach(each -> freeze.add(String.valueOf(each.pid())));
        guest.run(freeze.toArray(String[]::new));
        guest.run("ip", "link", "set", Guest.DEVICE, "down");
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** After a crash: the address that keepalived left behind is gone, as it would be. */
    void boot() throws IOException {
        guest.run("ip", "address", "flush", "dev", Guest.DEVICE);
        guest.run("ip", "address", "add", guest.address() + "/" + guest.prefixLength(), "dev", Guest.DEVICE);
        guest.run("ip", "link", "set", Guest.DEVICE, "up");
        start();
    }
}
