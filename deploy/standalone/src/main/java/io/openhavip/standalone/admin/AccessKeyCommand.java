package io.openhavip.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip access-key}. */
@Command(
        name = "access-key",
        description =
                "Makes, lists, disables and deletes key pairs for SDKs, CLI and Terraform. Holds within a second.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
public final class AccessKeyCommand {

    @Spec
    private CommandSpec spec;

    /** Whose key it is must be said: an account's own, made by mistake, may do everything. */
    private static final class Holder {

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "A RAM user's key.")
        private String user;

        @Option(
                names = "--root",
                required = true,
                description = "The account's own key, which may do everything with its resources.")
        private boolean root;
    }

    @Command(name = "create", description = "Makes a key pair and prints it: the secret is shown this once.")
    int create(@Mixin GatewayAdmin gateway, @Mixin AccountOption account, @ArgGroup(multiplicity = "1") Holder holder) {
        Map<String, Object> wanted = new HashMap<>(Map.of("accountId", account.id()));
        if (holder.root) {
            wanted.put("root", true);
        } else {
            wanted.put("userName", holder.user);
        }
        JsonNode key = gateway.ask(rest -> rest.post("/admin/access-keys", wanted));
        print("access key id      " + key.path("accessKeyId").asText());
        print("access key secret  " + key.path("accessKeySecret").asText());
        return 0;
    }

    @Command(name = "list", description = "Lists the keys of an account, without their secrets.")
    int list(@Mixin GatewayAdmin gateway, @Mixin AccountOption account) {
        gateway.ask(rest -> rest.get("/admin/access-keys?accountId=" + account.id()))
                .path("accessKeys")
                .forEach(key -> print("%-26s %-9s %s  %s"
                        .formatted(
                                key.path("accessKeyId").asText(),
                                key.path("status").asText(),
                                key.path("createdAt").asText(),
                                key.path("userName").asText("-"))));
        return 0;
    }

    @Command(name = "disable", description = "Refuses requests with a key until it is enabled again.")
    int disable(@Mixin GatewayAdmin gateway, @Parameters(paramLabel = "ACCESS_KEY_ID") String id) {
        return status(gateway, id, "Inactive");
    }

    @Command(name = "enable", description = "Takes requests with a key again.")
    int enable(@Mixin GatewayAdmin gateway, @Parameters(paramLabel = "ACCESS_KEY_ID") String id) {
        return status(gateway, id, "Active");
    }

    @Command(name = "delete", description = "Deletes a key for ever.")
    int delete(@Mixin GatewayAdmin gateway, @Parameters(paramLabel = "ACCESS_KEY_ID") String id) {
        gateway.ask(rest -> rest.delete("/admin/access-keys/" + id));
        return 0;
    }

    private static int status(GatewayAdmin gateway, String id, String status) {
        gateway.ask(rest -> rest.put("/admin/access-keys/" + id + "/status", Map.of("status", status)));
        return 0;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
