package io.openhavip.arp.api;

import io.openhavip.arp.domain.Ownership;
import io.openhavip.arp.projection.OwnershipTable;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.service.api.Fields;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Who has which address, from the shared table: the same answer on every replica. */
@Path("/ownerships")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class OwnershipsResource {

    static final int MAX_PAGE = 500;

    /**
     * A page of addresses.
     *
     * @param nextToken give it as {@code nextToken} for the next page; absent on the last
     */
    public record Page(List<OwnershipView> ownerships, Optional<String> nextToken) {}

    private final OwnershipTable table;
    private final Clock clock;

    OwnershipsResource(OwnershipTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @GET
    public Page list(
            @QueryParam("maxResults") @DefaultValue("100") int maxResults,
            @QueryParam("nextToken") @DefaultValue("") String nextToken) {
        Fields.within("maxResults", maxResults, 1, MAX_PAGE);
        List<Ownership> found = table.page(nextToken, maxResults);
        Optional<String> next = found.size() < maxResults
                ? Optional.empty()
                : Optional.of(found.getLast().key().toString());
        return new Page(found.stream().map(this::view).toList(), next);
    }

    @GET
    @Path("/{vSwitchId}/{address}")
    public OwnershipView get(@PathParam("vSwitchId") String vSwitchId, @PathParam("address") String address) {
        AddressKey key = new AddressKey(vSwitchId, address);
        return table.find(key)
                .map(this::view)
                .orElseThrow(
                        () -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, "The address " + key + " never had an owner."));
    }

    private OwnershipView view(Ownership ownership) {
        return OwnershipView.of(ownership, clock.instant());
    }
}
