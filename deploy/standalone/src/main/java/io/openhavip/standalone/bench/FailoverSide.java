package io.openhavip.standalone.bench;

import io.openhavip.standalone.bench.FrameTap.Field;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Two guests with keepalived and a client that keeps calling the address, on one network. Between failovers it rests long enough for
 * none to count as a contest. Owned by one thread at a time.
 */
final class FailoverSide implements AutoCloseable {

    /** How the owner ends. */
    enum End {
        CRASH,
        STOP
    }

    /** Longer than the time in which a move back counts as a contest and is damped. */
    private static final Duration REST = Duration.ofMillis(3300);

    private static final Duration LEAD = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final long RECENT_NANOS = Duration.ofMillis(300).toNanos();
    private static final int PORT = 80;
    private static final int SYN_ACK = 0x12;
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private final String name;
    private final Guest primary;
    private final Guest backup;
    private final Keepalived onPrimary;
    private final Keepalived onBackup;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Long> announcements = new ArrayList<>();
    private final List<Failover.Answer> answers = new ArrayList<>();

    /** @param guests primary, backup and client, plugged in */
    FailoverSide(BenchNamespaces namespaces, String name, List<Guest> guests, String haVip) throws IOException {
        this.name = name;
        this.primary = guests.get(0);
        this.backup = guests.get(1);
        Guest client = guests.get(2);
        this.onPrimary = new Keepalived(namespaces, primary, backup, true, haVip);
        this.onBackup = new Keepalived(namespaces, backup, primary, false, haVip);
        opened.add(Answerer.start(primary, PORT));
        opened.add(Answerer.start(backup, PORT));
        opened.add(FrameTap.open(backup, List.of(announcement(haVip)), (at, frame) -> note(announcements, at)));
        opened.add(FrameTap.open(
                client,
                List.of(answer(haVip)),
                (at, frame) -> note(answers, new Failover.Answer(at, MAC.formatHex(frame, 6, 12)))));
        opened.add(new Caller(client, haVip, PORT));
    }

    private static List<Field> announcement(String haVip) {
        return List.of(Field.of16(12, 0x0806), Field.of32(28, bits(haVip)), Field.of32(38, bits(haVip)));
    }

    private static List<Field> answer(String haVip) {
        return List.of(Field.of16(12, 0x0800), Field.of8(23, 6), Field.of32(26, bits(haVip)), Field.of8(47, SYN_ACK));
    }

    private static int bits(String address) {
        int bits = 0;
        for (String part : address.split("\\.")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }

    private <T> void note(List<T> list, T seen) {
        synchronized (answers) {
            list.add(seen);
        }
    }

    /** Starts keepalived and waits until the primary answers. */
    void begin() throws IOException, InterruptedException {
        onPrimary.start();
        onBackup.start();
        await("the primary answers", this::primaryAnswers);
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
    }

    /** Ends the primary and waits until the backup answers. */
    Failover failOver(End how) throws IOException, InterruptedException {
        synchronized (answers) {
            announcements.clear();
            answers.clear();
        }
        TimeUnit.MILLISECONDS.sleep(LEAD.toMillis());
        long begin = FrameTap.now();
        switch (how) {
            case CRASH -> onPrimary.crash();
            case STOP -> onPrimary.stop();
        }
        await("the backup answers", () -> seen(begin).isPresent());
        return seen(begin).orElseThrow();
    }

    private Optional<Failover> seen(long begin) {
        synchronized (answers) {
            return Failover.read(begin, announcements, answers, primary.macAddress(), backup.macAddress());
        }
    }

    /** Lets the primary come back. */
    void recover(End from) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        switch (from) {
            case CRASH -> onPrimary.boot();
            case STOP -> {
                onPrimary.awaitEnd();
                onPrimary.start();
            }
        }
        await("the primary answers again", this::primaryAnswers);
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
    }

    private boolean primaryAnswers() {
        synchronized (answers) {
            return !answers.isEmpty()
                    && answers.getLast().macAddress().equals(primary.macAddress())
                    && answers.getLast().at() > FrameTap.now() - RECENT_NANOS;
        }
    }

    private void await(String what, BooleanSupplier happened) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%s: not within %d s: %s".formatted(name, LIMIT.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }
}
