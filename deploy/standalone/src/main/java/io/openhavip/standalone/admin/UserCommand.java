package io.openhavip.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip user}. */
@Command(
        name = "user",
        description = "Makes, lists and deletes RAM users, who may do what their policies allow.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
public final class UserCommand {

    @Spec
    private CommandSpec spec;

    @Command(name = "put", description = "Makes a user, or gives the one there is exactly these policies.")
    int put(
            @Mixin GatewayAdmin gateway,
            @Mixin AccountOption account,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--policy",
                            paramLabel = "NAME",
                            description = "Once for each; without any the user may do nothing.")
                    List<String> policies) {
        gateway.ask(rest ->
                rest.put(path(account) + "/" + name, Map.of("policies", policies == null ? List.of() : policies)));
        return 0;
    }

    @Command(name = "list", description = "Lists the users of an account and the policies they have.")
    int list(@Mixin GatewayAdmin gateway, @Mixin AccountOption account) {
        gateway.ask(rest -> rest.get(path(account))).path("users").forEach(this::print);
        return 0;
    }

    @Command(name = "delete", description = "Deletes a user that has no access keys.")
    int delete(
            @Mixin GatewayAdmin gateway, @Mixin AccountOption account, @Parameters(paramLabel = "NAME") String name) {
        gateway.ask(rest -> rest.delete(path(account) + "/" + name));
        return 0;
    }

    private static String path(AccountOption account) {
        return "/admin/accounts/" + account.id() + "/users";
    }

    private void print(JsonNode user) {
        List<String> policies = new ArrayList<>();
        user.path("policies").forEach(policy -> policies.add(policy.asText()));
        spec.commandLine()
                .getOut()
                .println("%-24s %s"
                        .formatted(
                                user.path("name").asText(),
                                policies.isEmpty() ? "no policies" : String.join(", ", policies)));
    }
}
