package io.openhavip.standalone.admin;

import io.openhavip.standalone.StackClient;
import picocli.CommandLine.Option;

/** Whose users, policies and keys. */
final class AccountOption {

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = StackClient.ACCOUNT,
            description = "16 digits (default: ${DEFAULT-VALUE}).")
    private String id;

    String id() {
        return id;
    }
}
