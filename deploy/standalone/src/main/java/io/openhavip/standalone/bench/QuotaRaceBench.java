package io.openhavip.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.StackClient;
import io.openhavip.standalone.bench.Throughput.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Two hundred callers at once create HAVIPs in one VPC with room for fifty, over two replicas of havip-service and of network-service:
 * how long until all are answered, how many were created, and that exactly fifty addresses are taken afterwards.
 */
final class QuotaRaceBench implements Bench {

    private static final int CALLERS = 200;
    private static final int ROOM = 50;
    private static final int ROUNDS = 5;

    /** A /24 less the network's address and the last three. */
    private static final int ADDRESSES = 252;

    private static final String REFUSED = "QuotaExceeded.HaVip";
    private static final double NANOS_PER_SECOND = 1e9;

    private final int rounds;
    private long nextAccount = System.currentTimeMillis();

    QuotaRaceBench(int scale) {
        this.rounds = Math.max(1, ROUNDS / scale);
    }

    /** What one round came to: calls by code, {@code created} for those that succeeded. */
    private record Outcome(double seconds, Map<String, Long> byCode, int distinct, int taken) {
        static final String CREATED = "created";

        boolean isExact() {
            return byCode.equals(Map.of(CREATED, (long) ROOM, REFUSED, (long) CALLERS - ROOM))
                    && distinct == ROOM
                    && taken == ROOM;
        }
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> created = new ArrayList<>();
        boolean exact = true;
        try (BenchStack.Replica network = stack.startReplica("network-service");
                BenchStack.Replica haVips = stack.startReplica("havip-service")) {
            for (int round = 0; round < rounds; round++) {
                Outcome outcome = race(stack.client(), haVips);
                progress.say("quotaRace: %s after %.1f s, %d addresses, %d taken"
                        .formatted(outcome.byCode(), outcome.seconds(), outcome.distinct(), outcome.taken()));
                seconds.add(outcome.seconds());
                created.add((double) outcome.distinct());
                exact &= outcome.isExact();
            }
        }
        return List.of(
                Figure.alone("quotaRace.created", "HAVIPs", Spread.of(created)).held(exact),
                Figure.alone("quotaRace.%d".formatted(CALLERS), "s", Spread.of(seconds)));
    }

    private Outcome race(StackClient stack, BenchStack.Replica secondHaVips) throws Exception {
        String accountId = String.valueOf(nextAccount++);
        RestClient network = stack.networkService(accountId);
        String vSwitchId = StackClient.newVSwitch(network);
        List<RestClient> replicas = List.of(stack.haVipService(accountId), secondHaVips.rest(accountId));
        Map<String, Long> byCode = new ConcurrentHashMap<>();
        Set<String> addresses = ConcurrentHashMap.newKeySet();
        long begin = System.nanoTime();
        Throughput.runAll(IntStream.range(0, CALLERS)
                .<Operation>mapToObj(caller -> () -> create(replicas.get(caller % 2), vSwitchId, byCode, addresses))
                .toList());
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        int free = network.get("/vswitches/" + vSwitchId)
                .orThrow()
                .get("availableIpAddressCount")
                .asInt();
        return new Outcome(seconds, Map.copyOf(byCode), new HashSet<>(addresses).size(), ADDRESSES - free);
    }

    private static void create(RestClient haVips, String vSwitchId, Map<String, Long> byCode, Set<String> addresses)
            throws IOException {
        RestClient.Response answer = haVips.post("/ha-vips", Map.of("vSwitchId", vSwitchId));
        JsonNode code = answer.body().path("code");
        byCode.merge(code.isMissingNode() ? Outcome.CREATED : code.asText(), 1L, Long::sum);
        if (code.isMissingNode()) {
            addresses.add(answer.body().get("ipAddress").asText());
        }
    }
}
