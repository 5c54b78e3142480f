package io.openhavip.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file of any size. */
final class LogTail {

    private static final int BYTES_PER_LINE = 1000;

    private LogTail() {}

    /** At most so many last lines, and at most a thousand bytes for each of them. */
    static List<String> lastLines(Path file, int count) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long size = reader.length();
            int length = (int) Math.min(size, Math.min((long) count * BYTES_PER_LINE, Integer.MAX_VALUE / 2));
            byte[] end = new byte[length];
            reader.seek(size - length);
            reader.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        }
    }
}
