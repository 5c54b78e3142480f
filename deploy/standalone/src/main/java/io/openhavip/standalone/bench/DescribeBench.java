package io.openhavip.standalone.bench;

import io.openhavip.standalone.RestClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds of a read through havip-service's REST, by id, by filter and by page, among 100 000 HAVIPs of two thousand accounts over
 * the same among 1 000 of twenty. The rows come straight into the read model's table, which is what is read; one caller, one account
 * after the other at random.
 */
final class DescribeBench implements Bench {

    private static final int FEW = 1000;
    private static final int MANY = 100_000;
    private static final int HAVIPS_AN_ACCOUNT = 50;
    private static final int ROUNDS = 3;
    private static final int READS = 2000;
    private static final int WARM_UP_READS = 2000;
    private static final int PAGE_SIZE = 10;
    private static final Duration REBUILD_LIMIT = Duration.ofSeconds(60);
    private static final double PERCENT = 99;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Bar BAR = Bar.atMost(2);

    private static final String DELETE = """
            DELETE FROM ha_vip_view.ha_vip WHERE ha_vip_id LIKE 'havip-describe-%'
            """;
    private static final String FILL = """
            INSERT INTO ha_vip_view.ha_vip (ha_vip_id, account_id, region_id, vpc_id, vswitch_id, ip_address, name, description,
                                            resource_group_id, tags, status, associations, eip_id, eip_address, eip_association_id,
                                            created_at)
            SELECT 'havip-describe-' || n, account, 'cn-hangzhou', 'vpc-' || account || '-' || n % 5, 'vsw-' || account,
                   '10.' || n / 65536 || '.' || n / 256 % 256 || '.' || n % 256, 'name ' || n, '', '',
                   jsonb_build_object('team', 't' || n % 10), CASE n % 2 WHEN 0 THEN 'Available' ELSE 'InUse' END, '[]',
                   '', '', '', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second'
            FROM (SELECT n, (? + n / ?)::text AS account FROM generate_series(0, ? - 1) n) h
            """;

    /** Not those of any other benchmark. */
    private static final int FIRST_ACCOUNT = 700_000_000;

    private final int scale;

    DescribeBench(int scale) {
        this.scale = scale;
    }

    /** Makes the path of a read about one HAVIP. */
    private interface Read {
        String path(int haVip, String accountId);
    }

    private static final Map<String, Read> READS_OF = reads();

    private static Map<String, Read> reads() {
        Map<String, Read> reads = new LinkedHashMap<>();
        reads.put("byId", (haVip, account) -> "/ha-vips/havip-describe-" + haVip);
        reads.put(
                "byFilter",
                (haVip, account) ->
                        "/ha-vips?status=InUse&vpcId=vpc-" + account + "-" + haVip % (HAVIPS_AN_ACCOUNT / PAGE_SIZE));
        reads.put(
                "byPage",
                (haVip, account) -> "/ha-vips?pageSize=%d&pageNumber=%d"
                        .formatted(PAGE_SIZE, haVip % (HAVIPS_AN_ACCOUNT / PAGE_SIZE) + 1));
        return reads;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        try (Connection readModel = stack.client().database("havip")) {
            return measure(readModel, stack.client().haVipService(), progress);
        }
    }

    List<Figure> measure(Connection readModel, RestClient haVips, Progress progress) throws Exception {
        Map<String, List<Samples>> few = new LinkedHashMap<>();
        Map<String, List<Samples>> many = new LinkedHashMap<>();
        awaitRebuilt(haVips);
        try {
            fill(readModel, FEW);
            for (Read read : READS_OF.values()) {
                read(haVips, read, FEW, Math.max(1, WARM_UP_READS / scale));
            }
            for (int round = 0; round < ROUNDS; round++) {
                fill(readModel, FEW);
                round(haVips, FEW, few, progress);
                fill(readModel, MANY);
                round(haVips, MANY, many, progress);
            }
        } finally {
            execute(readModel, DELETE);
        }
        return READS_OF.keySet().stream()
                .map(name -> Figure.beside(
                                "describe.%s.p99".formatted(name),
                                "ms",
                                Spread.ofPercentile(many.get(name), PERCENT),
                                Spread.ofPercentile(few.get(name), PERCENT))
                        .held(BAR))
                .toList();
    }

    /** A service that finds no tables rebuilds them, and would throw away what is filled in meanwhile. */
    private static void awaitRebuilt(RestClient haVips) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + REBUILD_LIMIT.toNanos();
        while (haVips.get("/admin/projections/ha-vips/rebuild")
                .orThrow()
                .path("phase")
                .asText()
                .equals("RUNNING")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the read model is still being rebuilt");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void round(RestClient haVips, int count, Map<String, List<Samples>> samples, Progress progress)
            throws IOException {
        for (Map.Entry<String, Read> read : READS_OF.entrySet()) {
            Samples measured = read(haVips, read.getValue(), count, Math.max(1, READS / scale));
            samples.computeIfAbsent(read.getKey(), _ -> new ArrayList<>()).add(measured);
            progress.say("describe: %s among %d: p50 %.1f ms, p99 %.1f ms"
                    .formatted(read.getKey(), count, measured.percentile(50), measured.percentile(PERCENT)));
        }
    }

    private static Samples read(RestClient haVips, Read read, int count, int times) throws IOException {
        SplittableRandom random = new SplittableRandom(count);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int haVip = random.nextInt(count);
            String account = String.valueOf(FIRST_ACCOUNT + haVip / HAVIPS_AN_ACCOUNT);
            RestClient caller = haVips.forAccount(account);
            long begin = System.nanoTime();
            var answer = caller.get(read.path(haVip, account)).orThrow();
            millis.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
            if (answer.path("totalCount").asInt(1) == 0) {
                throw new IOException("nothing found: " + read.path(haVip, account));
            }
        }
        return Samples.of(millis);
    }

    private static void fill(Connection readModel, int count) throws SQLException {
        execute(readModel, DELETE);
        try (PreparedStatement fill = readModel.prepareStatement(FILL)) {
            fill.setInt(1, FIRST_ACCOUNT);
            fill.setInt(2, HAVIPS_AN_ACCOUNT);
            fill.setInt(3, count);
            fill.executeUpdate();
        }
        // What autovacuum would do a minute later.
        execute(readModel, "VACUUM ANALYZE ha_vip_view.ha_vip");
    }

    private static void execute(Connection readModel, String sql) throws SQLException {
        try (Statement statement = readModel.createStatement()) {
            statement.execute(sql);
        }
    }
}
