package io.github.claudenexus.rows;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the text of a value says, however it is written. */
final class Values {

    // No longer than what is read in no time; an exponent is as short, for it is written out.
    private static final Pattern NUMBER =
            Pattern.compile(" *[+-]?([0-9]{1,1000}[.]?[0-9]{0,1000}|[.][0-9]{1,1000})([eE][+-]?[0-9]{1,2})? *");

    private Values() {}

    static Optional<BigDecimal> decimal(String value) {
        return NUMBER.matcher(value).matches() ? Optional.of(new BigDecimal(value.strip())) : Optional.empty();
    }

    /** A number without superfluous digits; anything else as it is. */
    static String number(String value) {
        return decimal(value)
                .map(number ->
                        number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString())
                .orElse(value);
    }

    /** The same as {@link #number}, and nothing for an empty text. */
    static @Nullable String meaning(@Nullable String value) {
        return value == null || value.isEmpty() ? null : number(value);
    }

    static boolean isFilled(@Nullable String value) {
        return value != null && !value.isEmpty();
    }
}
