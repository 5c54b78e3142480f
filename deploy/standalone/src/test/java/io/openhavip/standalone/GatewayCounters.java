package io.openhavip.standalone;

import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.standalone.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** arp-gateway's counters of announcements, since it was started. */
final class GatewayCounters {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpRequest request;

    GatewayCounters(Settings settings) {
        request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.port(Port.ARP_GATEWAY) + "/q/metrics"))
                .build();
    }

    /** Announcements that were judged, whatever the verdict. */
    long judged() throws IOException {
        return sum("havip_arp_claims_total\\{.*") + sum("havip_arp_rejected_total\\{.*");
    }

    /** Answers to probes that moved nothing, since another port owns the address. */
    long holders() throws IOException {
        return sum("havip_arp_claims_total\\{.*outcome=\"HOLDER\".*");
    }

    long rejected(Reason reason) throws IOException {
        return sum("havip_arp_rejected_total\\{.*reason=\"" + reason + "\".*");
    }

    private long sum(String series) throws IOException {
        return Pattern.compile("(?m)^" + series + " (\\S+)$")
                .matcher(metrics())
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private String metrics() throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading metrics", e);
        }
    }
}
