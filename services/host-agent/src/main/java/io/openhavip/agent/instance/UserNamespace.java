package io.openhavip.agent.instance;

import io.openhavip.agent.linux.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user namespace whose ids 0 to 65535 are 65536 of the host's, kept by a process that ends when this is closed or the agent ends.
 * Whoever enters it meanwhile keeps it on.
 */
final class UserNamespace implements AutoCloseable {

    static final int IDS = 65_536;

    private final Process holder;

    private UserNamespace(Process holder) {
        this.holder = holder;
    }

    /** @param base the host's id that is the namespace's root */
    static UserNamespace open(long base) throws IOException {
        Process holder = new ProcessBuilder("unshare", "--user", "--", "sh", "-c", "echo made; read -r end")
                .redirectErrorStream(true)
                .start();
        UserNamespace opened = new UserNamespace(holder);
        try {
            BufferedReader output = holder.inputReader();
            String said = output.readLine();
            if (!"made".equals(said)) {
                throw new CommandFailed("unshare --user", holder.waitFor(), String.valueOf(said));
            }
            for (String map : new String[] {"uid_map", "gid_map"}) {
                Files.writeString(Path.of("/proc", Long.toString(holder.pid()), map), "0 " + base + " " + IDS + "\n");
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opened.close();
            throw new IOException("interrupted while a user namespace was made", e);
        }
    }

    /** A process in it. */
    long pid() {
        return holder.pid();
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
