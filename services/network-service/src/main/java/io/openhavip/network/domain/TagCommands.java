package io.openhavip.network.domain;

import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about tags. */
public class TagCommands {

    private final Map<ResourceKind, Repository<? extends AccountResource>> repositories;

    /** @param repositories of the kinds that can be tagged */
    public TagCommands(Map<ResourceKind, Repository<? extends AccountResource>> repositories) {
        this.repositories = Map.copyOf(repositories);
    }

    @CommandHandler
    Changes handle(TagRequest.TagResource command) {
        return change(repositories.get(command.kind()), command, it -> it.tag(command.tags()));
    }

    @CommandHandler
    Changes handle(TagRequest.UntagResource command) {
        return change(repositories.get(command.kind()), command, it -> {
            if (command.all()) {
                it.untagAll();
            } else {
                it.untag(command.tagKeys());
            }
        });
    }

    private static <A extends AccountResource> Changes change(
            Repository<A> repository, TagRequest command, Consumer<AccountResource> change) {
        Aggregate<A> resource = Aggregates.load(repository, command.kind(), command.resourceId(), command.accountId());
        resource.execute(change::accept);
        return Changes.of(resource);
    }
}
