package io.openhavip.standalone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.standalone.Settings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip bench}. */
@Command(
        name = "bench",
        description =
                "Measures the product beside the limits of this machine, on a stack of its own that it deletes again.%n"
                        + "Exit status 1 if a ratio does not reach its bar.")
public final class BenchCommand implements Callable<Integer> {

    private static final int FULL = 1;
    private static final int QUICK = 10;

    /** What can be measured, in the order of measuring. */
    enum What {
        up,
        append,
        commands,
        create,
        quotaRace,
        addressPool,
        refresh,
        move,
        describe,
        gateway,
        rebuild,
        program,
        forward,
        failover,
        firstPacket,
        dataplane,
        all;

        boolean isGroup() {
            return this == dataplane || this == all;
        }

        boolean isOfDataPlane() {
            return this == program || this == forward || this == failover || this == firstPacket;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FIGURE",
            description =
                    "What to measure: ${COMPLETION-CANDIDATES} (default: all; dataplane is the four before it and needs root).")
    private Set<What> wanted = EnumSet.noneOf(What.class);

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Option(names = "--quick", description = "A tenth of the measurements: shows that it runs, not how fast.")
    private boolean quick;

    @Option(names = "--keep", description = "Leave the benchmarks' stack running for the next run.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Bench.Progress progress = line -> {
            out.println(line);
            out.flush();
        };
        List<Bench> benches = possible(progress);
        Settings settings = Settings.fromEnvironment();
        try (BenchLock _ = BenchLock.take(settings.home())) {
            return measure(benches, new BenchStack(settings, progress), progress, out);
        }
    }

    private int measure(List<Bench> benches, BenchStack stack, Bench.Progress progress, PrintWriter out)
            throws Exception {
        Map<String, String> machine = machine();
        List<Figure> figures = new ArrayList<>();
        Thread onInterrupt = new Thread(() -> finish(stack), "bench-clean-up");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            for (Bench bench : benches) {
                figures.addAll(measure(bench, stack, progress));
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            finish(stack);
        }
        machine.put("loadAfter", load());
        tell(new Report(figures.stream().noneMatch(Figure::isMissed), machine, figures), out);
        return figures.stream().anyMatch(Figure::isMissed) ? 1 : 0;
    }

    /** The wanted ones; what cannot be done here is an error if it was asked for by name, and else left out aloud. */
    private List<Bench> possible(Bench.Progress progress) {
        boolean all = wanted.isEmpty() || wanted.contains(What.all);
        List<Bench> possible = new ArrayList<>();
        for (Bench bench : benches()) {
            Optional<String> obstacle = bench.obstacle().map(what -> "the data plane cannot be measured here: " + what);
            if (obstacle.isPresent() && !all) {
                throw new LocalStackException(obstacle.get());
            }
            obstacle.ifPresentOrElse(progress::say, () -> possible.add(bench));
        }
        return possible;
    }

    private boolean isNamed(What what) {
        return wanted.contains(what) || what.isOfDataPlane() && wanted.contains(What.dataplane);
    }

    private List<Bench> benches() {
        boolean all = wanted.isEmpty() || wanted.contains(What.all);
        int scale = quick ? QUICK : FULL;
        List<Bench> benches = new ArrayList<>();
        for (What what : What.values()) {
            if (!what.isGroup() && (all || isNamed(what))) {
                switch (what) {
                    case up -> benches.add(new UpBench());
                    case append -> benches.add(new AppendBench(scale));
                    case commands -> benches.add(new CommandsBench(scale));
                    case create -> benches.add(new CreateBench(scale));
                    case quotaRace -> benches.add(new QuotaRaceBench(scale));
                    case addressPool -> benches.add(new AddressPoolBench(scale));
                    case refresh -> benches.add(new RefreshBench(scale));
                    case move -> benches.add(new MoveBench(scale));
                    case describe -> benches.add(new DescribeBench(scale));
                    case gateway -> benches.add(new GatewayBench(scale));
                    case rebuild -> benches.add(new RebuildBench(scale));
                    case program -> benches.add(new ProgramBench(scale));
                    case forward -> benches.add(new ForwardBench(scale));
                    case failover -> benches.add(new FailoverBench(scale));
                    case firstPacket -> benches.add(new FirstPacketBench(scale));
                    case dataplane, all -> {}
                }
            }
        }
        return benches;
    }

    private static List<Figure> measure(Bench bench, BenchStack stack, Bench.Progress progress) throws Exception {
        if (bench.needsStack()) {
            stack.up();
        }
        List<Figure> figures = bench.run(stack, progress);
        figures.forEach(figure -> progress.say("  " + figure));
        return figures;
    }

    private void finish(BenchStack stack) {
        if (!keep) {
            stack.end();
            stack.delete();
        }
    }

    private void tell(Report report, PrintWriter out) throws JsonProcessingException {
        out.println();
        report.figures().forEach(out::println);
        if (json) {
            out.println(JsonMessages.MAPPER.writeValueAsString(report));
        }
        out.flush();
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("loadBefore", load());
        return machine;
    }

    /** Mean number of processes that ran or wanted to in the last minute. */
    private static String load() {
        return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
