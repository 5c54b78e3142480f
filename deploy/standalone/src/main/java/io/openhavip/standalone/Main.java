package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import io.openhavip.standalone.admin.AccessKeyCommand;
import io.openhavip.standalone.admin.PolicyCommand;
import io.openhavip.standalone.admin.UserCommand;
import io.openhavip.standalone.bench.BenchCommand;
import io.openhavip.standalone.demo.DemoCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line behind {@code ./havip}. A failure is one sentence on standard error and exit status 1. */
@Command(
        name = "havip",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs OpenHaVip on this machine: a Kafka broker, PostgreSQL and all services.",
        footerHeading = "%nSettings from the environment:%n",
        footer = {
            "  HAVIP_HOME          data, logs, process ids (default: .havip in the checkout)",
            "  HAVIP_CACHE         unpacked servers (default: ~/.cache/openhavip)",
            "  HAVIP_START_LIMIT   seconds a part may take to become healthy (default: 120)",
            "  HAVIP_INSTANCES     who runs instances: 'namespace', this stack, where it is root (default), or 'none'",
            "  HAVIP_HOSTS         hosts of the stack, 1 (default) or 2",
            "  HAVIP_DEBUG         set: failures with stack trace",
            "  HAVIP_PORT_KAFKA, HAVIP_PORT_POSTGRES, HAVIP_PORT_HAVIP_SERVICE and so on:",
            "    KAFKA 19092, KAFKA_CONTROLLER 19093, POSTGRES 15432,",
            "    HAVIP_SERVICE 8081, NETWORK_SERVICE 8082, EIP_SERVICE 8083,",
            "    ARP_GATEWAY 8084, HOST_AGENT 8085, HOST_AGENT_2 8088,",
            "    API_GATEWAY 8086, API_GATEWAY_TLS 8087",
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            DemoCommand.class,
            AccessKeyCommand.class,
            UserCommand.class,
            PolicyCommand.class,
            BenchCommand.class,
            TestCommand.class,
            CommandLine.HelpCommand.class,
        })
public final class Main {

    // Held, because java.util.logging forgets the level of a logger that nobody refers to.
    private static final Logger KAFKA_CLIENT = Logger.getLogger("org.apache.kafka");
    private static final Logger HOST_AGENT = Logger.getLogger("io.openhavip.agent");

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Says which version this is.")
    private boolean version;

    Main() {}

    private static final class Help {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Says what a command does and takes.")
        private boolean asked;
    }

    /** The version that the launcher was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Main.class.getPackage().getImplementationVersion();
            return new String[] {"OpenHaVip " + (built == null ? "of a build without a version" : built)};
        }
    }

    public static void main(String[] arguments) {
        // Clients of a broker that is being started complain by the line; what matters is said by the commands.
        KAFKA_CLIENT.setLevel(Level.OFF);
        HOST_AGENT.setLevel(Level.WARNING);
        System.exit(run(arguments));
    }

    /** All commands, each with {@code --help}. */
    static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Main());
        addHelp(all);
        return all;
    }

    private static void addHelp(CommandLine command) {
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
            command.addMixin("help", new Help());
            command.getSubcommands().values().forEach(Main::addHelp);
        }
    }

    /** Runs one command and gives its exit status. */
    public static int run(String... arguments) {
        String[] given = arguments.length == 0 ? new String[] {"help"} : arguments;
        return commandLine().setExecutionExceptionHandler(Main::explain).execute(given);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("havip: " + sentence(failure));
        if (System.getenv("HAVIP_DEBUG") != null) {
            failure.printStackTrace(command.getErr());
        }
        return 1;
    }

    private static String sentence(Exception failure) {
        return failure instanceof LocalStackException ? failure.getMessage() : failure.toString();
    }
}
