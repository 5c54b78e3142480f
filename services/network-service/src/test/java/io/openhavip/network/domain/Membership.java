package io.openhavip.network.domain;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** What instances do with their security group, as commands, so that a fixture can give them. */
final class Membership {

    record Join(String vpcId) {}

    record Leave() {}

    private final Repository<SecurityGroup> securityGroups;

    Membership(Repository<SecurityGroup> securityGroups) {
        this.securityGroups = securityGroups;
    }

    @CommandHandler
    void handle(Join command) {
        securityGroups.load(Known.SECURITY_GROUP).execute(it -> it.join(Known.INSTANCE, command.vpcId()));
    }

    @CommandHandler
    void handle(Leave command) {
        securityGroups.load(Known.SECURITY_GROUP).execute(it -> it.leave(Known.INSTANCE));
    }
}
