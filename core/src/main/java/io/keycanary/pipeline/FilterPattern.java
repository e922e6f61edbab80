package io.keycanary.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A filter pattern of CloudWatch Logs for JSON events, such as <code>{ $.eventName = "ConsoleLogin" }</code>, and its
 * evaluation without AWS. The grammar is that of the CloudWatch Logs user guide, "Filter and pattern syntax":
 *
 * <pre>
 * pattern    = "{" or "}"
 * or         = and *( "||" and )
 * and        = operand *( "&amp;&amp;" operand )
 * operand    = "(" or ")" / selector test
 * selector   = "$" 1*( "." name / "[" digits "]" )
 * test       = ( "=" / "!=" ) ( word / quoted / number ) / ( "&lt;" / "&lt;=" / "&gt;" / "&gt;=" ) number
 *            / "IS" ( "NULL" / "TRUE" / "FALSE" ) / "NOT" "EXISTS"
 * </pre>
 *
 * <p>An asterisk in a word or quoted text stands for any characters. Comparison is by case. A selector that meets an
 * object or an array matches nothing. The guide does not say what {@code !=} does where the member is missing: here it
 * does not match, and no pattern of ours uses it. Regular expressions ({@code %...%}) are refused.
 */
public final class FilterPattern {
    /** The longest pattern that CloudWatch Logs takes, in characters. */
    public static final int MAX_CHARS = 1024;

    private final String text;
    private final Condition condition;

    private FilterPattern(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /**
     * Reads a pattern.
     *
     * @throws BadPatternException with the place and the reason when it is not one, or is too long
     */
    public static FilterPattern parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new BadPatternException(
                    MAX_CHARS, "a pattern has at most " + MAX_CHARS + " characters, not " + text.length());
        }
        return new FilterPattern(text, new PatternReader(text).read());
    }

    /**
     * Whether an event matches.
     *
     * @param event parsed JSON: {@code Map} by text, {@code List}, {@code String}, {@code Number}, {@code Boolean}, null
     */
    public boolean matches(@Nullable Object event) {
        return condition.holds(event);
    }

    /** The pattern as CloudWatch Logs takes it. */
    @Override
    public String toString() {
        return text;
    }
}
