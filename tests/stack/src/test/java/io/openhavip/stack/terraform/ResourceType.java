package io.openhavip.stack.terraform;

import java.util.Optional;

/** What the provider does for one type of resource. Stateless. */
interface ResourceType {

    /** Makes it and waits as long as the provider waits; the answer is its id in the state. */
    String create(ProviderClient client, Values arguments);

    /**
     * What the provider puts into the state; a member that it cannot do without must be there.
     *
     * @return empty if it is gone
     */
    Optional<Values> read(ProviderClient client, String id);

    /** Changes in its place what can be. */
    default void update(ProviderClient client, String id, Values before, Values now) {
        throw new AssertionError("nothing of this resource changes in its place");
    }

    void delete(ProviderClient client, String id, Values state);
}
