package io.openhavip.agent.session;

import io.openhavip.agent.instance.GuestLab;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** A lab whose application runs instances too, below a directory of its own, in which another agent does until it is told to end. */
public class GuestLabResource implements QuarkusTestResourceLifecycleManager {

    private final LabResource lab = new LabResource();
    private static Path directory;
    private static FileChannel otherAgent;

    /** Where the application under test keeps instances. */
    static Path directory() {
        return directory;
    }

    static void endOtherAgent() throws IOException {
        otherAgent.close();
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("openhavip-instances");
            otherAgent =
                    FileChannel.open(directory.resolve(".agent"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            otherAgent.lock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> properties = new HashMap<>(lab.start());
        properties.put("havip.agent.instances", "namespace");
        properties.put("havip.agent.instance.directory", directory.toString());
        properties.put("havip.agent.instance.uid-base", "2080374784");
        return properties;
    }

    @Override
    public void stop() {
        try {
            endOtherAgent();
            GuestLab.deleteAll(directory, lab().agent);
            new Commands(new NetworkNamespace("")).run("rm", "-rf", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lab.stop();
        }
    }

    static Lab lab() {
        return LabResource.lab();
    }
}
