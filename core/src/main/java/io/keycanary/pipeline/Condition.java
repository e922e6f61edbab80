package io.keycanary.pipeline;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One node of a filter pattern. */
sealed interface Condition {
    boolean holds(@Nullable Object event);

    /** At least one. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return parts.stream().anyMatch(part -> part.holds(event));
        }
    }

    /** All. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return parts.stream().allMatch(part -> part.holds(event));
        }
    }

    /** The member is not there. */
    record Absent(Selector selector) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return selector.in(event) == Selector.MISSING;
        }
    }

    /** The value is this literal: null, true or false. */
    record Literal(Selector selector, @Nullable Boolean value) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return Objects.equals(selector.in(event), value);
        }
    }

    /** The text is like this one. */
    record Like(Selector selector, boolean equal, Wildcard text) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return switch (selector.in(event)) {
                case String value -> text.matches(value) == equal;
                case Number value -> text.matches(value.toString()) == equal;
                case null -> false;
                default -> false;
            };
        }
    }

    /** The number compares so; a text that is this number is equal to it, and is neither less nor greater. */
    record Compare(Selector selector, String operator, BigDecimal number) implements Condition {
        @Override
        public boolean holds(@Nullable Object event) {
            return switch (selector.in(event)) {
                case Number value -> holds(new BigDecimal(value.toString()).compareTo(number));
                case String value -> holds(value.equals(number.toString()));
                case null -> false;
                default -> false;
            };
        }

        private boolean holds(boolean same) {
            return operator.equals("=") ? same : operator.equals("!=") && !same;
        }

        private boolean holds(int order) {
            return switch (operator) {
                case "=" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> throw new IllegalStateException("the reader made an operator " + operator);
            };
        }
    }
}
