package io.openhavip.standalone.bench;

import io.openhavip.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Announcements a second by owners that repeat themselves, through arp-gateway, over a consumer on the same framework that only parses
 * the same records; and what arp-gateway's database did meanwhile, which must be nothing.
 */
final class RefreshBench implements Bench {

    private static final int OWNERS = 1000;
    private static final int REPETITIONS = 400;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GATEWAY_GROUP = "arp-gateway";
    private static final Bar BAR = Bar.atLeast(0.5);

    /** PostgreSQL's sessions tell what they did after at most ten idle seconds. */
    private static final Duration STATISTICS_DELAY = Duration.ofSeconds(11);

    /** Large batches, so that sending takes little of the machine that the reader works on. */
    private static final Map<String, Object> BULK =
            Map.of("linger.ms", 20, "batch.size", 512 * 1024, "buffer.memory", 64L << 20);

    private final int scale;

    RefreshBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(ParsingConsumer.TOPIC, Topics.ARP_ANNOUNCEMENTS);
        Fleet fleet = new Fleet(Long.toString(System.currentTimeMillis(), 36).substring(2));
        own(fleet, stack);
        try (ParsingConsumer _ = new ParsingConsumer(stack);
                Admin admin = stack.admin();
                Producer<String, byte[]> producer = stack.producer(BULK)) {
            Backlog gateway =
                    new Backlog(admin, producer, GATEWAY_GROUP, stack.partitions(Topics.ARP_ANNOUNCEMENTS.name()));
            Backlog parser =
                    new Backlog(admin, producer, ParsingConsumer.GROUP, stack.partitions(ParsingConsumer.TOPIC));
            producer.send(fleet.claim(ParsingConsumer.TOPIC, 0, 0));
            producer.flush();
            parser.awaitNone();
            gateway.awaitNone();
            TimeUnit.SECONDS.sleep(STATISTICS_DELAY.toSeconds());
            DatabaseWork before = DatabaseWork.of(stack.client().database("arp"));
            List<Double> through = new ArrayList<>();
            List<Double> parsed = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double parsing = parser.recordsPerSecond(refresh(fleet, ParsingConsumer.TOPIC), REPETITIONS / scale);
                double deciding =
                        gateway.recordsPerSecond(refresh(fleet, Topics.ARP_ANNOUNCEMENTS.name()), REPETITIONS / scale);
                progress.say("refresh: %s%.0f/s, only parsed %.0f/s"
                        .formatted(round < 0 ? "warming up: " : "", deciding, parsing));
                if (round >= 0) {
                    through.add(deciding);
                    parsed.add(parsing);
                }
            }
            TimeUnit.SECONDS.sleep(STATISTICS_DELAY.toSeconds());
            DatabaseWork after = DatabaseWork.of(stack.client().database("arp"));
            DatabaseWork done = after.since(before);
            progress.say("refresh: arp-gateway's database meanwhile: " + done);
            return List.of(
                    Figure.beside("refresh", "1/s", Spread.of(through), Spread.of(parsed))
                            .held(BAR),
                    Figure.alone("refresh.database", "statements", Spread.of(List.of((double) done.statements())))
                            .held(done.statements() == 0));
        }
    }

    /** Gives every address of the fleet its owner. */
    private static void own(Fleet fleet, BenchStack stack) throws InterruptedException {
        try (Producer<String, byte[]> producer = stack.producer(Map.of());
                Arrivals switches = new Arrivals(
                        stack.client().bootstrapServers(),
                        Topics.ARP_OWNERSHIP.name(),
                        Topics.ARP_OWNERSHIP.partitions(),
                        new Hops())) {
            fleet.tell(0, OWNERS, producer::send);
            producer.flush();
            for (int haVip = 0; haVip < OWNERS; haVip++) {
                ProducerRecord<String, byte[]> claim = fleet.claim(Topics.ARP_ANNOUNCEMENTS.name(), haVip, 0);
                switches.expect(claim.key());
                producer.send(claim);
            }
            switches.awaitAll(LIMIT);
        }
    }

    // Made anew for each round: an announcement that reaches the broker ten seconds after its capture is no claim.
    private static List<ProducerRecord<String, byte[]>> refresh(Fleet fleet, String topic) {
        return IntStream.range(0, OWNERS)
                .mapToObj(haVip -> fleet.claim(topic, haVip, 0))
                .toList();
    }
}
