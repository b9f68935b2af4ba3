package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Finds valid JSON that PostgreSQL's {@code jsonb} refuses. */
record JsonRules(JsonParser parser) {

  private static final int MOST_EXPONENT = Integer.MAX_VALUE / 2 - ValueReader.MOST_DIGITS;

  /** Checks a value with all that is in it; the parser then stands at its end. */
  @Nullable BadRecord all() throws IOException {
    BadRecord fault = token();
    int depth = 0;
    while (fault == null) {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return null;
      }
      parser.nextToken();
      fault = token();
    }
    return fault;
  }

  private @Nullable BadRecord token() throws IOException {
    return switch (parser.currentToken()) {
      case FIELD_NAME -> name();
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar();
      default -> null;
    };
  }

  /** Checks the name at which the parser stands. */
  @Nullable BadRecord name() throws IOException {
    return Characters.fault(parser.currentName(), false);
  }

  /** Checks the scalar at which the parser stands. */
  @Nullable BadRecord scalar() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return Characters.fault(parser.getText(), false);
    }
    return token.isNumeric() ? number(parser.getText()) : null;
  }

  private static @Nullable BadRecord number(String text) {
    BadRecord fault = ValueReader.tooLarge(text);
    if (fault != null) {
      return fault;
    }
    BigDecimal value = Decimals.exact(text);
    // The server does not read larger exponents, not even of zero.
    return NumericFormat.holds(value) && value.scale() > -MOST_EXPONENT
        ? null
        : Descriptions.outOfRange(Descriptions.cut(text) + " is beyond what numeric holds");
  }
}
