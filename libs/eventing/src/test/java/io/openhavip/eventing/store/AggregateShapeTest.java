package io.openhavip.eventing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateShapeTest {

    static class First {
        static class Part {
            private String name;
        }

        static class Base {
            private String account;
        }

        static class Root extends Base {
            static final int ANY = 1;
            private final Map<String, List<Part>> parts = Map.of();
            private int count;
        }
    }

    /** The same in another order. */
    static class Same {
        static class Part {
            private String name;
        }

        static class Base {
            private String account;
        }

        static class Root extends Base {
            private int count;
            private final Map<String, List<Part>> parts = Map.of();
            private transient String note;
        }
    }

    static class OtherType {
        static class Root extends First.Base {
            private final Map<String, List<First.Part>> parts = Map.of();
            private long count;
        }
    }

    static class OtherPart {
        static class Part {
            private String name;
            private String colour;
        }

        static class Root extends First.Base {
            private final Map<String, List<Part>> parts = Map.of();
            private int count;
        }
    }

    static class OtherBase {
        static class Base {
            private String account;
            private Set<String> tags;
        }

        static class Root extends Base {
            private final Map<String, List<First.Part>> parts = Map.of();
            private int count;
        }
    }

    static class OtherContainer {
        static class Root extends First.Base {
            private final Map<String, Set<First.Part>> parts = Map.of();
            private int count;
        }
    }

    static class OtherMeaning {
        @Revision("2")
        static class Root extends First.Base {
            private final Map<String, List<First.Part>> parts = Map.of();
            private int count;
        }
    }

    @Test
    void sameFieldsAreOneShapeWhateverTheirOrder() {
        assertThat(AggregateShape.describe(Same.Root.class)).isEqualTo(AggregateShape.describe(First.Root.class));
        assertThat(AggregateShape.of(Same.Root.class))
                .isEqualTo(AggregateShape.of(First.Root.class))
                .hasSize(16);
    }

    static Stream<Class<?>> others() {
        return Stream.of(
                OtherType.Root.class,
                OtherPart.Root.class,
                OtherBase.Root.class,
                OtherContainer.Root.class,
                OtherMeaning.Root.class);
    }

    @ParameterizedTest
    @MethodSource("others")
    void whateverChangesIsAnotherShape(Class<?> other) {
        assertThat(AggregateShape.of(other)).isNotEqualTo(AggregateShape.of(First.Root.class));
    }
}
