package io.openhavip.network.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.AssociationCommands;
import io.openhavip.network.domain.DeploymentSet;
import io.openhavip.network.domain.DeploymentSetCommands;
import io.openhavip.network.domain.ElasticNetworkInterface;
import io.openhavip.network.domain.HaVipAddress;
import io.openhavip.network.domain.HaVipAddressCommands;
import io.openhavip.network.domain.HostChoice;
import io.openhavip.network.domain.Instance;
import io.openhavip.network.domain.InstanceCommands;
import io.openhavip.network.domain.InterfaceLimit;
import io.openhavip.network.domain.NetworkInterfaceCommands;
import io.openhavip.network.domain.NextHops;
import io.openhavip.network.domain.Quotas;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.RouteTable;
import io.openhavip.network.domain.RouteTableCommands;
import io.openhavip.network.domain.SecurityGroup;
import io.openhavip.network.domain.SecurityGroupCommands;
import io.openhavip.network.domain.TagCommands;
import io.openhavip.network.domain.TunnelKeys;
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.VSwitchCommands;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.domain.VpcCommands;
import io.openhavip.network.process.LedgerQuotas;
import io.openhavip.network.process.Placement;
import io.openhavip.network.process.SequenceOfTunnelKeys;
import io.openhavip.network.process.WhenResourceEndsThenFreeItsPlace;
import io.openhavip.network.projection.DeploymentSetQueries;
import io.openhavip.network.projection.InstanceNextHops;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.NetworkInterfaceQueries;
import io.openhavip.network.projection.NetworkProjection;
import io.openhavip.network.projection.RouteEntryQueries;
import io.openhavip.network.projection.RouteTableQueries;
import io.openhavip.network.projection.SecurityGroupQueries;
import io.openhavip.network.projection.VSwitchQueries;
import io.openhavip.network.projection.VpcQueries;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.quota.AccountQuotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together. */
@ApplicationScoped
public class NetworkBeans {

    /** Network interfaces of an instance whose type is not offered any more. */
    private static final int OF_FORGOTTEN_TYPE = 2;

    private static final ServiceIdentity IDENTITY = new ServiceIdentity("network-service", Topics.NETWORK_DLQ);

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return IDENTITY;
    }

    @Produces
    @Singleton
    Quotas quotas(PostgresTransactions transactions, io.openhavip.service.quota.Quotas limits) {
        return new LedgerQuotas(new QuotaLedger(transactions), limits::limit);
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(
            PostgresTransactions transactions,
            Relay relay,
            Quotas quotas,
            InterfaceLimit interfaceLimit,
            Placement placement,
            NetworkConfiguration configuration) {
        TunnelKeys tunnelKeys = new SequenceOfTunnelKeys(transactions);
        NextHops nextHops = new InstanceNextHops(transactions);
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.NETWORK_EVENTS)
                .longLivedAggregate(Vpc.class)
                .longLivedAggregate(VSwitch.class)
                .longLivedAggregate(RouteTable.class)
                .aggregate(HaVipAddress.class)
                .longLivedAggregate(SecurityGroup.class)
                .longLivedAggregate(DeploymentSet.class)
                .longLivedAggregate(Instance.class)
                .aggregate(ElasticNetworkInterface.class)
                .aggregate(AccountQuotas.class)
                .commandHandler(all -> new VpcCommands(all.of(Vpc.class), all.of(RouteTable.class), quotas))
                .commandHandler(all -> new VSwitchCommands(
                        all.of(Vpc.class), all.of(RouteTable.class), all.of(VSwitch.class), quotas, tunnelKeys))
                .commandHandler(
                        all -> new HaVipAddressCommands(all.of(VSwitch.class), all.of(HaVipAddress.class), quotas))
                .commandHandler(all ->
                        new RouteTableCommands(all.of(RouteTable.class), all.of(HaVipAddress.class), nextHops, quotas))
                .commandHandler(
                        all -> new SecurityGroupCommands(all.of(Vpc.class), all.of(SecurityGroup.class), quotas))
                .commandHandler(all -> new DeploymentSetCommands(all.of(DeploymentSet.class), quotas))
                .commandHandler(all -> new TagCommands(Map.of(
                        ResourceKind.VPC, all.of(Vpc.class),
                        ResourceKind.VSWITCH, all.of(VSwitch.class),
                        ResourceKind.ROUTE_TABLE, all.of(RouteTable.class),
                        ResourceKind.SECURITY_GROUP, all.of(SecurityGroup.class))))
                .commandHandler(all -> new InstanceCommands(
                        all.of(Instance.class),
                        all.of(ElasticNetworkInterface.class),
                        all.of(VSwitch.class),
                        all.of(DeploymentSet.class),
                        all.of(SecurityGroup.class),
                        quotas,
                        new HostChoice(configuration.instancesOfDeploymentSetOnHost()),
                        placement::candidatesAnew,
                        configuration.instanceDriver()))
                .commandHandler(all -> new NetworkInterfaceCommands(
                        all.of(ElasticNetworkInterface.class),
                        all.of(Instance.class),
                        all.of(VSwitch.class),
                        all.of(SecurityGroup.class),
                        quotas,
                        interfaceLimit,
                        configuration.instanceDriver()))
                .commandHandler(all ->
                        new AssociationCommands(all.of(Instance.class), all.of(ElasticNetworkInterface.class), quotas))
                .reaction(new WhenResourceEndsThenFreeItsPlace())
                .wakeRelay(relay::committed)
                .notFound(ResourceKind::notFound)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
    }

    @Produces
    @Singleton
    InterfaceLimit interfaceLimit(Catalogue catalogue) {
        return instanceType -> Optional.ofNullable(catalogue.instanceTypes().get(instanceType))
                .map(Catalogue.InstanceType::eniQuantity)
                .orElse(OF_FORGOTTEN_TYPE);
    }

    @Produces
    @Singleton
    NetworkProjection projection() {
        return new NetworkProjection(IDENTITY.name());
    }

    @Produces
    @Singleton
    ReadModel readModel(PostgresTransactions transactions, NetworkProjection projection) {
        return new ReadModel(transactions, projection.name());
    }

    @Produces
    @Singleton
    LiveProjection liveProjection(
            NetworkProjection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetters deadLetters,
            ReadModel readModel,
            MeterRegistry meters) {
        return new LiveProjection(projection, transactions, outbox, deadLetters, readModel, meters);
    }

    @Produces
    @Singleton
    ProjectionRebuild rebuild(
            NetworkProjection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            ReadModel readModel,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new ProjectionRebuild(projection, transactions, outbox, readModel, bootstrapServers, Map.of());
    }

    @Produces
    @Singleton
    VpcQueries vpcQueries(PostgresTransactions transactions) {
        return new VpcQueries(transactions);
    }

    @Produces
    @Singleton
    VSwitchQueries vSwitchQueries(PostgresTransactions transactions) {
        return new VSwitchQueries(transactions);
    }

    @Produces
    @Singleton
    RouteTableQueries routeTableQueries(PostgresTransactions transactions) {
        return new RouteTableQueries(transactions);
    }

    @Produces
    @Singleton
    RouteEntryQueries routeEntryQueries(PostgresTransactions transactions) {
        return new RouteEntryQueries(transactions);
    }

    @Produces
    @Singleton
    SecurityGroupQueries securityGroupQueries(PostgresTransactions transactions) {
        return new SecurityGroupQueries(transactions);
    }

    @Produces
    @Singleton
    DeploymentSetQueries deploymentSetQueries(PostgresTransactions transactions) {
        return new DeploymentSetQueries(transactions);
    }

    @Produces
    @Singleton
    InstanceQueries instanceQueries(PostgresTransactions transactions, Catalogue catalogue) {
        return new InstanceQueries(transactions, new Specifications(catalogue));
    }

    @Produces
    @Singleton
    Operations operations(ReadModel readModel, NetworkConfiguration configuration) {
        return new Operations(readModel, configuration.operationTimeout());
    }

    @Produces
    @Singleton
    NetworkInterfaceQueries networkInterfaceQueries(PostgresTransactions transactions) {
        return new NetworkInterfaceQueries(transactions);
    }

    @Produces
    @Singleton
    ClientTokens clientTokens(EventSourcing eventSourcing, Operations operations) {
        return new ClientTokens(eventSourcing, operations);
    }
}
