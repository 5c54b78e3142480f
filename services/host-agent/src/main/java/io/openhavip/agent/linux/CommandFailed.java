package io.openhavip.agent.linux;

import java.io.IOException;

/** A set-up command ended with a status other than 0; the message holds what it printed. */
public final class CommandFailed extends IOException {

    public CommandFailed(String command, int status, String output) {
        super("'" + command + "' ended with status " + status + (output.isEmpty() ? "" : ": " + output));
    }
}
