package io.openhavip.standalone.demo;

import io.openhavip.standalone.KeepalivedConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An instance of the demo as a machine: a network namespace with eth0 on the agent's network, and in ecs1 and ecs2 keepalived in the
 * HAVIP guide's configuration and nginx. Removed by {@link #close()}.
 */
final class Machine implements AutoCloseable {

    private static final String NGINX = """
            pid nginx.pid;
            error_log stderr crit;
            events {}
            http {
                access_log off;
                client_body_temp_path tmp;
                proxy_temp_path tmp;
                fastcgi_temp_path tmp;
                uwsgi_temp_path tmp;
                scgi_temp_path tmp;
                server {
                    listen 80;
                    location / {
                        default_type text/plain;
                        return 200 "%s\\n";
                    }
                }
            }
            """;

    private final Resources.Instance instance;
    private final String namespace;
    private final Path folder;
    private List<Process> programs = List.of();

    /**
     * Makes the namespace and plugs its eth0 into the agent's network: a device named after the network interface is its port.
     *
     * @param folder for configuration and process ids
     */
    Machine(Resources.Instance instance, String agentNamespace, Path folder) {
        this.instance = instance;
        this.namespace = "hvdemo-"
                + instance.instanceId().substring(instance.instanceId().length() - 6);
        this.folder = folder;
        Shell.run("ip", "netns", "add", namespace);
        try {
            plugIn(agentNamespace);
        } catch (DemoFailed e) {
            Shell.run("ip", "netns", "delete", namespace);
            throw e;
        }
    }

    private void plugIn(String agentNamespace) {
        String port = portOf(instance.networkInterfaceId());
        Shell.run(
                "ip",
                "-n",
                agentNamespace,
                "link",
                "add",
                port,
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                namespace);
        Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Shell.run("ip", "-n", namespace, "link", "set", "eth0", "address", instance.macAddress());
        Shell.run("ip", "-n", namespace, "address", "add", instance.address() + "/24", "dev", "eth0");
        Shell.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", agentNamespace, "link", "set", port, "up");
    }

    /** The host-agent's rule: {@code hv} and the last twelve characters of the network interface's id. */
    private static String portOf(String networkInterfaceId) {
        return "hv" + networkInterfaceId.substring(networkInterfaceId.length() - 12);
    }

    /**
     * Writes the guide's configuration.
     *
     * @param refreshSeconds how often a master announces again; 0 for once only, keepalived's default
     */
    void configure(String state, int priority, String peer, int refreshSeconds) {
        try {
            Files.createDirectories(folder.resolve("tmp"));
            Files.writeString(
                    folder.resolve("keepalived.conf"),
                    KeepalivedConfiguration.of(
                            state, priority, instance.address(), peer, Resources.HAVIP_ADDRESS, refreshSeconds));
            Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(instance.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startPrograms() {
        programs = List.of(
                start(
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-g",
                        "daemon off; master_process off;"),
                start(
                        "keepalived",
                        "--dont-fork",
                        "--vrrp",
                        "--use-file=" + folder.resolve("keepalived.conf"),
                        "--pid=" + folder.resolve("keepalived.pid"),
                        "--vrrp_pid=" + folder.resolve("vrrp.pid")));
    }

    private Process start(String... command) {
        return Shell.start(
                Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command))
                        .toList(),
                ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * The whole instance at once: its link down, its processes killed. They are all stopped before the first dies, since a part of
     * keepalived that outlives the other would take the address off in good order, or start the other again.
     */
    void crash() {
        List<ProcessHandle> processes = processes();
        processes.forEach(process -> Shell.run("sh", "-c", "kill -STOP " + process.pid()));
        Shell.run("ip", "-n", namespace, "link", "set", "eth0", "down");
        processes.forEach(ProcessHandle::destroyForcibly);
        programs = List.of();
    }

    private List<ProcessHandle> processes() {
        return programs.stream()
                .flatMap(program -> Stream.concat(Stream.of(program.toHandle()), program.descendants()))
                .toList();
    }

    /** Boots after a crash: the address that keepalived left behind is gone, as it would be. */
    void boot() {
        Shell.run("ip", "-n", namespace, "address", "flush", "dev", "eth0");
        Shell.run("ip", "-n", namespace, "address", "add", instance.address() + "/24", "dev", "eth0");
        Shell.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        startPrograms();
    }

    /** Whether keepalived has put the HAVIP on eth0: this instance thinks that it is master. */
    boolean holdsHaVip() {
        return Shell.run("ip", "-n", namespace, "-4", "address", "show", "dev", "eth0")
                .contains(Resources.HAVIP_ADDRESS + "/");
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        Shell.run("ip", "netns", "delete", namespace);
    }
}
