package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import io.openhavip.contracts.network.NetworkEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/**
 * Given events, when a command, then events, over several aggregates at once, which Axon's fixture for one aggregate can't do. The
 * aggregates and their event store are Axon's, in memory.
 */
final class NetworkScenario implements AutoCloseable {

    private final PlacesInMemory quotas = new PlacesInMemory();
    private final Configuration configuration = DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(c -> new InMemoryEventStorageEngine())
            .configureAggregate(Vpc.class)
            .configureAggregate(VSwitch.class)
            .configureAggregate(Instance.class)
            .configureAggregate(ElasticNetworkInterface.class)
            .configureAggregate(RouteTable.class)
            .configureAggregate(HaVipAddress.class)
            .configureAggregate(SecurityGroup.class)
            .configureAggregate(DeploymentSet.class)
            .registerCommandHandler(
                    c -> new VpcCommands(c.repository(Vpc.class), c.repository(RouteTable.class), quotas))
            .registerCommandHandler(c -> new VSwitchCommands(
                    c.repository(Vpc.class), c.repository(RouteTable.class), c.repository(VSwitch.class), quotas))
            .registerCommandHandler(c ->
                    new HaVipAddressCommands(c.repository(VSwitch.class), c.repository(HaVipAddress.class), quotas))
            .registerCommandHandler(c -> new RouteTableCommands(
                    c.repository(RouteTable.class),
                    c.repository(HaVipAddress.class),
                    (vpcId, type, id) -> vpcId.equals(Known.VPC) && id.endsWith("-1"),
                    quotas))
            .registerCommandHandler(
                    c -> new SecurityGroupCommands(c.repository(Vpc.class), c.repository(SecurityGroup.class), quotas))
            .registerCommandHandler(c -> new DeploymentSetCommands(c.repository(DeploymentSet.class), quotas))
            .registerCommandHandler(c -> new TagCommands(Map.of(
                    ResourceKind.VPC, c.repository(Vpc.class),
                    ResourceKind.VSWITCH, c.repository(VSwitch.class),
                    ResourceKind.ROUTE_TABLE, c.repository(RouteTable.class),
                    ResourceKind.SECURITY_GROUP, c.repository(SecurityGroup.class))))
            .registerCommandHandler(c -> new InstanceCommands(
                    c.repository(Instance.class),
                    c.repository(ElasticNetworkInterface.class),
                    c.repository(VSwitch.class),
                    c.repository(DeploymentSet.class),
                    c.repository(SecurityGroup.class),
                    quotas,
                    new HostChoice(1),
                    List::of,
                    InstanceDriver.NONE))
            .registerCommandHandler(c -> new NetworkInterfaceCommands(
                    c.repository(ElasticNetworkInterface.class),
                    c.repository(Instance.class),
                    c.repository(VSwitch.class),
                    c.repository(SecurityGroup.class),
                    quotas,
                    instanceType -> Known.MOST_INTERFACES,
                    InstanceDriver.NONE))
            .registerCommandHandler(c -> new AssociationCommands(
                    c.repository(Instance.class), c.repository(ElasticNetworkInterface.class), quotas))
            .start();
    private final Map<String, Long> nextSequence = new HashMap<>();
    private final List<Object> published = new ArrayList<>();

    NetworkScenario() {
        configuration
                .eventStore()
                .subscribe(messages -> messages.forEach(message -> {
                    nextSequence.merge(((DomainEventMessage<?>) message).getAggregateIdentifier(), 1L, Long::sum);
                    published.add(message.getPayload());
                }));
    }

    NetworkScenario given(NetworkEvent... events) {
        for (Event event : events) {
            String id = event.subject();
            DefaultUnitOfWork.startAndGet(null)
                    .execute(() -> configuration
                            .eventStore()
                            .publish(new GenericDomainEventMessage<>(
                                    typeOf(id).getSimpleName(), id, nextSequence.getOrDefault(id, 0L), event)));
        }
        published.clear();
        return this;
    }

    private static Class<?> typeOf(String id) {
        return switch (id.substring(0, id.indexOf('-'))) {
            case "vpc" -> Vpc.class;
            case "vsw" -> VSwitch.class;
            case "vtb" -> RouteTable.class;
            case "havip" -> HaVipAddress.class;
            case "sg" -> SecurityGroup.class;
            case "ds" -> DeploymentSet.class;
            case "eni" -> ElasticNetworkInterface.class;
            default -> Instance.class;
        };
    }

    /** How much of the limits is taken; a test can set both. */
    PlacesInMemory quotas() {
        return quotas;
    }

    /** What became of a command. */
    record Result(Object answer, Throwable failure, List<Object> events) {

        Result events(NetworkEvent... expected) {
            assertThat(failure).isNull();
            assertThat(events).containsExactly((Object[]) expected);
            return this;
        }

        Result events(Class<?>... types) {
            assertThat(failure).isNull();
            assertThat(events).extracting(Object::getClass).containsExactly(types);
            return this;
        }

        <E> E event(Class<E> type) {
            return events.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElseThrow();
        }

        Result refused(ErrorCode code) {
            assertThat(Refused.with(code))
                    .matches(matcher -> matcher.matches(failure), "refused with " + code + ", not " + failure);
            assertThat(events).isEmpty();
            return this;
        }
    }

    Result when(Object command) {
        published.clear();
        AtomicReference<Object> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        configuration.commandBus().dispatch(GenericCommandMessage.asCommandMessage(command), (sent, answer) -> {
            if (answer.isExceptional()) {
                failure.set(answer.exceptionResult());
            } else {
                result.set(answer.getPayload());
            }
        });
        return new Result(result.get(), failure.get(), List.copyOf(published));
    }

    @Override
    public void close() {
        configuration.shutdown();
    }
}
