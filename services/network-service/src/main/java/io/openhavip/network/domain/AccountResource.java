package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.network.TagEvent.ResourceTagged;
import io.openhavip.contracts.network.TagEvent.ResourceUntagged;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.EventSourcingHandler;

/** What resources have in common: each belongs to an account, for whom alone it exists, and can be tagged. */
abstract class AccountResource {

    private String accountId;
    private SortedMap<String, String> tags = new TreeMap<>();

    abstract ResourceKind kind();

    abstract String id();

    /** Called by the handler of the event that creates it. */
    final void belongsTo(String account) {
        this.accountId = account;
    }

    /** @throws io.openhavip.contracts.Refusal that it does not exist, if it is another account's */
    final void requireAccount(String account) {
        if (!accountId.equals(account)) {
            throw kind().refusal(id());
        }
    }

    final String accountId() {
        return accountId;
    }

    /** @throws io.openhavip.contracts.Refusal if a tag is not allowed or there would be too many */
    final void tag(Map<String, String> added) {
        Map<String, String> all = TagRules.with(tags, added);
        if (!all.equals(tags)) {
            apply(new ResourceTagged(id(), added));
        }
    }

    /** Tags what is being created, which knows nothing of itself before its constructor has ended. */
    static void tagNew(String id, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            apply(new ResourceTagged(id, TagRules.with(Map.of(), tags)));
        }
    }

    /** Takes tags away; does nothing about those that it does not have. */
    final void untag(List<String> tagKeys) {
        List<String> own = tagKeys.stream().filter(tags::containsKey).distinct().toList();
        if (!own.isEmpty()) {
            apply(new ResourceUntagged(id(), own));
        }
    }

    final void untagAll() {
        untag(List.copyOf(tags.keySet()));
    }

    @EventSourcingHandler
    void on(ResourceTagged event) {
        tags = new TreeMap<>(TagRules.with(tags, event.tags()));
    }

    @EventSourcingHandler
    void on(ResourceUntagged event) {
        tags = new TreeMap<>(TagRules.without(tags, event.tagKeys()));
    }
}
