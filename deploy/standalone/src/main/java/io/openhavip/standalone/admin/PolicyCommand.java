package io.openhavip.standalone.admin;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip policy}. */
@Command(
        name = "policy",
        description = "Makes, changes, shows and deletes policies of RAM users.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
public final class PolicyCommand {

    @Spec
    private CommandSpec spec;

    @Command(name = "put", description = "Makes a policy of a file with RAM's JSON, or changes the one there is.")
    int put(
            @Mixin GatewayAdmin gateway,
            @Mixin AccountOption account,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "FILE") Path file) {
        String document = read(file);
        gateway.ask(rest -> rest.putJson(path(account) + "/" + name, document));
        return 0;
    }

    @Command(name = "list", description = "Lists the names of an account's policies.")
    int list(@Mixin GatewayAdmin gateway, @Mixin AccountOption account) {
        gateway.ask(rest -> rest.get(path(account)))
                .path("policies")
                .forEach(policy -> print(policy.path("name").asText()));
        return 0;
    }

    @Command(name = "show", description = "Prints a policy.")
    int show(@Mixin GatewayAdmin gateway, @Mixin AccountOption account, @Parameters(paramLabel = "NAME") String name) {
        for (var policy : gateway.ask(rest -> rest.get(path(account))).path("policies")) {
            if (policy.path("name").asText().equals(name)) {
                print(policy.path("document").asText());
                return 0;
            }
        }
        throw new LocalStackException("account %s has no policy %s".formatted(account.id(), name));
    }

    @Command(name = "delete", description = "Deletes a policy that no user has.")
    int delete(
            @Mixin GatewayAdmin gateway, @Mixin AccountOption account, @Parameters(paramLabel = "NAME") String name) {
        gateway.ask(rest -> rest.delete(path(account) + "/" + name));
        return 0;
    }

    private static String path(AccountOption account) {
        return "/admin/accounts/" + account.id() + "/policies";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
