package io.openhavip.gateway.action;

import java.util.List;
import java.util.Optional;

/**
 * What a request is about, as policies name it.
 *
 * @param product whose resource it is, which another product's action may be about too
 * @param name for example {@code havip/havip-1}; {@code havip/*} for what has no id yet
 * @param mustBeAllowed else only a statement that denies matters
 */
public record RamResource(Product product, String name, boolean mustBeAllowed) {

    static RamResource of(Product product, String name) {
        return new RamResource(product, name, true);
    }

    /** Whatever is not told apart. */
    static List<RamResource> any(Product product) {
        return List.of(of(product, "*"));
    }

    /** What anybody may do whom no statement forbids it. */
    static List<RamResource> unlessDenied(Product product) {
        return List.of(new RamResource(product, "*", false));
    }

    /** The request for it, whose answer says as {@code regionId} where it is; empty for what has no id. */
    public Optional<BackendCall> lookUp() {
        return Resources.lookUp(this);
    }

    /** @param region where the request wants it; {@code *} if it does not say */
    public String in(String region, String accountId) {
        return String.join(":", "acs", product.ramCode(), region, accountId, name);
    }
}
