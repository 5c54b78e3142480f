package io.openhavip.standalone.bench;

import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.SignedQuery;
import io.openhavip.standalone.StackClient;
import io.openhavip.standalone.bench.Throughput.Workload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * DescribeHaVips of a page of ten through api-gateway, signed, over a proxy in front of the same service that only passes requests on:
 * one at a time in turns, and requests a second of eight callers. The same client makes both; what it signs it has signed before.
 */
final class GatewayBench implements Bench {

    private static final int HAVIPS = 20;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 5;
    private static final int ONE_AT_A_TIME = 500;
    private static final int WARM_UP = 3000;
    private static final int LEAST_TURNS = 22;
    private static final int SIGNED_A_TURN = 12_000;
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final Bar P50 = Bar.atMost(1.3);
    private static final Bar RATE = Bar.atLeast(0.7);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int OK = 200;

    private final int scale;

    GatewayBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        fill(stack.client());
        try (PassThrough proxy = new PassThrough(
                        stack.client().haVipServiceAddress(), stack.client().accountOfAccessKey());
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Session session = new Session(stack.client(), proxy.address().resolve("/ha-vips?pageSize=10"), http);
            progress.say("gateway: warming up with " + WARM_UP / scale + " pairs");
            session.warmUp();
            return session.measure(progress);
        }
    }

    private static void fill(StackClient stack) throws IOException {
        RestClient network = stack.networkService(stack.accountOfAccessKey());
        String vSwitchId = StackClient.newVSwitch(network);
        RestClient haVips = stack.haVipService(stack.accountOfAccessKey());
        for (int i = 0; i < HAVIPS; i++) {
            haVips.post("/ha-vips", Map.of("vSwitchId", vSwitchId)).orThrow();
        }
    }

    /** One run: its requests and figures. */
    private final class Session {
        private final SignedQuery signer;
        private final URI gateway;
        private final HttpRequest passed;
        private final HttpClient http;

        Session(StackClient stack, URI passed, HttpClient http) {
            this.signer = new SignedQuery(SignedQuery.VPC, stack.accessKeyId(), stack.accessKeySecret());
            this.gateway = stack.apiGatewayAddress();
            this.passed = HttpRequest.newBuilder(passed).build();
            this.http = http;
        }

        private HttpRequest signed() {
            return HttpRequest.newBuilder(
                            gateway.resolve("/?" + signer.of(Map.of("Action", "DescribeHaVips", "PageSize", "10"))))
                    .build();
        }

        List<Figure> measure(Progress progress) throws Exception {
            List<Samples> through = new ArrayList<>();
            List<Samples> limit = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            List<Double> limits = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                List<Double> gatewayMillis = new ArrayList<>();
                List<Double> proxyMillis = new ArrayList<>();
                oneAtATime(ONE_AT_A_TIME / scale, gatewayMillis, proxyMillis);
                through.add(Samples.of(gatewayMillis));
                limit.add(Samples.of(proxyMillis));
                limits.add(passedPerSecond());
                rates.add(askedPerSecond());
                progress.say("gateway: p50 %.2f ms, passed on %.2f ms; %.0f/s, passed on %.0f/s"
                        .formatted(
                                through.getLast().median(),
                                limit.getLast().median(),
                                rates.getLast(),
                                limits.getLast()));
            }
            return List.of(
                    Figure.beside(
                                    "gateway.describe.p50",
                                    "ms",
                                    Spread.ofPercentile(through, 50),
                                    Spread.ofPercentile(limit, 50))
                            .held(P50),
                    Figure.beside("gateway.describe.%d".formatted(CALLERS), "1/s", Spread.of(rates), Spread.of(limits))
                            .held(RATE));
        }

        private double passedPerSecond() throws Exception {
            return Throughput.perSecond(() -> () -> send(passed), CALLERS, TURN.dividedBy(scale));
        }

        private double askedPerSecond() throws Exception {
            Queue<HttpRequest> requests = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < SIGNED_A_TURN / scale; i++) {
                requests.add(signed());
            }
            Workload asking = () -> () -> {
                HttpRequest next = requests.poll();
                send(next == null ? signed() : next);
            };
            return Throughput.perSecond(asking, CALLERS, TURN.dividedBy(scale));
        }

        void warmUp() throws Exception {
            oneAtATime(WARM_UP / scale, new ArrayList<>(), new ArrayList<>());
            Throughput.warmUp(LEAST_TURNS / scale, () -> {
                passedPerSecond();
                return askedPerSecond();
            });
        }

        void oneAtATime(int pairs, List<Double> gatewayMillis, List<Double> proxyMillis) throws Exception {
            for (int i = 0; i < pairs; i++) {
                HttpRequest request = signed();
                gatewayMillis.add(send(request));
                proxyMillis.add(send(passed));
            }
        }

        /** Milliseconds that it took. */
        private double send(HttpRequest request) throws IOException, InterruptedException {
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
            if (answer.statusCode() != OK) {
                throw new IOException("status " + answer.statusCode() + ": " + new String(answer.body()));
            }
            return millis;
        }
    }
}
