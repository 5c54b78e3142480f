package io.openhavip.arp.api;

import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.arp.messaging.AnnouncementsProducer;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The REST form of announcements, for agents that don't speak Kafka. It is held to what a host-agent is held to: a host's own
 * credential, ports placed on that host, and the decision's own checks when the announcement is read from the topic.
 */
@Path("/announcements")
@Consumes(MediaType.APPLICATION_JSON)
public class AnnouncementsResource {

    private static final Duration FARTHEST_CLOCK = Duration.ofDays(1);

    private static final Pattern ID = Pattern.compile("[a-z]+-[a-z0-9-]{1,60}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern IPV4 = Pattern.compile(Parameters.IPV4);

    private final HostCredentials credentials;
    private final FactsIndex facts;
    private final AnnouncementsProducer producer;
    private final Requests.Current request;
    private final Clock clock;

    AnnouncementsResource(
            HostCredentials credentials,
            FactsIndex facts,
            AnnouncementsProducer producer,
            Requests.Current request,
            Clock clock) {
        this.credentials = credentials;
        this.facts = facts;
        this.producer = producer;
        this.request = request;
        this.clock = clock;
    }

    /** Takes an announcement; 202: it is on the topic, and will be judged like any other. */
    @POST
    @Blocking
    public Response report(@HeaderParam("Host-Credential") Optional<String> credential, AnnouncementBody body) {
        if (body == null) {
            throw new Refusal(ErrorCode.MALFORMED_BODY, "The request has no body.");
        }
        String hostId = Fields.required("hostId", body.hostId());
        if (!credentials.accept(hostId, credential)) {
            throw new Refusal(
                    ErrorCode.HOST_CREDENTIAL_INVALID, "Host-Credential is not the credential of host " + hostId + ".");
        }
        Announcement announcement = announcement(hostId, body);
        facts.port(announcement.networkInterfaceId())
                .filter(port -> !port.hostId().equals(hostId))
                .ifPresent(port -> {
                    throw new Refusal(ErrorCode.PORT_NOT_ON_HOST, port.id() + " is not placed on host " + hostId + ".");
                });
        producer.publish(announcement, request.id());
        return Response.accepted().build();
    }

    private Announcement announcement(String hostId, AnnouncementBody body) {
        String senderMac = mac("senderMac", Fields.required("senderMac", body.senderMac()));
        return new Announcement(
                hostId,
                matching(ID, "networkInterfaceId", Fields.required("networkInterfaceId", body.networkInterfaceId())),
                matching(ID, "vSwitchId", Fields.required("vSwitchId", body.vSwitchId())),
                matching(IPV4, "address", Fields.required("address", body.address())),
                senderMac,
                body.etherSource().map(mac -> mac("etherSource", mac)).orElse(senderMac),
                operation(body.operation().orElse("REQUEST")),
                Source.REPORTED,
                capturedAt(body),
                body.sequence().orElse(0L));
    }

    /** Further off than any clock may be, it is a mistake, and not to be kept. */
    private Instant capturedAt(AnnouncementBody body) {
        Instant now = clock.instant();
        Instant given = body.capturedAt().orElse(now);
        if (given.isBefore(now.minus(FARTHEST_CLOCK)) || given.isAfter(now.plus(FARTHEST_CLOCK))) {
            throw invalid("capturedAt", given.toString());
        }
        return given;
    }

    private static String mac(String name, String value) {
        return matching(MAC, name, value.toLowerCase(Locale.ROOT));
    }

    private static Operation operation(String value) {
        try {
            return Operation.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw invalid("operation", value);
        }
    }

    private static String matching(Pattern pattern, String name, String value) {
        if (!pattern.matcher(value).matches()) {
            throw invalid(name, value);
        }
        return value;
    }

    private static Refusal invalid(String name, String value) {
        return new Refusal(ErrorCode.INVALID_PARAMETER, "The parameter \"" + name + "\" is not valid: " + value);
    }
}
