package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes each record in three ways that must agree: by the decoder, which has learned from those
 * before, by its strict half alone, and by the reference.
 */
final class DecodeOracle {

  private final Mapping mapping;
  private final List<Column> columns;
  private final AtomicLong ignored = new AtomicLong();
  private final MappingDecoder decoder;
  private final StrictDecoder strict;
  private final ReferenceDecoder reference;

  DecodeOracle(Mapping mapping) {
    this.mapping = mapping;
    this.columns = mapping.rowColumns();
    this.decoder = MappingDecoder.of(mapping, ignored::addAndGet);
    this.strict = new StrictDecoder(mapping);
    this.reference = new ReferenceDecoder(mapping);
  }

  /**
   * Gives what becomes of the record.
   *
   * @throws AssertionError if they do not agree
   */
  Outcome decode(ConsumerRecord<byte[], byte[]> record) {
    ignored.set(0);
    Outcome outcome;
    Outcome alone;
    Outcome right;
    try {
      outcome = Outcome.of(decoder, columns, record);
      alone = Outcome.of(strict, columns, record);
      right = reference.decode(record);
    } catch (RuntimeException e) {
      throw new AssertionError(described(record), e);
    }
    if (!outcome.equals(alone)) {
      throw new AssertionError(
          described(record) + "\nthe decoder: " + outcome + "\nthe parser:  " + alone);
    }
    if (!right.allows(outcome)) {
      throw new AssertionError(
          described(record) + "\nthe decoder:   " + outcome + "\nthe reference: " + right);
    }
    if (outcome.faults().isEmpty() && ignored.get() != strict.ignored()) {
      throw new AssertionError(
          described(record) + "\nignored " + ignored.get() + ", the parser " + strict.ignored());
    }
    return outcome;
  }

  private String described(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    mapping.each().ifPresent(each -> text.append("each \"").append(each).append("\"\n"));
    mapping.columns().forEach(column -> text.append(column).append('\n'));
    return text.append("any of ")
        .append(mapping.anyOf())
        .append('\n')
        .append(record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8))
        .append('\n')
        .append(record.value() == null ? "" : HexFormat.of().formatHex(record.value()))
        .toString();
  }
}
