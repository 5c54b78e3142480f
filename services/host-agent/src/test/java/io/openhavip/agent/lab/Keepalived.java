package io.openhavip.agent.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real keepalived in an instance, in the configuration of the HAVIP guide. */
public final class Keepalived implements AutoCloseable {

    private final Process process;

    private Keepalived(Process process) {
        this.process = process;
    }

    /** Of what is installed, as it says it itself: {@code Keepalived v2.2.7 (01/16,2022)}. */
    public static Version version() throws IOException {
        Process process = new ProcessBuilder("keepalived", "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Version.parse(said.replaceFirst("(?s)Keepalived v(\\S+).*", "$1"));
    }

    /** Starts it; {@code directory} takes its configuration, pid files and log. */
    public static Keepalived start(LabInstance instance, LabInstance peer, boolean primary, Path directory)
            throws IOException {
        return start(instance, primary, directory, """
                    unicast_src_ip %s
                    unicast_peer {
                        %s
                    }
                """.formatted(instance.address, peer.address));
    }

    /** Starts one that lacks {@code unicast_peer}, so that it speaks by multicast. */
    public static Keepalived startWithoutPeer(LabInstance instance, boolean primary, Path directory)
            throws IOException {
        return start(instance, primary, directory, "");
    }

    private static Keepalived start(LabInstance instance, boolean primary, Path directory, String peers)
            throws IOException {
        Path configuration = directory.resolve(instance.instanceId + ".conf");
        Files.writeString(
                configuration, """
                vrrp_instance VI_1 {
                    state %s
                    interface eth0
                    virtual_router_id 51
                    nopreempt
                    priority %d
                    advert_int 1
                    authentication {
                        auth_type PASS
                        auth_pass 1111
                    }
                    %s
                    virtual_ipaddress {
                        %s
                    }
                    garp_master_delay 1
                    garp_master_refresh 5
                    track_interface {
                        eth0
                    }
                }
                """.formatted(primary ? "MASTER" : "BACKUP", primary ? 100 : 10, peers, Lab.ADDRESS));
        String id = instance.instanceId;
        Process process = new ProcessBuilder(instance.namespace.command(List.of(
                        "keepalived",
                        "--dont-fork",
                        "--log-console",
                        "--vrrp",
                        "--use-file=" + configuration,
                        "--pid=" + directory.resolve(id + ".pid"),
                        "--vrrp_pid=" + directory.resolve(id + ".vrrp.pid"))))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(id + ".log").toFile())
                .start();
        return new Keepalived(process);
    }

    /**
     * Ends it as a crash does: the address stays on eth0, nothing is sent. All of it is stopped first: a child that outlives its parent
     * is told to end and takes the address away, and a parent that outlives its child starts another.
     */
    public void crash() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(Keepalived::stop);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Asks it to end, as a shutdown does: it takes the address off, says so to its peer, and this waits until it has. */
    public void stopGracefully() {
        process.destroy();
        process.onExit().join();
    }

    private static void stop(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        crash();
    }
}
