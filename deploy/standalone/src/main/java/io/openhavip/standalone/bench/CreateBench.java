package io.openhavip.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.StackClient;
import io.openhavip.standalone.bench.Throughput.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * CreateHaVip calls a second: through REST, havip-service, Kafka, network-service's address pool and back until the HAVIP can be read.
 * Each caller has an account, a VPC and a vSwitch of its own a round, so that neither a quota nor one pool's turn-taking is measured.
 */
final class CreateBench implements Bench {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 4;

    /** Below the 50 that a VPC may have. */
    private static final int CALLS_A_ROUND = 40;

    private static final double NANOS_PER_MILLI = 1e6;

    /** A caller's service, as its account sees it, and where it creates. */
    private record Caller(RestClient haVips, String vSwitchId) {}

    private final int scale;
    private long nextAccount = System.currentTimeMillis();

    CreateBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Samples> latencies = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            List<Caller> callers = callers(stack.client());
            ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
            long begin = System.nanoTime();
            Throughput.runAll(callers.stream()
                    .<Operation>map(caller -> () -> create(caller, millis))
                    .toList());
            double seconds = (System.nanoTime() - begin) / NANOS_PER_MILLI / 1000;
            Samples answered = Samples.of(millis);
            progress.say("create: %s%.1f/s, p50 %.0f ms, p99 %.0f ms"
                    .formatted(
                            round < 0 ? "warming up: " : "",
                            millis.size() / seconds,
                            answered.percentile(50),
                            answered.percentile(99)));
            if (round >= 0) {
                rates.add(millis.size() / seconds);
                latencies.add(answered);
            }
        }
        return List.of(
                Figure.alone("create.%d".formatted(CALLERS), "1/s", Spread.of(rates)),
                Figure.alone("create.%d.p50".formatted(CALLERS), "ms", Spread.ofPercentile(latencies, 50)),
                Figure.alone("create.%d.p99".formatted(CALLERS), "ms", Spread.ofPercentile(latencies, 99)));
    }

    private void create(Caller caller, ConcurrentLinkedQueue<Double> millis) throws IOException {
        for (int call = 0; call < Math.max(1, CALLS_A_ROUND / scale); call++) {
            long begin = System.nanoTime();
            JsonNode made = caller.haVips()
                    .post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId()))
                    .orThrow();
            millis.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
            if (made.path("ipAddress").asText().isEmpty()) {
                throw new IOException("created without an address: " + made);
            }
        }
    }

    private List<Caller> callers(StackClient stack) throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String accountId = String.valueOf(nextAccount++);
            RestClient network = stack.networkService(accountId);
            String vSwitchId = StackClient.newVSwitch(network);
            callers.add(new Caller(stack.haVipService(accountId), vSwitchId));
        }
        return callers;
    }
}
